"""Bytes → text: which encoding, or a clear refusal.

The order is from certain to likely: byte-order mark, strict UTF-8, NULs that betray UTF-16, the charset that
the page declares, then the single-byte Arabic code pages, told apart by whether the words they give are
Arabic words. charset-normalizer is asked last, for texts of other languages.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from marsad.errors import UnreadableError
from marsad.tables import rows

MAX_BYTES = 64 * 2**20
"""Largest input that is read, in bytes; one article is far smaller."""

_SAMPLE = 1 << 16
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ("cp1256", "iso-8859-6", "mac-arabic", "cp720", "cp864")
# Pages that call themselves Latin-1 or ASCII and are not say nothing; many an Arabic page does.
_EMPTY_CLAIMS = {"iso8859-1", "cp1252", "ascii", "utf-8"}
# Codecs of Python that no page is written in; some would rewrite what stands behind a backslash.
_NO_CHARSETS = {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined"}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_ARABIC = re.compile("[\u0621-\u064a]")
# One letter alone is a word by accident in many a wrong code page.
_ARABIC_WORD = re.compile(r"(?<!\w)[\u0621-\u0652]{2,}(?!\w)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PLAUSIBLE = 0.05
_FEW = 4
_ALMOST_ALL = 0.92
_MOJIBAKE = re.compile("[\xc0-\xff\u0152-\u0192\u2013-\u2122\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it was read with (``utf-8+cp1252`` names a repaired double encoding)."""

    text: str
    encoding: str


def decoded(data: bytes, source: str, *, told: str | None = None) -> Decoded:
    """The text of some bytes.

    Args:
        data: the whole content of a file or stream.
        source: its name, for messages.
        told: charset that came with it, by which one the page declares itself is replaced.

    Raises:
        UnreadableError: empty, larger than `MAX_BYTES`, binary, undecodable, or without a single letter.
    """
    _refuse_useless(data, source)
    found = _by_mark(data, source) or _as_utf8(data) or _as_wide(data, source) or _by_content(data, told)
    if found is None:
        raise UnreadableError(source, "its encoding cannot be told")
    found = _repaired(found)
    if not any(map(str.isalpha, found.text)):
        raise UnreadableError(source, "holds no letter")
    return found


def arabic_plausibility(text: str) -> float:
    """How Arabic a text looks, 0 to 1.

    It is the share of its Arabic words that are among the commonest, times the square of the share of Arabic
    letters among its signs beyond ASCII. Running news text gives 0.15 to 0.35; text read with a wrong code
    page less than 0.03.
    """
    sample = text[:_SAMPLE]
    words = _ARABIC_WORD.findall(sample)
    common = _common_words()
    foreign = len(_NOT_ASCII.findall(sample))
    arabic = sum(map(len, words))
    share = sum(word in common for word in words) / max(len(words), _FEW)
    return share * (arabic / max(foreign, 1)) ** 2


def _refuse_useless(data: bytes, source: str) -> None:
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError(source, "is empty")
    if len(data) > MAX_BYTES:
        size, cap = len(data) / 2**20, MAX_BYTES // 2**20
        raise UnreadableError(source, f"has {size:.0f} MB; at most {cap} MB are read as one input")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(source, f"is {name}, not text")


def _by_mark(data: bytes, source: str) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strict(data, encoding)
            if text is None and encoding == "utf-8-sig":
                return None  # some editors put the mark before other bytes: go on and judge the content
            if text is None:
                raise UnreadableError(source, f"has the mark of {encoding} but is not {encoding}")
            return Decoded(text, encoding)
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    if b"\x00" in data[:_SAMPLE]:
        return None
    text = _strict(data, "utf-8")
    return None if text is None else Decoded(text, "utf-8")


