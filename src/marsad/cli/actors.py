"""The commands that look into the actor tables and renew them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from marsad.cli.app import SOME_FAILED, app
from marsad.cli.output import advance, checked, complain, console, exit_with, progress_of

if TYPE_CHECKING:
    from marsad.actors.renewal import Difference

_FORMATS: Final = ("table", "json")
_COLUMNS: Final = ("name", "name_ar", "country", "sector", "office", "from", "to", "id")

actors = typer.Typer(
    help="Who a name stands for, and what is new of offices.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(actors, name="actors")


@actors.command()
def show(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names in Arabic or English, codes.")],
    on: Annotated[str | None, typer.Option(help="Day (YYYY-MM-DD) at which offices are judged.")] = None,
    format: Annotated[str | None, typer.Option("--format", "-f", help="table or json.")] = None,
) -> None:
    """Show who names stand for, with offices and their days; exit code 1 where one is unknown."""
    import msgspec

    from marsad.actors.lookup import identities
    from marsad.asking import parsed_day

    shown = checked("--format", format or ("table" if sys.stdout.isatty() else "json"), _FORMATS)
    day = parsed_day(on)
    found = {name: identities(name, day) for name in names}
    everyone = [identity for identity_list in found.values() for identity in identity_list]
    if shown == "json":
        sys.stdout.buffer.writelines(msgspec.json.encode(identity) + b"\n" for identity in everyone)
        sys.stdout.buffer.flush()
    elif everyone:
        from marsad.views import listing

        listing.print_table([identity.as_dict() for identity in everyone], _COLUMNS, console())
    unknown = [name for name in names if not found[name]]
    for name in unknown:
        complain(_unknown(name))
    if unknown:
        raise typer.Exit(SOME_FAILED)


def _unknown(name: str) -> str:
    from marsad.actors.lookup import close_names

    close = close_names(name)
    return f"{name}: no such name" + (f"; near: {', '.join(close)}" if close else "")


@actors.command()
def update(
    states: Annotated[
        list[str] | None, typer.Argument(metavar="[STATE...]", help="Codes of states; all without.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the differences and write nothing.")
    ] = False,
    endpoint: Annotated[
        str | None, typer.Option(help="Another SPARQL service that knows Wikidata's items.")
    ] = None,
    pause: Annotated[float, typer.Option(min=0, help="Seconds between two requests.")] = 1.0,
) -> None:
    """Fetch names, offices and their days from Wikidata into your own layer over the shipped tables.

    What was fetched in the last week is not fetched again, so a stopped run goes on where it was.
    """
    import datetime as dt

    from marsad.actors.fetching import fetched, states_to_ask
    from marsad.actors.layers import own_file, table, write_own_rows
    from marsad.actors.renewal import Listed, differences
    from marsad.actors.wikidata import ENDPOINT, Service

    today = dt.datetime.now(dt.UTC).date()
    asked = states_to_ask(code.upper() for code in states or ())
    listed, found, failed = Listed(table("people")), [], 0
    with Service(endpoint or ENDPOINT, pause=pause) as service, progress_of("states") as progress:
        for state in fetched(asked, service, today):
            advance(progress)
            if state.error is not None:
                complain(f"{state.country}: {state.error}")
                failed += 1
            for difference in differences(state.holders, state.country, listed, today):
                typer.echo(_told(difference))
                found.append(difference)
    fresh = [difference.cells for difference in found if difference.cells]
    if fresh and not dry_run:
        write_own_rows("people", fresh)
    outcome = "would be written to" if dry_run else "written to"
    typer.echo(f"{len(fresh)} of {len(found)} differences {outcome} {own_file('people')}", err=True)
    exit_with(failed)


_SIGNS: Final = {"new": "+", "renewed": "~", "differs": "?", "left out": "-"}


def _told(difference: Difference) -> str:
    """A difference as one line: a sign, then what it is about."""
    cells = (difference.country, difference.office, difference.name, difference.why)
    return "\t".join((_SIGNS[difference.change], *cells))
