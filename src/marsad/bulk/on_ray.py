"""The Ray engine: tasks through Ray Data, on this machine or on a cluster; plain tasks through Ray's client.

Ray Data cannot be driven from outside the cluster: at an address with ``ray://`` it fails in its first step
("'Worker' object has no attribute 'core_worker'", Ray 2.60). There each task of ours is a task of Ray.

Nothing is reported to Ray's makers, no dashboard is started, and what is started listens on this machine
alone. Results come in the order of the tasks.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

from marsad.errors import MarsadError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from marsad.bulk.engines import Engine
    from marsad.bulk.work import Task

_CLIENT: Final = "ray://"
_MOST_BLOCKS: Final = 10_000
_SHARE_OF_CPU: Final = 0.5
"""Of a processor, asked for by a task where the machine has few: tasks that ask for all of them stall."""
_FEW: Final = 4
_SETTINGS: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_raylet_start_wait_time_s": "120",  # 30 are too few on a busy machine
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",  # the workers are of this environment as it is
}

_Made = TypeVar("_Made")


def check_installed() -> None:
    """Looks whether Ray Data is there.

    Raises:
        UsageError: it is not.
    """
    from importlib.util import find_spec  # noqa: PLC0415

    if find_spec("ray") is None or find_spec("pyarrow") is None:
        raise UsageError("--engine ray needs the extra: pip install 'marsad[ray]'")


def ray_results(
    work: Callable[[Task], Iterator[_Made]], tasks: Sequence[Task], engine: Engine
) -> Iterator[tuple[Task, list[_Made]]]:
    """Tasks with what was made of them, in their order.

    Raises:
        MarsadError: Ray cannot be started or reached, or a task failed in it.
    """
    if not tasks:
        return
    with _cluster(engine) as ray:
        if (engine.address or "").startswith(_CLIENT):
            yield from _guarded(_through_client(ray, work, tasks, engine))
            return
        rows = _dataset(ray, work, tasks, engine).iter_batches(batch_size=None, batch_format="pyarrow")
        number = 0
        for batch in _guarded(rows):
            for made in batch.column("made").to_pylist():
                yield tasks[number], pickle.loads(made)  # noqa: S301 - of our own workers
                number += 1


def _through_client(
    ray: Any,  # noqa: ANN401
    work: Callable[[Task], Iterator[_Made]],
    tasks: Sequence[Task],
    engine: Engine,
) -> Iterator[tuple[Task, list[_Made]]]:
    """Tasks with their results, in their order; a few are waited for at a time."""
    working = ray.remote(num_cpus=_share(ray))(_worked)
    waiting: deque[tuple[Task, Any]] = deque()
    for task in tasks:
        waiting.append((task, working.remote(work, task)))
        if len(waiting) > engine.workers:
            first, made = waiting.popleft()
            yield first, pickle.loads(ray.get(made))  # noqa: S301 - of our own workers
    for first, made in waiting:
        yield first, pickle.loads(ray.get(made))  # noqa: S301 - of our own workers


def _worked(work: Callable[[Task], Iterator[Any]], task: Task) -> bytes:
    """The results of one task, as bytes, in a worker."""
    from marsad.collecting import collect_rarely  # noqa: PLC0415 - in the worker

    collect_rarely()
    return pickle.dumps(list(work(task)))


def _dataset(ray: Any, work: Callable[[Task], Iterator[Any]], tasks: Sequence[Task], engine: Engine) -> Any:  # noqa: ANN401
    items = [{"task": pickle.dumps(task)} for task in tasks]
    given = ray.data.from_items(items, override_num_blocks=min(len(items), _MOST_BLOCKS))
    return given.map_batches(
        _Working(work), batch_size=1, batch_format="pyarrow", zero_copy_batch=True,
        num_cpus=_share(ray),
        compute=ray.data.TaskPoolStrategy(size=engine.workers),
    )  # fmt: skip


def _share(ray: Any) -> float:  # noqa: ANN401
    """Processors that a task asks for."""
    return _SHARE_OF_CPU if float(ray.cluster_resources().get("CPU", 1)) < _FEW else 1


class _Working:
    """Does the work on a batch of tasks; each result is passed on as bytes."""

    def __init__(self, work: Callable[[Task], Iterator[Any]]) -> None:
        self._work = work

    def __call__(self, batch: Any) -> dict[str, list[bytes]]:  # noqa: ANN401 - pyarrow's
        """The results of the tasks."""
        tasks = map(pickle.loads, batch.column("task").to_pylist())
        return {"made": [_worked(self._work, task) for task in tasks]}


@contextmanager
def _cluster(engine: Engine) -> Iterator[Any]:
    """Ray, running; what is started here is stopped afterwards."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    import ray  # noqa: PLC0415 - of the extra
    import ray.data  # noqa: PLC0415 - of the extra

    try:
        ray.init(**_options(engine))
    except Exception as error:  # Ray raises plain ones where its own processes are slow to start
        raise MarsadError(f"Ray: cannot be started or reached: {str(error)[:300]}") from error
    try:
        context = ray.data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        yield ray
    finally:
        ray.shutdown()


def _options(engine: Engine) -> dict[str, Any]:
    common: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if engine.address is not None:
        return common | {"address": engine.address}
    return common | {
        "address": "local", "num_cpus": max(engine.workers, 2), "include_dashboard": False,
        "_node_ip_address": "127.0.0.1",
    }  # fmt: skip


def _guarded(batches: Iterable[Any]) -> Iterator[Any]:
    from ray.exceptions import RayError  # noqa: PLC0415 - of the extra

    try:
        yield from batches
    except RayError as error:
        raise MarsadError(f"Ray: a task failed: {str(error).strip()[-300:]}") from error
