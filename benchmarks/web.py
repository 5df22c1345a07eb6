"""Page times of the web view over a large made-up archive, while a writer adds to it.

Run: ``uv run python benchmarks/web.py [DOCUMENTS] [FOLDER]``. Makes an archive of DOCUMENTS (100,000)
articles of ten events each in FOLDER (a new one, taken away afterwards; what it holds already is used as it
is), works its stories out, serves it, and asks for each page 40 times, twenty states in turn, while another
process adds articles. Prints Markdown.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.testclient import TestClient

from marsad import plover
from marsad.archive import StoryFilter, open_archive
from marsad.languages import sentences
from marsad.records import Coding, Document, Entity, Event, content_id, document_id, joined_text
from marsad.stories import stories_of
from marsad.web import Library, application

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATES: Final = (
    "USA", "RUS", "CHN", "UKR", "ISR", "IRN", "TUR", "SAU", "EGY", "FRA", "DEU", "GBR", "IND",
    "SYR", "IRQ", "KAZ", "QAT", "ARE", "JOR", "LBN", "YEM", "PAK", "JPN", "KOR", "PRK", "POL",
    "AZE", "ARM", "GEO", "UZB", "KGZ", "TJK", "TKM", "BLR", "LBY", "SDN", "DZA", "MAR", "TUN",
    "ETH",
)  # fmt: skip
_SYLLABLES: Final = (
    "با",
    "تر",
    "سل",
    "مو",
    "ني",
    "كر",
    "دا",
    "رف",
    "شق",
    "عم",
    "لو",
    "هي",
    "قد",
    "زن",
    "طل",
    "حب",
)
_EACH: Final = 10
_TIMES: Final = 40
_FIRST: Final = dt.date(2020, 1, 1)
_DAYS: Final = 2_000


def main(number: int, folder: Path) -> None:
    """Makes the archive, asks for the pages, prints the times."""
    path = str(folder / "pages.db")
    if not Path(path).exists():
        _timed("articles added", lambda: fill(path, number, seed=1))
        _timed("stories worked out", lambda: _work_out(path))
    writer = multiprocessing.get_context("spawn").Process(target=keep_writing, args=(path,), daemon=True)
    writer.start()
    print("\n| page | median, ms | 95 %, ms | slowest, ms |\n| --- | --- | --- | --- |")
    with open_archive(path, readonly=True) as archive:
        client = TestClient(application(Library(archive)), base_url="http://127.0.0.1")
        for name, addresses in asked(archive.browser()).items():
            _print_times(name, client, addresses)
    writer.terminate()


def _timed(what: str, work: object) -> None:
    begun = time.perf_counter()
    work()  # type: ignore[operator]  # a function without arguments
    print(f"{what}: {time.perf_counter() - begun:,.0f} s", flush=True)


def _work_out(path: str) -> None:
    with open_archive(path) as archive:
        stories_of(archive)


def fill(path: str, number: int, seed: int) -> None:
    """Adds made-up articles, each in a transaction of its own as ``marsad add`` does."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    with open_archive(path) as archive:
        writer = archive.writer()
        for document, events in articles(number, chance):
            split = sentences(document.text, document.body_start)
            writer.add(document, split, Coding(document=document.id, events=tuple(events)))


def keep_writing(path: str) -> None:
    """Adds articles on and on, ten a second, while its parent lives."""
    parent = multiprocessing.parent_process()
    for seed in range(10_000, 20_000):
        if parent is None or not parent.is_alive():
            return
        fill(path, 1, seed)
        time.sleep(0.1)


