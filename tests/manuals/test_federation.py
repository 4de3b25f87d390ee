"""docs/federation.md: its commands, with the two servers that they start, are answered from the other endpoint too."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Callable

    Walking = Callable[..., tuple[list[str], list[str]]]

ANSWER = (Path(__file__).parents[1] / "answers" / "esco-occupations-elsewhere.csv").read_text(encoding="utf-8")
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


def lay_out(esco: str, file: Path) -> None:
    """Write ESCO in Turtle, as its portal gives it."""
    with urlopen(esco.replace("/query", "/store?default")) as response:  # noqa: S310  (our own server)
        Graph().parse(data=response.read(), format="turtle").serialize(file, format="turtle")


def test_the_commands_of_federation(esco: str, walking: Walking, tmp_path: Path) -> None:
    lay_out(esco, tmp_path / "esco.ttl")
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        ports = {shown: str(free.getsockname()[1]) for shown, free in (("8014", one), ("7878", other))}
    environment = {"PROFGRAPH_STORE": str(tmp_path / "store"), "PROFGRAPH_LANG": "en"}
    _, (elsewhere, by_command, by_http) = walking("federation.md", ports, **environment)
    loaded, _, between = by_command.partition(IN_ENGLISH)
    unasked, _, counts = by_http.partition(ANSWER)
    assert (elsewhere, between, unasked) == ("", "", "")
    assert loaded.startswith("16.020-620n-2014.txt: loaded: 16.020 ")
    assert counts.splitlines() == ["label,occupations", *(f"{group},{count}" for group, count in DIRECTLY.items())]
