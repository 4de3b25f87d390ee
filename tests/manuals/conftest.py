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
# A manual ends its server itself; a step that fails must not leave it behind.
PREAMBLE = """set -e
trap '[ -z "$SERVER" ] || { kill $SERVER; wait $SERVER || :; } 2>/dev/null' EXIT
"""
Walked = tuple[list[str], list[str]]
Walking = Callable[..., Walked]


@pytest.fixture(scope="session")
def docs() -> Path:
    """Return the folder of the manuals."""
    return DOCS


@pytest.fixture
def walking(tmp_path: Path) -> Walking:
    """Return what runs all steps of a manual in one shell and one folder, its servers at other ports than it shows."""
    if shutil.which("curl") is None:
        pytest.skip("the manuals ask by curl")

    def walk(name: str, ports: Mapping[str, str]) -> Walked:
        steps = STEP.findall((DOCS / name).read_text(encoding="utf-8"))
        script = PREAMBLE + "".join(f"echo '{BETWEEN.strip()}'\n{commands}" for commands, _ in steps)
        named = re.compile(rf"\b(?:{'|'.join(ports)})\b")
        printed = _printed(named.sub(lambda port: ports[port[0]], script), tmp_path)
        for shown, used in ports.items():
            printed = printed.replace(f":{used}", f":{shown}")
        return [shown for _, shown in steps], printed.split(BETWEEN)[1:]

    return walk


def _printed(script: str, folder: Path) -> str:
    programs = [str(_commands(folder)), str(Path(sys.executable).parent), os.environ["PATH"]]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PROFGRAPH_")} | {
        "CHECKOUT": str(DOCS.parent),
        "PATH": os.pathsep.join(programs),
        "PROFGRAPH_PROCESSES": "1",
        "no_proxy": "127.0.0.1",
    }
    pipe = subprocess.PIPE
    shell = subprocess.Popen(
        ["/bin/sh", "-c", script],
        cwd=folder,
        env=environ,
        stdout=pipe,
        stderr=pipe,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        printed, complaints = shell.communicate(timeout=500)
    finally:
        # Whatever the shell has started is of its session, and has ended with it unless it was too slow.
        with suppress(ProcessLookupError):
            os.killpg(shell.pid, signal.SIGKILL)
    assert (complaints, shell.returncode) == ("", 0), printed
    return printed


def _commands(folder: Path) -> Path:
    """Return a folder with `profgraph`: that of this interpreter, installed or not."""
    program = folder / "programs" / "profgraph"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m profgraph "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program.parent
