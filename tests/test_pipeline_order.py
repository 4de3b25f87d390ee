"""The store is a function of what is loaded: no order, repetition or detour of loading shows in its bytes."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.loader.building import Built, build
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.loader.versions import removal, replacement
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

TEXT = bundled().read_text(encoding="utf-8")
NAMES = ("first", "edition", "other")


def changed(*changes: tuple[str, str]) -> str:
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


TEXTS = {
    "first": TEXT,
    # A later edition of the same standard: another name, an item spelled otherwise, an item and an act less.
    "edition": changed(
        ("8 сентября 2014 г. N 620н", "9 октября 2015 г. N 100н"),
        ("08.09.2014 N 620н", "09.10.2015 N 100н"),
        ('**стандарт** "Специалист по', '**стандарт** "Мастер по'),
        ("Основы электротехники", "ОСНОВЫ электротехники"),
        ("\tЭтика делового общения\n", ""),
        ("N 302н", "N 303н"),
    ),
    # Another standard that has most of its texts in common with the first one.
    "other": changed(
        ("16.020", "16.021"),
        ("N 620н", "N 621н"),
        ("\n167\n", "\n168\n"),
        ("Устав предприятия", "Устав организации"),
    ),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("standards")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.txt" for name in TEXTS}


def loaded(path: Path, writer: Writer) -> Loaded:
    (result,) = load([path], writer)
    assert isinstance(result, Loaded), result.error
    return result


def content(folder: Path, writer: Writer) -> bytes:
    """Return the canonical N-Quads of the store, having seen that no triple is in two graphs."""
    writer.publish()
    with EmbeddedStore(folder) as store:
        triples = Counter(quad.triple for quad in store.quads())
        assert [triple for triple, times in triples.items() if times > 1] == []
        return b"".join(canonical_nquads(store))


@pytest.fixture(scope="module")
def built(files: dict[str, Path]) -> dict[str, Built]:
    return {name: build(files[name].read_bytes(), files[name].name, Minter(BASE)) for name in NAMES}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, built: dict[str, Built]) -> bytes:
    folder = tmp_path_factory.mktemp("everything")
    with Writer.open(folder) as writer:
        for name in NAMES:
            writer.apply(replacement(writer, built[name].graphs))
        return content(folder, writer)


@pytest.mark.parametrize("order", list(permutations(NAMES))[1::2], ids=" ".join)
def test_the_order_of_loading_does_not_show(
    order: tuple[str, ...], built: dict[str, Built], everything: bytes, tmp_path: Path
) -> None:
    with Writer.open(tmp_path) as writer:
        for name in order:
            assert writer.apply(replacement(writer, built[name].graphs)) is True
        assert content(tmp_path, writer) == everything


def test_loading_again_changes_nothing(files: dict[str, Path], everything: bytes, tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        assert [loaded(files[name], writer).changed for name in NAMES] == [True, True, True]
        version = writer.publish()
        assert [loaded(files[name], writer).changed for name in NAMES] == [False, False, False]
        assert writer.publish() == version
        assert content(tmp_path, writer) == everything


def test_a_version_removed_and_loaded_again_is_as_if_it_had_stayed(
    built: dict[str, Built], everything: bytes, tmp_path: Path
) -> None:
    with Writer.open(tmp_path) as writer:
        for name in NAMES:
            writer.apply(replacement(writer, built[name].graphs))
        for name in NAMES:
            graphs = built[name].graphs
            assert writer.apply(removal(writer, graphs.version)) is True
            assert writer.apply(removal(writer, graphs.version)) is False
            assert writer.apply(replacement(writer, graphs)) is True
            assert content(tmp_path, writer) == everything


def test_a_new_reading_of_a_version_replaces_the_old_one(files: dict[str, Path], tmp_path: Path) -> None:
    alone, after = tmp_path / "alone", tmp_path / "after"
    other_reading = tmp_path / "x.txt"
    other_reading.write_text(changed(("Основы конфликтологии", "Конфликтология"), ("<5>", "<6>")), encoding="utf-8")
    with Writer.open(alone) as writer:
        loaded(files["first"], writer)
        expected = content(alone, writer)
    with Writer.open(after) as writer:
        loaded(other_reading, writer)
        assert content(after, writer) != expected
        loaded(files["first"], writer)
        assert content(after, writer) == expected


@pytest.fixture(scope="module")
def states(built: dict[str, Built], tmp_path_factory: pytest.TempPathFactory) -> dict[frozenset[str], str]:
    """Return the data version of every set of standards, each loaded into a store of its own."""
    found = {}
    for names in (one for size in range(len(NAMES) + 1) for one in combinations(NAMES, size)):
        with Writer.open(tmp_path_factory.mktemp("state")) as writer:
            for name in names:
                writer.apply(replacement(writer, built[name].graphs))
            found[frozenset(names)] = writer.data_version()
    assert len(set(found.values())) == len(found)
    return found


@settings(deadline=None, max_examples=8)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(NAMES)), max_size=5))
def test_any_history_ends_in_the_state_of_what_is_loaded(
    built: dict[str, Built],
    states: dict[frozenset[str], str],
    tmp_path_factory: pytest.TempPathFactory,
    history: list[tuple[bool, str]],
) -> None:
    held: frozenset[str] = frozenset()
    with Writer.open(tmp_path_factory.mktemp("history")) as writer:
        for is_load, name in history:
            graphs = built[name].graphs
            change = replacement(writer, graphs) if is_load else removal(writer, graphs.version)
            after = held | {name} if is_load else held - {name}
            assert writer.apply(change) is (after != held)
            assert writer.data_version() == states[after]
            held = after
