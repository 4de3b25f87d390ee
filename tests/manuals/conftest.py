"""Runs the commands that a manual shows, and gives what they print beside what it says that they print."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent.parent / "docs"
STEP = re.compile(r"```sh\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)
BETWEEN = "---- the next step\n"
# What a manual leaves running ends with the shell, which tells by its status what became of the steps.
PREAMBLE = """set -e
trap 'status=$?; trap "" TERM; kill 0; wait; exit $status' EXIT
"""
Walked = tuple[list[str], list[str]]
Walking = Callable[..., Walked]


@pytest.fixture(scope="session")
def docs() -> Path:
    """Return the folder of the manuals."""
    return DOCS


@pytest.fixture
def walking(tmp_path: Path) -> Walking:
    """Return what runs the steps of a manual in one shell and one folder, its servers at other ports than it shows.

    `only` are steps that begin with it; where `complaints` are not told apart, they stand among what is printed.
    """

    def walk(
        name: str, ports: Mapping[str, str], *, only: str = "", complaints: int = subprocess.PIPE, **environment: str
    ) -> Walked:
        steps = [step for step in STEP.findall((DOCS / name).read_text(encoding="utf-8")) if step[0].startswith(only)]
        script = PREAMBLE + "".join(f"echo '{BETWEEN.strip()}'\n{commands}" for commands, _ in steps)
        for shown, used in ports.items():
            script = re.sub(rf"\b{shown}\b", used, script)
        printed = _printed(script, tmp_path, complaints, environment)
        for shown, used in ports.items():
            printed = printed.replace(f":{used}", f":{shown}")
        return [shown for _, shown in steps], printed.split(BETWEEN)[1:]

    return walk


def _printed(script: str, folder: Path, complaints: int, environment: Mapping[str, str]) -> str:
    if "curl " in script and shutil.which("curl") is None:
        pytest.skip("the manuals ask by curl")
    shell = subprocess.Popen(
        ["/bin/sh", "-c", script],
        cwd=folder,
        env=_environ(folder) | dict(environment),
        stdout=subprocess.PIPE,
        stderr=complaints,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        printed, complained = shell.communicate(timeout=500)
    finally:
        # Whatever the shell has started is of its session, and has ended with it unless it was too slow.
        with suppress(ProcessLookupError):
            os.killpg(shell.pid, signal.SIGKILL)
    assert (complained or "", shell.returncode) == ("", 0), printed
    return printed


def _environ(folder: Path) -> dict[str, str]:
    """Return the environment of a user whose commands are those of this interpreter."""
    programs = [str(_commands(folder)), str(Path(sys.executable).parent), os.environ["PATH"]]
    return {name: value for name, value in os.environ.items() if not name.startswith("PROFGRAPH_")} | {
        "CHECKOUT": str(DOCS.parent),
        "PATH": os.pathsep.join(programs),
        "PROFGRAPH_PROCESSES": "1",
        "no_proxy": "127.0.0.1",
    }


def _commands(folder: Path) -> Path:
    """Return a folder with `profgraph`: that of this interpreter, installed or not."""
    program = folder / "programs" / "profgraph"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m profgraph "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program.parent
