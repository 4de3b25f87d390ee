"""What an operator watches: counters of one web process, which is the only one of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from .pool_metrics import PoolCollector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..store.workers.pool import Pool

# A cached answer takes less than the first, a query of minutes is cut off before the last.
_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_OTHER = "other"


class Metrics:
    """The metrics of one application, in a registry of their own; names begin with `profgraph_`."""

    def __init__(self, pool: Pool | None) -> None:
        self._registry = CollectorRegistry()
        if pool is not None:
            self._registry.register(PoolCollector(pool))
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
        self.data_version = self._gauge("data_version", "1 for the version of the data last served", ("version",))
        # Of each route, method and status; looked up for each request.
        self._counted: dict[tuple[str, ...], tuple[Counter, Histogram]] = {}
        ProcessCollector(registry=self._registry)

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

    def tell_version(self, version: str) -> None:
        """Say which data are served now."""
        self.data_version.clear()
        self.data_version.labels(version).set(1)

    def exposition(self) -> bytes:
        """Return all metrics in the text format of Prometheus."""
        return generate_latest(self._registry)

    def _counter(self, name: str, text: str, labels: Sequence[str] = ()) -> Counter:
        return Counter(f"profgraph_{name}", text, labels, registry=self._registry)

    def _gauge(self, name: str, text: str, labels: Sequence[str] = ()) -> Gauge:
        return Gauge(f"profgraph_{name}", text, labels, registry=self._registry)
