"""Damaged inputs into every reader, for minutes: none may crash, hang, or raise what is no error of an input.

Run: ``uv run python benchmarks/fuzz_readers.py --minutes 10 [--readers html warc …] [--keep FOLDER]``.
Each reader runs in a process of its own, which writes down every input before it reads it; so an input that
ends the process, or keeps it busy for more than half a minute, is found. What was found lies in FOLDER
(a new one without) afterwards. Prints Markdown; the exit code is 1 where anything was found.
"""

from __future__ import annotations

import argparse
import faulthandler
import gzip
import io
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # whose samples are damaged here

from marsad.errors import InputError  # noqa: E402

HANG: Final = 30.0
SLOW: Final = 5.0
_MOST: Final = 60_000
_WORDS: Final = r"""
<p> </p> <div> <!-- --> <![CDATA[ ]]> &a; &#0; &#xD800; <script> <table> <a\x20href=' <li\x20class=comment>
<h2>أحدث\x20المقالات</h2> التعليقات 4\x20مايو\x202023 [1] { } "text": null 1e999 -1 \t \r\n\r\n \u202e \ufeff
<!DOCTYPE\x20x\x20[<!ENTITY\x20a\x20'b'>]> <rss> <item> <link> <urlset> <loc> xmlns:a='b' 20240507 00000000
WARC/1.0\r\n Content-Length:\x2099999999999\r\n Content-Length:\x20-1\r\n Transfer-Encoding:\x20chunked\r\n
Content-Encoding:\x20gzip\r\n
"""
_BYTES: Final = (
    b"\x00", b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b\x08\x00", b"\xed\xa0\x80", b"\xc3", bytes(range(256)),
    b"9" * 30, b'"' * 9, b"|" * 9, b"a" * 5000,
)  # fmt: skip
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([trn]))")


def _plain(word: str) -> bytes:
    signs = {"t": "\t", "r": "\r", "n": "\n"}
    return _ESCAPE.sub(
        lambda found: signs[found[3]] if found[3] else chr(int(found[1] or found[2], 16)), word
    ).encode()


_TOKENS: Final = [*map(_plain, _WORDS.split()), *_BYTES]


