"""Arguments of a predicate: subject, object, genitives and prepositional phrases.

A phrase that could belong to the verb or to a noun before it is given to the noun and listed as ``outer``
for the verb.
"""

from __future__ import annotations

from marsad.languages.arabic.drafts import Draft, View, lemmas_of
from marsad.languages.arabic.following import phrases_after
from marsad.languages.arabic.lexicon import lexicon, verb_classes
from marsad.languages.arabic.phrases import is_circumstance
from marsad.languages.arabic.verbhood import COPULAS
from marsad.languages.arabic.words import is_adjective
from marsad.languages.grammar import Phrase, Reading

_HOLDS = "holds"
_FOR = "ل"
_AS_FOR = "أما"
_RELATIVES = {"الذي": "m", "التي": "f"}
_FA = "ف"
_NON = "غير"
_KNOWN_TOPIC = 2
"""Tokens that a topic and the pronoun that describes it take at least."""
_PEOPLE = ("يين", "يون")
_DERIVED = ("ا", "ت")
"""Beginnings of the verbal nouns of derived verbs, which are masculine in the singular."""


def fill(view: View, draft: Draft) -> None:
    """Puts the arguments of a predicate into its draft; earlier drafts are filled already."""
    if draft.kind in ("verb", "participle"):
        _fill_verb(view, draft)
    else:
        _fill_noun(view, draft)


def _fill_verb(view: View, draft: Draft) -> None:
    before = _subject_before(view, draft)
    if before is not None:
        draft.arguments.append(before._replace(role="subject"))
        draft.readings = _agreeing(view, draft, before)
    inner = False
    for phrase in phrases_after(view, draft.token):
        tag = view.tags[phrase.start]
        role = phrase.role or _bare_role(view, draft, phrase)
        if phrase.role == "genitive" and _has_object(draft, phrase):
            role = "object"
        elif phrase.role == "genitive":
            inner = inner or tag.tag == "event"
            continue
        target = draft.outer if inner and phrase.role and role != "object" else draft.arguments
        target.append(phrase if phrase.role == role else Phrase(role, phrase.start, phrase.end))
        inner = inner or tag.tag == "event"


def _agreeing(view: View, draft: Draft, subject: Phrase) -> tuple[Reading, ...]:
    """The readings that agree with a subject before them ("روسيا تسلم": she hands over, he received)."""
    gender = view.gender(subject)
    fitting = tuple(reading for reading in draft.readings if reading.gender in ("", gender))
    return fitting if gender and fitting and draft.kind == "verb" else draft.readings


def _has_object(draft: Draft, phrase: Phrase) -> bool:
    """Whether a participle that states governs the noun right behind it ("، مؤكداً احترام …")."""
    states = draft.kind == "participle" and any(reading.accusative for reading in draft.readings)
    return states and phrase.start == draft.token + 1


def _bare_role(view: View, draft: Draft, phrase: Phrase) -> str:
    if draft.has("subject") or draft.has("object") or not _agrees(view, draft, phrase):
        return "object"
    if _has_pronoun_subject(view, draft) or _follows_copula(view, draft):
        return "object"
    if is_circumstance(view.tags, draft.token) or view.is_accusative(phrase):
        return "object"
    if _is_whom(view, draft, phrase) or view.tokens[phrase.start - 1].form == _NON:
        return "object"
    if _opens_after_that(view, draft, phrase):
        return "subject"
    nominative = view.tags[phrase.start].tag == "name" or _is_nominative(view, phrase)
    if not nominative and _continues(view, draft):
        return "object"
    return "object" if _is_addressed(view, draft, phrase) else "subject"


def _opens_after_that(view: View, draft: Draft, phrase: Phrase) -> bool:
    """Whether a copula right behind "that" has the noun behind it as subject ("أن يكون سلاح الجو قد …")."""
    if not draft.token or phrase.start != draft.token + 1 or phrase.end >= len(view.tags):
        return False
    if view.tags[draft.token - 1].tag != "that" or not lemmas_of(draft) & COPULAS:
        return False
    named = any(tag.tag == "name" for tag in view.tags[phrase.start : phrase.end])
    return named and view.tags[phrase.end].tag in ("particle", "verb")


