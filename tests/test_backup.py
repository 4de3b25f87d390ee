"""A backup gives the same store again, to the byte; one that is not as it was written gives nothing."""

from __future__ import annotations

import gzip
import os
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import RefusedError, SourceError, StoreError, UsageError
from profgraph.store.audit import Author
from profgraph.store.backups import read, written
from profgraph.store.changes import Net
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer
from profgraph.store.writing.opening import open_writer

if TYPE_CHECKING:
    from pathlib import Path

G = ox.NamedNode("x:g")
ODD = frozenset(
    {
        ox.Quad(ox.BlankNode("b0"), ox.NamedNode("x:p"), ox.BlankNode("c1"), G),
        ox.Quad(ox.BlankNode("b0"), ox.NamedNode("x:p"), ox.Literal('# "ё"\n\t\\', language="ru")),
        ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(7), G),
    }
)


def whole(folder: Path) -> tuple[str, bytes]:
    with EmbeddedStore(folder) as reader:
        return reader.data_version(), b"".join(canonical_nquads(reader))


def saved(folder: Path, file: Path) -> bytes:
    with EmbeddedStore(folder) as reader:
        written(reader, file)
    return file.read_bytes()


def restored(folder: Path, file: Path, *, force: bool = False) -> str:
    backup = read(file)
    with open_writer(folder, base=backup.base, purpose="restore", bare=backup.bare) as writer:
        return writer.restore(backup.lines, backup.empty_graphs, force=force)


@pytest.fixture(scope="module")
def odd(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the bundled standard, blank nodes, a default graph and an empty graph."""
    path = tmp_path_factory.mktemp("odd")
    restored(path / "store", _file(folder, path / "bundled.gz"))
    with Writer.open(path / "store") as writer:
        writer.commit(Net(add=ODD, create=frozenset({"x:empty"})), Author("test", ""))
        writer.publish()
    return path / "store"


def _file(folder: Path, file: Path) -> Path:
    saved(folder, file)
    return file


def test_a_backup_takes_the_place_of_no_pipe(odd: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError) as caught:
        saved(odd, tmp_path / "pipe")
    said = f"{tmp_path / 'pipe'}: cannot be written (not a regular file); check the folder and its permissions"
    assert (caught.value.message.en, (tmp_path / "pipe").is_fifo()) == (said, True)


def test_promise_i_a_restored_store_is_the_same_store(odd: Path, tmp_path: Path) -> None:
    file = _file(odd, tmp_path / "one.gz")
    assert restored(tmp_path / "new", file) == whole(odd)[0]
    assert whole(tmp_path / "new") == whole(odd)
    assert saved(tmp_path / "new", tmp_path / "two.gz") == file.read_bytes()
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    assert b"".join(lines[1:-1]) == whole(odd)[1]
    assert [name.name for name in tmp_path.iterdir() if name.name.startswith(".")] == []
    with EmbeddedStore(tmp_path / "new") as reader:
        assert reader.query("ASK { GRAPH <x:empty> {} }") is True


def test_a_store_that_holds_something_is_replaced_only_when_told_to(odd: Path, folder: Path, tmp_path: Path) -> None:
    store, file = tmp_path / "store", _file(odd, tmp_path / "one.gz")
    restored(store, _file(folder, tmp_path / "bundled.gz"))
    before = whole(store)
    with pytest.raises(RefusedError) as refused:
        restored(store, file)
    assert refused.value.message.en == (
        f"{store}: the store is not empty; to replace what it holds by the backup, add --force"
    )
    assert whole(store) == before
    assert restored(store, file, force=True) == whole(odd)[0]
    assert whole(store) == whole(odd)
    # What is there already needs no force.
    assert restored(store, file) == whole(odd)[0]
    assert restored(store, tmp_path / "bundled.gz", force=True) == before[0]
    assert whole(store) == before


def test_a_backup_of_other_iris_is_refused(odd: Path, tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store", base="https://example.org/"):
        pass
    before = whole(tmp_path / "store")
    with pytest.raises(StoreError, match="the IRIs of this store begin with"):
        restored(tmp_path / "store", _file(odd, tmp_path / "one.gz"), force=True)
    assert whole(tmp_path / "store") == before


@pytest.fixture(scope="module")
def packed(odd: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup of that store."""
    return _file(odd, tmp_path_factory.mktemp("packed") / "one.gz")


def refused(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(SourceError) as damaged:
        read(file)
    assert damaged.value.message.en == (
        f"{file}: no backup of a store, or a damaged one; take another, the store is unchanged"
    )


@given(place=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255))
def test_a_byte_that_changed_is_noticed(
    packed: Path, tmp_path_factory: pytest.TempPathFactory, place: float, change: int
) -> None:
    data = bytearray(packed.read_bytes())
    # Of the ten bytes that come first, some say when and by what it was packed.
    position = 10 + int(place * (len(data) - 10))
    data[position] ^= change
    refused(tmp_path_factory.mktemp("damaged") / "bad.gz", bytes(data))


@pytest.mark.parametrize("share", [0, 0.001, 0.5, 0.999])
def test_a_backup_that_is_cut_is_noticed(packed: Path, tmp_path: Path, share: float) -> None:
    data = packed.read_bytes()
    refused(tmp_path / "cut.gz", data[: int(len(data) * share)])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"profgraph-backup": 1', b'"profgraph-backup": 2'),
        (rb'"data_version": "....', b'"data_version": "0000'),
        (b"<x:s> <x:p>", b"<x:t> <x:p>"),
        (b"<x:s> <x:p> [^\n]*\n", b""),
        (b'# {"sha256.*', b""),
        (b"^# [^\n]*\n", b""),
        (b"^.*$", b"a text"),
        (b"^.*$", b""),
    ],
)
def test_a_text_that_is_no_backup_is_noticed(packed: Path, tmp_path: Path, old: bytes, new: bytes) -> None:
    text = gzip.decompress(packed.read_bytes())
    changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
    assert changed != text
    refused(tmp_path / "changed.gz", gzip.compress(changed))
    refused(tmp_path / "plain.gz", changed)
