"""What a sentence is made of: shapes that nobody changes, and attributes worked out once."""

from __future__ import annotations

import gc
import pickle

import pytest

from marsad.actors.mention import Mention
from marsad.languages.arabic.tokens import tokens
from marsad.languages.grammar import Clause, Phrase
from marsad.languages.lazy import lazy


def test_a_shape_is_changed_into_another():
    phrase = Phrase("subject", 1, 3)
    assert phrase._replace(role="object") == Phrase("object", 1, 3)
    assert phrase == Phrase("subject", 1, 3)


def test_a_shape_cannot_be_changed():
    with pytest.raises(AttributeError):
        Phrase("subject", 1, 3).role = "object"


def test_a_shape_has_no_fields_but_its_own():
    with pytest.raises(TypeError):
        Phrase("subject", 1, 3)._replace(head=2)


def test_equal_shapes_are_one_key():
    clause = Clause(1, (), "verb", arguments=(Phrase("subject", 1, 3),))
    assert {clause: 1}[Clause(1, (), "verb", arguments=(Phrase("subject", 1, 3),))] == 1


@pytest.mark.parametrize("shape", [*tokens("زار الرئيس أستانا."), Mention(0, 1, None, "KAZ", None)])
def test_shapes_travel_between_processes_and_are_left_alone_by_the_collector(shape):
    assert pickle.loads(pickle.dumps(shape)) == shape
    assert not gc.is_tracked(shape)


class _Sentence:
    asked = 0

    @lazy
    def length(self) -> int:
        """Counts how often it is worked out."""
        self.asked += 1
        return 7


def test_a_lazy_attribute_is_worked_out_once_for_each_instance():
    one, other = _Sentence(), _Sentence()
    assert (one.length, one.length, one.asked, other.asked) == (7, 7, 1, 0)
    assert (other.length, other.asked) == (7, 1)
    assert _Sentence.length.__doc__ == "Counts how often it is worked out."


def test_a_lazy_attribute_that_fails_is_asked_for_again():
    class Broken:
        @lazy
        def value(self) -> int:
            raise ValueError("no")

    broken = Broken()
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            _ = broken.value
