"""What Marsad knows of parties: the tables in ``data/``, read once a process and indexed by name.

Every name leads to one or more `Party` records, each valid for a span of time; the resolver picks by date.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.languages.arabic.normalise import normalised
from marsad.tables import Row, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE: Final = "marsad.actors"

STATE_COLUMNS = (
    "code", "name", "name_ar", "forms", "nisba", "people", "capital", "capital_forms", "region", "wikidata",
)  # fmt: skip
FORMER_COLUMNS = ("form", "code", "kind", "from", "to", "note")
BLOC_COLUMNS = ("code", "name", "name_ar", "forms", "nisba", "sector", "wikidata")
PLACE_COLUMNS = ("name", "name_ar", "forms", "country", "kind", "power", "ambiguous", "lat", "lon")
BODY_COLUMNS = ("name", "name_ar", "forms", "country", "sector", "kind", "from", "to", "wikidata")
PEOPLE_COLUMNS = (
    "name", "name_ar", "forms", "country", "sector", "office", "from", "to", "basis", "wikidata",
)  # fmt: skip
ROLE_COLUMNS = ("form", "plural", "feminine", "sector", "kind", "note")
BEHIND_COLUMNS = ("place", "behind")
AMBIGUOUS_COLUMNS = ("form", "codes", "default", "why")
AMBIGUOUS_PEOPLE_COLUMNS = ("form", "name", "needs")

PartyKind = Literal["state", "bloc", "capital", "place", "seat", "body", "person", "adjective", "people"]


class Party(NamedTuple):
    """What a name stands for during a span of time.

    Attributes:
        kind: how it came to be a party; places and capitals may be mere places.
        name: canonical English name.
        name_ar: canonical Arabic name.
        country: code of the codebook.
        sector: PLOVER sector, or None for the state as such.
        wikidata: QID or None.
        office: office held, for people.
        since: first day, or None.
        until: last day, or None.
        gender: grammatical gender in Arabic, "m", "f" or "".
        lat: latitude, for places.
        lon: longitude.
        seat: English name of the city, for a capital.
    """

    kind: PartyKind
    name: str
    name_ar: str
    country: str
    sector: str | None = None
    wikidata: str | None = None
    office: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    gender: str = ""
    lat: float | None = None
    lon: float | None = None
    seat: str | None = None


class Name(NamedTuple):
    """A written name: its words after normalisation, the first without the article.

    Attributes:
        words: first word without article, then the others as they stand.
        article: whether the first word carries the article.
        needs: stems one of which must stand just before, for names that are also ordinary words.
        after_preposition: it is a name only after a preposition ("في مالي").
    """

    words: tuple[str, ...]
    article: bool
    needs: frozenset[str] = frozenset()
    after_preposition: bool = False


class Role(NamedTuple):
    """A generic word for a party (وزير، قوات، محتجون): sector, and whether it names a person or a body.

    Attributes:
        form: the word as the table lists it.
        sector: PLOVER sector.
        kind: whether it names a person or a body.
        plural: this form is a plural.
        feminine: this form is feminine.
        needs_state: a party only with the article and a state behind it (الخارجية الروسية).
    """

    form: str
    sector: str
    kind: Literal["person", "body"]
    plural: bool
    feminine: bool
    needs_state: bool = False


class Knowledge(NamedTuple):
    """All names and roles, indexed by first word (without article).

    Attributes:
        names: first word → names that begin with it, the longest first.
        roles: first word → generic words that begin with it, the longest first.
        adjectives: inflected adjective → parties.
        pairs: first word of an inflected adjective of two (كوري جنوبي) → its second words and parties.
        codes: code → (Arabic name, English name).
        behind: name of a disputed land → the state that a refusal to recognise it is addressed to.
    """

    names: dict[str, list[tuple[Name, tuple[Party, ...]]]]
    roles: dict[str, list[tuple[Name, Role]]]
    adjectives: dict[str, tuple[Party, ...]]
    pairs: dict[str, list[tuple[str, Party]]]
    codes: dict[str, tuple[str, str]]
    behind: dict[str, str]


# Names of states are feminine in Arabic but for these, of which the press makes either.
_EITHER_GENDER: Final = frozenset({"HUN", "IRQ", "JOR", "LBN", "MAR", "SDN", "SSD", "VAT", "YEM"})
_PAIR: Final = 2
_NISBA_ENDINGS: Final = ("", "ه", "ا", "ون", "ين", "ان", "تان", "تين", "ات")


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The knowledge shipped with Marsad.

    Raises:
        DataFileError: a row of a table is bad.
    """
    found: dict[Name, list[Party]] = defaultdict(list)
    for name, party in _all_names():
        if party not in found[name]:
            found[name].append(party)
    ambiguous = _ambiguous_forms()
    names: dict[str, list[tuple[Name, tuple[Party, ...]]]] = defaultdict(list)
    adjectives = _adjectives()
    for name in {**found, **dict.fromkeys(ambiguous)}:
        if name not in found and len(name.words) == 1 and name.words[0] in adjectives:
            continue
        parties = tuple(_unambiguous(name, found.get(name, []), ambiguous))
        bound = ambiguous.get(name, "").endswith("?")
        names[name.words[0]].append((name._replace(after_preposition=bound), parties))
    for options in names.values():
        options.sort(key=lambda option: -len(option[0].words))
    return Knowledge(dict(names), _roles(), adjectives, _adjective_pairs(), _codes(), _behind())