def _is_addressed(view: View, draft: Draft, phrase: Phrase) -> bool:
    """Whether the only name behind "and" with such a verb is whom it is done to ("روسيا تنسحب وتتهم كييف").

    So where the sentence opened with its subject and the verb could go on with it; a new one would stand
    before its verb.
    """
    if not any("addresses" in verb_classes(lemma) for lemma in lemmas_of(draft)) or not view.is_joined(draft):
        return False
    earlier = _last_with_subject(view, draft)
    if earlier is None or earlier.readings[0].tense != draft.readings[0].tense:
        return False
    subject = next(a for a in earlier.arguments if a.role == "subject")
    if subject.start > earlier.token or view.tags[subject.start].tag != "name":
        return False
    others = [p for p in phrases_after(view, draft.token) if not p.role and p.start > phrase.start]
    named = any(view.tags[p.start].tag == "name" for p in others)
    return not named and view.could_mean(draft, subject)


def _is_whom(view: View, draft: Draft, phrase: Phrase) -> bool:
    """Whether the one noun phrase of a verb that asks for a party is that party (… واتهمت كندا بإيواء …)."""
    classes = frozenset().union(*(verb_classes(lemma) for lemma in lemmas_of(draft)))
    if not classes & {"whom", "whom-joined"}:
        return False
    if "whom" not in classes and not _goes_straight_on(view, draft):
        return False
    if any(reading.enclitic for reading in draft.readings) or phrase.start != draft.token + 1:
        return False
    head = view.tags[phrase.start]
    opener = view.tags[draft.token - 1].tag if draft.token else ""
    goes_on = view.is_joined(draft) or opener == "adverbial"
    if not goes_on or not (head.tag == "name" or head.article):
        return False
    before = [d for d in view.drafts[: view.at[draft.token]] if d.kind == "verb"]
    subjects = [argument for d in before for argument in d.arguments if argument.role == "subject"]
    if subjects and not any(view.could_mean(draft, subject) for subject in subjects):
        return False
    return not any(not p.role for p in phrases_after(view, draft.token) if p.start > phrase.start)


def _is_nominative(view: View, phrase: Phrase) -> bool:
    """Whether the ending of a definite dual shows a subject (ووقع البلدان اتفاقا)."""
    form = view.tokens[phrase.start].form
    dual = form.startswith("ال") and form.endswith("ان")
    return dual and form.removeprefix("ال").removesuffix("ان") in lexicon().nominals


def _goes_straight_on(view: View, draft: Draft) -> bool:
    """Whether "and" joins a verb to one with a subject, with no comma between (أيدت واشنطن … ودعت كوبا …)."""
    earlier = _last_with_subject(view, draft)
    if earlier is None or view.comma_between(earlier.token, draft.token):
        return False
    subject = next(a for a in earlier.arguments if a.role == "subject")
    return view.could_mean(draft, subject) and view.tags[subject.start].tag == "name"


def _has_pronoun_subject(view: View, draft: Draft) -> bool:
    """Whether "that" before the verb carries its subject as a pronoun (أنها أتمّت سحب …)."""
    left = view.left_bound(draft.token)
    before = view.tags[max(left, draft.token - 2) : draft.token]
    if any(tag.tag == "pronoun" for tag in before) and before[-1].tag not in ("word", "event"):
        return True
    if not left or view.tags[left - 1].tag != "that":
        return False
    return any(reading.enclitic for reading in view.tags[left - 1].readings)


def _follows_copula(view: View, draft: Draft) -> bool:
    """Whether the subject stands with a copula before the verb (كانت طهران قد أرسلت طائرات)."""
    number = view.at[draft.token]
    earlier = next((d for d in reversed(view.drafts[:number]) if d.kind == "verb"), None)
    if earlier is None:
        return False
    if any(_HOLDS in verb_classes(lemma) for lemma in lemmas_of(earlier)) and earlier.has(_FOR):
        return view.tags[view.left_bound(draft.token) - 1].tag == "that"  # "سبق لمصر أن طردت السفير"
    if not lemmas_of(earlier) & COPULAS:
        return False
    if not earlier.has("subject"):
        # "نفى الحزب أن يكون قد هدّد القاضي": the copula's subject is that of the verb before it.
        return earlier.token > 0 and view.tags[earlier.token - 1].tag == "that"
    return _directly_after(view, earlier, draft) and not view.is_joined(draft)


