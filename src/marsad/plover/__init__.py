"""The ontology: types, modes, contexts, quad classes and scores, as data."""

from marsad.plover.ontology import (
    DIMENSIONS,
    EventType,
    Quad,
    check_mode,
    contexts,
    event_type,
    event_types,
    quad,
    score,
)

__all__ = [
    "DIMENSIONS",
    "EventType",
    "Quad",
    "check_mode",
    "contexts",
    "event_type",
    "event_types",
    "quad",
    "score",
]
