"""Snapshots: readers follow the newest, keep what they read, and leave nothing behind."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from profgraph.store import snapshots
from profgraph.store.changes import Changes
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.folder import Folder
from profgraph.store.protocol import Table
from profgraph.store.snapshots import RecentVersion
from profgraph.store.writer import Writer
from rdflib import Literal, Namespace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EX = Namespace("http://example.org/")
NUMBER = "SELECT ?n { <http://example.org/a> <http://example.org/p> ?n }"


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    """Yield the writer of a store that says 0."""
    with Writer.open(tmp_path) as opened:
        publish(opened, 0)
        yield opened


def publish(writer: Writer, number: int) -> str:
    """Make the store say `number`, and nothing else but what every store holds."""
    held = frozenset(writer.triples(EX.a, EX.p, None))
    writer.apply(Changes(remove=held, add=frozenset({(EX.a, EX.p, Literal(number), EX.g)})))
    return writer.publish()


def listed(folder: Path) -> list[str]:
    return sorted(entry.name for entry in (folder / "snapshots").iterdir())


def said(number: int) -> Table:
    return Table(("n",), ((Literal(number),),))


def test_a_reader_sees_what_was_published_last(tmp_path: Path, writer: Writer) -> None:
    with EmbeddedStore(tmp_path) as reader:
        for number in (1, 2, 1):
            version = publish(writer, number)
            assert reader.query(NUMBER) == said(number)
            assert reader.data_version() == version == writer.data_version()


def test_only_the_newest_snapshot_is_kept(tmp_path: Path, writer: Writer) -> None:
    versions = {publish(writer, number) for number in range(5)}
    assert len(versions) == 5
    newest = writer.data_version()
    assert listed(tmp_path) == [newest, f"{newest}.lock"]
    assert (tmp_path / "current").readlink().as_posix() == f"snapshots/{newest}"


def test_a_snapshot_stays_while_it_is_read_and_goes_afterwards(tmp_path: Path, writer: Writer) -> None:
    old = writer.data_version()
    with EmbeddedStore(tmp_path) as reader:
        reading = reader.quads()
        held = [next(reading)]
        new = publish(writer, 1)
        assert listed(tmp_path) == sorted([old, f"{old}.lock", new, f"{new}.lock"])
        assert reader.query(NUMBER) == said(1)
        # The reader went on to the new snapshot; only the unfinished reading keeps the old one.
        writer.publish()
        assert old in listed(tmp_path)
        held.extend(reading)
        assert [quad.object.value for quad in held if quad.subject.value == str(EX.a)] == ["0"]
        writer.publish()
        assert listed(tmp_path) == [new, f"{new}.lock"]


def test_a_snapshot_that_is_still_there_is_used_again(tmp_path: Path, writer: Writer) -> None:
    reader = EmbeddedStore(tmp_path)
    old = reader.data_version()
    made = (tmp_path / "snapshots" / old).stat().st_ino
    publish(writer, 1)
    assert publish(writer, 0) == old
    assert (tmp_path / "snapshots" / old).stat().st_ino == made
    assert reader.query(NUMBER) == said(0)
    reader.close()


def test_what_a_killed_writer_left_is_cleared_away(tmp_path: Path, writer: Writer) -> None:
    newest = writer.data_version()
    parts = tmp_path / "snapshots"
    for unfinished in (".new", ".0123456789abcdef"):
        (parts / unfinished / "engine").mkdir(parents=True)
    (parts / "0123456789abcdef.lock").touch()
    (parts / "fedcba9876543210").mkdir()
    (parts / "fedcba9876543210.lock").touch()
    (tmp_path / "current.new").symlink_to("snapshots/0123456789abcdef")
    writer.publish()
    assert listed(tmp_path) == [newest, f"{newest}.lock"]
    assert publish(writer, 1) != newest
    assert not (tmp_path / "current.new").is_symlink()


def test_whoever_is_told_of_a_publication_finds_all_readers_going_by_it(
    tmp_path: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Longer than it takes to publish: what a reader has looked up just before holds until after.
    monkeypatch.setattr(snapshots, "SETTLING", 0.3)
    recent, before, told, after = RecentVersion(Folder(tmp_path)), [], [writer.data_version()], []
    for number in range(1, 5):
        before.append(recent.get())
        told.append(publish(writer, number))
        after.append(recent.get())
    assert (before, after) == (told[:-1], told[1:])


def test_what_is_published_behind_the_back_is_found_after_a_moment(tmp_path: Path, writer: Writer) -> None:
    recent, link = RecentVersion(Folder(tmp_path)), tmp_path / "current"
    assert recent.get() == writer.data_version()
    link.unlink()
    time.sleep(snapshots.SETTLING)
    assert recent.get() is None


def test_readers_are_never_without_an_answer(tmp_path: Path, writer: Writer) -> None:
    stop = threading.Event()
    seen: list[object] = []

    def read() -> None:
        while not stop.is_set():
            with EmbeddedStore(tmp_path) as reader:
                seen.extend([reader.query(NUMBER), reader.query(NUMBER)])

    with EmbeddedStore(tmp_path) as shared:

        def share() -> None:
            while not stop.is_set():
                seen.append(shared.query(NUMBER))

        threads = [threading.Thread(target=target) for target in (read, read, share, share)]
        for thread in threads:
            thread.start()
        try:
            for number in range(1, 25):
                publish(writer, number % 3)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    assert len(seen) > 24
    assert [answer for answer in seen if answer not in (said(0), said(1), said(2))] == []
    writer.publish()
    newest = writer.data_version()
    assert listed(tmp_path) == [newest, f"{newest}.lock"]
