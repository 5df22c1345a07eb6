"""Addresses of the pages. An address holds all that a page shows, so that it can be kept and cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from marsad.records import Story


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses in one language of the interface."""

    language: str

    def to(self, *parts: str, **asked: object) -> str:
        """An address of parts of the path and of what is asked; what is None or empty is left out."""
        path = "/".join(quote(part, safe="") for part in (self.language, *parts))
        kept = {name: value for name, value in asked.items() if value not in {None, ""}}
        return f"/{path}?{urlencode(kept)}" if kept else f"/{path}"

    def home(self) -> str:
        """The first page."""
        return f"/{self.language}/"

    def state(self, code: str, part: str | None = None, **asked: object) -> str:
        """A state, or a part of what is known about it ("stories", "lean")."""
        return self.to("state", code, *([part] if part else []), **asked)

    def story(self, story: Story) -> str:
        """A story, by its first event: unlike its own id, that one stays when an older report comes in."""
        return self.to("story", story.events[0])

    def story_of(self, event: str) -> str:
        """The story of an event."""
        return self.to("story", event)

    def rival(self, name: str) -> str:
        """Rival accounts."""
        return self.to("rival", name)

    def evidence(self, document: str, *, event: str | None = None, sentence: int | None = None) -> str:
        """The sentence of an event, or of a number, in its article."""
        asked = {"event": event} if event else {"sentence": sentence}
        return f"{self.to('document', document, **asked)}#here"

    def document(self, document: str) -> str:
        """An article."""
        return self.to("document", document)

    def outlet(self, name: str) -> str:
        """An outlet."""
        return self.to("outlet", name)

    def actor(self, key: str, **asked: object) -> str:
        """An actor, by its name, code or Wikidata QID."""
        return self.to("actor", key, **asked)

    def forecast(self, name: str) -> str:
        """A forecast."""
        return self.to("forecast", name)

    def search(self, words: str) -> str:
        """What is found for words."""
        return self.to("search", q=words)
