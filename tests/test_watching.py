"""Feeds asked in rounds: what is asked again, what is not, and that nothing is lost to a kill."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import marsad
from archive_server import place
from marsad.archive import FeedState, open_archive
from marsad.cli import DONE, MISUSE, SOME_FAILED
from marsad.cli import watching as command
from marsad.errors import ArchiveWriteError, InputError, MalformedError, UnreadableError
from marsad.reading.web import Web
from marsad.watching import Feed, Kept, Watch, feeds_in
from marsad.watching.rounds import MOST_PAGES, MOST_TRIES
from web_server import Reply, page, serving

START = dt.datetime(2024, 5, 10, 12, tzinfo=dt.UTC)


@pytest.fixture
def site():
    with serving() as site:
        yield site


def feed_of(*links):
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return f"<rss><channel>{items}</channel></rss>"


def put_pages(site, *paths):
    for path in paths:
        site.put(path, page(title=f"محادثات جديدة بين البلدين رقم {path.strip('/')}"))


class Bench:
    """A watch over an archive in memory, with a clock that only sleeping moves."""

    def __init__(self, site, **changed):
        self.now, self.slept, self.kept, self.problems = START, [], [], []
        self.archive = open_archive(":memory:")
        self.web = Web(site.settings(**changed))
        self.watch = self.made()

    def made(self):
        return Watch(self.archive.watched(), self.web, self.keep, clock=lambda: self.now, sleep=self.sleep)

    def keep(self, found):
        if isinstance(found, InputError):
            self.problems.append(found)
            return Kept(None, False)
        known = found.id in self.kept
        self.kept.append(found.id)
        return Kept(found.id, not known)

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += dt.timedelta(seconds=seconds)

    def close(self):
        self.web.close()
        self.archive.close()


@pytest.fixture
def bench(site):
    bench = Bench(site)
    yield bench
    bench.close()


def test_pages_of_a_feed_are_added_once(site, bench):
    feeds = [Feed(site.put("/feed", feed_of("/1", "/2")))]
    put_pages(site, "/1", "/2")
    first = bench.watch.round(feeds, every=True)
    second = bench.watch.round(feeds, every=True)
    assert (first.feeds, first.found, first.added, first.failed) == (1, 2, 2, 0)
    assert (second.feeds, second.found, second.added) == (1, 0, 0)
    assert site.paths() == ["/feed", "/1", "/2", "/feed"]


def test_what_is_new_in_a_feed_is_added_and_nothing_else_asked_for(site, bench):
    feeds = [Feed(site.put("/feed", feed_of("/1")))]
    put_pages(site, "/1", "/2")
    bench.watch.round(feeds, every=True)
    site.put("/feed", feed_of("/2", "/1"))
    assert bench.watch.round(feeds, every=True).added == 1
    assert site.paths() == ["/feed", "/1", "/feed", "/2"]


def test_a_feed_is_asked_whether_it_has_changed(site, bench):
    feeds = [
        Feed(site.put("/feed", feed_of("/1"), ETag='"v1"', Last_Modified="Fri, 10 May 2024 12:00:00 GMT"))
    ]
    put_pages(site, "/1")
    bench.watch.round(feeds, every=True)
    told = [bench.watch.round(feeds, every=True) for _ in range(2)]
    assert [one.unchanged for one in told] == [1, 1]
    asked = [headers for path, headers in site.asked if path == "/feed"]
    assert "if-none-match" not in asked[0]
    for headers in asked[1:]:
        assert headers["if-none-match"] == '"v1"'
        assert headers["if-modified-since"] == "Fri, 10 May 2024 12:00:00 GMT"


def test_validators_that_would_break_a_request_are_not_sent(site, bench):
    feeds = [Feed(site.put("/feed", feed_of("/1"), ETag='"\xe9"'))]
    bench.watch.round(feeds, every=True)
    bench.watch.round(feeds, every=True)
    assert all("if-none-match" not in headers for _, headers in site.asked)


def test_rounds_come_when_a_feed_is_due(site, bench):
    feeds = [Feed(site.put("/a", feed_of("/1")), minutes=10), Feed(site.put("/b", feed_of("/1")), minutes=25)]
    put_pages(site, "/1")
    rounds = bench.watch.rounds(feeds)
    told = [next(rounds) for _ in range(5)]
    assert [(one.started - START).total_seconds() / 60 for one in told] == [0, 10, 20, 25, 30]
    assert [one.feeds for one in told] == [2, 1, 1, 1, 1]


def test_a_feed_that_fails_is_asked_ever_later_and_soon_again_when_it_is_back(site, bench):
    feeds = [Feed(site.put("/feed", b"", 500))]
    rounds = bench.watch.rounds(feeds)
    told = [next(rounds) for _ in range(4)]
    assert [(one.started - START).total_seconds() / 60 for one in told] == [0, 30, 90, 210]
    assert {one.failed_feeds for one in told} == {1}
    site.put("/feed", feed_of("/1"))
    put_pages(site, "/1")
    assert next(rounds).added == 1
    assert (next(rounds).started - START).total_seconds() / 60 == 450 + 15
    assert {str(problem) for problem in bench.problems} == {f"{feeds[0].address}: answers 500"}


def test_no_feed_waits_longer_than_a_day(site, bench):
    feed = Feed(site.put("/feed", b"", 503, Retry_After=10**8))
    for _ in range(30):
        bench.watch.round([feed], every=True)
    state = bench.archive.watched().feed(feed.address)
    assert (state.failures, state.due_at) == (30, START + dt.timedelta(days=1))


def test_a_site_that_says_when_to_come_again_is_left_until_then(site, bench):
    feeds = [Feed(site.put("/feed", b"", 429, Retry_After=7200))]
    rounds = bench.watch.rounds(feeds)
    next(rounds)
    assert (next(rounds).started - START).total_seconds() == 7200


def test_a_page_that_fails_for_now_is_tried_again_and_one_that_fails_for_good_is_not(site, bench):
    feeds = [Feed(site.put("/feed", feed_of("/now", "/gone", "/empty")))]
    site.put("/now", b"", 503)
    site.put("/empty", b"<p></p>")
    told = []
    for _ in range(MOST_TRIES + 3):
        told.append(bench.watch.round(feeds, every=True))
        bench.now += dt.timedelta(days=1)
    assert [one.failed for one in told] == [3, *[1] * (MOST_TRIES - 1), 0, 0, 0]
    assert site.paths().count("/now") == MOST_TRIES
    assert site.paths().count("/gone") == site.paths().count("/empty") == 1


def test_a_page_that_comes_back_is_added(site, bench):
    feeds = [Feed(site.put("/feed", feed_of("/1")))]
    site.put("/1", b"", 503)
    rounds = bench.watch.rounds(feeds)
    assert next(rounds).failed == 1
    put_pages(site, "/1")
    assert [next(rounds).added for _ in range(2)] == [0, 1]  # asked after 15 minutes, due after 30


def test_a_page_of_two_feeds_is_fetched_once(site, bench):
    feeds = [Feed(site.put("/a", feed_of("/1"))), Feed(site.put("/b", feed_of("/1", "/2")))]
    put_pages(site, "/1", "/2")
    assert bench.watch.round(feeds, every=True).added == 2
    assert sorted(site.paths()) == ["/1", "/2", "/a", "/b"]


def test_the_outlet_of_the_list_and_the_day_of_the_feed_are_kept(site):
    site.put("/1", page(day=None))
    item = "<item><link>/1</link><pubDate>Fri, 10 May 2024 01:00:00 +0300</pubDate></item>"
    listed = site.put("/feed", f"<rss><channel>{item}</channel></rss>")
    with Web(site.settings()) as web, open_archive(":memory:") as archive:
        found = []
        watch = Watch(archive.watched(), web, lambda one: found.append(one) or Kept(one.id, True))
        watch.round([Feed(listed, "الأفق")])
    assert (found[0].outlet, found[0].published) == ("الأفق", dt.date(2024, 5, 10))


def test_a_long_sitemap_is_taken_in_over_several_rounds(site, bench):
    links = [f"/{number}" for number in range(MOST_PAGES + 5)]
    locs = "".join(f"<url><loc>{site.url(link)}</loc></url>" for link in links)
    feeds = [Feed(site.put("/map.xml", f"<urlset>{locs}</urlset>"))]
    told = [bench.watch.round(feeds, every=True) for _ in range(2)]
    assert [one.failed for one in told] == [MOST_PAGES, 5]


def test_pages_of_several_feeds_are_asked_in_turns(site, bench):
    with serving() as other:
        bench.web = Web(site.settings(rules=site.rules(("127.0.0.1", other.port))))
        bench.watch = bench.made()
        order = []
        for one in (site, other):
            one.put("/feed", feed_of("/1", "/2"))
            for path in ("/1", "/2"):
                one.replies[path] = Reply(lambda _, port=one.port: order.append(port))
        bench.watch.round([Feed(site.url("/feed")), Feed(other.url("/feed"))])
    assert order == [site.port, other.port] * 2


def test_an_index_of_sitemaps_is_asked_whole_every_time(site, bench):
    index = (
        "<sitemapindex><sitemap><loc>/map.xml</loc></sitemap><sitemap><loc>/no</loc></sitemap></sitemapindex>"
    )
    feeds = [Feed(site.put("/index.xml", index, ETag='"v1"'))]
    site.put("/map.xml", "<urlset><url><loc>/1</loc></url></urlset>")
    put_pages(site, "/1", "/2")
    assert bench.watch.round(feeds, every=True).added == 1
    site.put("/map.xml", "<urlset><url><loc>/2</loc></url></urlset>")
    assert bench.watch.round(feeds, every=True).added == 1
    assert {problem.source for problem in bench.problems} == {site.url("/no")}


def test_a_feed_that_is_empty_for_now_has_not_failed(site, bench):
    feeds = [Feed(site.put("/feed", feed_of()))]
    told = bench.watch.round(feeds, every=True)
    assert (told.failed_feeds, told.found, bench.problems) == (0, 0, [])


# Killed


class KilledError(BaseException):
    """What no handler catches."""


@pytest.mark.parametrize("moment", range(6))
def test_a_run_that_is_killed_goes_on_where_it_was(site, bench, moment):
    """Killed at every step behind the feed's own: no page is lost, none is asked for that is done."""
    feeds = [Feed(site.put("/feed", feed_of("/1", "/2", "/3"), ETag='"v1"'))]
    put_pages(site, "/1", "/2", "/3")
    left, keep = moment, bench.keep

    def dying(found):
        nonlocal left
        if left == 0:
            raise KilledError
        left -= 1
        kept = keep(found)
        if left == 0 and moment % 2:  # kept, but not yet noted as done
            raise KilledError
        return kept

    bench.watch._keep = dying
    try:
        bench.watch.round(feeds, every=True)
    except KilledError:
        bench.watch = bench.made()
        again = bench.watch.round(feeds, every=True)
        assert again.unchanged == 1
    assert len(set(bench.kept)) == 3
    assert len(site.paths()) <= 3 + 1 + 2


