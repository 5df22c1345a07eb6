"""How a speaker speaks: the verb class of a claim by the verb, the speaker and what is said.

The codebook's section 4: an outlet reports; who criticises or hopes says; an opinion about what is to come
predicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.moods import frame_for
from marsad.coding.openers import COMMAS
from marsad.coding.speech import speech_class

if TYPE_CHECKING:
    from marsad.coding.content import Content
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause
    from marsad.records import VerbClass

_NEAR: Final = 5


def verb_of(scene: Scene, clause: Clause, classes: frozenset[str], content: Content) -> VerbClass:
    """How the speaker of a verb of speech, opinion or stance speaks."""
    if "stance" in classes:
        return "says"
    if "opinion" in classes:
        return "predicts" if is_expected(scene, content) else "says"
    verb = speech_class(classes) or "says"
    if verb != "says":
        return "says" if verb == "reports" else verb
    if scene.cues.describing & set(clause.lemmas) and _is_wrong(scene, content):
        return "alleges"
    return by_content(scene, content)


def by_content(scene: Scene, content: Content) -> VerbClass:
    """How someone speaks who merely says: predicts what is called likely, denies what is called undone."""
    if is_called_likely(scene, content):
        return "predicts"
    return "denies" if content.clause and is_called_undone(scene, content) else "says"


def as_outlet(verb: VerbClass) -> VerbClass:
    """How an outlet speaks: what it says or asserts, it reports."""
    return "reports" if verb in ("says", "confirms") else verb


def is_expected(scene: Scene, content: Content) -> bool:
    """Whether the main clause of what is said is to come, or possible, or called likely."""
    main = _main_clause(scene, content)
    if main is not None and (main.future or main.possible):
        return True
    return is_called_likely(scene, content)


def is_called_likely(scene: Scene, content: Content) -> bool:
    """Whether it opens with a word of likelihood ("إن من المرجح أن …")."""
    ahead = range(content.start, min(content.end, content.start + _NEAR))
    if any(words.start in ahead for words in scene.hints.author):
        return True
    keys = (scene.language.keys(scene.tokens[index].form) for index in ahead)
    return any(key & scene.cues.expected for key in keys)


def is_called_undone(scene: Scene, content: Content) -> bool:
    """Whether the main clause says that a deed was not done ("إن قواته لم تقصف …"), and not "not yet"."""
    main = _main_clause(scene, content)
    if main is None or not main.negated or main.future or frame_for(scene, main) is None:
        return False
    past = any(scene.lemmas_at(index) & scene.cues.did_not for index in range(content.start, main.token))
    later = scene.tokens[main.token : content.end]
    return past and not any(scene.language.keys(token.form) & scene.cues.yet for token in later)


def _main_clause(scene: Scene, content: Content) -> Clause | None:
    """The first finite clause of what is said, if no comma stands before it."""
    inside = (c for c in scene.clauses if c.kind == "verb" and content.start <= c.token < content.end)
    main = next(inside, None)
    if main is None:
        return None
    ahead = scene.tokens[content.start : main.token]
    return None if any(token.form in COMMAS for token in ahead) else main


def _is_wrong(scene: Scene, content: Content) -> bool:
    """Whether what something is called is a wrong ("انقلاب", "إرهابي")."""
    tokens = scene.tokens[content.start : content.end]
    return any(scene.language.keys(token.form) & scene.cues.wrongs for token in tokens)
