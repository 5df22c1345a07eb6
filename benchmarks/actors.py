"""How fast and how large the actor tables are: load time, memory, tokens resolved in a second.

    python benchmarks/actors.py [FILE...]

Files are text or JSON lines with a ``text``; without any, the examples are read. Each figure is the best of
several runs; load time and memory are of a fresh process with a warm cache.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.actors import mentions
from marsad.actors.leads import leads
from marsad.languages import language, sentences

if TYPE_CHECKING:
    from marsad.languages.grammar import Token

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").rglob("*.txt"))
RUNS = 5
TOKENS = 200_000
LOADING = """
import json, resource, time
import marsad.languages
from marsad.actors import knowledge
start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
known = knowledge()
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
seconds, megabytes = time.perf_counter() - start, (after - before) / 1024
print(json.dumps([seconds, megabytes, len(known.names), len(known.parties)]))
"""


def loaded() -> tuple[float, float, int, int]:
    """Seconds and megabytes that loading takes in a fresh process; first words and parties in the index."""
    done = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True)
    seconds, megabytes, words, parties = json.loads(done.stdout)
    return seconds, megabytes, words, parties


def texts(paths: list[Path]) -> list[str]:
    """The texts of the files."""
    found = []
    for path in paths:
        content = path.read_text(encoding="utf-8")
        lines = content.splitlines() if path.suffix == ".jsonl" else []
        found += [str(json.loads(line)["text"]) for line in lines if line.strip()] or [content]
    return found


def tokenised(paths: list[Path]) -> list[list[Token]]:
    """Sentences as tokens, repeated until they are enough to measure."""
    read = language("ar").tokens
    once = [read(sentence.text) for text in texts(paths) for sentence in sentences(text)]
    length = sum(map(len, once))
    return once * max(1, TOKENS // max(1, length))


def resolved(all_tokens: list[list[Token]]) -> float:
    """Seconds to resolve all sentences, the best of several runs."""

    def run() -> float:
        start = time.perf_counter()
        for tokens in all_tokens:
            mentions(tokens, None)
        return time.perf_counter() - start

    return min(run() for _ in range(RUNS))


def main() -> None:
    """Prints the figures."""
    loaded()  # the first process fills the cache
    seconds, megabytes, words, parties = min(loaded() for _ in range(RUNS))
    print(
        f"load   {seconds * 1000:6.0f} ms   {megabytes:5.1f} MB   {words:,} first words, {parties:,} parties"
    )
    paths = [Path(name) for name in sys.argv[1:]] or EXAMPLES
    all_tokens = tokenised(paths)
    start = time.perf_counter()
    for tokens in all_tokens:
        mentions(tokens, None)
    cold = time.perf_counter() - start
    count, warm = sum(map(len, all_tokens)), resolved(all_tokens)
    print(f"tokens {count:,}: {count / cold:,.0f} a second at first, {count / warm:,.0f} with known words")
    print(f"words  {leads.cache_info().currsize:,} different")


if __name__ == "__main__":
    main()