SCRIPT = """
import sys
import marsad
from marsad.reading.web import AddressRules, Settings
port = int(sys.argv[1])
web = Settings(pause=0, rules=AddressRules(frozenset({("127.0.0.1", port)})))
with marsad.open(sys.argv[2]) as obs:
    for told in obs.watching(sys.argv[3], once=True, web=web):
        print(told.added + told.known, flush=True)
"""


def test_a_process_that_is_killed_loses_nothing_and_leaves_nothing_half(site, tmp_path):
    paths = [f"/{number}" for number in range(12)]
    (tmp_path / "feeds.txt").write_text(site.put("/feed", feed_of(*paths), ETag='"v"'), encoding="utf-8")
    put_pages(site, *paths)
    call = [
        sys.executable,
        "-c",
        SCRIPT,
        str(site.port),
        place(tmp_path / "a.db"),
        str(tmp_path / "feeds.txt"),
    ]
    first = subprocess.Popen(call, stdout=subprocess.PIPE)
    until = time.monotonic() + 60
    while len(site.paths()) < 5 and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    with marsad.open(tmp_path / "a.db", readonly=True) as obs:
        assert len(list(obs.documents())) == 12
    assert int(done.stdout) < 12
    assert len(site.paths()) <= 12 + 2 + 1  # the feed twice, and the page at hand