def _continues(view: View, draft: Draft) -> bool:
    """Whether the verb goes on with the named subject of the verb before it (وأعلنت … وحشدت قوات).

    A thing after such a verb is then its object. Where it is the subject after all (وارتفعت الأسعار) the
    verb is one of those that no frame speaks of.
    """
    earlier = _last_with_subject(view, draft)
    if earlier is None:
        return False
    subject = next(a for a in earlier.arguments if a.role == "subject")
    head = view.tags[subject.start]
    if head.tag not in ("name", "event") and not head.article:
        return False
    opener = view.tags[draft.token - 1].tag if draft.token else ""
    joined = view.is_joined(draft) or opener == "adverbial" or _directly_after(view, earlier, draft)
    return joined and view.could_mean(draft, subject)


def _last_with_subject(view: View, draft: Draft) -> Draft | None:
    """The nearest verb before that has a subject of its own, passing over copulas without one."""
    number = view.at[draft.token]
    for earlier in reversed(view.drafts[:number]):
        if earlier.kind == "verb":
            if earlier.has("subject"):
                return earlier
            if not lemmas_of(earlier) & COPULAS and not _follows_copula(view, earlier):
                return None
    return None


def _directly_after(view: View, earlier: Draft, draft: Draft) -> bool:
    between = view.tags[earlier.token + 1 : draft.token]
    breaks = ("point", "relative", "adverbial")
    return not any(tag.tag in breaks for tag in between)


def _agrees(view: View, draft: Draft, phrase: Phrase) -> bool:
    """Whether the phrase may be the subject of the verb before it: a verb first agrees in gender."""
    if draft.readings[0].person in ("1", "2") or _is_plural(draft) or view.is_oblique(phrase):
        return False
    gender = view.gender(phrase)
    if not gender or draft.kind == "participle":
        return True
    return any(reading.gender in ("", gender) for reading in draft.readings)


def _is_plural(draft: Draft) -> bool:
    """Whether the verb stands in the plural or dual: its subject stands before it (سيسحبون جنودهم)."""
    return draft.kind == "verb" and all(reading.number in ("p", "d") for reading in draft.readings)


def _subject_before(view: View, draft: Draft) -> Phrase | None:
    """The subject that stands before its verb, as in titles and after أنّ."""
    left = view.left_bound(draft.token)
    if draft.kind == "verb" and view.is_joined(draft) and not _answers_as_for(view, draft, left):
        return None
    if left and view.tags[left - 1].tag == "verb" and left not in view.fresh:
        return described_topic(view, draft)
    before = view.phrases_between(left, draft.token)
    candidates = [phrase for phrase in before if phrase.end <= draft.token and not phrase.role]
    if not candidates:
        return _relative_subject(view, draft, left)
    if _is_described_by(view, draft, candidates[0]):
        return next(phrase for phrase in view.phrases if phrase.end == draft.token)
    return candidates[0] if _is_topic(view, draft, candidates[0]) else None


def described_topic(view: View, draft: Draft) -> Phrase | None:
    """The subject that opens the text and that a relative clause describes before its verb.

    "التحالف الذي تقوده السعودية في اليمن يرفض تقريرا": the verb behind the relative clause is the main one.
    """
    left = view.left_bound(draft.token)
    first = view.left_bound(left - 1) if left else 0
    if first < _KNOWN_TOPIC or draft.token == left or draft.kind != "verb" or view.is_joined(draft):
        return None
    opener = view.tags[first - 1]
    if opener.tag != "relative" or opener.lemma == "ما" or opener.preposition:
        return None
    topic = view.phrases[0] if view.phrases else None
    if topic is None or topic.role or topic.start or topic.end not in (first - 1, first - 2):
        return None
    return topic if view.could_mean(draft, topic) else None


