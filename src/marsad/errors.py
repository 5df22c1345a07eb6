"""One tree of errors.

::

    MarsadError
    ├── UsageError            the caller asked for something that cannot be (exit code 2)
    │   └── UnknownCodeError  a type, mode, country, language or format that is not in the tables
    ├── DataFileError         a table shipped with Marsad, or a user's own, has a bad row
    ├── InputError            one input could not be used; the rest of the batch goes on (exit code 1)
    │   ├── UnreadableError   missing, empty, binary, too large, undecodable
    │   │   └── FetchError    an address of the web that is refused or out of reach
    │   └── MalformedError    it can be read but does not hold what its format promises
    └── ArchiveError          the archive cannot be opened, read or written
        ├── ArchiveVersionError   made by a newer Marsad
        ├── ArchiveWriteError     disk full, read-only, locked
        └── LedgerError           the log of the ledger is not as it was written

Every error carries the place it speaks of, so that a message can always name the file and line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class MarsadError(Exception):
    """Base of all errors that Marsad raises on purpose."""


class UsageError(MarsadError):
    """The call itself is wrong; no input was touched."""


class UnknownCodeError(UsageError):
    """A code that is not in the tables (event type, mode, country, language, format)."""


class DataFileError(MarsadError):
    """A row of a data table breaks the table's format."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}")
        self.file, self.line, self.problem = file, line, problem

    def __reduce__(self) -> tuple[type[DataFileError], tuple[str, int, str]]:
        """How it is passed between processes: by what it was made from."""
        return type(self), (self.file, self.line, self.problem)


class InputError(MarsadError):
    """One input could not be used.

    Args:
        source: what was read, as the user named it.
        problem: what is wrong, in a clause.
        line: line of the source, 1-based, where one is known.
    """

    def __init__(self, source: str, problem: str, line: int | None = None) -> None:
        place = source if line is None else f"{source}:{line}"
        super().__init__(f"{place}: {problem}")
        self.source, self.problem, self.line = source, problem, line

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, int | None]]:
        """How it is passed between processes: by what it was made from."""
        return type(self), (self.source, self.problem, self.line)


class UnreadableError(InputError):
    """Missing, empty, binary, too large or undecodable."""


class FetchError(UnreadableError):
    """An address of the web that must not be fetched, that its site keeps back, or that does not answer.

    Args:
        source: the address.
        problem: what is wrong, in a clause.
        passing: whether it may be otherwise later.
        wait: seconds after which the site asks to come again.
    """

    def __init__(
        self, source: str, problem: str, *, passing: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(source, problem)
        self.passing, self.wait = passing, wait

    def __reduce__(self) -> tuple[Callable[..., FetchError], tuple[str, str, bool, float | None]]:  # type: ignore[override]
        """How it is passed between processes: by what it was made from."""
        return _fetch_error, (self.source, self.problem, self.passing, self.wait)


def _fetch_error(source: str, problem: str, passing: bool, wait: float | None) -> FetchError:
    return FetchError(source, problem, passing=passing, wait=wait)


class MalformedError(InputError):
    """Readable, but it does not hold what its format promises."""


class ArchiveError(MarsadError):
    """The archive cannot be opened, read or written."""


class ArchiveVersionError(ArchiveError):
    """The archive was made by a newer Marsad."""


class ArchiveWriteError(ArchiveError):
    """A write failed: disk full, read-only file, lock held too long."""


class LedgerError(ArchiveError):
    """The log of the ledger is not as it was written: an entry, its order or its day was changed.

    Args:
        message: what is wrong.
        number: of the entry, where it is one.
    """

    def __init__(self, message: str, number: int | None = None) -> None:
        super().__init__(message)
        self.number = number

    def __reduce__(self) -> tuple[type[LedgerError], tuple[str, int | None]]:
        """How it is passed between processes: by what it was made from."""
        return type(self), (str(self), self.number)