def main() -> int:
    """Runs the readers one after the other, and prints what was found."""
    told = _arguments()
    if told.child:
        _child(told.child, told.minutes * 60, told.seed, Path(told.keep))
        return 0
    folder = Path(told.keep or tempfile.mkdtemp(prefix="marsad-fuzz-"))
    print("| reader | inputs | documents or rows | errors told | slowest, s | memory, MB | found |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    found = sum(
        _run(reader, told.minutes, told.seed, folder / reader) for reader in told.readers or readers()
    )
    print(f"\nInputs that were found lie in {folder}." if found else "\nNothing was found.")
    return int(bool(found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10, help="for each reader")
    parser.add_argument("--readers", nargs="+", choices=readers(), help="all without")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", default="", help="folder for what is found")
    parser.add_argument("--child", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


# The watching process


def _run(reader: str, minutes: float, seed: int, folder: Path) -> int:
    """Lets one reader run for its time, anew behind every input that ended it; prints its row."""
    folder.mkdir(parents=True, exist_ok=True)
    until, totals, found = time.monotonic() + minutes * 60, _counts(), 0
    while (left := until - time.monotonic()) > 1:
        ended = _watched(reader, left, seed, folder)
        seed += 1
        told = json.loads((folder / "counts.json").read_bytes())
        for name, value in told.items():
            totals[name] = max(totals[name], value) if name in {"slowest", "memory"} else totals[name] + value
        if ended is not None:
            found += 1
            (folder / "input").replace(folder / f"{ended}-{seed}")
    found += totals["found"]
    numbers = f"{totals['inputs']:,} | {totals['given']:,} | {totals['errors']:,}"
    row = f"| {reader} | {numbers} | {totals['slowest']:.1f} | {totals['memory']:,.0f} | {found} |"
    print(row, flush=True)
    return found


def _watched(reader: str, seconds: float, seed: int, folder: Path) -> str | None:
    """Runs the reading process; "crash" or "hang" where an input ended it."""
    (folder / "counts.json").write_text(json.dumps(_counts()), encoding="utf-8")
    asked = ["--child", reader, "--minutes", str(seconds / 60), "--seed", str(seed), "--keep", str(folder)]
    with (folder / "stderr").open("ab") as complaints:
        process = subprocess.Popen([sys.executable, __file__, *asked], stderr=complaints)
        while True:
            try:
                return "crash" if process.wait(timeout=1) else None
            except subprocess.TimeoutExpired:
                if _idle(folder) > HANG:
                    process.kill()
                    process.wait()
                    return "hang"


def _idle(folder: Path) -> float:
    """Seconds since the process took up its last input."""
    try:
        return time.time() - (folder / "input").stat().st_mtime
    except OSError:
        return 0.0


# The reading process


def _counts() -> dict[str, Any]:
    return {"inputs": 0, "given": 0, "errors": 0, "slowest": 0.0, "memory": 0.0, "found": 0}


def _child(reader: str, seconds: float, seed: int, folder: Path) -> None:
    faulthandler.enable()
    rng, counts, until = random.Random(seed), _counts(), time.monotonic() + seconds  # noqa: S311
    samples, read = samples_of(reader), reading_of(reader, folder)
    written = 0.0
    (folder / "input").write_bytes(samples[0])
    list(read(samples[0]))  # what is made at first use is no fault of an input
    while time.monotonic() < until:
        data = damaged(rng, samples)
        (folder / "input").write_bytes(data)
        start = time.monotonic()
        try:
            for one in read(data):
                counts["errors" if isinstance(one, InputError) else "given"] += 1
        except BaseException:  # noqa: BLE001 - panics of libraries are no Exception
            counts["found"] += 1
            _note(folder, data, f"error-{seed}-{counts['inputs']}", traceback.format_exc())
        took = time.monotonic() - start
        if took > SLOW:
            counts["found"] += 1
            _note(folder, data, f"slow-{seed}-{counts['inputs']}", f"{took:.1f} s")
        counts["inputs"] += 1
        counts["slowest"] = max(counts["slowest"], took)
        if time.monotonic() > written + 1:
            written = time.monotonic()
            _write(folder, counts)
    _write(folder, counts)


def _write(folder: Path, counts: dict[str, Any]) -> None:
    counts["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    beside = folder / "counts.beside"
    beside.write_text(json.dumps(counts), encoding="utf-8")
    beside.replace(folder / "counts.json")


def _note(folder: Path, data: bytes, name: str, told: str) -> None:
    (folder / name).write_bytes(data)
    (folder / f"{name}.txt").write_text(told, encoding="utf-8")


def damaged(rng: random.Random, samples: list[bytes]) -> bytes:
    """A sample with one to eight injuries."""
    data = bytearray(rng.choice(samples))
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice((1, 2, 8, 64, 1024)))
        at, end, put = rng.choice(_INJURIES)(rng, data, (at, end), samples)
        data[at:end] = put
        del data[_MOST:]
    return bytes(data)


def _token(
    rng: random.Random, _: bytearray, place: tuple[int, int], __: list[bytes]
) -> tuple[int, int, bytes]:
    return place[0], place[0], rng.choice(_TOKENS) * rng.choice((1, 1, 1, 2, 50))


def _gap(_: random.Random, __: bytearray, place: tuple[int, int], ___: list[bytes]) -> tuple[int, int, bytes]:
    return *place, b""


def _again(
    rng: random.Random, data: bytearray, place: tuple[int, int], _: list[bytes]
) -> tuple[int, int, bytes]:
    return place[0], place[0], bytes(data[slice(*place)]) * rng.choice((1, 2, 20, 200))


def _foreign(
    rng: random.Random, _: bytearray, place: tuple[int, int], samples: list[bytes]
) -> tuple[int, int, bytes]:
    other = rng.choice(samples)
    start = rng.randrange(len(other) + 1)
    return *place, other[start : start + rng.choice((16, 256, 4096))]


def _end(
    _: random.Random, data: bytearray, place: tuple[int, int], __: list[bytes]
) -> tuple[int, int, bytes]:
    return place[0], len(data), b""


def _noise(
    rng: random.Random, _: bytearray, place: tuple[int, int], __: list[bytes]
) -> tuple[int, int, bytes]:
    return *place, rng.randbytes(place[1] - place[0])


_INJURIES: Final = (_token, _gap, _again, _foreign, _end, _noise)


# The readers


def readers() -> list[str]:
    """Names of all readers."""
    from marsad.imports import FORMATS  # noqa: PLC0415

    files = ["html", "text", "jsonl", "parquet", "warc", "warc-gz"]
    answers = ["feed", "json-feed", "sitemap", "page", "packed"]
    return [*files, *answers, *(f"import-{form}" for form in FORMATS)]


def samples_of(reader: str) -> list[bytes]:
    """Sound inputs of a reader, to be damaged."""
    import warc_samples  # noqa: PLC0415
    from import_samples import lines  # noqa: PLC0415
    from web_server import page  # noqa: PLC0415

    pages = [path.read_bytes() for path in sorted((ROOT / "examples" / "kazakhstan").glob("*.html"))[:12]]
    texts = [path.read_bytes() for path in sorted((ROOT / "examples" / "kazakhstan").glob("*.txt"))[:12]]
    if reader.startswith("import-"):
        return ["\n".join(lines(reader.removeprefix("import-"), rows=rows)).encode() for rows in (1, 6)]
    crawl = warc_samples.cc_news(
        warc_samples.response("https://a.example/1"),
        warc_samples.response("https://a.example/2", gzip.compress(page()), Content_Encoding="gzip"),
        warc_samples.response("https://a.example/3", b"5\r\n<p>ab\r\n0\r\n\r\n", Transfer_Encoding="chunked"),
        warc_samples.record("resource", page(), "https://a.example/4", "text/html"),
    )
    return {
        "html": [*pages, page(), texts[0].decode().encode("cp1256")],
        "text": [*texts, texts[0].decode().encode("utf-16"), texts[1].decode().encode("cp1256")],
        "jsonl": [_records(texts), json.dumps([{"html": page().decode()}]).encode()],
        "parquet": _tables(texts) if reader == "parquet" else [],
        "warc": [gzip.decompress(crawl)],
        "warc-gz": [crawl],
        "feed": _feeds(),
        "json-feed": _json_feeds(),
        "sitemap": _sitemaps(),
        "page": [page(), page(head='<meta name="robots" content="noarchive">'), *pages[:4]],
        "packed": [gzip.compress(page()), gzip.compress(b"a" * 9000) * 3],
    }[reader]


def _records(texts: list[bytes]) -> bytes:
    fields = ({"text": text.decode()[:900], "published": "2024-05-10", "comments": ["a"]} for text in texts)
    return b"\n".join(json.dumps(record, ensure_ascii=False).encode() for record in fields)


def _tables(texts: list[bytes]) -> list[bytes]:
    """A small table of two row groups, packed in two ways and not at all."""
    import polars as pl  # noqa: PLC0415

    found = []
    table = pl.DataFrame({"id": ["a", "b", "c"], "text": [one.decode()[:300] for one in (texts * 3)[:3]]})
    for packing in ("zstd", "snappy", "uncompressed"):
        held = io.BytesIO()
        table.write_parquet(held, compression=packing, row_group_size=2)
        found.append(held.getvalue())
    return found


def _feeds() -> list[bytes]:
    items = "<item><title>خبر</title><link>/1</link><pubDate>Fri, 10 May 2024 01:00:00 +0300</pubDate></item>"
    entry = "<entry><title>a &lt;b&gt;</title><link href='/1'/><published>2024-05-10</published></entry>"
    head = "<?xml version='1.0' encoding='utf-8'?>"
    rss = f"{head}<rss version='2.0'><channel><title>t</title>{items * 3}</channel></rss>"
    return [
        rss.encode(),
        rss.replace("utf-8", "windows-1256").encode("cp1256"),
        f"{head}<feed xmlns='http://www.w3.org/2005/Atom'>{entry * 3}</feed>".encode(),
        f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>{items}</rdf:RDF>".encode(),
    ]


def _json_feeds() -> list[bytes]:
    items = [{"url": "/1", "date_published": "2024-05-10T01:00:00Z", "title": "خبر"}] * 3
    return [json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()]


def _sitemaps() -> list[bytes]:
    url = "<url><loc>https://a.example/1</loc><lastmod>2024-05-10</lastmod></url>"
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    plain = f"<?xml version='1.0'?><urlset {space}>{url * 5}</urlset>".encode()
    index = f"<sitemapindex {space}><sitemap><loc>https://a.example/m</loc></sitemap></sitemapindex>".encode()
    return [plain, index, gzip.compress(plain)]


def reading_of(reader: str, folder: Path) -> Callable[[bytes], Iterable[object]]:
    """What reads the bytes of an input."""
    from marsad.reading import read_bytes  # noqa: PLC0415

    if reader.startswith("import-"):
        return _importing(reader.removeprefix("import-"), folder / "input")
    if reader == "parquet":
        from marsad.reading.parquet import read_parquet  # noqa: PLC0415

        return lambda _: read_parquet(folder / "input")
    if reader.startswith("warc"):
        from marsad.reading.warc import read_warc  # noqa: PLC0415

        return lambda _: read_warc(folder / "input")
    if reader in {"html", "text", "jsonl"}:
        kind = {"html": "html", "text": "text", "jsonl": "json"}[reader]
        return lambda data: read_bytes(data, source="input", kind=kind)
    return _answered


def _answered(data: bytes) -> Iterable[object]:
    """An answer of the web: told apart, then read as the list or page that it is."""
    from marsad.reading.web import Answer, Limits  # noqa: PLC0415
    from marsad.reading.web.listing import content_of, listed  # noqa: PLC0415
    from marsad.reading.web.pages import Told, check_reservation, page_document  # noqa: PLC0415

    url = "https://a.example/1"
    try:
        content = content_of(Answer(url, 200, {}, data, ""), Limits())
        if content.kind != "page":
            yield from listed(content, url).entries
            return
        check_reservation(content.body, {}, url, Told())
        yield page_document(content.text, url, "", url, Told())
    except InputError as error:
        yield error


def _importing(form: str, file: Path) -> Callable[[bytes], Iterable[object]]:
    import marsad  # noqa: PLC0415

    def read(_: bytes) -> Iterable[object]:
        problems: list[object] = []
        with marsad.open() as obs:
            try:
                done = obs.import_file(file, form, on_problem=problems.append)
            except InputError as error:
                return [error]
        return [*problems, *[None] * done.added]

    return read


if __name__ == "__main__":
    sys.exit(main())
