"""The same through Ray, where it is installed (``uv sync --extra ray``), and what is said where it is not."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from bulk_samples import crawl, lines, rows
from marsad.bulk import Engine, code_sources, on_ray
from marsad.bulk.storage import is_stored, listed
from marsad.errors import InputError, MarsadError, UsageError

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed")
needs_arrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")


def command(*arguments):
    call = [sys.executable, "-c", "from marsad.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)
    if "Ray: cannot be started" in done.stderr:
        pytest.skip("Ray's own processes do not start here, or not in time")
    return done


@needs_ray
def test_ray_writes_what_one_process_writes(tmp_path):
    source = crawl(tmp_path / "in")
    (source / "bad.jsonl").write_bytes(b"{broken\n" + lines(rows(3)))
    local = command("code", source, "-o", tmp_path / "local.jsonl")
    ray = command("code", source, "-o", tmp_path / "ray.jsonl", "--engine", "ray", "--workers", 2)
    assert ray.returncode == local.returncode == 1
    assert local.stderr in ray.stderr  # on a busy machine Ray speaks of itself, too
    assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes() != b""


@needs_ray
def test_ray_fills_a_folder_of_parts(tmp_path):
    source = crawl(tmp_path / "in")
    for name, engine in (("ray", "ray"), ("local", "local")):
        done = command("code", source, "--into", tmp_path / name, "--engine", engine, "--chunk", "1/2")
        assert done.returncode == 0, done.stderr
    told = [sorted((tmp_path / name).glob("part-*")) for name in ("ray", "local")]
    assert [path.read_bytes() for path in told[0]] == [path.read_bytes() for path in told[1]]


@pytest.fixture
def cluster(monkeypatch):
    """The address of a cluster that was started apart, for Ray's client."""
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")  # else a cluster asks for a token
    program = str(Path(sys.executable).with_name("ray"))
    here = "127.0.0.1"
    started = subprocess.run(
        [program, "start", "--head", "--node-ip-address", here, "--port", "6399", "--num-cpus", "2",
         "--ray-client-server-port", "9001", "--include-dashboard=false", "--disable-usage-stats"],
        capture_output=True, check=False, timeout=300,
    )  # fmt: skip
    if started.returncode:
        pytest.skip("Ray's own processes do not start here")
    yield f"ray://{here}:9001"
    subprocess.run([program, "stop", "--force"], capture_output=True, check=False, timeout=300)


@needs_ray
def test_a_cluster_elsewhere_writes_what_one_process_writes(tmp_path, cluster):
    source = crawl(tmp_path / "in")
    told = ("--engine", "ray", "--workers", 2, "--ray-address", cluster)
    for name, how in (("away", told), ("here", ())):
        done = command("code", source, "--into", tmp_path / name, *how)
        assert done.returncode == 0, done.stderr
    away, here = (sorted((tmp_path / name).glob("part-*")) for name in ("away", "here"))
    assert [path.read_bytes() for path in away] == [path.read_bytes() for path in here] != []


@pytest.mark.parametrize("error", [ConnectionError("no one is there"), RuntimeError("x"), Exception("late")])
def test_a_cluster_that_is_not_there_is_told(tmp_path, monkeypatch, error):
    class Away(ModuleType):
        data = None

        def init(self, **_):
            raise error

    monkeypatch.setitem(sys.modules, "ray", Away("ray"))
    monkeypatch.setitem(sys.modules, "ray.data", ModuleType("ray.data"))
    (tmp_path / "a.jsonl").write_bytes(lines(rows(1)))
    with pytest.raises(MarsadError, match=f"Ray: cannot be started or reached: {error}"):
        list(code_sources([tmp_path / "a.jsonl"], engine=Engine("ray", address="ray://gone:10001")))


def test_a_stream_is_not_for_ray():
    with pytest.raises(UsageError, match="only files"):
        list(code_sources(["-"], engine=Engine("ray")))


def test_without_ray_the_extra_is_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'marsad\[ray\]'"):
        on_ray.check_installed()


def test_without_arrow_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'marsad\[ray\]'"):
        list(listed("s3://bucket/crawl"))


@pytest.mark.parametrize(
    ("name", "stored"),
    [("s3://b/a", True), ("file:///a", True), ("http://a", False), ("HTTPS://a", False), ("a/b", False)],
)
def test_urls_of_a_storage(name, stored):
    assert is_stored(name) is stored


@needs_arrow
def test_files_by_url_give_what_files_give(tmp_path):
    source = crawl(tmp_path / "in")
    local = [outcome.records for outcome in code_sources([source])]
    assert [outcome.records for outcome in code_sources([f"file://{source}"])] == local
    names = [one.name for one in listed(f"file://{source}/*.jsonl")]
    assert names == [f"file://{source}/a.jsonl"]


@needs_arrow
@pytest.mark.parametrize("url", ["file:///gone/a", "file:///gone/*.jsonl", "nosuch://a/b", "s3://"])
def test_a_url_that_holds_nothing_is_told(url):
    (outcome,) = code_sources([url])
    assert isinstance(outcome.error, InputError)
    assert outcome.error.source == url


@needs_arrow
def test_bad_lines_by_url_are_told_by_their_number(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(rows(2_000)) + b"{broken\n")
    found = [outcome.error for outcome in code_sources([f"file://{path}"]) if outcome.error]
    assert [str(error).split(" ")[0] for error in found] == [f"file://{path}:2001:"]


def test_a_worker_that_dies_is_told(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(rows(3)))
    with pytest.raises(MarsadError, match="a worker process died"):
        list(_dying([path]))


def _dying(sources):
    from marsad.bulk.engines import results  # noqa: PLC0415

    for _, made in results(_end, [sources], Engine(workers=2)):
        yield from made


def _end(task):
    import os  # noqa: PLC0415

    os._exit(9)
