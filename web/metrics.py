"""What an operator watches: counters of a server, whose web processes add theirs in a folder that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from .live_metrics import ProcessesCollector, VersionCollector
from .pool_metrics import PoolMetrics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

# A cached answer takes less than the first, a query of minutes is cut off before the last.
_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_OTHER = "other"


class Metrics:
    """The metrics of one application, in a registry of their own; names begin with `profgraph_`.

    Of several processes each is given the `shared` folder, in which `prometheus_client` has been told to keep values
    (PROMETHEUS_MULTIPROC_DIR), and shows the sums.
    """

    def __init__(self, version: Callable[[], str | None], shared: Path | None = None) -> None:
        self._registry = CollectorRegistry()
        self.pool = PoolMetrics(self._registry)
        self.requests = self._counter("requests", "Requests answered", ("route", "method", "status"))
        self.seconds = Histogram(
            "profgraph_request_seconds",
            "Seconds until an answer was handed over, by route",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.cache_hits = self._counter(
            "cache_hits", "Answers found in the cache, and those that the reader had already"
        )
        self.cache_misses = self._counter("cache_misses", "Answers that had to be computed")
        self.cache_bytes = self._gauge("cache_bytes", "Bytes that the cached answers take")
        self.cache_entries = self._gauge("cache_entries", "Cached answers")
        self.flight_waits = self._counter("flight_waits", "Requests that waited for an equal one to be answered")
        self.rate_limited = self._counter("rate_limited", "Requests refused because their client sends too many")
        self.crowded_out = self._counter("crowded_out", "Requests refused because too many were being answered")
        self.unauthorised = self._counter("unauthorised", "Writes refused because their token was missing or wrong")
        # Of each route, method and status; looked up for each request.
        self._counted: dict[tuple[str, ...], tuple[Counter, Histogram]] = {}
        self._shown = self._registry if shared is None else _sums(shared)
        if shared is None:
            ProcessCollector(registry=self._registry)
        self._shown.register(VersionCollector(version))

    def count(self, route: str, method: str, status: str, seconds: float) -> None:
        """Count one request; methods that nobody knows share a name, for anybody may invent some."""
        known = method if method in _METHODS else _OTHER
        requests, times = self._children(route or "none", known, status)
        requests.inc()
        times.observe(seconds)

    def _children(self, *labels: str) -> tuple[Counter, Histogram]:
        if labels not in self._counted:
            self._counted[labels] = self.requests.labels(*labels), self.seconds.labels(labels[0])
        return self._counted[labels]

    def exposition(self) -> bytes:
        """Return all metrics in the text format of Prometheus."""
        return generate_latest(self._shown)

    def _counter(self, name: str, text: str, labels: Sequence[str] = ()) -> Counter:
        return Counter(f"profgraph_{name}", text, labels, registry=self._registry)

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(f"profgraph_{name}", text, registry=self._registry, multiprocess_mode="livesum")


def _sums(shared: Path) -> CollectorRegistry:
    """Return a registry of what all processes have counted in their folder."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(shared))  # type: ignore[no-untyped-call]  # of a typed package
    registry.register(ProcessesCollector(shared))
    return registry
