"""The Python front: one observatory over one archive.

::

    import marsad

    with marsad.open("kz.db") as obs:
        obs.add("articles/")
        obs.events(actor="KAZ", type="REJECT")      # a polars data frame
        obs.claims(actor="KAZ", verb="denies")
        obs.brief("KAZ").save("kaz.html")
"""

from marsad.observatory.front import Observatory, code, open_observatory
from marsad.observatory.pages import BriefPage, check_brief

__all__ = ["BriefPage", "Observatory", "check_brief", "code", "open_observatory"]
