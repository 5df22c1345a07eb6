"""Texts coded by a language model, beside the built-in coder; off unless endpoint and model are named.

What a model answers is a proposal: every label must be of the tables, every span must stand in the sentence,
every side is looked up in the actor tables. What does not hold is refused with its reason and counted.
"""

from __future__ import annotations

from marsad.prompting.endpoints import KEY_VARIABLE, TIMEOUT, Endpoint, endpoint, key_of_environment
from marsad.prompting.keeping import Kept, Passed, coded_ids, kept_output
from marsad.prompting.spending import Budget, Prices
from marsad.prompting.tally import Tally
from marsad.prompting.telling import summary_line, summary_values
from marsad.prompting.texts import AskedText, ask_texts, asked_gold

__all__ = [
    "KEY_VARIABLE",
    "TIMEOUT",
    "AskedText",
    "Budget",
    "Endpoint",
    "Kept",
    "Passed",
    "Prices",
    "Tally",
    "ask_texts",
    "asked_gold",
    "coded_ids",
    "endpoint",
    "kept_output",
    "key_of_environment",
    "summary_line",
    "summary_values",
]
