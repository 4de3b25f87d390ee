"""A load in bulk gives the very store that a load one by one gives, whatever was there before, and is told the same."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from profgraph.loader.bulk.loading import load_in_bulk
from profgraph.loader.bulk.reader import Order
from profgraph.loader.gate import consequences
from profgraph.loader.outcomes import outcome
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.loader.versions import removal
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from profgraph.store.writing.opening import open_writer
from profgraph.store.writing.process import Order as WriterOrder
from profgraph.store.writing.supervisor import WriterProcess

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Loading

    Lines = Callable[[Path], list[bytes]]


def test_the_store_is_the_same(
    corpus: Path, one_by_one: list[bytes], in_bulk: Loading, lines: Lines, tmp_path: Path
) -> None:
    files = sorted(corpus.iterdir())
    found = in_bulk(files, tmp_path)
    assert [one.name for one in found] == [file.name for file in files]
    # It is there twice, and the smaller of its names, under which it came first, is the one that stays.
    kinds = {file.name: "loaded" for file in files} | {"synthetic-00002.xml": "unchanged"}
    assert {one.name: one.kind for one in found} == kinds
    assert lines(tmp_path) == one_by_one
    assert [(one.name, one.kind) for one in in_bulk(files, tmp_path)] == [(file.name, "unchanged") for file in files]
    assert lines(tmp_path) == one_by_one


def test_what_was_there_before_does_not_show(
    corpus: Path, one_by_one: list[bytes], in_bulk: Loading, lines: Lines, tmp_path: Path
) -> None:
    files = sorted(corpus.iterdir())
    with Writer.open(tmp_path) as writer:
        first, other = (one for one in load([files[5], bundled()], writer) if isinstance(one, Loaded))
    found = in_bulk(reversed(files), tmp_path, jobs=1, anew=True)
    kinds = {one.name: one.kind for one in found}
    assert kinds == {file.name: "loaded" for file in files} | {first.name: "unchanged"}
    with Writer.open(tmp_path) as writer:
        writer.apply(removal(writer, other.built.graphs.version))
        writer.publish()
    assert lines(tmp_path) == one_by_one


def test_a_load_beside_a_server_is_handed_to_it(
    corpus: Path, one_by_one: list[bytes], lines: Lines, tmp_path: Path
) -> None:
    files = sorted(corpus.iterdir())
    with WriterProcess(WriterOrder(tmp_path, None, partial(consequences, "turbo"))):
        before = EmbeddedStore(tmp_path).data_version()
        with open_writer(tmp_path, purpose="load") as writer:
            found = list(load_in_bulk(files, writer, Order(BASE)))
            assert EmbeddedStore(tmp_path).data_version() == before
            writer.publish()
        assert EmbeddedStore(tmp_path).data_version() != before
    assert [one.name for one in found if one.kind != "loaded"] == ["synthetic-00002.xml"]
    assert lines(tmp_path) == one_by_one


def test_batches_are_written_to_the_log_once(corpus: Path, in_bulk: Loading, tmp_path: Path) -> None:
    in_bulk(sorted(corpus.glob("synthetic-0000[3-9].xml")), tmp_path)
    log = (tmp_path / "audit.jsonl").read_text().splitlines()
    assert [json.loads(line)["outcome"] for line in log] == ["intended", "done"]


def test_the_same_is_said_of_a_document(corpus: Path, in_bulk: Loading, tmp_path: Path) -> None:
    files = sorted(corpus.glob("synthetic-*.xml"))[:4]
    with Writer.open(tmp_path / "one") as writer:
        alone = [line for one in load(files, writer) for line in outcome(one, details=False).lines()]
    assert [line for one in in_bulk(files, tmp_path / "bulk") for line in one.lines()] == alone


def test_two_texts_of_one_edition_in_one_load_are_refused(corpus: Path, in_bulk: Loading, tmp_path: Path) -> None:
    text = (corpus / "synthetic-00004.xml").read_text(encoding="utf-8")
    one, other = tmp_path / "one.xml", tmp_path / "other.xml"
    one.write_text(text, encoding="utf-8")
    other.write_text(text.replace("Директор", "Руководитель"), encoding="utf-8")
    found = in_bulk([one, other], tmp_path / "store")
    told = [one.error.message.en if one.error else one.kind for one in found]
    assert told == ["loaded", "other.xml: the same edition as one.xml, but another text; load only one of them"]


def test_a_document_that_replaces_another_is_told(corpus: Path, in_bulk: Loading, tmp_path: Path) -> None:
    text = (corpus / "synthetic-00004.xml").read_text(encoding="utf-8")
    one, other = tmp_path / "one.xml", tmp_path / "other.xml"
    one.write_text(text, encoding="utf-8")
    other.write_text(text.replace("Директор", "Руководитель"), encoding="utf-8")
    in_bulk([one], tmp_path / "store")
    (found,) = in_bulk([other], tmp_path / "store")
    hint = "warning: another text of the same edition, from one.xml, was replaced"
    assert (found.kind, [one.en for one in found.hints]) == ("loaded", [hint])
