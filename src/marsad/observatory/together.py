"""What documents tell together: origins, stories, rival accounts, outlets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from marsad.asking import (
    event_filter,
    outlet_filter,
    parsed_day,
)
from marsad.observatory.over_archive import OverArchive

if TYPE_CHECKING:
    import datetime as dt

    import polars as pl

    from marsad.records import Rival, Story
    from marsad.stories import Origins, OutletProfile, Stories


Per = Literal["outlet", "state", "sentence"]


class Together(OverArchive):
    """What all documents of an archive tell together."""

    def origins(self, *, as_of: dt.date | str | None = None) -> Origins:
        """Where the documents have their matter from: a tree for each, and counts of independent origins.

        They are worked out from all documents together and kept in the archive; the first call after
        documents were added takes a while (see docs/explanation/origins.md). Of an earlier day
        (``as_of``) they are worked out each time.

        Raises:
            UsageError: ``as_of`` is no date.
        """
        from marsad.stories import origins_of

        return origins_of(self._archive, parsed_day(as_of))

    def story_records(self, **filters: Any) -> list[Story]:
        """Stories that hold an event which the filters find, by date; undated ones come last.

        They are worked out from all documents together and kept in the archive, as origins are; of an earlier
        day (``as_of``) they are worked out each time (see docs/explanation/stories.md).

        Raises:
            UnknownCodeError, UsageError: as `event_records`.
        """
        return list(self._told(filters).stories)

    def stories(self, **filters: Any) -> pl.DataFrame:
        """Stories as a data frame; filters as in `story_records`."""
        from marsad.views.story_listing import STORY_COLUMNS, frame_of, story_row

        return frame_of([story_row(story) for story in self.story_records(**filters)], STORY_COLUMNS)

    def rival_records(self, **filters: Any) -> list[Rival]:
        """Accounts that cannot all hold, about what the filters find, newest first.

        Raises:
            UnknownCodeError, UsageError: as `event_records`.
        """
        return list(self._told(filters).rivals)

    def rivals(self, **filters: Any) -> pl.DataFrame:
        """Rival accounts as a data frame, a row for each account; filters as in `rival_records`."""
        from marsad.views.story_listing import RIVAL_COLUMNS, frame_of, rival_rows

        rows = [row for rival in self.rival_records(**filters) for row in rival_rows(rival)]
        return frame_of(rows, RIVAL_COLUMNS)

    def _told(self, filters: dict[str, Any], known: Stories | None = None) -> Stories:
        from marsad.stories import selected, stories_of

        wanted = event_filter(**filters)
        told = known or stories_of(self._archive, wanted.as_of)
        if not any(value for name, value in filters.items() if name != "as_of"):
            return told
        return selected(told, {event.id for event in self._archive.reader().events(wanted)}, wanted)

    def outlet_profiles(self, **filters: Any) -> list[OutletProfile]:
        """Outlets with what they cover, whom they cite and how they tell acts, those of most documents first.

        How an outlet tells the acts of states beside the others is worked out from the stories of all
        documents (see docs/explanation/outlets.md).

        Args:
            **filters: as `marsad.stories.OutletFilter` takes them, one code or name or several each.

        Raises:
            UsageError: an argument that is no filter, or a date that is none.
        """
        from marsad.stories import profiles_of

        return profiles_of(self._archive, outlet_filter(**filters))

    def outlets(self, *, per: Per = "outlet", **filters: Any) -> pl.DataFrame:
        """Outlets as a data frame; filters as in `outlet_profiles`.

        Args:
            per: what a row is: an outlet, an outlet and a state whose acts it tells, or a sentence of those.
            **filters: as in `outlet_profiles`.

        Raises:
            UsageError: as `outlet_profiles`.
            UnknownCodeError: a row is to be something else.
        """
        from marsad.views.listing import frame_of
        from marsad.views.outlet_listing import outlet_columns, outlet_rows

        columns = outlet_columns(per)
        found = self.outlet_profiles(**filters)
        return frame_of([row for profile in found for row in outlet_rows(profile, per)], columns)
