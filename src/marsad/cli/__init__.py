"""The command line: thin; every command is a few calls to the rooms.

Exit codes: 0 done, 1 some inputs failed (each listed on stderr with its reason), 2 misuse.
"""

from marsad.cli.app import DONE, MISUSE, SOME_FAILED, app
from marsad.cli.front import main

__all__ = ["DONE", "MISUSE", "SOME_FAILED", "app", "main"]
