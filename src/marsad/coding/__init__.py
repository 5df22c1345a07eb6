"""Document → Coding: frames matched to clauses, by the codebook."""

from marsad.coding.coder import MINIMUM_CONFIDENCE, RECORDS, code_document

__all__ = ["MINIMUM_CONFIDENCE", "RECORDS", "code_document"]
