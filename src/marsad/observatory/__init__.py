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
from marsad.observatory.pictured import PicturePage, check_picture, picture_of, told_in_file

__all__ = [
    "BriefPage",
    "Observatory",
    "PicturePage",
    "check_brief",
    "check_picture",
    "code",
    "open_observatory",
    "picture_of",
    "told_in_file",
]
