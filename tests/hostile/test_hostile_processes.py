"""Several web processes are one server to its readers: its limits, its metrics, its data, and how it dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Server, Serving

    Until = Callable[..., None]

DOCUMENT = Path(__file__).parent.parent.parent / "data" / "16.020-620n-2014.txt"
RATE = 12
LOOK = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1"


@pytest.fixture(scope="module")
def server(served: Serving, until: Until) -> Iterator[Server]:
    with served(PROFGRAPH_PROCESSES="2", PROFGRAPH_CACHE_BYTES="0") as one:
        until(lambda: len(one.webs()) == 2)
        yield one


def samples(server: Server, name: str) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(server.ask("/metrics").body.decode())
    return {
        tuple(sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
        if sample.name == name
    }


def asked(server: Server) -> float:
    """Return how many queries the server says it was asked."""
    found = samples(server, "profgraph_requests_total")
    return sum(value for labels, value in found.items() if "/sparql" in labels)


def test_all_processes_answer_and_each_request_is_counted_once_whoever_is_asked(server: Server) -> None:
    before, rounds = asked(server), 0
    started = processor_times(server)
    while rounds < 2000 and not all(now > then for now, then in zip(processor_times(server), started, strict=True)):
        rounds += 1
        assert server.query(f"{LOOK} #{rounds}").status == 200
    assert rounds < 2000, "one process answers everything"
    assert {asked(server) for _ in range(10)} == {before + rounds}
    assert samples(server, "profgraph_queries_total")[()] >= rounds
    version = json.loads(server.ask("/readyz").body)["dataVersion"]
    assert samples(server, "profgraph_data_version") == {(version,): 1}


def processor_times(server: Server) -> list[int]:
    return [int(Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11]) for one in sorted(server.webs())]


def test_what_the_processes_take_is_told_of_all_together(server: Server) -> None:
    memory = samples(server, "process_resident_memory_bytes")[()]
    each = [int(Path(f"/proc/{one}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") for one in server.webs()]
    assert max(each) * 1.5 < memory < sum(each) * 1.5


def test_new_data_are_seen_by_all_processes_at_once(server: Server, tmp_path: Path) -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace("16.020", "17.100").replace("620н", "1620н")
    (tmp_path / "other.txt").write_text(text.replace("N 620", "N 1620"), encoding="utf-8")
    before = json.loads(server.ask("/readyz").body)["dataVersion"]
    command = [sys.executable, "-m", "profgraph", "--store", str(server.folder), "load", str(tmp_path / "other.txt")]
    subprocess.run(command, check=True, capture_output=True)
    answers = [server.ask("/doc/standard/17.100", Accept="text/turtle") for _ in range(20)]
    assert {one.status for one in answers} == {200}
    (tag,) = {one.headers["etag"] for one in answers}
    assert before not in tag


def test_a_client_has_one_rate_at_all_processes(served: Serving, until: Until) -> None:
    with served(PROFGRAPH_PROCESSES="2", PROFGRAPH_RATE=str(RATE)) as one:
        until(lambda: len(one.webs()) == 2)
        begun = time.monotonic()
        statuses = [one.query(LOOK).status for _ in range(RATE * 4)]
        came = (time.monotonic() - begun) * RATE / 60
        limited = samples(one, "profgraph_rate_limited_total")[()]
    assert set(statuses) == {200, 429}
    assert RATE <= statuses.count(200) <= RATE + came + 1
    assert limited == statuses.count(429)


def test_a_process_that_dies_is_replaced_and_its_counts_stay(server: Server, until: Until) -> None:
    webs, before = server.webs(), asked(server)
    victim = min(webs)
    os.kill(victim, signal.SIGKILL)
    until(lambda: len(server.webs() - {victim}) == 2)
    until(lambda: server.query(LOOK).status == 200)
    assert asked(server) > before
    # Of the dead only what it has counted is told: what it had in its cache is gone.
    assert samples(server, "profgraph_query_workers_busy") == {("quick",): 0, ("slow",): 0}


def test_all_end_with_the_server_and_leave_nothing(served: Serving, until: Until, tmp_path: Path) -> None:
    with served(PROFGRAPH_PROCESSES="3", TMPDIR=str(tmp_path)) as one:
        until(lambda: len(one.webs()) == 3)
        processes = one.below()
        assert len(list(tmp_path.glob("profgraph-*/*.db"))) > 3
    # The last of them may need a moment more than the server itself.
    until(lambda: not one.left(processes))
    assert list(tmp_path.glob("profgraph-*")) == []
