"""Whose text it is: outlet, author, and whom it was taken over from, as the page itself says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from marsad.reading.datelines import agency_named, is_dateline_only, outlet_named, split_dateline
from marsad.reading.datewords import is_date_line
from marsad.reading.phrases import found_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.reading.lines import Line

_DIACRITICS = re.compile("[\u0640\u064b-\u0652]+")
_CREDIT = re.compile(
    r"(?:نقلا|منقول(?:ة)?|مترجم(?:ة)?|ترجمة)\s*:?\s*(?:بتصرف\s*)?(?:عن|من)\s*:?\s*(?P<named>.+)"
    r"|(?:المصدر|مصدر\s\w+|المصادر|المصدر الأصلي|Sources?|Via)\s*[:：/|–-]\s*(?P<given>.+)"
    r"|(?:^|\()\s*عن\s*:?\s*(?P<short>.+)",
    re.IGNORECASE,
)
_RELAYED = re.compile(r"(?:نقلا|منقول(?:ة)?|مترجم(?:ة)?|ترجمة)\s+(?:عن|من)\s+\S")
_OF_OUTLET = re.compile(r"^(?:صحيفة|جريدة|موقع|قناة|منصة|إذاعة)\s+(?=\S+)")
_NAME_END = re.compile(r"\s*(?:[،,.؛;()|\n–—]|\s-\s|\sبتاريخ\s|\sفي عددها\s|\sيوم\s|\sبتصرف).*$", re.DOTALL)
_OURSELVES = re.compile(
    r"(?:[إا]ننا|نحن|[إا]نّنا)\s+في\s+(?P<name>(?:ال)?(?:مركز|معهد|مؤسسة|صحيفة|جريدة|موقع|شبكة|وكالة|منصة|مجلة)\s.{3,80}?)"
    r"\s+(?:ن[عسقؤهلحرتأ]\w{2,7}|على|ملتزمون|هدفنا|رسالتنا|،)"
)
_TOLD_US = re.compile(
    r"(?:حديث|تصريح|مقابلة|حوار|تصريحات)(?:ه|ها|هم)?\s(?:خاص(?:ة)?\s)?(?:لـ?|مع\s|إلى\s)\s?[\"«“]?(?P<name>\S+(?:\s\S+)?)"
)
_BYLINE_PARTS = re.compile(r"\s*(?:[|/–—\n:]|\s-\s|-\s)\s*")
_EDITED = re.compile(r"^\s*\(\s*(?:تحرير|محرر|محررة|المحرر|إشراف)\s*:|^\s*تحرير\s*:")
_ROLES = frozenset(
    ["مراسل", "مراسلة", "محرر", "محررة", "كاتب", "كاتبة", "باحث", "باحثة", "نشر", "محدث", "آخر"]
)
_ROLE_WORDS = ("بقلم", "كتبت", "كتبه", "كتب", "إعداد", "ترجمة", "تحرير", "بواسطة", "By", "Posted by", "by")
_MOST_NAME_WORDS = 8
_MOST_OUTLET_WORDS = 5
_MOST_HEAD_WORDS = 10
_MADE_WITH = re.compile(
    r"\s*(?:powered by|يعمل بواسطة|تصميم|برمجة|designed by|developed by).*$", re.IGNORECASE
)
_RIGHTS = re.compile(
    r"(?:جميع|كل|كافة)\s+الحقوق\s+محفوظة|حقوق\s+(?:النشر|الطبع)(?:\s+والنشر)?(?:\s+محفوظة)?|©|\(c\)|copyright|"
    r"all rights reserved",
    re.IGNORECASE,
)


def credited(lines: Iterable[Line]) -> str | None:
    """The outlet a credit line names as the source ("نقلا عن صحيفة …", "المصدر: …"), or None."""
    for line in lines:
        may_credit = line.kind in {"boilerplate", "citation"} and line.region != "comments"
        phrase = found_phrase(line.text) if may_credit else None
        if phrase is None or phrase.kind not in {"credit", "source"}:
            continue
        name = _credit_name(line.text)
        if name:
            return name
    return None


def relayed(lines: Sequence[Line]) -> str | None:
    """The outlet or agency that byline or dateline name as the source ("نقلا عن …", "(أ ف ب)"), or None."""
    first = next((line for line in lines if line.kind == "body"), None)
    heads = [line.text for line in lines if line.region == "head" and line.kind in {"boilerplate", "author"}]
    heads = [text for text in heads if len(text.split()) <= _MOST_HEAD_WORDS]
    for text in (*heads, split_dateline(first.text).head if first is not None else ""):
        named = _credit_name(text) if _RELAYED.search(_DIACRITICS.sub("", text)) else agency_named(text)
        if named:
            return named
    return None


def outlet_of(lines: Sequence[Line], site: str | None = None) -> str | None:
    """The outlet that a page names as its own.

    Looked for in the dateline, the about-us paragraph, the copyright line; then ``site``, the name behind the
    page's title; then in "in his talk to …", which as a rule names the outlet itself.
    """
    return _by_dateline(lines) or _by_about(lines) or _by_copyright(lines) or site or _by_interview(lines)


def author_of(lines: Iterable[Line]) -> str | None:
    """Who the byline names, or None."""
    bylines = [line.text for line in lines if line.kind == "author" and line.region != "comments"]
    bylines.sort(
        key=lambda text: found_phrase(text) is None
    )  # "بقلم فلان" before what only looks like a name
    bylines += [line.text for line in lines if line.kind == "date" and line.region == "head"]
    return next(filter(None, map(author_name, bylines)), None)


def author_name(byline: str) -> str | None:
    """The name in a byline, without "بقلم", date and place; None where it names none, or an editor."""
    if _EDITED.match(byline):
        return None
    name = byline.strip()
    phrase = found_phrase(name)
    if phrase is not None and phrase.where == "label" and phrase.rest:
        name = phrase.rest
    for word in _ROLE_WORDS:
        name = name.removeprefix(f"{word} ")
    parts = [part.strip(" *:،,-|.") for part in _BYLINE_PARTS.split(name)]
    names = [part for part in parts if part and _is_name(part)]
    return " - ".join(names) if names and len(names[0].split()) <= _MOST_NAME_WORDS else None


def _is_name(part: str) -> bool:
    phrase = found_phrase(part)
    furniture = (
        is_date_line(part) or is_dateline_only(part) or (phrase is not None and phrase.kind != "author")
    )
    letters = any(map(str.isalpha, part)) and not any(map(str.isdigit, part))
    label = part in _ROLE_WORDS
    return letters and not furniture and not label and part.split(maxsplit=1)[0] not in _ROLES


def _credit_name(text: str) -> str | None:
    found = _CREDIT.search(_DIACRITICS.sub("", text))
    if found is None:
        return None
    name = next(part for part in found.groups() if part is not None)
    name = _NAME_END.sub("", name.strip(' :"«»“”()[]'))
    name = _OF_OUTLET.sub("", name).strip(' :"«»“”()[].*')
    return name if 0 < len(name.split()) <= _MOST_NAME_WORDS else None


def _by_dateline(lines: Iterable[Line]) -> str | None:
    first = next((line for line in lines if line.kind == "body"), None)
    return split_dateline(first.text).outlet if first is not None else None


def _by_about(lines: Iterable[Line]) -> str | None:
    for line in lines:
        if line.kind != "boilerplate" or line.region in {"comments", "head"}:
            continue
        found = _OURSELVES.search(_DIACRITICS.sub("", line.text))
        if found:
            return found["name"].strip(" ،")
    return None


def _by_copyright(lines: Iterable[Line]) -> str | None:
    """Who the page's copyright line names."""
    for line in lines:
        if line.kind != "boilerplate" or not _RIGHTS.search(_DIACRITICS.sub("", line.text)):
            continue
        name = _RIGHTS.sub(" ", _DIACRITICS.sub("", line.text)).split("|")[0]
        name = re.sub(r"^\s*ل[ـ\s]\s*|[\d–—-]{4,}|[.:،]", " ", name).strip(" -–—©")
        name = re.sub(
            r"^ل(?=(?:وكالة|صحيفة|موقع|شبكة|جريدة|مجلة|قناة|مؤسسة|مركز)\s)", "", " ".join(name.split())
        )
        name = _OF_OUTLET.sub("", _MADE_WITH.sub("", name)).strip()
        if 0 < len(name.split()) <= _MOST_OUTLET_WORDS and any(map(str.isalpha, name)):
            return name
    return None


def _by_interview(lines: Iterable[Line]) -> str | None:
    """A page that quotes what someone said "في حديثه لـ…" is as a rule the one spoken to."""
    for line in lines:
        for found in _TOLD_US.finditer(line.body):
            words = found["name"].strip('"«»“”،.').split()
            name = " ".join(words)
            if outlet_named(name):
                return "ا" + name if name.startswith("ل") and found[0].find("لل") >= 0 else name
    return None
