"""The commands that list stories and rival accounts."""

from __future__ import annotations

from marsad.cli.app import app
from marsad.cli.lists import opened_for_keeping
from marsad.cli.options import (
    DEFAULT_ARCHIVE,
    ActorOption,
    ArchiveOption,
    AsOfOption,
    ConfidenceOption,
    FormatOption,
    OutOption,
    PartyOption,
    RecipientOption,
    SinceOption,
    StatusOption,
    TypeOption,
    UntilOption,
)
from marsad.cli.output import checked_format, write_records


@app.command()
def stories(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    party: PartyOption = None,
    type: TypeOption = None,
    status: StatusOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    min_confidence: ConfidenceOption = 0,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List the happenings of an archive, each once, with who tells of it and in how many accounts."""
    from marsad.views import story_listing

    name = checked_format(format, out)
    with opened_for_keeping(archive) as observatory:
        found = observatory.story_records(
            actor=actor, recipient=recipient, party=party, type=type, status=status, since=since,
            until=until, as_of=as_of, min_confidence=min_confidence,
        )  # fmt: skip
    columns = story_listing.STORY_COLUMNS, story_listing.SHOWN_STORY_COLUMNS
    write_records(found, lambda story: [story_listing.story_row(story)], columns, name, out)


@app.command()
def rivals(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    party: PartyOption = None,
    type: TypeOption = None,
    status: StatusOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    min_confidence: ConfidenceOption = 0,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List accounts that cannot all hold, side by side; none of them is told as the fact."""
    from marsad.views import story_listing

    name = checked_format(format, out)
    with opened_for_keeping(archive) as observatory:
        found = observatory.rival_records(
            actor=actor, recipient=recipient, party=party, type=type, status=status, since=since,
            until=until, as_of=as_of, min_confidence=min_confidence,
        )  # fmt: skip
    columns = story_listing.RIVAL_COLUMNS, story_listing.SHOWN_RIVAL_COLUMNS
    write_records(found, story_listing.rival_rows, columns, name, out)
