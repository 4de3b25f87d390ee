"""What an operator sees of the pool of query workers: told by the pool as it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import Counter, Gauge

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

    from ..store.workers.lanes import State
    from ..store.workers.watcher import Event

_COUNTED = {
    "queries": ("queries", "Queries given to the pool"),
    "slow": ("slow_queries", "Queries that went on in a slow place"),
    "timeouts": ("query_timeouts", "Queries ended because they took too long"),
    "refusals": ("query_refusals", "Queries refused because too many ran or waited"),
    "failures": ("query_failures", "Queries that needed more memory than allowed, or ended their worker"),
    "kills": ("query_worker_kills", "Query workers ended by force"),
}


class PoolMetrics:
    """The metrics of one pool; a `Watcher` of it."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._counters = {
            event: Counter(f"profgraph_{name}", text, registry=registry) for event, (name, text) in _COUNTED.items()
        }
        self._gauges = {
            (lane, state): gauge.labels(lane)
            for state, gauge in (
                ("busy", _gauge("query_workers_busy", "Places taken by queries", registry)),
                ("waiting", _gauge("query_queue_length", "Queries that wait for a place", registry)),
            )
            for lane in ("quick", "slow")
        }

    def counted(self, event: Event) -> None:
        """Count something that has happened to a query."""
        self._counters[event].inc()

    def changed(self, lane: str, state: State, count: int) -> None:
        """Show how many queries are in this state in a lane now."""
        self._gauges[lane, state].set(count)


def _gauge(name: str, text: str, registry: CollectorRegistry) -> Gauge:
    return Gauge(f"profgraph_{name}", text, ["lane"], registry=registry, multiprocess_mode="livesum")