# The list


def test_a_list_of_feeds(tmp_path):
    path = tmp_path / "feeds.txt"
    path.write_text(
        "\ufeff# news\n\nhttps://a.example/feed\n  https://b.example/feed\tالأفق\t30\n"
        "https://a.example/feed\tagain\nftp://c.example\nb.example/feed\nhttps://d.example\t\t0\n"
        "https://d.example\t\tx\nhttps://e.example a\nhttps://f.example\ta\t5\tb\nhttps://g.example\t\t5\n",
        encoding="utf-8",
    )
    feeds, problems = feeds_in(path)
    assert feeds == [
        Feed("https://a.example/feed"),
        Feed("https://b.example/feed", "الأفق", 30),
        Feed("https://g.example", None, 5),
    ]
    assert [problem.line for problem in problems] == [6, 7, 8, 9, 10, 11]
    assert all(isinstance(problem, MalformedError) for problem in problems)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "names no feed"),
        (b"# none\n", "names no feed"),
        (b"\xff\xfe", "no UTF-8"),
        (b"a\n", "names no feed"),
        (None, "no such file"),
    ],
)
def test_a_list_that_is_none(tmp_path, content, problem):
    if content is not None:
        (tmp_path / "feeds.txt").write_bytes(content)
    with pytest.raises(UnreadableError, match=problem):
        feeds_in(tmp_path / "feeds.txt")


# The archive


