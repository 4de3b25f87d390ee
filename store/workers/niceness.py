"""Who gets the processor first: requests, then queries and checks, then slow queries, then files made for later."""

from __future__ import annotations

# Each above that of the process of the requests, which need the processor for a moment only; 19 is the most.
QUERY = 5
SLOW = 10
FILE = 15
