"""The ontology: 16 types in four quad classes, their modes, contexts and dimensions."""

from __future__ import annotations

import pytest

from marsad.errors import UnknownCodeError
from marsad.plover import DIMENSIONS, Quad, check_mode, contexts, event_type, event_types, quad
from marsad.tables import rows

QUADS = {
    Quad.VERBAL_COOPERATION: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    Quad.MATERIAL_COOPERATION: {"COOPERATE", "AID", "RETREAT"},
    Quad.VERBAL_CONFLICT: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    Quad.MATERIAL_CONFLICT: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


@pytest.mark.parametrize("quad_class", Quad)
def test_types_of_a_quad_class(quad_class):
    assert {name for name, found in event_types().items() if found.quad is quad_class} == QUADS[quad_class]


@pytest.mark.parametrize("name", sorted(set().union(*QUADS.values())))
def test_a_type_has_a_score_of_its_side_and_a_meaning(name):
    found = event_type(name)
    assert found.name == name
    assert -10 <= found.score <= 10
    assert (found.score > 0) is found.quad.cooperative
    assert found.meaning
    assert quad(name) is found.quad


def test_quads_tell_their_side_and_weight():
    assert [one.cooperative for one in Quad] == [True, True, False, False]
    assert [one.material for one in Quad] == [False, True, False, True]


def test_every_mode_of_the_table_belongs_to_a_type():
    found = list(rows("marsad.plover", "modes.tsv", ("type", "mode")))
    assert found
    for row in found:
        check_mode(row["type"], row["mode"])


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("CONSULT", "phone"),
        ("RETREAT", "ceasefire"),
        ("THREATEN", "restrict"),
        ("AGREE", None),
        ("SUPPORT", None),
    ],
)
def test_modes_that_hold(name, mode):
    check_mode(name, mode)


@pytest.mark.parametrize(
    ("name", "mode"), [("AGREE", "phone"), ("CONSULT", "ceasefire"), ("CONSULT", ""), ("ASSAULT", "Beat")]
)
def test_modes_that_a_type_does_not_have(name, mode):
    with pytest.raises(UnknownCodeError, match=f"{name} has no mode"):
        check_mode(name, mode)


@pytest.mark.parametrize("name", ["agree", "", "FIGHT", "AGREE ", "190"])
def test_unknown_types_are_refused_with_the_known_ones(name):
    with pytest.raises(UnknownCodeError, match=r"known: .*AGREE"):
        event_type(name)


def test_every_context_counts_for_a_dimension():
    assert contexts()
    assert set(contexts().values()) <= set(DIMENSIONS)
    assert contexts()["military"] == "military"
