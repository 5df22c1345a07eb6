"""How fast the coder is on this machine: raw text to events in one process, start-up, memory.

Run: ``uv run python benchmarks/coding.py [FILE.jsonl ...]`` with lines {"id", "text", "published"?}; without
files the articles of ``examples/kazakhstan`` are used. Prints a Markdown table.
"""

from __future__ import annotations

import json
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from marsad.bulk import TextLine, code_text_line
from marsad.errors import InputError
from marsad.languages import sentences
from marsad.reading import read_sources

_EXAMPLES: Final = Path(__file__).parent.parent / "examples" / "kazakhstan"
_SECONDS: Final = 5.0
_KILO: Final = 1024


def main(arguments: list[str]) -> None:
    """Measures and prints."""
    texts = [line for name in arguments for line in lines_of(Path(name))] or example_lines()
    count = sum(len(sentences(text.text, 0)) for text in texts)
    rate, passes = sentences_per_second(texts, count)
    print(f"Machine: {platform.processor() or platform.machine()}, Python {platform.python_version()}")
    print(f"Texts: {len(texts)}, sentences: {count}, passes: {passes}\n")
    print("| what | value |\n| --- | --- |")
    print(f"| sentences a second, one process (CPU time) | {rate:,.0f} |")
    print(f"| `import marsad` | {milliseconds('import marsad'):.0f} ms |")
    print(f"| first event of a one-text run | {milliseconds(FIRST_EVENT):.0f} ms |")
    print(f"| peak memory | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILO:.0f} MB |")


FIRST_EVENT: Final = "import marsad; marsad.code('زار الرئيس الصيني أستانا.', published='2024-07-03')"


def lines_of(path: Path) -> list[TextLine]:
    """Texts of a JSON-lines file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [TextLine(id=row["id"], text=row["text"], published=row.get("published")) for row in rows]


def example_lines() -> list[TextLine]:
    """The articles of the examples as texts."""
    documents = (found for found in read_sources([_EXAMPLES]) if not isinstance(found, InputError))
    return [TextLine(id=d.id, text=d.text, published=d.published and str(d.published)) for d in documents]


def sentences_per_second(texts: list[TextLine], count: int) -> tuple[float, int]:
    """Rate by CPU time over whole passes, after one pass that fills the caches."""
    for text in texts:
        code_text_line(text)
    began, passes = time.process_time(), 0
    while time.process_time() - began < _SECONDS:
        for text in texts:
            code_text_line(text)
        passes += 1
    return passes * count / (time.process_time() - began), passes


def milliseconds(statement: str) -> float:
    """Wall time of a statement in a fresh interpreter, less that of an empty one; best of five."""
    return min(_run(statement) for _ in range(5)) - min(_run("pass") for _ in range(5))


def _run(statement: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(sys.argv[1:])