def _as_wide(data: bytes, source: str) -> Decoded | None:
    """UTF-16 without a mark: every second byte is then 0x00 (ASCII), 0x06 (Arabic) or 0x20 (punctuation)."""
    sample = data[:_SAMPLE]
    if b"\x00" not in sample:
        return None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[offset::2]
        wide = sum(map(high.count, (b"\x00", b"\x04", b"\x06", b"\x20"))) / max(len(high), 1)
        text = _strict(data, encoding) if wide > _ALMOST_ALL else None
        if text is not None and _mostly_text(text[:_SAMPLE]):
            return Decoded(text, encoding)
    raise UnreadableError(source, "is a binary file (holds NUL bytes)")


def _mostly_text(text: str) -> bool:
    return sum(char.isprintable() or char.isspace() for char in text) > 0.98 * len(text)


def _by_content(data: bytes, told: str | None) -> Decoded | None:
    """The declared charset where the words it gives are plausible, else the best of the Arabic code pages."""
    declared = (_charset(told) if told else None) or _declared(data)
    if declared and (text := _strict(data, declared)) and arabic_plausibility(text) > _PLAUSIBLE:
        return Decoded(text, declared)
    candidates = [*_damaged_utf8(data), *_code_pages(data)]
    best = max(candidates, key=lambda found: arabic_plausibility(found.text), default=None)
    if best is not None and arabic_plausibility(best.text) > _PLAUSIBLE:
        return best
    if declared and (text := _strict(data, declared)) and _mostly_text(text):
        return Decoded(text, declared)
    return _few_words(candidates) or _last_resort(data)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return _charset(found[1].decode("ascii")) if found else None


def _charset(told: str) -> str | None:
    """Python's name of a text encoding; None where there is none, or the claim says nothing."""
    try:
        found = codecs.lookup(told)
    except (LookupError, ValueError):
        return None
    return None if found.name in _EMPTY_CLAIMS | _NO_CHARSETS else found.name


def _damaged_utf8(data: bytes) -> list[Decoded]:
    """UTF-8 cut in the middle of a letter or with a few broken bytes: those become U+FFFD, visibly."""
    text = data.decode("utf-8", errors="replace")
    few = text.count("\ufffd") <= max(3, len(text) // 100)
    return [Decoded(text, "utf-8")] if few else []


def _code_pages(data: bytes) -> list[Decoded]:
    texts = ((_strict(data, page), page) for page in _CODE_PAGES)
    return [Decoded(text, page) for text, page in texts if text is not None]


def _few_words(candidates: list[Decoded]) -> Decoded | None:
    """For a text too short to hold common words: the page that gives Arabic letters and nothing else odd."""
    for found in candidates:
        letters = [char for char in found.text if char.isalpha()]
        if (
            letters
            and len(_ARABIC.findall(found.text)) / len(letters) > _ALMOST_ALL
            and _mostly_text(found.text)
        ):
            return found
    return None


def _last_resort(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load and hardly ever needed

    best = from_bytes(data[:_SAMPLE], cp_exclusion=["utf_7"], threshold=0.1).best()
    text = _strict(data, best.encoding) if best is not None else None
    if best is None or text is None or not _mostly_text(text[:_SAMPLE]):
        return None
    return Decoded(text, best.encoding)


def _repaired(found: Decoded) -> Decoded:
    """Undo a double encoding ("Ø£Ø¹Ù„Ù†", "ÃÚáäÊ") where the outcome is plainly Arabic, the text not."""
    sample = found.text[:_SAMPLE]
    if len(_MOJIBAKE.findall(sample)) < 0.3 * len(sample) or _ARABIC.search(sample):
        return found
    for wrong, right in (
        ("cp1252", "utf-8"),
        ("latin-1", "utf-8"),
        ("cp1252", "cp1256"),
        ("latin-1", "cp1256"),
    ):
        text = _redecoded(found.text, wrong, right)
        if text and arabic_plausibility(text) > _PLAUSIBLE:
            return Decoded(text, f"{found.encoding}+{wrong}")
    return found


def _redecoded(text: str, wrong: str, right: str) -> str | None:
    try:
        return text.encode(wrong).decode(right)
    except UnicodeError:
        return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    table = rows("marsad.reading", "data/common_words.tsv", ("word", "rank"))
    return frozenset(row["word"] for row in table)