def articles(number: int, chance: random.Random) -> Iterator[tuple[Document, list[Event]]]:
    """Articles of ten sentences, an event in each."""
    for _ in range(number):
        told = [" ".join(_word(chance) for _ in range(12)) + "." for _ in range(_EACH)]
        text, body = joined_text(" ".join(_word(chance) for _ in range(6)), " ".join(told))
        day, outlet = _FIRST + dt.timedelta(chance.randrange(_DAYS)), f"صحيفة {chance.randrange(200)}"
        name = document_id(text, outlet, day)
        document = Document(
            id=name, outlet=outlet, published=day, text=text, body_start=body, title=text.split("\n")[0]
        )
        split = sentences(text, body)
        yield document, [_event(document, one.number, one.start, one.end, chance) for one in split[1:]]


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randrange(2, 4)))


def _event(document: Document, number: int, start: int, end: int, chance: random.Random) -> Event:
    one, other = (_STATES[min(int(chance.expovariate(0.12)), len(_STATES) - 1)] for _ in range(2))
    text = document.text[start:end]
    stop = start + text.index(" ")
    kind = chance.choice(sorted(plover.event_types()))
    return Event(
        id=content_id("event", document.id, start, stop, kind),
        document=document.id, sentence=number, start=start, end=stop, type=kind, mode=None,
        contexts=(chance.choice(sorted(plover.contexts())),),
        actors=(Entity(text=one, name=f"Official of {one}", country=one, sector="GOV"),),
        recipients=(Entity(text=other, country=other, sector="GOV"),) if other != one else (),
        date=str(document.published), date_precision="day",
        status="actual", confidence=round(chance.uniform(0.3, 0.9), 2), text=text,
    )  # fmt: skip


def asked(browser: object) -> dict[str, list[str]]:
    """Addresses by the kind of page."""
    pages = [f"/en/state/{code}" for code in _STATES[:20]]
    stories = [
        browser.stories(StoryFilter(party=code), limit=1, offset=50).records[0]  # type: ignore[attr-defined]
        for code in _STATES[:20]
    ]
    return {
        "home": ["/en/"],
        "state": pages,
        "stories": [f"{one}/stories" for one in pages],
        "stories, page 200": [f"{one}/stories?page=200" for one in pages],
        "stories, filtered": [f"{one}/stories?other=RUS&quad=4&since=2022-01-01" for one in pages],
        "rival accounts": [f"{one}/rivals" for one in pages],
        "story": [f"/en/story/{one.events[0]}" for one in stories],
        "article": [f"/en/document/{one.documents[0]}" for one in stories],
        "lean": [f"{one}/lean" for one in pages],
        "links": [f"{one}/links" for one in pages],
        "warnings": [f"{one}/warnings" for one in pages],
        "feed": [f"{one}/feed.atom" for one in pages],
        "actor, a state": [f"/en/actor/{code}" for code in _STATES[:20]],
        "actor, a person": [f"/en/actor/Official of {code}" for code in _STATES[:20]],
        "network": ["/en/network", "/en/network?as=map"],
        "network, filtered": [f"/en/network?since={2020 + n // 12}-{n % 12 + 1:02}-01" for n in range(40)],
        "outlets": ["/en/outlets"],
        "outlet": [f"/en/outlet/صحيفة {number}" for number in range(20)],
        "search": [f"/en/search?q={_SYLLABLES[n]}{_SYLLABLES[n + 1]}" for n in range(15)],
        "search, filtered": [
            f"/en/search?q={_SYLLABLES[n]}{_SYLLABLES[n + 1]}&state=RUS&since=2022-01-01" for n in range(15)
        ],
    }


def _print_times(name: str, client: TestClient, addresses: list[str]) -> None:
    taken = []
    for turn in range(_TIMES):
        begun = time.perf_counter()
        answer = client.get(addresses[turn % len(addresses)])
        taken.append(1000 * (time.perf_counter() - begun))
        answer.raise_for_status()
    high = statistics.quantiles(taken, n=20)[-1]
    print(f"| {name} | {statistics.median(taken):.0f} | {high:.0f} | {max(taken):.0f} |", flush=True)


if __name__ == "__main__":
    amount = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:  # noqa: PLR2004 - the second argument
        main(amount, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(amount, Path(made))
