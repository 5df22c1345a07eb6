"""Pictures of where a state leans: what they are drawn from, and the files they become."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from marsad.errors import MalformedError, UsageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from marsad.archive import Archive
    from marsad.measures import Borrowed, Reading
    from marsad.measures.poles import Pole
    from marsad.records import Document, Event
    from marsad.stories import Counted, Deed
    from marsad.views.pictures.drawing import Drawn, Kind, Portrait
    from marsad.views.pictures.marking import Weighty

MOST_PARTNERS: Final = 12
"""Partners of a heat map where nobody names them."""
_MARKS: Final = 3
"""Stories marked for each pole of a picture that stands alone."""
_FILES: Final = (".svg", ".html", ".htm")


class Told(NamedTuple):
    """Where the numbers of a picture come from.

    Attributes:
        counted: deeds of the stories.
        borrowed: poles and length of windows → what others' data add.
        sentences: deeds → the same with the sentences that tell them.
        imported: whether others' data count.
    """

    counted: Counted
    borrowed: Callable[[Sequence[str], str], Borrowed]
    sentences: Callable[[Sequence[Deed]], list[Weighty]]
    imported: bool = False


class PicturePage:
    """A picture, ready to be shown or saved."""

    def __init__(self, drawn: Drawn, language: str) -> None:
        self._drawn, self._language = drawn, language

    @property
    def title(self) -> str:
        """What it shows."""
        return self._drawn.chart.title

    @property
    def description(self) -> str:
        """All of it in words."""
        return self._drawn.chart.description

    def rows(self) -> list[dict[str, str]]:
        """What it shows, as rows in words."""
        table = self._drawn.chart.table
        return [dict(zip(table.head, row, strict=True)) for row in table.rows]

    def svg(self) -> str:
        """The picture alone: SVG with its own style, no script, nothing loaded."""
        return self._drawn.svg

    def html(self) -> str:
        """One self-contained HTML page: the picture, and its numbers as a table."""
        from marsad.views.html import picture_html

        return picture_html(self._drawn, self._language)

    def save(self, path: str | Path) -> Path:
        """Writes it; the suffix tells how: .svg, or .html with the numbers as a table.

        Raises:
            UsageError: another suffix, no such folder, or a file that cannot be written.
        """
        target = check_picture_file(Path(path))
        page = self.svg() if target.suffix.lower() == ".svg" else self.html()
        try:
            target.write_text(page, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{target}: {(error.strerror or str(error)).lower()}") from error
        return target


def check_picture_file(path: Path) -> Path:
    """A file that a picture can be saved as.

    Raises:
        UsageError: another suffix, or no such folder.
    """
    if path.suffix.lower() not in _FILES:
        raise UsageError(f"{path}: a picture is saved as .svg or .html")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: no such folder")
    return path


def check_picture(
    path: Path,
    poles: Sequence[str],
    every: str,
    dimension: str,
    *,
    kind: str,
    width: int | None,
    language: str = "ar",
) -> None:
    """Refuses what cannot be drawn before any work is done.

    Raises:
        UsageError: as `marsad.views.pictures.drawing.check_kind` and `check_picture_file`.
        UnknownCodeError: no such language.
    """
    from marsad.views.labels import labels_for
    from marsad.views.pictures.drawing import check_kind, check_width

    labels_for(language)
    check_kind(kind, len([pole for pole in poles if pole.strip()]), every, dimension)
    check_width(width)
    check_picture_file(path)


def picture_of(
    told: Told,
    state: str,
    poles: Sequence[str],
    *,
    kind: str,
    every: str,
    language: str,
    width: int | None,
    **asked: Any,
) -> PicturePage:
    """A picture of a state between poles.

    Args:
        told: where its numbers come from.
        state: code of the state.
        poles: as `marsad.measures.alignment_of` takes them; of a heat map the partners.
        kind: trend, ternary, dimensions or heatmap.
        every: length of the windows.
        language: of its words.
        width: of the drawing; without, what suits the kind.
        asked: ``direction`` and ``dimension``.

    Raises:
        UsageError: what cannot be drawn, as `marsad.views.pictures.drawing` tells it.
        UnknownCodeError: a pole or language that there is not.
    """
    from marsad.actors import country_names
    from marsad.measures.poles import poles_of
    from marsad.views.pictures.drawing import check_kind, check_width, draw

    wanted = check_kind(kind, len(poles_of(poles)), every, asked.get("dimension", "all"))
    check_width(width)
    portrait = _portrait(wanted, told, state, poles, every, asked)
    return PicturePage(draw(wanted, portrait, language, country_names(), width), language)


def _portrait(
    kind: Kind, told: Told, state: str, poles: Sequence[str], every: str, asked: dict[str, Any]
) -> Portrait:
    """All that a kind of picture needs, and no more: trends take most of the time."""
    from marsad.measures import alignment_of, shares_of
    from marsad.measures.poles import poles_of
    from marsad.measures.windows import check_every
    from marsad.views.pictures.drawing import Portrait

    length, borrowed = check_every(every), told.borrowed(poles, every)
    names = [pole.name for pole in poles_of(poles)]
    source = {"borrowed": borrowed, "every": every, **asked}
    readings = alignment_of(told.counted, state, poles, trends=kind == "trend", **source)
    return Portrait(
        state=state,
        every=length,
        poles=names,
        direction=asked.get("direction", "both"),
        dimension=asked.get("dimension", "all"),
        readings=readings,
        fields=_fields(told, state, poles, source) if kind == "dimensions" else {},
        shares=shares_of(told.counted, state, poles, **source) if kind == "ternary" else (),
        weighty=_weighty(told, state, poles, source) if kind == "trend" else {},
    )


def _fields(
    told: Told, state: str, poles: Sequence[str], source: dict[str, Any]
) -> dict[str, Sequence[Reading]]:
    from marsad.measures import alignment_of
    from marsad.plover import DIMENSIONS

    return {
        name: alignment_of(told.counted, state, poles, **(source | {"dimension": name}))
        for name in DIMENSIONS
    }


def _weighty(
    told: Told, state: str, poles: Sequence[str], source: dict[str, Any]
) -> dict[str, Sequence[Weighty]]:
    """The deeds that weigh most in the balance of each pole over the whole span."""
    from marsad.measures import alignment_of

    whole = alignment_of(told.counted, state, poles, **(source | {"every": "all"}))
    behind = deeds_behind(whole, (*told.counted.deeds, *source["borrowed"].deeds), poles)
    return {pole: told.sentences(list(deeds.values())[:_MARKS]) for pole, deeds in behind.items()}


def deeds_behind(
    whole: Iterable[Reading], deeds: Iterable[Deed], poles: Sequence[str]
) -> dict[str, dict[str, Deed]]:
    """Pole → event → deed, of the events that readings name as evidence, in their order."""
    from marsad.measures.poles import poles_of

    sides, told = {pole.name: pole for pole in poles_of(poles)}, defaultdict(list)
    for deed in deeds:
        told[deed.events[0]].append(deed)
    return {
        one.pole: {
            name: deed
            for name in one.evidence
            for deed in told[name]
            if is_between(deed, one.state, sides[one.pole])
        }
        for one in whole
    }


def is_between(deed: Deed, state: str, pole: Pole) -> bool:
    """Whether a deed is one of a state and a pole, whoever acts."""
    from marsad.stories.acts import party_code

    sides = ((deed.actor, deed.recipient), (deed.recipient, deed.actor))
    return any(party_code(one) == state and pole.holds(other, deed.day) for one, other in sides)


def told_in_archive(archive: Archive, state: str, as_of: dt.date | None, *, imported: bool) -> Told:
    """What an archive holds about a state, as it could be known on a day."""
    from marsad.measures import Borrowed, borrowed_deeds
    from marsad.stories import counted_deeds

    def borrowed(poles: Sequence[str], every: str) -> Borrowed:
        return borrowed_deeds(archive, state, poles, every=every, as_of=as_of) if imported else Borrowed()

    return Told(counted_deeds(archive, as_of), borrowed, partial(with_sentences, archive), imported)


def told_in_file(counted: Counted) -> Told:
    """What a list of events holds; it has neither articles nor others' data beside it."""
    from marsad.measures import Borrowed
    from marsad.views.pictures.marking import Weighty

    return Told(counted, lambda *_: Borrowed(), lambda deeds: [Weighty(deed) for deed in deeds])


