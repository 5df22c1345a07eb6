"""Coding into a folder of part files, so that a run that was killed goes on where it was.

A part is a stretch of the inputs. Its records are written under a temporary name, put on disk and renamed,
and then its receipt, with the hash of what was written; a part with a receipt is finished. The manifest of
the chunk tells the plan: a folder takes but one.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from marsad.actors.layers import sources_fingerprint
from marsad.bulk.coding import placed
from marsad.bulk.engines import Engine, results
from marsad.bulk.lines import Places
from marsad.bulk.pieces import LINES_PIECE, PART, Group, Piece, Share, check_shareable, grouped, pieces_of
from marsad.bulk.work import Asked, Outcome, outcomes_of
from marsad.caching import fingerprint
from marsad.errors import InputError, MalformedError, MarsadError, UnreadableError, UsageError
from marsad.records import CODEBOOK_VERSION, CODER_VERSION, content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

_ROOMS: Final = ("actors", "coding", "languages", "reading")
_LEAST_PARTS: Final = 64
_KINDS: Final = {kind.__name__: kind for kind in (InputError, MalformedError, UnreadableError)}


class Problem(msgspec.Struct, frozen=True):
    """An input that could not be used, as a receipt keeps it."""

    source: str
    problem: str
    line: int | None
    kind: str

    def as_error(self) -> InputError:
        """The error itself."""
        return _KINDS.get(self.kind, InputError)(self.source, self.problem, self.line)


class Receipt(msgspec.Struct, frozen=True):
    """What a finished part holds.

    Attributes:
        part: name of its file.
        plan: of which it is a part.
        sha256: hash of the file.
        bytes: length of the file.
        texts: that were coded, or could not be.
        records: lines of the file.
        problems: of inputs that could not be used.
    """

    part: str
    plan: str
    sha256: str
    bytes: int
    texts: int
    records: int
    problems: tuple[Problem, ...] = ()


class Manifest(msgspec.Struct, frozen=True):
    """What a chunk is made from, and whether all of it is there.

    Attributes:
        plan: hash of inputs, options, coder and chunk.
        made_from: the options and the coder.
        chunk: which of how many, "3/8".
        parts: into which it is cut.
        finished: whether all parts are there and as they were written.
        texts: number of texts, once finished.
        records: number of records.
        problems: number of inputs that could not be used.
        sha256: hash of all parts, one after the other.
    """

    plan: str
    made_from: dict[str, str]
    chunk: str
    parts: int
    finished: bool = False
    texts: int = 0
    records: int = 0
    problems: int = 0
    sha256: str = ""


class Finished(NamedTuple):
    """A part that is on disk: its receipt, and whether it was there before this run."""

    receipt: Receipt
    was_there: bool


def code_into(
    folder: Path,
    sources: Iterable[str | Path],
    asked: Asked | None = None,
    *,
    engine: Engine | None = None,
    share: Share | None = None,
    on_text: Callable[[], None] = lambda: None,
) -> Iterator[Finished]:
    """Codes all that the sources hold into part files; finished parts of an earlier run are kept.

    Parts are yielded when they are on disk. Their files one after the other, in the order of their names, are
    what `code_sources` gives, whatever the engine.

    Args:
        folder: made where there is none.
        sources: files, folders, patterns, URLs of an object storage.
        asked: what is asked of them.
        engine: what it runs on; this process without.
        share: only this chunk of the inputs.
        on_text: told of every text.

    Raises:
        UsageError: the folder holds parts of another plan, or a source is a pipe or an address.
        MarsadError: the folder cannot be written, a part is not as it was written, a worker died.
    """
    wanted, chunk = asked or Asked(), share or Share()
    groups = _groups(list(pieces_of(sources, chunk)))
    check_shareable(piece for group in groups for piece in group)
    try:
        parts = Parts(folder, groups, wanted, chunk)
        yield from parts.kept()
        yield from parts.made(engine or Engine(), on_text)
        parts.finish()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MarsadError(f"{error.filename or folder}: {reason}; finished parts are kept") from error


def _groups(pieces: list[Piece]) -> list[Group]:
    """The inputs of each part; of few inputs small parts, so that all workers have some."""
    total = sum(piece.weight for piece in pieces)
    return list(grouped(pieces, min(PART, max(LINES_PIECE, total // _LEAST_PARTS))))


class Parts:
    """The parts of one chunk in a folder.

    Args:
        folder: where they lie.
        groups: the inputs of each part.
        asked: what is asked of them.
        share: which chunk they are.

    Raises:
        UsageError: the folder holds parts of another plan.
    """

    def __init__(self, folder: Path, groups: list[Group], asked: Asked, share: Share) -> None:
        self._folder, self._asked = folder, asked
        self._chunk = f"{share.number:04}-of-{share.of:04}"
        self._groups = {f"part-{self._chunk}-{at:06}.jsonl": group for at, group in enumerate(groups, 1)}
        self._receipts: dict[str, Receipt] = {}
        self._manifest = _manifest(groups, asked, share)
        folder.mkdir(parents=True, exist_ok=True)
        self._check_plan()

    @property
    def _manifest_path(self) -> Path:
        return self._folder / f"chunk-{self._chunk}.json"

    def _check_plan(self) -> None:
        for path in sorted(self._folder.glob("chunk-*.json")):
            there = _read(path, Manifest)
            if path != self._manifest_path:
                self._check_sibling(path, there)
            elif there is None or there.plan != self._manifest.plan:
                why = _difference(there, self._manifest)
                raise UsageError(f"{path}: was made {why}; give another folder")
        if not self._manifest_path.exists():
            _write(self._manifest_path, msgspec.json.format(msgspec.json.encode(self._manifest)) + b"\n")

    def _check_sibling(self, path: Path, there: Manifest | None) -> None:
        of, own = there and there.chunk.partition("/")[2], self._manifest.chunk.partition("/")[2]
        if there is None or of != own or there.made_from != self._manifest.made_from:
            raise UsageError(f"{path}: is a chunk of other work than --chunk {self._manifest.chunk}")

    def kept(self) -> Iterator[Finished]:
        """Parts of an earlier run that are there as they were written."""
        for name in self._groups:
            receipt = _read(self._receipt_path(name), Receipt)
            if receipt is not None and receipt.plan == self._manifest.plan and self._is_whole(receipt):
                self._receipts[name] = receipt
                yield Finished(receipt, was_there=True)

    def made(self, engine: Engine, on_text: Callable[[], None]) -> Iterator[Finished]:
        """The parts that are missing, one after the other, each when it is on disk."""
        missing = [name for name in self._groups if name not in self._receipts]
        places = Places()
        work = partial(outcomes_of, asked=self._asked)
        made = results(work, [self._groups[name] for name in missing], engine)
        for name, (group, outcomes) in zip(missing, made, strict=True):
            receipt = self._written(name, (placed(one, group, places) for one in outcomes), on_text)
            self._receipts[name] = receipt
            yield Finished(receipt, was_there=False)

    def _written(self, name: str, outcomes: Iterable[Outcome], on_text: Callable[[], None]) -> Receipt:
        digest, size, texts, records = hashlib.sha256(), 0, 0, 0
        problems: list[Problem] = []
        with _replacing(self._folder / name) as stream:
            for outcome in outcomes:
                on_text()
                texts, records = texts + 1, records + len(outcome.records)
                if outcome.error is not None:
                    problems.append(_problem(outcome.error))
                data = b"".join(record + b"\n" for record in outcome.records)
                digest.update(data)
                size += stream.write(data)
        told = digest.hexdigest(), size, texts, records, tuple(problems)
        receipt = Receipt(name, self._manifest.plan, *told)
        _write(self._receipt_path(name), msgspec.json.encode(receipt) + b"\n")
        return receipt

    def finish(self) -> None:
        """Checks that all is there as it was written, and notes it in the manifest.

        Raises:
            MarsadError: a part is missing or not as it was written.
        """
        whole = hashlib.sha256()
        for name in self._groups:
            if name not in self._receipts or not self._is_whole(self._receipts[name], whole):
                raise MarsadError(f"{self._folder / name}: is not as it was written; run the command again")
        found = self._receipts.values()
        manifest = msgspec.structs.replace(
            self._manifest, finished=True, sha256=whole.hexdigest(),
            texts=sum(one.texts for one in found), records=sum(one.records for one in found),
            problems=sum(len(one.problems) for one in found),
        )  # fmt: skip
        _write(self._manifest_path, msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")

    def _is_whole(self, receipt: Receipt, *also: Any) -> bool:  # noqa: ANN401 - hashes
        """Whether the file of a part has the hash that its receipt tells."""
        try:
            with (self._folder / receipt.part).open("rb") as stream:
                digest = hashlib.sha256()
                while data := stream.read(1 << 20):
                    for one in (digest, *also):
                        one.update(data)
        except FileNotFoundError:
            return False
        return digest.hexdigest() == receipt.sha256

    def _receipt_path(self, name: str) -> Path:
        return (self._folder / name).with_suffix(".json")


def _manifest(groups: list[Group], asked: Asked, share: Share) -> Manifest:
    options = {name: str(value) for name, value in asked._asdict().items()}
    made_from = {"coder": CODER_VERSION, "codebook": CODEBOOK_VERSION, "program": _program(), **options}
    chunk = f"{share.number}/{share.of}"
    inputs = [[_told(piece) for piece in group] for group in groups]
    return Manifest(content_id("bulk", made_from, chunk, inputs), made_from, chunk, len(groups))


def _program() -> str:
    """A hash of all that says how texts are read and coded, a user's own tables of actors too."""
    rooms = [Path(__file__).parents[1] / room for room in _ROOMS]
    files = sorted(path for room in rooms for path in room.rglob("*") if path.suffix in {".py", ".tsv"})
    return f"{fingerprint(files)[:16]}-{sources_fingerprint()[:16]}"


def _told(piece: Piece) -> tuple[str, str, int, int | None, int, int]:
    return piece.name, piece.kind, piece.start, piece.stop, piece.size, piece.stamp


def _difference(there: Manifest | None, asked: Manifest) -> str:
    if there is None:
        return "by something else"
    changed = [name for name, value in asked.made_from.items() if there.made_from.get(name) != value]
    return f"with another {' and '.join(changed)}" if changed else "from other inputs, or they have changed"


def _problem(error: InputError) -> Problem:
    kind = next((name for name, kind in _KINDS.items() if type(error) is kind), InputError.__name__)
    return Problem(error.source, error.problem, error.line, kind)


def _read(path: Path, kind: type[Any]) -> Any:  # noqa: ANN401 - of that kind
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        return None


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file written under a name of its own, put on disk, and only then given its name."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with _replacing(path) as stream:
        stream.write(data)
