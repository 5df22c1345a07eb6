"""Engines: the same work over tasks in this process, in a pool of processes, or through Ray."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from marsad.bulk.pieces import Piece, check_shareable
from marsad.collecting import collect_rarely, rare_collections
from marsad.errors import MarsadError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.context import BaseContext

    from marsad.bulk.work import Task

ENGINES: Final = ("local", "ray")

_QUEUED_PER_WORKER: Final = 3
_Made = TypeVar("_Made")


class Engine(NamedTuple):
    """What the work runs on.

    Attributes:
        name: "local" or "ray".
        workers: processes; for Ray, tasks that run at once. 1 is this process, where it is local.
        address: of a Ray cluster; None starts one on this machine.
    """

    name: str = "local"
    workers: int = 1
    address: str | None = None


def checked_engine(name: str, workers: int, address: str | None) -> Engine:
    """An engine as asked for.

    Raises:
        UsageError: there is none of that name, or Ray is not installed, or an address without Ray.
    """
    if name not in ENGINES:
        raise UsageError(f"--engine {name}: {' or '.join(ENGINES)} is due")
    if address is not None and name != "ray":
        raise UsageError(f"--ray-address {address}: is for --engine ray")
    if name == "ray":
        from marsad.bulk.on_ray import check_installed  # noqa: PLC0415 - of the extra

        check_installed()
    return Engine(name, workers, address)


def results(
    work: Callable[[Task], Iterator[_Made]], tasks: Iterable[Task], engine: Engine
) -> Iterator[tuple[Task, Iterable[_Made]]]:
    """Tasks with what was made of them, in their order; few wait at a time, so that memory stays flat.

    Args:
        work: can be passed to another process.
        tasks: taken as they are needed; by Ray all at once.
        engine: what it runs on.

    Raises:
        MarsadError: a worker process died.
        UsageError: a task for Ray that is no file.
    """
    if engine.name == "ray":
        from marsad.bulk.on_ray import ray_results  # noqa: PLC0415 - of the extra

        yield from ray_results(work, _of_files(tasks), engine)
    elif engine.workers <= 1:
        with rare_collections():
            for task in tasks:
                yield task, work(task)
    else:
        yield from _pool_results(work, tasks, engine.workers)


def _of_files(tasks: Iterable[Task]) -> list[Task]:
    files = list(tasks)
    for task in files:
        check_shareable(piece for piece in task if isinstance(piece, Piece))
    return files


def _pool_results(
    work: Callable[[Task], Iterator[_Made]], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, list[_Made]]]:
    pool = ProcessPoolExecutor(workers, processes(), initializer=_begin)
    try:
        yield from _in_order(pool, work, tasks, workers)
    except BrokenProcessPool as error:
        raise MarsadError("a worker process died, for want of memory perhaps") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, work: Callable[[Task], Iterator[_Made]], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, list[_Made]]]:
    waiting: deque[tuple[Task, Future[list[_Made]]]] = deque()
    for task in tasks:
        waiting.append((task, pool.submit(_listed, work, task)))
        if len(waiting) >= workers * _QUEUED_PER_WORKER:
            yield _ended(waiting)
    while waiting:
        yield _ended(waiting)


def _ended(waiting: deque[tuple[Task, Future[list[_Made]]]]) -> tuple[Task, list[_Made]]:
    task, future = waiting.popleft()
    return task, future.result()


def _listed(work: Callable[[Any], Iterator[_Made]], task: Task) -> list[_Made]:
    return list(work(task))


def _begin() -> None:
    collect_rarely()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A worker whose parent was killed would wait for its next task for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def processes() -> BaseContext:
    """How worker processes are begun."""
    # Never a plain fork: the process may have threads (a progress line), and a fork of those can hang.
    ways = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
