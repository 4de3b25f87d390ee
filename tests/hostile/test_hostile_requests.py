"""Thousands of random and mutated requests between valid ones: promise (a)."""

from __future__ import annotations

import json
import os
import random
import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server

REQUESTS = 10_000 if os.environ.get("PROFGRAPH_NIGHTLY") else 2_000
VALID = 200
SEED = 20140908
MUTATED = 0.2
# Only these may be said of what a stranger sends; 503 counts the refusals of a busy server.
DECLARED = {*range(200, 207), 301, 302, 303, 304, 307, 308, *range(400, 432), 501, 503, 505}
METHODS = ["GET"] * 6 + ["POST"] * 4 + ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW", "get", "", "G\tT"]
# What stands in the places of addresses.
NAMES = ["x", "", "..", "%00", "%FF", "%D0%AF", "a/b", "standard", "16.020", "B/03.6", "x" * 3000, "{}", "profgraph.nq"]
ROUTES = ["/sparql"] * 8 + [
    "/sparql/",
    "/",
    "/validate",
    "/update",
    "/graphs",
    "/static/",
    "/healthz",
    "/metrics",
    "//",
]
TYPES = ["application/sparql-query", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "", ";;"]
ACCEPTS = ["*/*", "text/html", "application/sparql-results+json", "text/turtle;q=2", "a/b", "text/*;q=0", ",,;q=", "é"]
# fmt: off
WORDS = [
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "{", "}", "(", ")", "*", "?s", "?p", "?o", ".", ";", ",",
    "<urn:a>", "'x'", '"""', "1e5", "-1", "LIMIT", "OFFSET", "ORDER", "BY", "GROUP", "FILTER", "BIND", "AS",
    "OPTIONAL", "UNION", "MINUS", "GRAPH", "VALUES", "SERVICE", "FROM", "NAMED", "PREFIX", "ps:", "BASE", "LOAD",
    "INSERT", "DELETE", "DATA", "EXISTS", "NOT", "IN", "NOW()", "RAND()", "UUID()", "COUNT(*)",
    "REGEX(?s,'(a+)+$')", "\\u0053", "#", "<<", ">>", "[]", "_:b", "^", "!", "/", "|", "+", "a", "true", "'''",
    "@ru", "^^", "&&", "||", "=", "<",
]
# fmt: on


def query(chance: random.Random) -> bytes:
    """Return a text of SPARQL's words, or of any bytes, whole or damaged."""
    text = " ".join(chance.choices(WORDS, k=chance.randrange(0, 40))).encode()
    if chance.random() < 0.3:
        text = b"SELECT * { ?s ?p ?o " + text + b" } LIMIT 5"
    if chance.random() < 0.1:
        text = chance.randbytes(chance.randrange(200))
    if chance.random() < 0.05:
        text *= chance.randrange(1, 2000)
    return text[:50_000]


def address_of(chance: random.Random, described: list[str]) -> str:
    """Return an address: as often one that takes queries as one of all that there are, with odd names in its places."""
    if chance.random() < 0.5:
        return chance.choice(ROUTES)
    return re.sub(r"{\w+}", lambda _: chance.choice(NAMES), chance.choice(described))


def request(chance: random.Random, described: list[str]) -> bytes:
    """Return the bytes of a request that says some things wrong, or all."""
    method, route, text = chance.choice(METHODS), address_of(chance, described), query(chance)
    fields = [("query", quote_from_bytes(text))] if len(text) < 5_000 else []
    names = [
        "default-graph-uri",
        "named-graph-uri",
        "timeout",
        "download",
        "question",
        "lang",
        "update",
        "query",
        "%FF",
    ]
    values = ["", "0.01", "nan", "-1", "1e999", "csv", "ru", "urn:x", "%00", "\u2028", "A" * 3000, "%E0%A4%A", "B/03.6"]
    odd = chance.randrange(3)
    fields += [(chance.choice(names), quote(chance.choice(values), safe="%/")) for _ in range(odd)]
    chance.shuffle(fields)
    address = route + "?" * bool(fields) + "&".join(f"{name}={value}" for name, value in fields)
    head = {"Host": "a", "Accept": chance.choice(ACCEPTS), "Connection": "close", "X-Odd": "x" * chance.randrange(2000)}
    body = b""
    if method not in {"GET", "HEAD"}:
        body = chance.choice([text, b"query=" + quote_from_bytes(text).encode()])
        head["Content-Type"] = chance.choice(TYPES)
        head["Content-Length"] = str(chance.choice([len(body)] * 9 + [0]))
    for name in ("If-None-Match", "Range", "Accept-Encoding", "Accept-Language", "Authorization", "X-Forwarded-Prefix"):
        if chance.random() < 0.1:
            head[name] = chance.choice(
                ['W/"x"', "bytes=0-1", "gzip;q=x", "ru-RU,*;q=0", "Bearer \u00ff", "//evil", "\t"]
            )
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{method} {address} HTTP/1.1\r\n{lines}\r\n".encode("latin-1", "replace") + body


def mutated(sent: bytes, chance: random.Random) -> bytes:
    """Return the bytes with some of them changed, left out or put in."""
    changed = bytearray(sent)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(changed) + 1)
        changed[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    return bytes(changed)


def status(server: Server, sent: bytes, patience: float) -> int | None:
    """Return the status that the bytes are answered with; None where the server closes, or waits for more."""
    read = b""
    with suppress(OSError), server.raw(timeout=patience) as one:
        with suppress(ConnectionError):
            one.sendall(sent)
        while len(read) < 12 and (more := one.recv(65_536)):
            read += more
    return int(read[9:12]) if read[:9] in {b"HTTP/1.1 ", b"HTTP/1.0 "} else None


def requests(described: list[str]) -> Iterator[tuple[bytes, float]]:
    """Yield the requests, the same ones in each run, and how long an answer is waited for."""
    chance = random.Random(SEED)  # noqa: S311  (no secret)
    for _ in range(REQUESTS):
        sent = request(chance, described)
        # A damaged length has the server wait for a body that does not come.
        yield (mutated(sent, chance), 0.3) if chance.random() < MUTATED else (sent, 10)


def test_promise_a_random_requests_between_valid_ones_end_nothing(server: Server) -> None:
    described = sorted(json.loads(server.ask("/openapi.json").body)["paths"])
    webs, crashes = server.webs(), server.metric("profgraph_query_failures_total")
    found: dict[int | None, int] = {}
    undeclared, wrong = [], 0
    for number, (sent, patience) in enumerate(requests(described)):
        answered = status(server, sent, patience)
        found[answered] = found.get(answered, 0) + 1
        if answered is not None and answered not in DECLARED:
            undeclared.append((answered, sent[:300]))
        if number % (REQUESTS // VALID) == 0:
            wrong += not server.valid()
    assert undeclared == []
    assert wrong == 0
    assert found.get(503, 0) < REQUESTS / 100
    # Most are requests that reach us, and both kinds of answers are among them.
    assert min(found[200], found[400]) > REQUESTS / 20
    assert server.webs() == webs
    assert server.metric("profgraph_query_failures_total") == crashes
