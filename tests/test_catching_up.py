"""A store of a release that knew no times of editions gets them with the first load, whatever is loaded."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.catching_up import missing_times
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.loader.succession import LINKS
from profgraph.ontology.terms import PS, Minter
from profgraph.settings import BASE
from profgraph.store.changes import Changes
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from profgraph.store.protocol import Quad

REGISTRY = Minter(BASE).graph("registry")
OWN = URIRef("https://example.org/mine")
NEWER = {
    "8 сентября 2014 г. N 620н": "20 июля 2022 г. N 424н",
    "08.09.2014 N 620н": "20.07.2022 N 424н",
    "\nМинистр  ": "\nНастоящий приказ вступает в силу с 1 марта 2023 г. и действует до 1 марта 2029 г.\n\nМинистр  ",
}
OTHER = {"16.020": "16.021"}


def written(path: Path, changes: dict[str, str]) -> Path:
    text = bundled().read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    made = {"first": {}, "newer": NEWER, "other": OTHER}
    return {name: written(folder / f"{name}.txt", changes) for name, changes in made.items()}


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory, files: dict[str, Path]) -> Iterator[Writer]:
    """Yield a store with two editions of one standard and one of another."""
    with Writer.open(tmp_path_factory.mktemp("store")) as opened:
        assert [type(one) for one in load(files.values(), opened)] == [Loaded] * 3
        yield opened


def times(writer: Writer) -> set[Quad]:
    found = (quad for link in LINKS for quad in writer.triples(None, link, None))
    return {quad for quad in found if quad[3] == REGISTRY}


def aged(writer: Writer, forgotten: frozenset[Quad]) -> str:
    """Make the store one that an earlier release wrote; return what its version was."""
    before = writer.data_version()
    assert writer.apply(Changes(remove=forgotten))
    assert writer.data_version() != before
    return before


@pytest.mark.parametrize("loaded", [(), ("other",), ("newer", "first")])
def test_whatever_is_loaded_brings_the_times_of_all_editions(
    writer: Writer, files: dict[str, Path], loaded: Sequence[str]
) -> None:
    known = times(writer)
    assert len({subject for subject, _, _, _ in known}) == 3
    before = aged(writer, frozenset(known))
    results = [*load([files[name] for name in loaded], writer)]
    # The files are as they were, and so is the store again.
    assert [one.changed for one in results if isinstance(one, Loaded)] == [False] * len(loaded)
    assert (times(writer), writer.data_version()) == (known, before)
    assert missing_times(writer) == Changes()


def test_a_standard_of_which_one_edition_is_dated_is_dated_as_a_whole(writer: Writer) -> None:
    known = times(writer)
    newer = Minter(BASE).version_named("16.020", "424n-2022-07-20")
    before = aged(writer, frozenset(quad for quad in known if quad[0] != newer))
    assert [*load([], writer)] == []
    assert (times(writer), writer.data_version()) == (known, before)


def test_what_people_wrote_of_times_is_not_taken_for_the_registry(writer: Writer) -> None:
    known = times(writer)
    first = Minter(BASE).version_named("16.020", "620n-2014-09-08")
    aged(writer, frozenset(known))
    mine = frozenset({(first, PS.validFromEvidence, Literal("mine"), OWN)})
    assert writer.apply(Changes(add=mine))
    assert [*load([], writer)] == []
    assert times(writer) == known
    assert writer.apply(Changes(remove=mine))


def test_a_store_that_lacks_nothing_is_left_alone(writer: Writer) -> None:
    assert missing_times(writer) == Changes()


@pytest.fixture
def old(tmp_path_factory: pytest.TempPathFactory, files: dict[str, Path]) -> Path:
    """Return the folder of a published store of an earlier release."""
    folder = tmp_path_factory.mktemp("old")
    with Writer.open(folder) as opened:
        assert [type(one) for one in load([files["first"]], opened)] == [Loaded]
        aged(opened, frozenset(times(opened)))
        opened.publish()
    return folder


@pytest.mark.parametrize("options", [(), ("--jobs", "1")])
def test_the_command_brings_them_to_readers(old: Path, files: dict[str, Path], options: Sequence[str]) -> None:
    def told(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "profgraph", "--store", str(old), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        return done.returncode, done.stdout

    asked = ("query", "in-force", "asOf=2018-01-01", "--format", "csv")
    status, before = told(*asked)
    assert (status, before.splitlines()[1:]) == (0, [])
    assert told("load", *options, str(files["first"]))[0] == 0
    status, after = told(*asked)
    assert (status, [line.split(",")[2] for line in after.splitlines()[1:]]) == (0, ["620n-2014-09-08"])
