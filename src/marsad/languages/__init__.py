"""Text → sentences, tokens, clauses. One folder a language, every one with the same file names."""

from __future__ import annotations

from marsad.languages.arabic.sentences import sentences

__all__ = ["sentences"]
