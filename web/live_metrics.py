"""Metrics that are read when somebody asks for them: of the data, and of the web processes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import mark_process_dead
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client import Metric

# Of these there is no sum: the oldest process, and the one that may open the fewest files.
_LEAST = frozenset({"process_start_time_seconds", "process_max_fds"})


class VersionCollector(Collector):
    """Shows which data are served now."""

    def __init__(self, version: Callable[[], str | None]) -> None:
        self._version = version

    def collect(self) -> Iterator[Metric]:
        """Yield the metric, without a sample where nothing is loaded."""
        family = GaugeMetricFamily(
            "profgraph_data_version", "1 for the version of the data served now", labels=["version"]
        )
        if version := self._version():
            family.add_metric([version], 1)
        yield family


class ProcessesCollector(Collector):
    """Shows what the processes that keep their metrics in one folder take together."""

    def __init__(self, shared: Path) -> None:
        self._shared = shared

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics of a single process, each the sum of those of all that are alive."""
        together: dict[str, Metric] = {}
        for pid in sorted(_kept(self._shared)):
            for one in ProcessCollector(pid=partial(int, pid), registry=None).collect():
                known = together.setdefault(one.name, one)
                if known is one:
                    continue
                values = known.samples[0].value, one.samples[0].value
                value = min(values) if one.name in _LEAST else sum(values)
                known.samples[0] = known.samples[0]._replace(value=value)
        yield from together.values()


def forget_dead(shared: Path) -> None:
    """Remove what processes that have ended said of themselves as they were; what they have counted stays."""
    for pid in _kept(shared):
        if not Path(f"/proc/{pid}").exists():
            mark_process_dead(pid, str(shared))  # type: ignore[no-untyped-call]  # of a typed package


def _kept(shared: Path) -> set[int]:
    """Return the processes that keep metrics in the folder."""
    return {int(path.stem.rpartition("_")[2]) for path in shared.glob("*.db")}
