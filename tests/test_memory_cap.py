"""Processes cap their memory where the system lets them, and work on where it refuses, as macOS does."""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from profgraph.store.workers.confinement import bound_memory, cap_memory

if TYPE_CHECKING:
    from collections.abc import Callable

GIB = 1024**3
NAMED = f"from {cap_memory.__module__} import cap_memory\n"
HELD = "try:\n    bytearray(2 << 30)\nexcept MemoryError:\n    print('held')"


def ran(code: str) -> str:
    return subprocess.run([sys.executable, "-c", NAMED + code], check=True, capture_output=True, text=True).stdout


def test_a_process_does_not_get_more_than_its_cap() -> None:
    assert ran(f"print(cap_memory({GIB}))\n{HELD}") == "True\nheld\n"


def test_a_lower_cap_of_who_started_the_process_stays() -> None:
    lower = f"import resource\nresource.setrlimit(resource.RLIMIT_AS, ({GIB}, {GIB}))\n"
    told = "print(resource.getrlimit(resource.RLIMIT_AS))"
    assert ran(f"{lower}print(cap_memory({4 * GIB}))\n{told}") == f"True\n({GIB}, {GIB})\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells so what a process has mapped")
def test_threads_of_a_process_with_a_cap_reserve_next_to_nothing() -> None:
    # Each takes memory while the others hold theirs, by which the system would give each an arena of 64 MB or more.
    threads = """
import resource, threading
from pathlib import Path
from time import sleep

def mapped():
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()

def held():
    taken = [bytes(2_000) for _ in range(1_000)]
    together.wait()

threading.stack_size(1 << 20)
together = threading.Barrier(9)
before = mapped()
for _ in range(8):
    threading.Thread(target=held, daemon=True).start()
sleep(0.5)
print(mapped() - before < 100_000_000)
"""
    assert ran(f"cap_memory({8 * GIB})\n{threads}") == "True\n"


@pytest.mark.parametrize("refusal", [ValueError("current limit exceeds maximum limit"), OSError(22, "EINVAL")])
@pytest.mark.parametrize("caps", [cap_memory, bound_memory])
def test_where_the_system_refuses_a_cap_nothing_changes(
    monkeypatch: pytest.MonkeyPatch, caps: Callable[[int], bool | None], refusal: Exception
) -> None:
    def refused(*_: object) -> None:
        raise refusal

    monkeypatch.setattr(resource, "setrlimit", refused)
    assert not caps(GIB)