def name_of(form: str, needs: frozenset[str] = frozenset()) -> Name:
    """A written form as the index keeps it."""
    words = normalised(form).text.replace('"', " ").replace("'", " ").split()
    article = words[0].startswith("ال") and len(words[0]) > len("ال") + 1
    first = words[0][2:] if article else words[0]
    return Name((first, *words[1:]), article, needs)


def country_names() -> dict[str, tuple[str, str]]:
    """Code → (Arabic name, English name)."""
    return knowledge().codes


def date_of(text: str, *, end: bool = False) -> dt.date | None:
    """A date cell: YYYY, YYYY-MM or YYYY-MM-DD; the last day of the span where ``end``."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    if day:
        return dt.date(year, month, day)
    if not end:
        return dt.date(year, month or 1, 1)
    following = dt.date(year + 1, 1, 1) if month in (0, 12) else dt.date(year, month + 1, 1)
    return following - dt.timedelta(days=1)


def _all_names() -> Iterator[tuple[Name, Party]]:
    yield from _state_names()
    yield from _former_names()
    yield from _bloc_names()
    yield from _place_names()
    yield from _body_names()
    yield from _people_names()


def _state_rows() -> Iterator[Row]:
    return rows(_PACKAGE, "data/states.tsv", STATE_COLUMNS)


def _state_party(row: Row, kind: PartyKind) -> Party:
    gender = "" if kind == "state" and row["code"] in _EITHER_GENDER else "f"
    return Party(
        kind, row["name"], row["name_ar"], row["code"], wikidata=row["wikidata"] or None, gender=gender
    )


def _state_names() -> Iterator[tuple[Name, Party]]:
    for row in _state_rows():
        state = _state_party(row, "state")
        for form in _arabic_forms(row):
            yield name_of(form), state
        for form in row.alternatives("capital_forms"):
            yield name_of(form), _state_party(row, "capital")._replace(seat=row["capital"] or None)
        people = state._replace(kind="people", sector="CVL", gender="m")
        own = {name_of(form) for form in _arabic_forms(row)}
        for form in row.alternatives("people"):
            # المجر is the state before it is the people.
            yield from ((name, people) for name in (name_of(form), name_of("ال" + form)) if name not in own)


def _former_names() -> Iterator[tuple[Name, Party]]:
    states = {row["code"]: row for row in _state_rows()}
    for row in rows(_PACKAGE, "data/former_names.tsv", FORMER_COLUMNS):
        if row["code"] not in states:
            raise row.error(f"unknown code {row['code']!r}")
        if row["kind"] == "nisba":
            continue
        kind: PartyKind = "capital" if row["kind"] == "capital" else "state"
        party = _state_party(states[row["code"]], kind)
        since, until = date_of(row["from"]), date_of(row["to"], end=True)
        # A former name of a state is read at any date; a former capital only while it was one.
        yield name_of(row["form"]), party._replace(since=since, until=until) if kind == "capital" else party


def _arabic_forms(row: Row) -> tuple[str, ...]:
    return (row["name_ar"], *row.alternatives("forms"))


def _bloc_names() -> Iterator[tuple[Name, Party]]:
    for row in rows(_PACKAGE, "data/blocs.tsv", BLOC_COLUMNS):
        party = Party(
            "bloc", row["name"], row["name_ar"], row["code"], row["sector"] or None, row["wikidata"] or None
        )
        for form in _arabic_forms(row):
            yield name_of(form), party


def _place_names() -> Iterator[tuple[Name, Party]]:
    for row in rows(_PACKAGE, "data/places.tsv", PLACE_COLUMNS):
        if row["ambiguous"] == "yes":
            continue
        kind: PartyKind = "seat" if row["power"] == "yes" else "place"
        sector = "GOV" if kind == "seat" else None
        lat, lon = (float(row[axis]) if row[axis] else None for axis in ("lat", "lon"))
        party = Party(kind, row["name"], row["name_ar"], row["country"], sector, lat=lat, lon=lon)
        for form in _arabic_forms(row):
            yield name_of(form), party


def _body_names() -> Iterator[tuple[Name, Party]]:
    for row in rows(_PACKAGE, "data/bodies.tsv", BODY_COLUMNS):
        party = Party(
            "body",
            row["name"],
            row["name_ar"],
            row["country"],
            row["sector"] or None,
            row["wikidata"] or None,
            since=date_of(row["from"]),
            until=date_of(row["to"], end=True),
        )
        for form in _arabic_forms(row):
            yield name_of(form), party


def _people_names() -> Iterator[tuple[Name, Party]]:
    people: dict[str, list[Party]] = defaultdict(list)
    for row in rows(_PACKAGE, "data/people.tsv", PEOPLE_COLUMNS):
        party = Party(
            "person",
            row["name"],
            row["name_ar"],
            row["country"],
            row["sector"] or None,
            row["wikidata"] or None,
            row["office"],
            date_of(row["from"]),
            date_of(row["to"], end=True),
        )
        people[row["name"]].append(party)
        for form in _arabic_forms(row):
            yield name_of(form), party
    for row in rows(_PACKAGE, "data/ambiguous_people.tsv", AMBIGUOUS_PEOPLE_COLUMNS):
        needs = frozenset(word for need in row.alternatives("needs") for word in name_of(need).words)
        for party in people.get(row["name"], ()):
            yield name_of(row["form"], needs), party


def _ambiguous_forms() -> dict[Name, str]:
    table = rows(_PACKAGE, "data/ambiguous_forms.tsv", AMBIGUOUS_COLUMNS)
    return {name_of(row["form"]): row["default"] for row in table}


def _unambiguous(name: Name, parties: list[Party], ambiguous: dict[Name, str]) -> list[Party]:
    """The parties of a name, or only the default reading of one that the table marks as ambiguous.

    No default: no party, and the name stops shorter ones from being read into it (مسقط رأسه).
    """
    if name not in ambiguous or any(party.kind in ("person", "body") for party in parties):
        return parties
    default = ambiguous[name].removesuffix("?")
    fitting = [party for party in parties if party.country == default]
    if fitting or not default:
        return fitting
    return [Party("place", "", " ".join(name.words), default)]


def _adjectives() -> dict[str, tuple[Party, ...]]:
    found: dict[str, list[Party]] = defaultdict(list)
    ambiguous = _ambiguous_forms()
    for party, stems in _nisba_stems():
        adjective = party._replace(kind="adjective", gender="")
        for stem in stems:
            if ambiguous.get(name_of(stem), party.country) != party.country:  # also where it is "MLI?"
                continue
            for form in nisba_forms(normalised(stem).text):
                if adjective not in found[form]:
                    found[form].append(adjective)
    return {form: tuple(parties) for form, parties in found.items()}


def _adjective_pairs() -> dict[str, list[tuple[str, Party]]]:
    """Adjectives of two words: both bend (كورية جنوبية), but a noun in front stays (جنوب أفريقي)."""
    found: dict[str, list[tuple[str, Party]]] = defaultdict(list)
    for party, stems in _nisba_stems():
        for stem in stems:
            words = normalised(stem).text.split()
            if len(words) != _PAIR:
                continue
            for ending in _NISBA_ENDINGS:
                first = words[0] + ending if words[0].endswith("ي") else words[0]
                found[first].append((words[1] + ending, party._replace(kind="adjective", gender="")))
    return dict(found)


def _nisba_stems() -> Iterator[tuple[Party, list[str]]]:
    for row in _state_rows():
        yield _state_party(row, "state"), row.alternatives("nisba")
    states = {row["code"]: row for row in _state_rows()}
    for row in rows(_PACKAGE, "data/former_names.tsv", FORMER_COLUMNS):
        if row["kind"] == "nisba":
            yield _state_party(states[row["code"]], "state"), [row["form"]]
    for row in rows(_PACKAGE, "data/blocs.tsv", BLOC_COLUMNS):
        party = Party("bloc", row["name"], row["name_ar"], row["code"], row["sector"] or None)
        yield party, row.alternatives("nisba")


def nisba_forms(stem: str) -> Iterator[str]:
    """Inflected forms of a nisba adjective given in normalised masculine singular (روسي: روسيه، روسيون …)."""
    for ending in _NISBA_ENDINGS:
        yield stem + ending


def _roles() -> dict[str, list[tuple[Name, Role]]]:
    found: dict[str, list[tuple[Name, Role]]] = defaultdict(list)
    for row in rows(_PACKAGE, "data/roles.tsv", ROLE_COLUMNS):
        for form, plural, feminine in _role_forms(row):
            if row["note"].startswith("plural") and not plural:
                continue
            name = name_of(form)
            kind: Literal["person", "body"] = "body" if row["kind"] == "body" else "person"
            role = Role(row["form"], row["sector"], kind, plural, feminine, row["note"].startswith("article"))
            found[name.words[0]].append((name, role))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0].words))
    return dict(found)


def _role_forms(row: Row) -> Iterator[tuple[str, bool, bool]]:
    feminine_body = row["kind"] == "body" and row["form"].split()[0].endswith(("ة", "ات", "قوات"))
    for form in row.alternatives("form"):
        yield form, False, feminine_body
    for form in row.alternatives("plural"):
        yield form, True, row["kind"] == "body"
    for form in row.alternatives("feminine"):
        yield form, False, True


_NO_STATE: Final = {
    "IGO": ("منظمة دولية", "International organisation"),
    "IMG": ("جماعة مسلحة عابرة للحدود", "Transnational armed group"),
    "ISM": ("حركة دينية عابرة للحدود", "Transnational religious movement"),
    "MNC": ("شركة متعددة الجنسيات", "Multinational company"),
    "NGO": ("منظمة غير حكومية", "Non-governmental organisation"),
    "UNK": ("غير معروف", "Unknown"),
}


def _behind() -> dict[str, str]:
    return {row["place"]: row["behind"] for row in rows(_PACKAGE, "data/behind.tsv", BEHIND_COLUMNS)}


def _codes() -> dict[str, tuple[str, str]]:
    names = {row["code"]: (row["name_ar"], row["name"]) for row in _state_rows()}
    for row in rows(_PACKAGE, "data/blocs.tsv", BLOC_COLUMNS):
        names[row["code"]] = (row["name_ar"], row["name"])
    return names | _NO_STATE
