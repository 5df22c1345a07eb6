"""Made-up articles for the long series, and the machine they run on."""

from __future__ import annotations

import datetime as dt
import os
import platform
import random
from typing import TYPE_CHECKING, Final

from marsad.records import Document, document_id, joined_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATES: Final = ("كازاخستان", "الصين", "روسيا", "تركيا", "مصر", "إيران", "الهند", "أوزبكستان")
_TOLD: Final = (
    "وقّع وزير خارجية {one} ونظيره من {other} اتفاقا للتعاون في النقل رقم {number}.",
    "وأدانت {one} القرار رقم {number} الذي اتخذته {other} أمس.",
    "وقال متحدث باسم حكومة {one} إن {other} فرضت عقوبات على {number} شركة.",
    "وزار رئيس {one} عاصمة {other} يوم الاثنين.",
)
_FIRST: Final = dt.date(2024, 1, 1)


def articles(number: int, seed: int) -> Iterator[Document]:
    """Articles of a title and four sentences, no two alike, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    for at in range(number):
        told = []
        for form in _TOLD:
            one, other = chance.sample(_STATES, 2)
            told.append(form.format(one=one, other=other, number=seed * 1_000_000 + at))
        title = f"أخبار {one} و{other} رقم {seed}-{at}"
        text, body = joined_text(title, " ".join(told))
        day, outlet = _FIRST + dt.timedelta(at % 300), f"صحيفة {at % 20}"
        yield Document(
            id=document_id(text, outlet, day), outlet=outlet, published=day, text=text, body_start=body,
            title=title,
        )  # fmt: skip


def machine() -> str:
    """Processor, cores and load, and what runs on it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.0f} at the start" if hasattr(os, "getloadavg") else ""
    return (
        f"{platform.machine()}, {cores} cores{load}, Python {platform.python_version()}, {platform.system()}"
    )
