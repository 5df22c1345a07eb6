"""Two coders beside each other: compare-coders, and gold coded by both."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from marsad.cli.app import app
from marsad.cli.models import BUILT_IN
from marsad.cli.output import checked, complain, console, exit_with, opened, output
from marsad.errors import InputError, MalformedError, UsageError

if TYPE_CHECKING:
    from marsad.cli.models import Asking
    from marsad.coder_agreement import Agreement


class Judged(NamedTuple):
    """Both coders on gold: what each wrote, of the texts that the model has coded."""

    texts: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    model: list[dict[str, Any]]


def judged(run: Asking, texts: list[dict[str, Any]]) -> Judged:
    """Codes gold by both coders; texts that the model did not code count for neither."""
    from marsad.evaluation import coded_gold
    from marsad.prompting import asked_gold

    done, model = set[str](), []
    with closing(asked_gold(texts, run.to, run.budget, run.tally, requests=run.requests)) as found:
        for one in found:
            if one.error is not None:
                complain(str(one.error))
            elif one.id is not None and one.events is not None:
                done.add(one.id)
                model += [event.as_dict() for event in one.events]
    kept = [text for text in texts if str(text["id"]) in done]
    rules = [event for event in coded_gold(texts) if event["document"] in done]
    return Judged(kept, rules, model)


def evaluate_model(run: Asking, gold: Path, *, as_json: bool, errors: bool) -> None:
    """Scores a model and the built-in coder on the same gold texts, and one against the other."""
    from marsad.coder_agreement import agreement
    from marsad.evaluation import read_gold

    texts = read_gold(gold)
    with run.told():
        both = judged(run, texts)
    found = agreement([str(text["id"]) for text in both.texts], both.rules, both.model)
    names = BUILT_IN, run.to.coder
    scored = {BUILT_IN: both.rules, run.to.coder: both.model}
    if as_json:
        typer.echo(_as_json(names, found, (str(gold), both.texts, scored), run.values()))
    else:
        _print_scores(str(gold), both.texts, scored, errors=errors)
        _print_agreement(names, found, differences=errors)
    exit_with(run.tally.failed + bool(run.tally.stopped))


def _as_json(
    names: tuple[str, str],
    found: Agreement,
    gold: tuple[str, list[dict[str, Any]], dict[str, list[dict[str, Any]]]] | None,
    run: dict[str, Any] | None = None,
) -> str:
    import msgspec

    from marsad.evaluation import evaluate
    from marsad.views.agreement import agreement_values
    from marsad.views.scores import scores_as_json

    values: dict[str, Any] = {"agreement": agreement_values(names, found)}
    if gold is not None:
        path, texts, scored = gold
        values["gold"] = {
            name: msgspec.json.decode(scores_as_json(path, evaluate(texts, events)))
            for name, events in scored.items()
        }
    if run is not None:
        values["run"] = run
    return msgspec.json.encode(values).decode()


def _print_scores(
    gold: str, texts: list[dict[str, Any]], scored: dict[str, list[dict[str, Any]]], *, errors: bool
) -> None:
    from marsad.evaluation import evaluate
    from marsad.views.scores import print_evaluation

    for name, events in scored.items():
        result = evaluate(texts, events)
        print_evaluation(f"{name} on {gold}", texts, result, console(), confusion=False, errors=errors)
        console().print()


def _print_agreement(names: tuple[str, str], found: Agreement, *, differences: bool) -> None:
    from marsad.views.agreement import print_agreement

    print_agreement(names, found, console(), differences=differences)


@app.command("compare-coders")
def compare_coders(
    texts: Annotated[
        str, typer.Argument(help="The texts, as marsad code reads them; JSON lines with events are gold.")
    ],
    other: Annotated[Path, typer.Option("--with", help="Events of another coder on them, JSON lines.")],
    against: Annotated[
        Path | None, typer.Option(help="Events of the coder beside it; the built-in coder without.")
    ] = None,
    differing: Annotated[
        Path | None, typer.Option(help="File for the sentences where they differ: jsonl, csv or xlsx.")
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="Show the sentences where they differ, and errors against gold.")
    ] = False,
    format: Annotated[str, typer.Option("--format", "-f", help="table or json.")] = "table",
) -> None:
    """Compare two coders on the same texts: where they agree, where they differ; nothing is sent."""
    from marsad.coder_agreement import agreement

    checked("--format", format, ("table", "json"))
    ids = _done_by_all(_ids(texts), [other] if against is None else [other, against])
    second = _events_of(other, ids)
    first = _coded(texts, ids) if against is None else _events_of(against, ids)
    names = _name_of(first, "rules" if against is None else str(against)), _name_of(second, str(other))
    names = names if names[0] != names[1] else (f"{names[0]} (first)", f"{names[1]} (second)")
    found, gold = agreement(list(ids), first, second), _gold(texts, ids)
    scored = dict(zip(names, (first, second), strict=True))
    if format == "json":
        typer.echo(_as_json(names, found, (texts, gold, scored) if gold else None))
    else:
        if gold:
            _print_scores(texts, gold, scored, errors=errors)
        _print_agreement(names, found, differences=errors)
    if differing is not None:
        _write_differences(names, found, differing)


def _ids(source: str) -> dict[str, None]:
    """Ids of the texts, in their order.

    Raises:
        InputError: a text cannot be used, or has the id of another.
        UsageError: they can be read but once.
    """
    from marsad.bulk import texts_in

    if source == "-" or Path(source).is_fifo():
        raise UsageError(f"{source}: the texts are read more than once; give a file")
    ids: dict[str, None] = {}
    for found in texts_in([source]):
        if isinstance(found, InputError):
            raise found
        if found.document.id in ids:
            raise MalformedError(source, f"an id is given twice: {found.document.id}")
        ids[found.document.id] = None
    return ids


def _done_by_all(ids: dict[str, None], files: list[Path]) -> dict[str, None]:
    """The texts without those that a model's run did not come to: it would seem to see nothing in them."""
    from marsad.prompting import coded_ids

    for path in files:
        done = coded_ids(path)
        if done is not None and not done.issuperset(ids):
            left = len(ids)
            ids = {name: None for name in ids if name in done}
            complain(f"{path}: {left - len(ids)} of {left} texts are not coded there and left out")
    return ids