def _is_described_by(view: View, draft: Draft, candidate: Phrase) -> bool:
    """Whether a past verb tells what someone unnamed just before it did ("… عن جندي تشادي قتل جريحا")."""
    if view.tags[candidate.start].tag != "event" or draft.readings[0].tense != "past":
        return False
    before = next((phrase for phrase in view.phrases if phrase.end == draft.token), None)
    if (
        before is None
        or before == candidate
        or not before.role
        or view.tokens[before.start].form.startswith("ال")
    ):
        return False
    someone = view.tags[before.start].fixed
    return someone is not None and someone.end == draft.token > someone.start + 1


def _answers_as_for(view: View, draft: Draft, left: int) -> bool:
    """Whether the verb has the "fa" that follows "as for" and its subject (أما باريس فرفضت)."""
    opened = any(tag.lemma == _AS_FOR for tag in view.tags[left : draft.token])
    return opened and draft.readings[0].conjunction == _FA


def _is_topic(view: View, draft: Draft, candidate: Phrase) -> bool:
    """Whether a phrase before the verb is its subject, and no adverb before a comma (علاوة على ذلك،)."""
    named = view.tags[candidate.start].tag == "name"
    if draft.kind != "verb" or (named and not _is_governed(view, candidate)):
        return True
    if view.comma_between(candidate.end, draft.token):
        return False
    if _is_led_by_that(view, draft, candidate):
        return True
    at = _behind(view, draft)
    following = view.tags[at] if at < len(view.tags) else None
    behind = following is not None and following.fixed is not None and not following.fixed.adjective
    return not behind or not _agrees(view, draft, Phrase("", at, at + 1))


def _is_led_by_that(view: View, draft: Draft, candidate: Phrase) -> bool:
    """Whether a phrase right behind "that" leads straight to its verb ("إن بلاده لم تهدد تركيا")."""
    if not candidate.start or view.tags[candidate.start - 1].tag != "that":
        return False
    if any(reading.enclitic for reading in draft.readings) or not _agrees(view, draft, candidate):
        return False
    between = view.tags[candidate.end : draft.token]
    return all(tag.tag in ("negation", "particle") for tag in between)


def _behind(view: View, draft: Draft) -> int:
    """The token behind a verb, or behind the pronoun that returns to what it describes ("قُتل فيها …")."""
    at = draft.token + 1
    returning = (
        at < len(view.tags) and view.tags[at].tag == "preposition" and view.tags[at].readings[0].enclitic
    )
    return at + 1 if returning else at


def _is_governed(view: View, candidate: Phrase) -> bool:
    """Whether a name goes on with a phrase after a preposition ("في عهد الرئيس الراحل تشافيز أمّمت …")."""
    if candidate.start in view.fresh:
        return False  # "انفجار في كابول وروسيا تتهم واشنطن"
    return any(phrase.role and phrase.end == candidate.start for phrase in view.phrases)


def _relative_subject(view: View, draft: Draft, left: int) -> Phrase | None:
    if not left or view.tags[left - 1].tag != "relative" or view.tags[left - 1].lemma == "ما":
        return None
    if any(reading.enclitic for reading in draft.readings) or _names_its_subject(view, draft):
        return None
    at = _behind(view, draft)
    if at > draft.token + 1 and _is_other_name(view, draft, at):
        return None  # "الدولة التي وقّعت معها موسكو اتفاقا"
    gender = _RELATIVES.get(view.tokens[left - 1].form)
    if gender and draft.kind == "verb" and all(r.gender not in ("", gender) for r in draft.readings):
        return None  # "الذي رفضت مصر عودته": the verb does not agree with what is described
    before = [phrase for phrase in view.phrases if phrase.end <= left - 1]
    return before[-1] if before else None


def _is_other_name(view: View, draft: Draft, at: int) -> bool:
    """Whether a name that may be the verb's subject stands at a token."""
    name = view.tags[at].fixed if at < len(view.tags) else None
    if name is None or name.adjective or name.preposition:
        return False
    return _agrees(view, draft, Phrase("", at, at + 1))