def test_an_older_archive_is_watched_like_a_new_one(tmp_path):
    with open_archive(str(tmp_path / "a.db")) as archive, archive._connections.writing() as connection:
        older = "UPDATE meta SET value = '6' WHERE key = 'schema_version'"
        for change in ("DROP TABLE feeds", "DROP TABLE feed_pages", older):
            connection.exec_driver_sql(change)
    with open_archive(str(tmp_path / "a.db")) as archive:
        watched = archive.watched()
        assert watched.feed("https://a.example") is None
        assert watched.waiting("https://a.example", START, 9) == []
        state = FeedState("https://a.example", None, None, START)
        assert watched.note(state, START, [("https://a.example/1", None)]) == 1
        assert watched.next_due(["https://a.example"]) == START


def test_a_read_only_archive_watches_nothing(tmp_path):
    open_archive(str(tmp_path / "a.db")).close()
    with open_archive(str(tmp_path / "a.db"), readonly=True) as archive, pytest.raises(ArchiveWriteError):
        archive.watched()


# The command


@pytest.fixture
def local(site, monkeypatch):
    """The command, allowed to reach the site of the test."""
    monkeypatch.setattr(command, "web_settings", lambda *, reserved: site.settings(reserved=reserved))
    return site


def test_one_round_of_the_command(local, run, tmp_path):
    (tmp_path / "feeds.txt").write_text(local.put("/feed", feed_of("/1")), encoding="utf-8")
    put_pages(local, "/1")
    done = run("watch", tmp_path / "feeds.txt", "--archive", tmp_path / "a.db", "--once")
    assert done.code == DONE
    (line,) = done.out.splitlines()
    assert line.endswith(
        "\t1 feeds asked, 0 unchanged, 0 failed\t1 pages found\t1 added, 0 already there, 0 failed"
    )


def test_failures_of_the_command_are_told_and_kept_as_issues(local, run, tmp_path):
    (tmp_path / "feeds.txt").write_text(f"{local.put('/feed', feed_of('/1'))}\nnonsense\n", encoding="utf-8")
    done = run("watch", tmp_path / "feeds.txt", "--archive", tmp_path / "a.db", "--once")
    assert done.code == SOME_FAILED
    assert f"marsad: {local.url('/1')}: answers 404" in done.err
    assert "feeds.txt:2: an address with http" in done.err
    with marsad.open(tmp_path / "a.db", readonly=True) as obs:
        assert len(list(obs.issues())) == 2


@pytest.mark.parametrize("content", [None, "", "nonsense"])
def test_a_command_without_feeds_is_misuse(run, tmp_path, content):
    if content is not None:
        (tmp_path / "feeds.txt").write_text(content, encoding="utf-8")
    done = run("watch", tmp_path / "feeds.txt", "--archive", tmp_path / "a.db")
    assert done.code == MISUSE
    assert "feeds.txt" in done.err
    assert not (tmp_path / "a.db").exists()


def test_the_command_refuses_an_archive_in_memory(run, tmp_path):
    assert run("watch", tmp_path / "feeds.txt", "--archive", ":memory:").code == MISUSE


def test_the_command_ends_cleanly_when_interrupted(local, run, tmp_path, monkeypatch):
    (tmp_path / "feeds.txt").write_text(local.put("/feed", feed_of("/1")), encoding="utf-8")
    put_pages(local, "/1")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(
        Watch.__init__, "__kwdefaults__", {**Watch.__init__.__kwdefaults__, "sleep": interrupted}
    )
    done = run("watch", tmp_path / "feeds.txt", "--archive", tmp_path / "a.db")
    assert done.code == DONE
    assert "1 added" in done.out
    assert done.err == "marsad: stopped; the same command goes on where it was\n"


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_process_that_is_asked_to_end_does(tmp_path, sign):
    (tmp_path / "feeds.txt").write_text("http://127.0.0.1/feed\n", encoding="utf-8")
    program = "from marsad.cli import main; main()"
    call = [
        sys.executable,
        "-c",
        program,
        "watch",
        str(tmp_path / "feeds.txt"),
        "-a",
        place(tmp_path / "a.db"),
    ]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert "1 failed" in process.stdout.readline()
        process.send_signal(sign)
        _, err = process.communicate(timeout=60)
    assert process.returncode == DONE
    assert "only public addresses" in err
    assert err.endswith("the same command goes on where it was\n")
    assert Path(tmp_path / "a.db").exists()


def test_an_article_is_added_by_its_address(local, run, tmp_path, monkeypatch):
    from marsad.cli import articles  # noqa: PLC0415

    monkeypatch.setattr(articles, "web_settings", command.web_settings)
    url = local.put("/a", page(head='<meta name="robots" content="noarchive">'))
    refused = run("add", url, "--archive", tmp_path / "a.db")
    assert refused.code == SOME_FAILED
    assert "is kept back" in refused.err
    assert "\tadded\t" in run("add", url, "--reserved", "--archive", tmp_path / "a.db").out
    assert "\talready there\t" in run("add", url, "--reserved", "--archive", tmp_path / "a.db").out
    assert run("read", url, "--reserved").code == DONE