def usual_partners(archive: Archive, told: Told, state: str, as_of: dt.date | None) -> list[str]:
    """The partners that a state has most stories with; others' data count where they count at all."""
    from marsad.measures import with_dealings

    counted = with_dealings(told.counted, archive, state, as_of=as_of) if told.imported else told.counted
    return known_partners(counted, state)[:MOST_PARTNERS]


def known_partners(counted: Counted, state: str) -> list[str]:
    """States and blocs that a state has deeds with, those of most stories first.

    A code that stands for many bodies ("IGO") is no partner.
    """
    from marsad.measures import partners_of
    from marsad.measures.poles import is_known
    from marsad.stories.acts import MANY_BODIES

    return [code for code in partners_of(counted, state) if is_known(code) and code not in MANY_BODIES]


def with_sentences(archive: Archive, deeds: Sequence[Deed]) -> list[Weighty]:
    """Deeds with the sentences that tell them and the addresses of their articles or rows."""
    reader, names = archive.reader(), [deed.events[0] for deed in deeds]
    rows, found = archive.imported().named(names), []
    for deed, name in zip(deeds, names, strict=True):
        event = reader.event(name) or rows.get(name)
        found.append(_with_sentence(deed, event, reader.document(event.document) if event else None))
    return found


def _with_sentence(deed: Deed, event: Event | None, document: Document | None) -> Weighty:
    from marsad.views.pictures.marking import Weighty
    from marsad.views.safety import safe_url

    if event is None:
        return Weighty(deed)
    if document is None:
        return Weighty(deed, event.text, safe_url(event.imported.url) if event.imported else None)
    return Weighty(deed, _sentence(document, event), safe_url(document.url))


def _sentence(document: Document, event: Event) -> str:
    """The sentence of an event; where the text was not kept, the words that name the act."""
    from marsad.views.passages import quote_of

    try:
        quote = quote_of(document, event)
    except MalformedError:
        return event.text
    return f"{quote.before}{quote.trigger}{quote.after}"
