"""A library over the examples, and one address of each page."""

from __future__ import annotations

from functools import lru_cache

from marsad.archive import StoryFilter, open_archive


@lru_cache
def addresses(path):
    """One address of each page, without the language, with whatever it needs in the archive at the path."""
    with open_archive(str(path), readonly=True) as archive:
        browser, reader = archive.browser(), archive.reader()
        story = browser.stories(StoryFilter(party="KAZ", status="negated"), limit=1).records[0]
        rival = browser.rivals("KAZ", limit=1).records[0]
        event = reader.event(story.events[0])
        forecast = next(reader.forecasts())
        document = next(one for one in reader.documents() if one.outlet)
    return {
        "home": "/",
        "state": "/state/KAZ",
        "stories": "/state/KAZ/stories",
        "filtered stories": "/state/KAZ/stories?other=RUS&quad=3&since=2022-01-01",
        "rivals": "/state/KAZ/rivals",
        "forecasts": "/forecasts",
        "forecasts of a state": "/state/KAZ/forecasts",
        "forecast": f"/forecast/{forecast.id}",
        "links": "/state/KAZ/links",
        "warnings": "/state/KAZ/warnings",
        "lean": "/state/KAZ/lean",
        "lean, other poles": "/state/KAZ/lean?poles=RUS,Gulf=SAU%2BARE",
        "trap": "/state/KAZ/trap",
        "trap, other poles": "/state/KAZ/trap?poles=RUS,CHN,XWE&within=60",
        "actor": "/actor/Vladimir%20Putin",
        "actor, a state": "/actor/KAZ",
        "actor, a body": "/actor/CSTO?role=actor&with=KAZ",
        "network": "/network",
        "network, a map": "/network?as=map&dimension=political&since=2022-01-01",
        "outlets": "/outlets",
        "outlet, what it covers": f"/outlet/{document.outlet}/profile",
        "outlet": f"/outlet/{document.outlet}",
        "search": "/search?q=كازاخستان",
        "search, filtered": "/search?q=كازاخستان&state=RUS&since=2022-01-01&until=2024-12-31",
        "story": f"/story/{story.events[0]}",
        "rival": f"/rival/{rival.id}",
        "document": f"/document/{event.document}",
        "sentence to add to": f"/document/{event.document}/add/{event.sentence}",
        "annotate": "/annotate",
        "agreement": "/agreement",
        "decisions": "/decisions",
        "queue": "/queue",
        "event": f"/event/{event.id}",
        "evidence": f"/document/{event.document}?event={event.id}#here",
    }
