"""The commands that write into the ledger: ask, freeze, say, resolve, dispute, strike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from marsad.cli.forecasts import AsOfOption, ByOption, QuestionArgument, WhyOption, forecasts, writer
from marsad.cli.lists import opened_for_keeping
from marsad.cli.options import DEFAULT_ARCHIVE, ArchiveOption
from marsad.cli.output import checked
from marsad.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from marsad.ledger import Ledger
    from marsad.ledger.matching import Proposal


@forecasts.command()
def ask(
    forecast: Annotated[
        str | None, typer.Argument(help="Id of an archived forecast; without, a question of your own.")
    ] = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    text: Annotated[str | None, typer.Option(help="The question, answered by yes or no.")] = None,
    deadline: Annotated[str | None, typer.Option(help="Last day (YYYY-MM-DD).")] = None,
    opens: Annotated[str | None, typer.Option(help="First day that counts; today without.")] = None,
    threshold: Annotated[str | None, typer.Option(help="What is enough for a yes.")] = None,
    source: Annotated[str | None, typer.Option(help="Where it is to be looked up.")] = None,
    key: Annotated[str | None, typer.Option(help="A short name of your own.")] = None,
    topic: Annotated[str | None, typer.Option(help="What scores are grouped by.")] = None,
    condition: Annotated[str | None, typer.Option(help="Without which the question is void.")] = None,
    revise: Annotated[
        str | None, typer.Option(help="Question of which this is a new version; the rest stays as it was.")
    ] = None,
    unfalsifiable: Annotated[
        str | None, typer.Option(help="Keep the forecast as one that no fact could refute, for this reason.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--every", help="By rule, of every archived forecast that allows it.")
    ] = False,
    by: ByOption = "",
) -> None:
    """Ask a question, of an archived forecast or in your own words; it is a draft until it is frozen."""
    told = _question_fields(
        text=text, deadline=deadline, opens=opens, threshold=threshold, source=source, key=key, topic=topic,
        condition=condition,
    )  # fmt: skip
    with opened_for_keeping(archive) as observatory:
        ledger = observatory.ledger(writer(by))
        if every:
            _ask_every(ledger)
        elif revise:
            typer.echo(ledger.revise(revise, **told).id)
        elif forecast and unfalsifiable:
            ledger.set_aside(forecast, unfalsifiable)
        elif forecast:
            typer.echo(ledger.ask_forecast(forecast, **told).id)
        else:
            typer.echo(_own_question(ledger, told))


def _question_fields(**given: str | None) -> dict[str, Any]:
    from marsad.asking import parsed_day

    told: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return told | {name: parsed_day(told[name]) for name in ("deadline", "opens") if name in told}


def _own_question(ledger: Ledger, told: dict[str, Any]) -> str:
    for name in ("text", "deadline", "threshold", "source"):
        if name not in told:
            raise UsageError(f"--{name} is due; or give the id of an archived forecast")
    return ledger.ask(**told).id


def _ask_every(ledger: Ledger) -> None:
    """Asks what the rule can ask; what it cannot is not said one by one, `list` shows it."""
    for one in ledger.forecasts():
        if one.stage == "not asked" and one.by_rule and one.record:
            typer.echo(f"{ledger.ask_forecast(one.record).id}\t{one.statement}")


@forecasts.command()
def freeze(
    question: QuestionArgument,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    by: ByOption = "",
) -> None:
    """Freeze a question: from here on it cannot change, and forecasts and evidence can be attached."""
    with opened_for_keeping(archive) as observatory:
        ledger = observatory.ledger(writer(by))
        frozen = ledger.freeze(question)
        number = len(ledger.state.standing(frozen.id).predictions)
    typer.echo(f"{frozen.id} is frozen; forecasts attached: {number}", err=True)


@forecasts.command()
def say(
    question: QuestionArgument,
    probability: Annotated[float, typer.Argument(min=0, max=1, help="Of a yes; the low end with --to.")],
    forecaster: Annotated[str, typer.Option(help="Who foresees.")],
    to: Annotated[float | None, typer.Option(min=0, max=1, help="High end of an interval.")] = None,
    made_on: Annotated[str | None, typer.Option(help="Day it was said (YYYY-MM-DD); today without.")] = None,
    statement: Annotated[str | None, typer.Option(help="What was said.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Outlet that printed it.")] = None,
    url: Annotated[str | None, typer.Option(help="A page that shows it.")] = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    by: ByOption = "",
) -> None:
    """Enter a forecast of a frozen question; said anew with another number, it is an update."""
    from marsad.asking import parsed_day

    given = {"statement": statement, "publisher": publisher, "url": url, "made_on": parsed_day(made_on)}
    told: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    with opened_for_keeping(archive) as observatory:
        made = observatory.ledger(writer(by)).predict(question, forecaster, probability, to, **told)
    typer.echo(made.id)


@forecasts.command()
def resolve(
    question: QuestionArgument,
    outcome: Annotated[
        str, typer.Argument(help="yes, no, partly, ambiguous, void, unresolvable or pending.")
    ],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    why: WhyOption = "",
    known_on: Annotated[
        str | None, typer.Option(help="Day on which it could be known; that of the evidence, else today.")
    ] = None,
    evidence: Annotated[list[str] | None, typer.Option(help="Words of a piece of evidence.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of the evidence.")] = None,
    from_archive: Annotated[
        bool, typer.Option("--from-archive", help="Copy what the archive tells, as `due` shows it.")
    ] = False,
    condition: Annotated[str | None, typer.Option(help="met or unmet, of a conditional question.")] = None,
    correct: Annotated[
        bool, typer.Option("--correct", help="Correct the decision that holds, for the reason given.")
    ] = False,
    as_of: AsOfOption = None,
    by: ByOption = "",
) -> None:
    """Decide a question; the decision is a person's, with its evidence copied into the log."""
    from marsad.asking import parsed_day
    from marsad.ledger.entries import OUTCOMES, Outcome

    decided = cast("Outcome", checked("OUTCOME", outcome, OUTCOMES))
    met = None if condition is None else checked("--condition", condition, ("met", "unmet")) == "met"
    with opened_for_keeping(archive) as observatory:
        ledger = observatory.ledger(writer(by))
        proposal = _proposal(ledger, question, parsed_day(as_of)) if from_archive else None
        attached = _evidence(ledger, question, evidence or [], url, proposal)
        known = parsed_day(known_on) or (proposal.known_on if proposal else None)
        told: dict[str, Any] = {"known_on": known} if known else {}
        ledger.resolve(
            question, decided, evidence=attached, why=why, condition_met=met, correct=correct, **told
        )


