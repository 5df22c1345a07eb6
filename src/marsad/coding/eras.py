"""Times that are over and told without a date: a reign, a war long ended, decades ago."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.coding.relations import clause_range
from marsad.coding.when import is_background
from marsad.languages import language
from marsad.tables import rows

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause, TimeExpression

COLUMNS: Final = ("era", "last", "what")
_LOOSE: Final = frozenset({"vague", "duration"})
_MOST_BEFORE: Final = 2

Eras = dict[str, tuple[tuple[tuple[str, ...], int], ...]]


@lru_cache(maxsize=4)
def known_eras(code: str) -> Eras:
    """First word of an era's name in even spelling → its words and last year.

    Raises:
        DataFileError: a year that is none, or a name given twice.
    """
    found: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for row in rows("marsad.coding", f"data/eras.{code}.tsv", COLUMNS):
        words = tuple(language(code).even(row["era"]).split())
        if not row["last"].isdigit() or any(words == other for other, _ in found[words[0]]):
            raise row.error(f"era {row['era']!r} is given twice or has no last year")
        found[words[0]].append((words, int(row["last"])))
    return {first: tuple(eras) for first, eras in found.items()}


def is_of_an_era(scene: Scene, clause: Clause) -> bool:
    """Whether an act without a date is told of a former reign, an old war or decades ago."""
    if not scene.times and scene.all_keys.isdisjoint(_telling(scene)):
        return False
    window = clause_range(scene, clause)
    return any(_opens_an_era(scene, index) or _opens_a_known_era(scene, index) for index in window) or any(
        _is_ages_ago(scene, time) for time in _times_in(scene, window)
    )


def _telling(scene: Scene) -> frozenset[str]:
    """Words of which every era is told with one."""
    return scene.cues.eras | scene.cues.days | scene.cues.during


def _opens_an_era(scene: Scene, index: int) -> bool:
    if index in scene.mention_at:
        return False  # a person's name ("عهد التميمي")
    word = scene.tokens[index].word
    told = not (word.stems.isdisjoint(scene.cues.eras) and word.stems.isdisjoint(scene.cues.days))
    splits = word.splits if told else ()
    if any(split.stem in scene.cues.eras and not split.article for split in splits):
        return index + 1 < len(scene.tokens) and not scene.tokens[index + 1].word.punctuation
    if not any(split.stem in scene.cues.days and not split.article for split in splits):
        return False
    following = scene.tokens[index + 1].word.splits if index + 1 < len(scene.tokens) else ()
    return any(split.stem in scene.cues.reigns for split in following) or _is_of_someone(scene, index + 1)


def _is_of_someone(scene: Scene, index: int) -> bool:
    """Whether a person's name stands at a token ("أيام بوريس يلتسين")."""
    mention = scene.mention_at.get(index)
    return mention is not None and mention.party is not None and mention.party.kind == "person"


def _opens_a_known_era(scene: Scene, index: int) -> bool:
    """Whether "during" and the name of a war or upheaval stand at a token, and it is over."""
    if scene.published is None or not scene.keys(index) & scene.cues.during:
        return False
    last = _last_year(scene, index + 1) or _last_year(scene, index + _MOST_BEFORE)  # "في ذروة الحرب …"
    return last is not None and is_background(str(last), scene.published)


def _last_year(scene: Scene, index: int) -> int | None:
    words = _words_from(scene, index)
    if not words:
        return None
    options = known_eras(scene.language.code).get(words[0], ())
    return next((last for name, last in options if tuple(words[: len(name)]) == name), None)


def _words_from(scene: Scene, index: int) -> list[str]:
    """Forms of the tokens from one on; dashes inside a name are passed over."""
    near = scene.tokens[index : index + 6]
    return [token.form for token in near if token.form not in {"-", "–"}]


def _is_ages_ago(scene: Scene, time: TimeExpression) -> bool:
    """Whether an expression tells decades ago, the last decade, or a stretch that ended over a year ago."""
    if time.kind not in _LOOSE:
        return False
    if time.date is not None:
        return is_background(time.end_date or time.date, scene.published)
    words = scene.language.even(time.text).split()
    ago = bool(words) and words[0] in scene.cues.ago - scene.cues.since  # "الأول منذ عقود": since
    ages_ago = ago and not scene.cues.ages.isdisjoint(words)
    return ages_ago or (bool(words) and words[0] in scene.cues.bygone)


def _times_in(scene: Scene, window: range) -> list[TimeExpression]:
    if not window:
        return []
    start, end = scene.tokens[window[0]].start, scene.tokens[window[-1]].end
    return [time for time in scene.times if start <= time.start < end]
