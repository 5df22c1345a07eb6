"""Names → parties: states, blocs, bodies and people, judged at a date."""

from __future__ import annotations

from marsad.actors.knowledge import Knowledge, country_names, knowledge
from marsad.actors.mention import Mention
from marsad.actors.parties import Party
from marsad.actors.resolver import mentions

__all__ = ["Knowledge", "Mention", "Party", "country_names", "knowledge", "mentions"]
