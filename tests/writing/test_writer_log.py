"""The log tells what became of each write, also where a kill or a full disk came between the write and its line."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from profgraph.errors import StoreError
from profgraph.store.aftermath import AftermathError
from profgraph.store.audit import Author
from profgraph.store.changes import Net
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from profgraph.store.writing.opening import server_writer
from profgraph.store.writing.protocol import Document, GraphWrite, Update

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    ShortOfRoom = Callable[[Path, int], AbstractContextManager[Callable[[], None]]]
    State = Callable[[Path], frozenset[str]]

INSERT = "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> <x:%s> } }"
MADE = "<x:s> <x:p> <x:%s> <x:g>"
UNSEEN = "the change was made, but readers do not see it yet; check the space on the disk, the next write shows it"
UNLOGGED = "the change was made, but the log audit.jsonl lacks it; check the space on the disk, the next write adds it"
MOST = 4_000_000  # bytes of a file, which the engine's own do not reach


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()]


def outcomes(folder: Path) -> list[str]:
    return [one["outcome"] for one in lines(folder)]


def commit(folder: Path, name: str) -> None:
    quad = ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.NamedNode(f"x:{name}"), ox.NamedNode("x:g"))
    with Writer.open(folder) as writer:
        writer.commit(Net(add=frozenset({quad})), Author("test", ""), b"the text")


@pytest.mark.parametrize("torn", [b"", b'{"when": "2026-'])
def test_a_write_that_was_made_before_a_kill_is_told_at_the_next_opening(tmp_path: Path, torn: bytes) -> None:
    commit(tmp_path, "a")
    log, told = tmp_path / "audit.jsonl", lines(tmp_path)
    assert [one["outcome"] for one in told] == ["intended", "done"]
    # As after a kill between the commit and the second line.
    first = log.read_bytes().partition(b"\n")[0] + b"\n"
    log.write_bytes(first + torn)
    for _ in range(2):
        with Writer.open(tmp_path) as writer:
            assert writer.data_version() == told[1]["after"]
        assert log.read_bytes().startswith(first)
        assert [one | {"when": ""} for one in lines(tmp_path)] == [one | {"when": ""} for one in told]


def test_a_write_that_was_cut_off_is_told_to_have_failed(tmp_path: Path) -> None:
    commit(tmp_path, "a")
    intended, done = lines(tmp_path)
    lost = intended | {"id": "0", "before": done["after"], "after": "0" * 16}
    with (tmp_path / "audit.jsonl").open("a") as log:
        log.write(json.dumps(lost) + "\n")
    commit(tmp_path, "b")
    failed = lines(tmp_path)[3]
    assert failed == lost | {
        "when": failed["when"],
        "outcome": "failed",
        "why": "it was cut off before it was made",
        "added": 0,
        "after": done["after"],
    }
    assert outcomes(tmp_path) == ["intended", "done", "intended", "failed", "intended", "done"]


@pytest.mark.parametrize("edited", [b"", b"\n", b"no json\n", b"[1]\n", b'{"outcome": "intended"}\n', b"half a line"])
def test_a_log_that_somebody_edited_keeps_nobody_from_writing(tmp_path: Path, edited: bytes) -> None:
    with Writer.open(tmp_path):
        (tmp_path / "audit.jsonl").write_bytes(edited)
    commit(tmp_path, "a")
    last = (tmp_path / "audit.jsonl").read_text().splitlines()[-2:]
    assert [json.loads(one)["outcome"] for one in last] == ["intended", "done"]


def test_what_was_made_but_not_published_is_published_for_its_client(served: Path, state: State) -> None:
    document = Document("application/n-triples", b"<x:s> <x:p> <x:put> .")
    for write, name in (
        (lambda client: client.update(Update(INSERT % "a"), client="test"), "a"),
        (lambda client: client.write(GraphWrite("put", "x:g", (document,)), client="test"), "put"),
        (lambda client: client.restore(b"<x:s> <x:p> <x:b> <x:g> .\n", force=True), "b"),
    ):
        before = state(served)
        with server_writer(served) as client:
            # Where a snapshot is made.
            (served / "snapshots" / ".new").write_text("in the way")
            with pytest.raises(AftermathError) as made:
                write(client)
            assert made.value.message.en == UNSEEN
            assert outcomes(served)[-1] == "done"
            assert state(served) == before
            (served / "snapshots" / ".new").unlink()
        deadline = time.monotonic() + 120
        with EmbeddedStore(served) as reader:
            while reader.data_version() != lines(served)[-1]["after"]:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        assert state(served) == {MADE % name}


def test_a_write_whose_line_finds_no_room_is_told_to_be_made(
    tmp_path: Path, state: State, short_of_room: ShortOfRoom
) -> None:
    folder = tmp_path / "store"
    commit(folder, "first")
    size = (folder / "audit.jsonl").stat().st_size
    filler = b'{"outcome": "done"}\n'
    # Room for a line and a half.
    (folder / "audit.jsonl").write_bytes((filler * (MOST // len(filler)))[: MOST - size * 3 // 4 - 1] + b"\n")
    with short_of_room(folder, MOST) as make_room:
        with server_writer(folder, seconds=60) as client:
            with pytest.raises(AftermathError) as made:
                client.update(Update(INSERT % "a"), client="test")
            assert made.value.message.en == UNLOGGED
            version = client.data_version()
            for text in (INSERT % "b", "CLEAR ALL"):
                with pytest.raises(StoreError, match="no space is left on the disk"):
                    client.update(Update(text), client="test")
            assert client.data_version() == version
        make_room()
        with server_writer(folder, seconds=60) as client:
            client.update(Update(INSERT % "c"), client="test")
    assert state(folder) == {MADE % name for name in ("first", "a", "c")}
    told = [json.loads(line) for line in (folder / "audit.jsonl").read_bytes().splitlines()[-4:]]
    assert [one["outcome"] for one in told] == ["intended", "done"] * 2
    assert [one["text"] for one in told] == [INSERT % "a"] * 2 + [INSERT % "c"] * 2
    assert told[0]["after"] == version