def _names_its_subject(view: View, draft: Draft) -> bool:
    """Whether a copula has a name behind it as its subject (التي كانت موسكو قد وعدت بها)."""
    if not lemmas_of(draft) & COPULAS or draft.token + 1 >= len(view.tags):
        return False
    behind = view.tags[draft.token + 1].fixed
    return behind is not None and not behind.adjective and not behind.preposition


def _fill_noun(view: View, draft: Draft) -> None:
    """Arguments of an event noun: adjective, genitives, then prepositional phrases to its right."""
    tag = view.tags[draft.token]
    own = view.phrase_at(draft.token)
    if own is None:
        return
    bound = not tag.article and not any(reading.enclitic for reading in tag.readings)
    _inside_noun_phrase(view, draft, own, bound=bound)
    if _has_object_inside(view, draft, own):
        draft.arguments.append(Phrase("object", draft.token + 1, own.end))
    for phrase in phrases_after(view, draft.token):
        if phrase.start <= draft.token or phrase == own:
            continue
        if phrase.role == "" and view.tags[phrase.start].conjunction:
            break
        if phrase.role == "genitive":
            if not draft.arguments and phrase.start == own.end:
                draft.arguments.append(phrase)
        elif phrase.role == "" and _governs(view, draft, own, phrase):
            draft.arguments.append(phrase._replace(role="object"))
        elif phrase.role not in ("", "genitive"):
            draft.arguments.append(phrase)


def _governs(view: View, draft: Draft, own: Phrase, phrase: Phrase) -> bool:
    """Whether an event noun has a phrase behind it as object: its doer stands between, or is a pronoun.

    "إغلاق تنزانيا حدودها", "نفت إغلاقها حدودها".
    """
    if draft.has("object"):
        return False
    owned = draft.kind == "masdar" and bool(view.tags[draft.token].readings[0].enclitic)
    return draft.has("genitive") or (owned and phrase.start == own.end == draft.token + 1)


def _has_object_inside(view: View, draft: Draft, own: Phrase) -> bool:
    """Whether the noun behind an event noun with its doer as pronoun is its object ("قصفها بلدات")."""
    if (
        draft.kind != "masdar"
        or not view.tags[draft.token].readings[0].enclitic
        or draft.token + 1 >= own.end
    ):
        return False
    head = view.tags[draft.token + 1]
    return head.tag in ("word", "event", "name") and not is_adjective(view.tokens[draft.token + 1].word)


def _inside_noun_phrase(view: View, draft: Draft, own: Phrase, *, bound: bool) -> None:
    for index in range(draft.token + 1, own.end):
        tag = view.tags[index]
        if tag.fixed is None or tag.fixed.start != index:
            continue
        role = "adjective" if tag.fixed.adjective else "genitive"
        if role == "adjective" and not _qualifies(view, draft.token, index):
            role = "genitive"
        if role == "genitive" and not bound:
            continue
        draft.arguments.append(Phrase(role, index, own.end))
        if role == "genitive":
            return


def _names_someone(view: View, noun: int, adjective: int) -> bool:
    """Whether an adjective of origin is who it is done to: it does not agree with the event noun.

    "مقتل روسيين", "اتهام كنديين", "اعتقال إيرانية".
    """
    form, head = view.tokens[adjective].form, view.tokens[noun].form
    if form.startswith("ال"):
        return False
    if form.endswith(_PEOPLE):
        return True
    masculine = head.startswith(_DERIVED) and not head.endswith(("ه", "ات"))
    return form.endswith("يه") and masculine and all(r.kind == "masdar" for r in view.tags[noun].readings)


def _qualifies(view: View, noun: int, adjective: int) -> bool:
    """Whether an adjective belongs to the event noun itself and not to a genitive of it."""
    if adjective == noun + 1:
        return not _names_someone(view, noun, adjective)
    article = view.tags[noun].article
    definite = view.tokens[adjective].form.startswith("ال")
    between = range(noun + 1, adjective)
    same = all(view.tags[index].article == article for index in between)
    return article == definite and same and all(is_adjective(view.tokens[index].word) for index in between)
