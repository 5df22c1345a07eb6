"""How often claims are right, by the way they were read: the figures of ``coding/data/claim_confidence.tsv``.

Run: ``uv run python benchmarks/calibrate_claims.py GOLD.jsonl …`` with gold files that hold claims. A claim
is right where its speaker is a gold speaker of the text and that speaker has a gold claim of its verb class.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from marsad.claim_scoring import speaks
from marsad.coding.claims import chances
from marsad.evaluation import codings_of, read_gold


def main(paths: list[str]) -> None:
    """Counts and prints, a line a chance that stands in the table today."""
    said: Counter[float] = Counter()
    right: Counter[float] = Counter()
    for path in paths:
        texts = [text for text in read_gold(Path(path)) if text.get("claims") is not None]
        for text, coding in zip(texts, codings_of(texts), strict=True):
            for claim in coding.claims:
                plain = claim.as_dict()
                said[claim.confidence] += 1
                right[claim.confidence] += any(
                    speaks(str(gold["speaker"]), plain) and gold["verb"] == claim.verb
                    for gold in text["claims"]
                )
    ways = {chance: [way for way, one in chances().items() if one == chance] for chance in said}
    for chance in sorted(said):
        share = right[chance] / said[chance]
        print(f"{', '.join(ways[chance])}\tsaid {chance}\tright {share:.2f}\tn {said[chance]}")


if __name__ == "__main__":
    main(sys.argv[1:])
