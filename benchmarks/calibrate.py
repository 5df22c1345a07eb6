"""Fits the weights of the coder's confidence on gold, and prints how reliable it is on other gold.

    python benchmarks/calibrate.py GOLD... [--check GOLD...] [--write]

An event is right where its type and both its sides are (the triple of `marsad evaluate`). Plain logistic
regression with a small ridge, by gradient descent: some thirty features need no library.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from marsad.coding import events
from marsad.coding.confidence import ALWAYS, COLUMNS, FEATURES
from marsad.evaluation import coded_gold, matched, read_gold
from marsad.scoring import EXPECTED
from marsad.tables import written_rows

STEPS, RATE, RIDGE = 4000, 0.5, 0.005
BINS = (0.0, 0.3, 0.45, 0.6, 0.75, 1.01)


class Example(NamedTuple):
    """One coded event: its features, the confidence it was given, whether it is right."""

    features: frozenset[str]
    confidence: float
    right: bool


def examples(paths: list[Path]) -> list[Example]:
    """Every event that the coder finds in gold texts; those that gold is not sure of are left out."""
    seen: list[frozenset[str]] = []
    given = events.confidence_of

    def remembered(features: frozenset[str]) -> float:
        # A mark in place of the number, never below the threshold, leads back to the features.
        seen.append(features)
        return float(len(seen))

    found = []
    for path in paths:
        gold = read_gold(path)
        events.confidence_of = remembered
        coded = defaultdict(list)
        for event in coded_gold(gold):
            coded[event["document"]].append(event)
        events.confidence_of = given
        for text in gold:
            match = matched("triple", text["events"], coded[str(text["id"])])
            pairs = [(event, True) for _, event in match.hits] + [(event, False) for event in match.extra]
            for event, right in pairs:
                if event["status"] not in EXPECTED:
                    features = seen[round(event["confidence"]) - 1]
                    found.append(Example(features, given(features), right))
    return found


def fitted(found: list[Example]) -> dict[str, float]:
    """Weights of the features."""
    weights = dict.fromkeys(FEATURES, 0.0)
    for _ in range(STEPS):
        slope = {name: (0.0 if name == ALWAYS else RIDGE * weight) for name, weight in weights.items()}
        for example in found:
            guess = 1 / (1 + math.exp(-sum(weights[name] for name in example.features)))
            for name in example.features:
                slope[name] += (guess - example.right) / len(found)
        for name in weights:
            weights[name] -= RATE * slope[name]
    return weights


def print_reliability(found: list[Example]) -> None:
    """A reliability table: what was said against what was so."""
    print("| said | events | mean said | right |\n| --- | --- | --- | --- |")
    for low, high in pairwise(BINS):
        inside = [example for example in found if low <= example.confidence < high]
        if inside:
            said = sum(example.confidence for example in inside) / len(inside)
            right = sum(example.right for example in inside) / len(inside)
            print(f"| {low:.2f} to {min(high, 1):.2f} | {len(inside)} | {said:.2f} | {right:.2f} |")
    brier = sum((example.confidence - example.right) ** 2 for example in found) / len(found)
    base = sum(example.right for example in found) / len(found)
    print(
        f"\n{len(found)} events, {base:.3f} right, "
        f"Brier {brier:.3f} (of the base rate {base * (1 - base):.3f})"
    )


def main() -> None:
    """Fits, prints, and writes where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--check", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    found = examples(asked.gold)
    weights = fitted(found)
    for name, weight in weights.items():
        print(f"{weight:+.2f} {name}")
    if asked.write:
        table = Path(str(files("marsad.coding"))) / "data" / "confidence.tsv"
        remarks = "# Weights of the coder's confidence, in log-odds; written by benchmarks/calibrate.py.\n"
        cells = [{"feature": name, "weight": f"{weight:.2f}"} for name, weight in sorted(weights.items())]
        table.write_text(remarks + written_rows(COLUMNS, cells), encoding="utf-8")
    print_reliability(examples(asked.check) if asked.check else found)


if __name__ == "__main__":
    main()