def _proposal(ledger: Ledger, question: str, day: dt.date | None) -> Proposal:
    standing = ledger.state.found(question)
    found = ledger.proposals([standing], day).get(standing.question.id)
    if found is None:
        raise UsageError(f"{question}: the archive says nothing of it")
    return found


def _evidence(
    ledger: Ledger, question: str, words: list[str], url: str | None, proposal: Proposal | None
) -> list[Any]:
    from marsad.ledger import making

    asked = ledger.state.found(question).question
    told = words or ([""] if url else [])
    own = [making.evidence(question=asked.id, version=asked.version, text=one, url=url) for one in told]
    return [*own, *(proposal.evidence if proposal else ())]


@forecasts.command()
def dispute(
    question: QuestionArgument,
    why: WhyOption,
    outcome: Annotated[str | None, typer.Option(help="What it should have been.")] = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    by: ByOption = "",
) -> None:
    """Object to a decision; the objection stands until a correction answers it."""
    from marsad.ledger.entries import OUTCOMES, Outcome

    meant = None if outcome is None else cast("Outcome", checked("--outcome", outcome, OUTCOMES))
    with opened_for_keeping(archive) as observatory:
        observatory.ledger(writer(by)).dispute(question, why, outcome=meant)


@forecasts.command()
def strike(
    entry: Annotated[str, typer.Argument(help="Id of a forecast or of evidence, or its entry's number.")],
    why: WhyOption,
    unmet: Annotated[
        bool, typer.Option("--unmet", help="The forecast's own condition was not met: it is void.")
    ] = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    by: ByOption = "",
) -> None:
    """Take a forecast or evidence out of account; it stays in the log, with the reason."""
    with opened_for_keeping(archive) as observatory:
        ledger = observatory.ledger(writer(by))
        if unmet:
            ledger.void(entry, why)
        else:
            ledger.strike(ledger.state.entry_of(entry), why)
