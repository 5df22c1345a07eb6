"""Poles: states, blocs or groups of states that the user measures a state against."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors import country_names
from marsad.actors.members import groups, members_of
from marsad.errors import UnknownCodeError, UsageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

_JOIN: Final = "+"
_NAME: Final = "="


class Pole(NamedTuple):
    """A side to lean to.

    Attributes:
        name: what it is called.
        parts: codes of states and blocs, and names of bodies ("CSTO").
    """

    name: str
    parts: tuple[str, ...]

    def holds(self, party: str, day: dt.date) -> bool:
        """Whether a party belongs to it on a day: a part itself, or a member of one.

        Args:
            party: as `marsad.stories.acts.party_name` writes it ("RUS", "IGO:CSTO").
            day: of the act.
        """
        code, _, name = party.partition(":")
        if code in self.parts or (name and name in self.parts):
            return True
        return any(_has_member(group, code, day) for group in _groups_among(self.parts))

    def may_hold(self, party: str) -> bool:
        """Whether a party belongs to it on any day."""
        code, _, name = party.partition(":")
        parts = set(self.parts)
        return bool(parts & {code, name}) or any(code in members_of(part, None) for part in parts)


@lru_cache(maxsize=1024)
def _groups_among(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts that have members."""
    return tuple(part for part in parts if members_of(part, None))


@lru_cache(maxsize=262_144)
def _has_member(group: str, code: str, day: dt.date) -> bool:
    return code in members_of(group, day)


def poles_of(words: Iterable[str]) -> tuple[Pole, ...]:
    """Poles as a user writes them: "RUS", "XWE", "CSTO", "West=USA+EUR+GBR".

    Raises:
        UsageError: no pole, or one named twice.
        UnknownCodeError: a part that is no state, bloc or body with known members.
    """
    poles = tuple(_pole(word.strip()) for word in words if word.strip())
    names = [pole.name for pole in poles]
    if not names:
        raise UsageError("no pole given; name states or blocs, such as RUS,XWE,CHN")
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise UsageError(f"the pole {double!r} is given twice")
    return poles


def is_known(part: str) -> bool:
    """Whether a code or name is one of a state, a bloc or a body with known members."""
    return part in country_names() or part in groups()


def _pole(word: str) -> Pole:
    name, given, rest = word.partition(_NAME)
    parts = tuple(part.strip() for part in (rest if given else word).split(_JOIN))
    for part in parts:
        if not is_known(part):
            raise UnknownCodeError(
                f"unknown pole {part!r}; a code of three capitals is due (RUS, XWE), or a body whose "
                f"members are known ({', '.join(sorted(groups() - country_names().keys()))})"
            )
    return Pole(name.strip() if given else word, parts)
