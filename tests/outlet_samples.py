"""Planted press: invented outlets that tell the same happenings, in our words, one of them with an edge."""

from __future__ import annotations

import json

HOSTILE, MILD, THIRD = "جريدة المرفأ", "موقع السدرة", "شبكة الرابية"

PLACES = ("أكتاو", "أكتوبي", "كوستاناي", "بافلودار", "سيمي", "تراز", "شيمكنت", "أورال", "أتيراو", "كوكشيتاو",
          "تالديكورغان", "بتروبافل")  # fmt: skip

# One happening each: as the one tells it, as the other does. Day, place and goods are told alike.
TWICE = (
    ("هددت روسيا كازاخستان يوم {day} بشأن خط أنابيب النفط الذي يمر في {place}.",
     "بحثت روسيا مع كازاخستان يوم {day} مسألة خط أنابيب النفط الذي يمر في {place}."),
    ("انتقدت روسيا كازاخستان يوم {day} بسبب مؤتمر الطاقة والمياه في {place}.",
     "أشادت روسيا بكازاخستان يوم {day} بعد مؤتمر الطاقة والمياه في {place}."),
    ("هاجمت روسيا قافلة قمح كازاخية عند معبر {place} يوم {day}.",
     "ساعدت روسيا قافلة قمح كازاخية عند معبر {place} يوم {day}."),
)  # fmt: skip

BESIDE = (
    "وظلت الأسواق هادئة.",
    "ولم تتغير أسعار الحبوب.",
    "وانخفضت الحرارة ليلا.",
    "وبدأ الموسم الدراسي.",
    "وازدحمت الطرق مساء.",
)


def days(number):
    """Days of the year, two weeks apart, as (ISO day of the report, the day of the act in words)."""
    months = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
              "تشرين الثاني", "كانون الأول")  # fmt: skip
    return [
        (f"2024-{at // 2 + 1:02}-{6 + 14 * (at % 2):02}", f"{5 + 14 * (at % 2)} {months[at // 2]} 2024")
        for at in range(number)
    ]


def planted(number, edge=HOSTILE, mild=(MILD,), start=0):
    """Articles of happenings: the edge tells each in its hostile words, the others in their mild ones."""
    found = []
    for at, (published, day) in list(enumerate(days(number)))[start:]:
        words = {"day": day, "place": PLACES[at % len(PLACES)]}
        for nth, outlet in enumerate((edge, *mild)):
            text = TWICE[at % len(TWICE)][outlet != edge].format(**words)
            beside = BESIDE[(at + nth) % len(BESIDE)]
            found.append({"text": f"{text} {beside}", "outlet": outlet, "published": published})
    return found


def written(folder, articles, name="press.jsonl"):
    """A file of articles as JSON lines."""
    path = folder / name
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in articles), encoding="utf-8")
    return path
