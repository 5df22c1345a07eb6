"""Words that the rules of coding ask for, by language; read from ``data/cues.<language>.tsv``."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from marsad.errors import DataFileError
from marsad.languages import language
from marsad.languages.grammar import Shape
from marsad.tables import rows

COLUMNS: Final = ("cue", "words", "note")

Words = frozenset[str]


class Cues(Shape, frozen=True):
    """One field a row of the table, named as there ("and", "for" and the like with an underscore)."""

    about: Words
    accusing: Words
    addressing: Words
    adjuncts: Words
    ages: Words
    agencies: Words
    ago: Words
    amid: Words
    anchors: Words
    and_: Words
    answered: Words
    anyone: Words
    answering: Words
    answers: Words
    as_: Words
    asking: Words
    at: Words
    at_that_time: Words
    bare: Words
    bars: Words
    because: Words
    because_of: Words
    behalf: Words
    behests: Words
    between: Words
    blame: Words
    bodies: Words
    borders: Words
    both: Words
    by: Words
    bygone: Words
    cases: Words
    charges: Words
    circumstances: Words
    clausal: Words
    coming: Words
    concerning: Words
    considers: Words
    contrasts: Words
    counts: Words
    dated: Words
    days: Words
    demanding: Words
    denying: Words
    dealing: Words
    deaths: Words
    describing: Words
    despite: Words
    did_not: Words
    directions: Words
    doubts: Words
    during: Words
    each: Words
    eras: Words
    eve: Words
    exercises: Words
    expected: Words
    falsehoods: Words
    for_: Words
    from_: Words
    her: Words
    gifts: Words
    given: Words
    gives: Words
    goals: Words
    guilty: Words
    heads: Words
    home: Words
    impersonal: Words
    in_: Words
    incidents: Words
    instruments: Words
    issues: Words
    late: Words
    leads: Words
    leaving: Words
    loads: Words
    loyal: Words
    matters: Words
    meanwhile: Words
    meets: Words
    members: Words
    moments: Words
    morrow: Words
    mouths: Words
    must: Words
    needful: Words
    neighbours: Words
    news: Words
    orders: Words
    ordinary: Words
    outlets: Words
    next: Words
    occasions: Words
    opining: Words
    own: Words
    pairs: Words
    parenthetic: Words
    platforms: Words
    protesters: Words
    recognise: Words
    region: Words
    reigns: Words
    relays: Words
    renews: Words
    reports: Words
    retaliates: Words
    returning: Words
    rules_out: Words
    scheduled: Words
    shows: Words
    since: Words
    signed: Words
    sooner: Words
    sources: Words
    speech: Words
    steps: Words
    struck: Words
    suffers: Words
    tell_about: Words
    tell_for: Words
    tell_in: Words
    tell_of: Words
    terms: Words
    that: Words
    them: Words
    then: Words
    these: Words
    those: Words
    through: Words
    three: Words
    topical: Words
    topics: Words
    toward: Words
    trios: Words
    true: Words
    truth: Words
    untrue: Words
    upon: Words
    waves: Words
    what: Words
    whoever: Words
    without: Words
    wrongs: Words
    yearly: Words
    yet: Words


_EVEN: Final = frozenset(
    {
        "agencies",
        "ages",
        "ago",
        "anyone",
        "as_",
        "asking",
        "at_that_time",
        "bare",
        "because",
        "behalf",
        "blame",
        "bodies",
        "borders",
        "both",
        "bygone",
        "cases",
        "charges",
        "coming",
        "contrasts",
        "counts",
        "days",
        "despite",
        "directions",
        "during",
        "each",
        "eras",
        "exercises",
        "expected",
        "falsehoods",
        "gifts",
        "guilty",
        "home",
        "incidents",
        "instruments",
        "late",
        "loyal",
        "matters",
        "members",
        "mouths",
        "needful",
        "neighbours",
        "news",
        "occasions",
        "ordinary",
        "outlets",
        "own",
        "pairs",
        "platforms",
        "protesters",
        "region",
        "reigns",
        "reports",
        "scheduled",
        "since",
        "sources",
        "steps",
        "these",
        "three",
        "topical",
        "trios",
        "true",
        "truth",
        "whoever",
        "wrongs",
        "yearly",
        "yet",
    }
)


@lru_cache(maxsize=4)
def cues(code: str) -> Cues:
    """The cues of a language; stems in even spelling, lemmas as the lexicon writes them.

    Raises:
        DataFileError: a cue is missing, unknown or given twice.
    """
    file, found = f"data/cues.{code}.tsv", {}
    for row in rows("marsad.coding", file, COLUMNS):
        name = row["cue"] if row["cue"] in Cues.__struct_fields__ else row["cue"] + "_"
        if name not in Cues.__struct_fields__ or name in found:
            raise row.error(f"cue {row['cue']!r} is unknown or given twice")
        words = row.alternatives("words")
        even = language(code).even
        found[name] = frozenset(even(word) for word in words) if name in _EVEN else frozenset(words)
    missing = set(Cues.__struct_fields__) - set(found)
    if missing:
        raise DataFileError(f"marsad/coding/{file}", 1, f"cues missing: {', '.join(sorted(missing))}")
    return Cues(**found)