def _gold(source: str, ids: dict[str, None]) -> list[dict[str, Any]] | None:
    from marsad.evaluation import read_gold

    if not ids or not _is_gold(source):
        return None
    return [text for text in read_gold(Path(source)) if str(text["id"]) in ids]


def _is_gold(source: str) -> bool:
    """Whether all texts have their events with them."""
    if not Path(source).is_file():
        return False
    with opened(Path(source), "rb") as lines:
        return all(_has_events(line) for line in lines if line.strip())


def _has_events(line: bytes) -> bool:
    import msgspec

    try:
        return "events" in msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False  # of a file of another kind


def _coded(source: str, ids: dict[str, None]) -> list[dict[str, Any]]:
    import msgspec

    from marsad.bulk import code_sources

    found = []
    for one in code_sources([source]):
        if one.error is not None:
            complain(str(one.error))
        found += [msgspec.json.decode(record) for record in one.records]
    return [event for event in found if event["document"] in ids]


def _events_of(path: Path, ids: dict[str, None]) -> list[dict[str, Any]]:
    """Events of a file; those of other texts are left out and told."""
    import msgspec

    from marsad.records import Event

    found, others = [], 0
    with opened(path, "rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                event = msgspec.json.decode(line, type=Event).as_dict()
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise MalformedError(str(path), f"no event: {error}", number) from error
            if event["document"] in ids:
                found.append(event)
            else:
                others += 1
    if others:
        complain(f"{path}: {others} events are of other texts and left out")
    return found


def _name_of(events: list[dict[str, Any]], otherwise: str) -> str:
    """The coder that its events name; what it is otherwise called where there are none."""
    coders = {str(event["coder"]) for event in events}
    name = coders.pop() if len(coders) == 1 else otherwise
    return f"rules {name}" if name.isdecimal() else name


def _write_differences(names: tuple[str, str], found: Agreement, out: Path) -> None:
    from marsad.views import listing
    from marsad.views.agreement import difference_rows

    rows = list(difference_rows(names, found.differences))
    with output(out) as stream:
        if out.suffix in {".csv", ".xlsx", ".parquet"}:
            columns = ("document", "sentence", "text", *names)
            stream.write(listing.written_frame(listing.frame_of(rows, columns), out.suffix[1:]))
        else:
            import msgspec

            listing.write_lines(map(msgspec.json.encode, rows), stream)
