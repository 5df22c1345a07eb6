"""Coding by a language model, for the commands that offer it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer

from marsad.cli.output import advance, checked, complain, exit_with, opened, progress_of
from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.bulk import Asked
    from marsad.prompting import Budget, Endpoint, Kept, Passed, Tally

BUILT_IN: Final = "rules"
"""The built-in coder."""
CODERS: Final = (BUILT_IN, "llm")

CoderOption = Annotated[
    str, typer.Option("--coder", help="rules, the built-in coder, or llm, a language model.")
]
EndpointOption = Annotated[
    str | None, typer.Option(help="OpenAI-compatible endpoint of the model, as http://127.0.0.1:8080/v1.")
]
ModelOption = Annotated[str | None, typer.Option(help="Name of the model there.")]
PriceInOption = Annotated[float | None, typer.Option(min=0, help="Price of a million tokens asked.")]
PriceOutOption = Annotated[float | None, typer.Option(min=0, help="Price of a million tokens answered.")]
MaxCostOption = Annotated[float | None, typer.Option(min=0, help="Most that a run may cost.")]
MaxTokensOption = Annotated[int | None, typer.Option(min=1, help="Most tokens that a run may take.")]
TimeoutOption = Annotated[
    float | None, typer.Option(min=0.1, help="Seconds that a request to a model may take, 120 without.")
]
RequestsOption = Annotated[
    int | None, typer.Option(min=1, max=256, help="Requests to a model at a time, 1 without.")
]
ReportOption = Annotated[
    Path | None, typer.Option(help="File for the counts of a run with a model, as JSON.")
]


class ModelOptions(NamedTuple):
    """The options of a model as they were given; None where one was not."""

    endpoint: str | None
    model: str | None
    price_in: float | None
    price_out: float | None
    max_cost: float | None
    max_tokens: int | None
    timeout: float | None
    requests: int | None
    report: Path | None


class Asking(NamedTuple):
    """What the options say of a model."""

    to: Endpoint
    budget: Budget
    tally: Tally
    requests: int
    report: Path | None

    def warn(self) -> None:
        """Tells where texts go, before any does."""
        complain(f"warning: {self.to.warning}")

    def told(self) -> None:
        """Tells what the run came to, on standard error and in the report."""
        from marsad.prompting import summary_line

        for line in summary_line(self.tally, self.budget.prices).split("\n"):
            complain(line)
        if self.report is not None:
            import msgspec

            with opened(self.report, "wb") as out:
                out.write(msgspec.json.encode(self.values()) + b"\n")

    def values(self) -> dict[str, Any]:
        """The counts of the run."""
        from marsad.prompting import summary_values

        return summary_values(self.tally, self.to, self.budget.prices)


def asking(coder: str, given: ModelOptions) -> Asking | None:
    """What to ask of a model; None where the built-in coder is meant. Nothing is sent yet.

    Raises:
        UsageError: an option is missing, bad, or given to the built-in coder.
    """
    checked("--coder", coder, CODERS)
    if coder == BUILT_IN:
        for name, value in given._asdict().items():
            if value is not None:
                raise UsageError(f"--{name.replace('_', '-')} goes with --coder llm")
        return None
    from marsad.prompting import TIMEOUT, Budget, Prices, Tally, endpoint, key_of_environment

    key = key_of_environment(os.environ)
    to = endpoint(given.endpoint, given.model, key, timeout=given.timeout or TIMEOUT)
    budget = Budget(Prices(given.price_in, given.price_out), given.max_tokens, given.max_cost)
    return Asking(to, budget, Tally(), given.requests or 1, given.report)


def code_by_model(run: Asking, sources: Sequence[str], asked: Asked, out: Path | None) -> None:
    """Codes all that the sources hold by a model; with a file to write, a later run goes on where it ended.

    Raises:
        UsageError: other records than events are asked for, or the file is of another run.
    """
    from marsad.prompting import kept_output

    if asked.records != "events":
        raise UsageError(f"--records {asked.records}: a model is asked for events alone")
    with kept_output(out, run.to.coder, asked.minimum or 0.0) as target:
        run.warn()
        failed = _written(run, sources, asked, target)
    run.told()
    exit_with(failed + bool(run.tally.stopped))


def _written(run: Asking, sources: Sequence[str], asked: Asked, target: Kept | Passed) -> int:
    import msgspec

    from marsad.bulk import texts_in
    from marsad.prompting import ask_texts

    failed = 0
    with progress_of("texts") as progress:
        found = ask_texts(
            texts_in(sources, asked), run.to, run.budget, run.tally,
            requests=run.requests, minimum=asked.minimum or 0.0, done=target.done,
        )  # fmt: skip
        for one in found:
            advance(progress)
            if one.error is not None:
                complain(str(one.error))
                failed += 1
            elif one.text is not None and one.events is not None:
                target.put(one.text, tuple(map(msgspec.json.encode, one.events)))
    return failed
