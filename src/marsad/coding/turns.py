"""What a frame amounts to once it is planned, refused, denied or expected (codebook, decisions 2 and 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.plover import quad
from marsad.records import Status

if TYPE_CHECKING:
    from marsad.coding.frames import Frame
    from marsad.coding.moods import Mood

Turn = tuple[str, str | None, Status]
"""Type, mode and status."""

_PLAN_IS_AGREE: Final = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"})


def turned(frame: Frame, mood: Mood, *, stance: bool, claim: bool = False) -> Turn | None:
    """Type, mode and status after plan, refusal, denial and expectation; None where it is no act.

    Args:
        frame: what the predicate tells by itself.
        mood: how it is told.
        stance: its negation is a stance in force ("لا تعترف"), not an act that did not happen.
        claim: to deny it is a claim: the denial of a reproach.
    """
    if mood.unreal:
        return None
    if (mood.denied and claim) or (mood.negated and "blame" in frame.options):
        return None  # to deny what one is accused of is a claim (ruling 24)
    cooperative = frame.type in _PLAN_IS_AGREE
    if mood.planned and mood.refused:
        return _refusal(frame)
    if mood.declined and cooperative:
        return "REJECT", None, "actual"
    if mood.possible:
        return frame.type, frame.mode, "hypothetical"
    if mood.future and mood.negated and not mood.denied:
        return _refusal(frame) or (frame.type, frame.mode, "future")  # "لن نتنازل عن شبر"
    if mood.planned or mood.future:
        return _not_intended(frame) if mood.planned and mood.denied else _intended(frame, mood)
    if mood.negated:
        return _negated(frame, mood, stance=stance)
    return frame.type, frame.mode, "actual"


def _refusal(frame: Frame) -> Turn | None:
    """What it is not to intend an act; to yield as much as to cooperate ("لا تعتزم الانسحاب")."""
    if frame.type in ("CONCEDE", "RETREAT"):
        return "REJECT", "yield", "actual"
    refusal = frame.type in _PLAN_IS_AGREE or frame.type == "REQUEST"
    return ("REJECT", None, "actual") if refusal else None


def _not_intended(frame: Frame) -> Turn:
    """What a plan would have been that is denied ("نفى اعتزامه زيارة كييف")."""
    if frame.type in _PLAN_IS_AGREE:
        return "AGREE", None, "negated"
    if frame.type in ("RETREAT", "CONCEDE"):
        return "CONCEDE", None, "negated"
    return (frame.type if quad(frame.type).cooperative else "THREATEN"), None, "negated"


def _intended(frame: Frame, mood: Mood) -> Turn:
    if frame.type in _PLAN_IS_AGREE:
        return "AGREE", None, "actual"
    if frame.type in ("RETREAT", "CONCEDE"):
        return "CONCEDE", None, "actual"
    if mood.planned and not quad(frame.type).cooperative:
        return "THREATEN", None, "actual"
    return frame.type, frame.mode, "future"


def _negated(frame: Frame, mood: Mood, *, stance: bool) -> Turn:
    # "لا تعترف بضم القرم" is a stance in force, not an act that did not happen (decision 2).
    if stance and not mood.denied:
        return "REJECT", None, "actual"
    return frame.type, frame.mode, "negated"
