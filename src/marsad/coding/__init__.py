"""Document → Coding: frames matched to clauses, by the codebook."""

from marsad.coding.coder import MINIMUM_CONFIDENCE, code_document

__all__ = ["MINIMUM_CONFIDENCE", "code_document"]
