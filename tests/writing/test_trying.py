"""The process in which updates are tried, alone: what it keeps open."""

from __future__ import annotations

import multiprocessing
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from profgraph.store.writing.difference import AFTER, BEFORE
from profgraph.store.writing.frames import Frame, receive, send
from profgraph.store.writing.protocol import Update
from profgraph.store.writing.trying import attend

_TWICE = "INSERT DATA { <x:a> <x:p> 1 } ; CREATE GRAPH <x:g> ; CREATE GRAPH <x:g>"


@pytest.mark.parametrize(("text", "said"), [(_TWICE, "problem"), ("INSERT DATA { <x:a> <x:p> 1 }", "create")])
def test_no_file_of_a_copy_is_open_when_its_trial_has_been_answered(tmp_path: Path, text: str, said: str) -> None:
    for name in (BEFORE, AFTER):
        ox.Store(str(tmp_path / name)).flush()
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=attend, args=(theirs, 4 * 1024**3, False))
    process.start()
    theirs.close()
    receive(ours)
    request = {"ask": "update", "folder": str(tmp_path), "hidden": None, "touched": None}
    send(ours, Frame({**request, "update": asdict(Update(text))}))
    answers = [receive(ours)]
    if "problem" not in answers[0].header:
        answers.append(receive(ours))
    try:
        assert said in answers[-1].header
        assert [path for path in _open_files(process.pid) if path.is_relative_to(tmp_path)] == []
    finally:
        ours.close()
        process.join()


def _open_files(pid: int | None) -> list[Path]:
    return [entry.readlink() for entry in Path(f"/proc/{pid}/fd").iterdir()]
