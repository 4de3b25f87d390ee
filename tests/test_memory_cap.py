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


@pytest.mark.parametrize("refusal", [ValueError("current limit exceeds maximum limit"), OSError(22, "EINVAL")])
@pytest.mark.parametrize("caps", [cap_memory, bound_memory])
def test_where_the_system_refuses_a_cap_nothing_changes(
    monkeypatch: pytest.MonkeyPatch, caps: Callable[[int], bool | None], refusal: Exception
) -> None:
    def refused(*_: object) -> None:
        raise refusal

    monkeypatch.setattr(resource, "setrlimit", refused)
    assert not caps(GIB)
