"""The W3C suites of SPARQL 1.1 against `profgraph serve`: only the cases that are known to fail do."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Awaited = Callable[[str, subprocess.Popen[bytes]], None]

TOKEN = "a-token-of-tests-only"  # noqa: S105  (nothing is behind it)
KNOWN = Path(__file__).parent / "known-failures.txt"
SHARED = Path(os.environ.get("PROFGRAPH_SHARED", "none"))
# On an idle machine of two cores it takes a minute and a half.
SECONDS = 500

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the W3C suites are in PROFGRAPH_SHARED")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, awaited: Awaited) -> Iterator[str]:
    """Give the address of a server of its own over a store that holds nothing."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    store = tmp_path_factory.mktemp("conformance") / "store"
    words = ["--store", str(store), "serve", "--port", str(port), "--bare", "--default-graph", "strict"]
    # The flag wins over the variable.
    settings = {"PROFGRAPH_TOKEN": TOKEN, "PROFGRAPH_ACCESS_LOG": "off", "PROFGRAPH_DEFAULT_GRAPH": "union"}
    settings["PROFGRAPH_PROCESSES"] = "2"
    with subprocess.Popen(
        [sys.executable, "-m", "profgraph", *words], env=os.environ | settings, stdout=subprocess.DEVNULL
    ) as server:
        try:
            awaited(f"http://127.0.0.1:{port}/readyz", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            assert server.wait(120) == 0


def run(address: str, results: Path, sets: str) -> tuple[subprocess.CompletedProcess[str], dict[str, Counter[str]]]:
    words = ["--suite", str(SHARED / "w3c" / "sparql"), "--sets", sets, "--expect", str(KNOWN), "--json", str(results)]
    words += ["--query", f"{address}/sparql", "--update", f"{address}/update", "--gsp", f"{address}/graphs"]
    words += ["--auth", "bearer", "--token", TOKEN, "--timeout", "30", "--budget", str(SECONDS)]
    tool = SHARED / "tools" / "sparql_conformance.py"
    done = subprocess.run([sys.executable, str(tool), *words], capture_output=True, check=False, encoding="utf-8")
    found: dict[str, Counter[str]] = {}
    for name, case in json.loads(results.read_text(encoding="utf-8"))["cases"].items():
        found.setdefault(name.partition("/")[0], Counter())[case["result"]] += 1
    return done, found


@pytest.mark.timeout(SECONDS + 60)
def test_promise_j_protocol_graph_store_and_service_description_pass_whole(address: str, tmp_path: Path) -> None:
    done, found = run(address, tmp_path / "results.json", "protocol,gsp,sd")
    assert (done.returncode, found) == (
        0,
        {"protocol": Counter({"pass": 34}), "gsp": Counter({"pass": 13}), "sd": Counter({"pass": 3})},
    ), done.stdout


@pytest.mark.timeout(SECONDS + 60)
def test_promise_j_queries_results_and_updates_fail_only_where_it_is_known(address: str, tmp_path: Path) -> None:
    done, found = run(address, tmp_path / "results.json", "sparql11")
    known = [line for line in KNOWN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    outcomes = found["sparql11"]
    # Without SERVICE, which goes to other machines, and entailment regimes, which this service does not have.
    assert (done.returncode, outcomes["fail"], outcomes["skip"]) == (0, len(known), 77), done.stdout
    assert outcomes["pass"] + outcomes["pass*"] + outcomes["inconclusive"] == outcomes.total() - len(known) - 77
