"""What an operator sees of the pool of query workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric

    from ..store.workers.pool import Pool


class PoolCollector(Collector):
    """Reads the tally and the lanes of a pool when the metrics are asked for."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics as they are now."""
        tally, quick, slow = self._pool.tally, self._pool.quick, self._pool.slow
        for name, text, count in (
            ("queries", "Queries given to the pool", tally.queries),
            ("slow_queries", "Queries that went on in a slow place", tally.slow),
            ("query_timeouts", "Queries ended because they took too long", tally.timeouts),
            ("query_refusals", "Queries refused because too many ran or waited", tally.refusals),
            ("query_failures", "Queries that needed more memory than allowed, or ended their worker", tally.failures),
            ("query_worker_kills", "Query workers ended by force", tally.kills),
        ):
            yield CounterMetricFamily(f"profgraph_{name}", text, value=count)
        waiting = GaugeMetricFamily("profgraph_query_queue_length", "Queries that wait for a place", labels=["lane"])
        busy = GaugeMetricFamily("profgraph_query_workers_busy", "Places taken by queries", labels=["lane"])
        for name, lane in (("quick", quick), ("slow", slow)):
            waiting.add_metric([name], lane.waiting)
            busy.add_metric([name], lane.busy)
        yield from (waiting, busy)
