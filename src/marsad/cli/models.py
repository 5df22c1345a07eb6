"""Coding by a language model, for the commands that offer it."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, get_type_hints

import typer

from marsad.cli.output import advance, checked, complain, exit_with, opened, progress_of
from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from marsad.bulk import Asked
    from marsad.prompting import Budget, Endpoint, Kept, Passed, Tally

BUILT_IN: Final = "rules"
"""The built-in coder."""
CODERS: Final = (BUILT_IN, "llm")


class ModelOptions(NamedTuple):
    """The coder that is asked for, and the options of a model as they were given; None where one was not."""

    coder: Annotated[str, typer.Option(help="rules, the built-in coder, or llm, a language model.")] = (
        BUILT_IN
    )
    endpoint: Annotated[
        str | None, typer.Option(help="OpenAI-compatible endpoint of a model, as http://127.0.0.1:8080/v1.")
    ] = None
    model: Annotated[str | None, typer.Option(help="Name of the model there.")] = None
    price_in: Annotated[float | None, typer.Option(min=0, help="Price of a million tokens asked.")] = None
    price_out: Annotated[float | None, typer.Option(min=0, help="Price of a million tokens answered.")] = None
    max_cost: Annotated[float | None, typer.Option(min=0, help="Most that a run may cost.")] = None
    max_tokens: Annotated[int | None, typer.Option(min=1, help="Most tokens that a run may take.")] = None
    timeout: Annotated[
        float | None, typer.Option(min=0.1, help="Seconds that a request to a model may take, 120 without.")
    ] = None
    requests: Annotated[
        int | None, typer.Option(min=1, max=256, help="Requests to a model at a time, 1 without.")
    ] = None
    report: Annotated[
        Path | None, typer.Option(help="File for the counts of a run with a model, as JSON.")
    ] = None


def with_model_options(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes `ModelOptions` behind its own options, for its argument ``given``."""

    @wraps(command)
    def called(**options: Any) -> None:  # noqa: ANN401 - as the options are
        given = ModelOptions(**{name: options.pop(name) for name in ModelOptions._fields})
        command(**options, given=given)

    kinds = get_type_hints(ModelOptions, include_extras=True)
    added = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kinds[name])
        for name, default in ModelOptions._field_defaults.items()
    ]
    own = signature(command, eval_str=True)
    kept = [one for one in own.parameters.values() if one.name != "given"]
    called.__signature__ = own.replace(parameters=[*kept, *added])  # type: ignore[attr-defined]  # typer reads it
    return called


class Asking(NamedTuple):
    """What the options say of a model."""

    to: Endpoint
    budget: Budget
    tally: Tally
    requests: int
    report: Path | None

    @contextmanager
    def told(self) -> Iterator[None]:
        """Around the run: tells where texts go, and in the end, whatever it was, what the run came to.

        Raises:
            UsageError: the report cannot be written; nothing was sent then.
        """
        if self.report is not None:
            opened(self.report, "ab").close()
        complain(f"warning: {self.to.warning}")
        try:
            yield
        finally:
            self._tell()

    def _tell(self) -> None:
        import msgspec

        from marsad.prompting import summary_line

        for line in summary_line(self.tally, self.budget.prices).split("\n"):
            complain(line)
        if self.report is not None:
            with opened(self.report, "wb") as out:
                out.write(msgspec.json.encode(self.values()) + b"\n")

    def values(self) -> dict[str, Any]:
        """The counts of the run."""
        from marsad.prompting import summary_values

        return summary_values(self.tally, self.to, self.budget.prices)


def asking(given: ModelOptions) -> Asking | None:
    """What to ask of a model; None where the built-in coder is meant. Nothing is sent yet.

    Raises:
        UsageError: an option is missing, bad, or given to the built-in coder.
    """
    checked("--coder", given.coder, CODERS)
    if given.coder == BUILT_IN:
        for name, value in given._asdict().items():
            if name != "coder" and value is not None:
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
    with kept_output(out, run.to.coder, asked.minimum or 0.0) as target, run.told():
        failed = _written(run, sources, asked, target)
    exit_with(failed + bool(run.tally.stopped))


def _written(run: Asking, sources: Sequence[str], asked: Asked, target: Kept | Passed) -> int:
    import msgspec

    from marsad.bulk import texts_in
    from marsad.prompting import ask_texts

    failed = 0
    asked_for = ask_texts(
        texts_in(sources, asked), run.to, run.budget, run.tally,
        requests=run.requests, minimum=asked.minimum or 0.0, done=target.done,
    )  # fmt: skip
    with progress_of("texts") as progress, closing(asked_for) as found:
        for one in found:
            advance(progress)
            if one.error is not None:
                complain(str(one.error))
                failed += 1
            elif one.text is not None and one.id is not None and one.events is not None:
                target.put(one.text, one.id, tuple(map(msgspec.json.encode, one.events)))
    return failed
