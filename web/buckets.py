"""How many requests a client may send: a bucket of tokens each, filled again evenly."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from threading import Lock

_MOST_CLIENTS = 20_000
_SITE_OF_IPV6 = 64
_MINUTE = 60.0


class Buckets:
    """A minute's worth of requests for each client at once, then as many as flow in; any thread may use it."""

    def __init__(self, per_minute: int) -> None:
        self._size = float(per_minute)
        self._per_second = per_minute / _MINUTE
        self._lock = Lock()
        # Tokens and when they were counted, the client seen last at the end.
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, now: float) -> float:
        """Take a token and return 0; where there is none, return the seconds until there is one."""
        with self._lock:
            tokens, counted = self._buckets.pop(client, (self._size, now))
            tokens = min(self._size, tokens + (now - counted) * self._per_second)
            allowed = tokens >= 1
            self._buckets[client] = (tokens - 1 if allowed else tokens, now)
            if len(self._buckets) > _MOST_CLIENTS:
                self._buckets.popitem(last=False)
        return 0 if allowed else (1 - tokens) / self._per_second

    def __len__(self) -> int:
        """Return how many clients are remembered."""
        return len(self._buckets)


def client(address: str) -> str:
    """Return who is behind an address: one subscriber has a whole /64 network of IPv6."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:_SITE_OF_IPV6]
    if isinstance(ip, ipaddress.IPv6Address):
        mapped = ip.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(ip), _SITE_OF_IPV6), strict=False))
    return str(ip)
