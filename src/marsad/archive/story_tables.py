"""The tables of what is worked out from all documents together: origins, stories, rival accounts, deeds.

They are made anew as a whole; ``meta`` tells from what.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text

from marsad.archive.metadata import metadata

origins: Final = Table(
    "origins",
    metadata,
    Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("root", Text, nullable=False, comment="the first of its roots: a document's id or outlet:NAME"),
    Column("record", Text, nullable=False),
    Index("origins_by_root", "root"),
)
"""Worked out from all documents together; ``meta`` tells from which."""

stories: Final = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place_in_list", Integer, nullable=False),
    Column("date", Text),
    Column("record", Text, nullable=False),
)
"""Worked out as ``origins`` is."""

rivals: Final = Table(
    "rivals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place_in_list", Integer, nullable=False),
    Column("story", Text),
    Column("kind", Text, nullable=False),
    Column("record", Text, nullable=False),
)
"""Worked out as ``origins`` is."""

story_sides: Final = Table(
    "story_sides",
    metadata,
    Column("story", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("other", Text, nullable=False, comment="another side; empty where there is none"),
    Column("is_lead", Boolean, nullable=False, comment="the first row of this story and country"),
    Column("day", Text, nullable=False, comment="as told, else of first publication; or empty"),
    Column("type", Text, nullable=False),
    Column("quad", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("dimensions", Integer, nullable=False, comment="a bit for each of plover.DIMENSIONS"),
    Column("origins", Integer, nullable=False),
    Column("added_at", Text, nullable=False, comment="when the last of its documents came"),
    Index("story_sides_by_country", "country", "is_lead", "day", "story"),
    Index("story_sides_by_dealing", "country", "other", "status", "quad", "day", "dimensions"),
)
"""The sides of ``stories``, so that those of one state are found without reading the others.

The second index holds all that is asked of dealings, so that they are counted without reading the table: half
a second for the state of most stories, of a million events, with an index of four columns.
"""

story_events: Final = Table(
    "story_events",
    metadata,
    Column("event", Text, primary_key=True),
    Column("story", Text, nullable=False),
)
"""The story of each event."""

rival_sides: Final = Table(
    "rival_sides",
    metadata,
    Column("country", Text, primary_key=True),
    Column("place_in_list", Integer, primary_key=True),
    Column("rival", Text, nullable=False),
)
"""Whom ``rivals`` are about: the sides of their story, and what all of them agree on."""

deeds: Final = Table(
    "deeds",
    metadata,
    Column("place_in_list", Integer, primary_key=True, autoincrement=False),
    Column("story", Text, nullable=False),
    Column("day", Text, nullable=False, comment="the first possible day"),
    Column("precision", Text, nullable=False, comment="of the day"),
    Column("actor", Text, nullable=False, comment="code, with the name of a body (IGO:NATO)"),
    Column("recipient", Text, nullable=False, comment="likewise"),
    Column("mutual", Boolean, nullable=False),
    Column("type", Text, nullable=False),
    Column("score", Float, nullable=False, comment="PLOVER's score by 10: -1 to 1"),
    Column("chance", Float, nullable=False, comment="confidence of its surest event"),
    Column("dimensions", Text, nullable=False, comment="share of each dimension, as JSON"),
    Column("origin", Text, nullable=False, comment="what the bootstrap draws"),
    Column("origins", Text, nullable=False, comment="all independent ones, as JSON"),
    Column("outlets", Text, nullable=False, comment="as JSON"),
    Column("events", Text, nullable=False, comment="ids, the surest first, as JSON"),
    Column("told", Text, comment="the day of first publication"),
)
"""What measures count: each act between two sides once a story."""

STORY_TABLES: Final = (stories, rivals, story_sides, story_events, rival_sides, deeds)
"""All that is made anew when stories are worked out."""
