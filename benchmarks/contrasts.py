"""How often a lean of an outlet is labelled, and how often one that is not there.

Every story is told by the outlet and by the others, each as hostile with a chance of its own; each stands in
an article of its own. One pair of an outlet and a state at a time, and twenty at once of which one leans.

    uv run python benchmarks/contrasts.py
"""

from __future__ import annotations

import numpy as np

from marsad.stories.paired import Bundle, Difference, difference, raised

TIMES = 1_000
FALSE_SHARE = 0.10
CHANCES = ((0.3, 0.3), (0.5, 0.3), (0.7, 0.3), (0.9, 0.3))


def told(dice: np.random.Generator, stories: int, own: float, others: float) -> Difference:
    """What comes of stories that both sides tell as hostile by chances of their own."""
    apart = (dice.random(stories) < own).astype(float) - (dice.random(stories) < others)
    return difference([Bundle(1, float(one)) for one in apart])


def is_labelled(found: Difference, adjusted: float) -> bool:
    """Whether a label would be given."""
    return adjusted <= FALSE_SHARE and not found.low <= 0 <= found.high


def main() -> None:
    """Prints the table."""
    dice = np.random.default_rng(11)
    print("| stories | own | others | interval holds it | labelled alone | among 20 | false among the 19 |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for stories in (10, 20, 40, 80):
        for own, others in CHANCES:
            held = alone = among = false = 0
            for _ in range(TIMES):
                found = told(dice, stories, own, others)
                held += found.low <= own - others <= found.high
                alone += is_labelled(found, found.chance)
                beside = [found, *(told(dice, stories, 0.3, 0.3) for _ in range(19))]
                labels = list(map(is_labelled, beside, raised([one.chance for one in beside])))
                among += labels[0]
                false += any(labels[1:])
            shares = (f"{count / TIMES:.2f}" for count in (held, alone, among, false))
            print(f"| {stories} | {own} | {others} | {' | '.join(shares)} |")


if __name__ == "__main__":
    main()
