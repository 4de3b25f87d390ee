"""The commands of the manual of federation, as a shell runs them, on free ports."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "federation.md").read_text(encoding="utf-8"), re.DOTALL)
ANSWER = (ROOT / "tests" / "answers" / "esco-occupations-elsewhere.csv").read_bytes().decode()
# The command speaks the language of its surroundings, a service Russian where nobody asks for another.
IN_ENGLISH = ANSWER.replace("ОКЗ, ОК 010-93", "OKZ, OK 010-93")

# Of the occupations that the package knows, those without another above them.
DIRECTLY = {
    "1321 Manufacturing managers": 3,
    "1322 Mining managers": 2,
    "1323 Construction managers": 1,
    "2151 Electrical engineers": 2,
    "3113 Electrical engineering technicians": 2,
    "3122 Manufacturing supervisors": 5,
    "3123 Construction supervisors": 2,
}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a user whose commands are those of this installation."""
    commands = tmp_path / "commands"
    commands.mkdir()
    ours = commands / "profgraph"
    ours.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m profgraph "$@"\n', encoding="utf-8")
    ours.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PROFGRAPH_", "LC_", "LANG"))}
    search = os.pathsep.join([str(commands), sysconfig.get_path("scripts"), os.environ["PATH"]])
    return kept | {"PATH": search, "PROFGRAPH_STORE": str(tmp_path / "store"), "LANG": "C.UTF-8"}


@pytest.fixture
def turtle(esco: str, tmp_path: Path) -> Path:
    """Return a file of ESCO in Turtle."""
    path = tmp_path / "esco.ttl"
    with urlopen(esco.replace("/query", "/store?default")) as response:  # noqa: S310  (our own server)
        Graph().parse(data=response.read(), format="turtle").serialize(path, format="turtle")
    return path


def free_ports() -> Iterator[str]:
    with socket.socket() as one, socket.socket() as two:
        for free in (one, two):
            free.bind(("127.0.0.1", 0))
        yield from (str(free.getsockname()[1]) for free in (one, two))


def test_the_commands_of_the_manual(environment: dict[str, str], turtle: Path) -> None:
    assert shutil.which("curl"), "the manual asks with curl"
    theirs, ours = free_ports()
    text = "set -e\n" + "".join(BLOCKS).replace("7878", theirs).replace("8014", ours)
    text = text.replace("profgraph serve &", f"profgraph serve --port {ours} &")
    # A session of its own, so that what runs in the background ends with it.
    with subprocess.Popen(
        ["/bin/bash", "-c", text],
        cwd=turtle.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as shell:
        try:
            shell.wait(300)
        finally:
            os.killpg(shell.pid, signal.SIGTERM)
        out, err = shell.communicate(timeout=60)
    assert shell.returncode == 0, err.decode()
    loaded, by_command, after = out.decode().partition(IN_ENGLISH)
    serving, by_http, counts = after.partition(ANSWER)
    assert (by_command, by_http) == (IN_ENGLISH, ANSWER)
    assert loaded.startswith("16.020-620n-2014.txt: loaded: 16.020 ")
    assert serving.startswith(f"ProfGraph answers at http://127.0.0.1:{ours}/")
    assert counts.splitlines() == ["label,occupations", *(f"{group},{count}" for group, count in DIRECTLY.items())]
