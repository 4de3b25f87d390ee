"""Faults of a published order do not keep it out of the store: it is loaded whole, with the fault told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, Refused, bundled, load
from profgraph.ontology.terms import DCTERMS, PS, RDFS
from profgraph.store.writer import Writer
from rdflib import URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = bundled().read_text(encoding="utf-8")
EDITION = "620n-2014-09-08"
TO_A_01 = "Необходимые умения, соответствующие трудовой функции A/01.5"


def edited(*changes: tuple[str, str]) -> str:
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    with Writer.open(tmp_path_factory.mktemp("faults")) as opened:
        yield opened


def loaded(text: str, folder: Path, writer: Writer, *, version: str | None = None) -> Loaded | Refused:
    path = folder / "x.txt"
    path.write_text(text, encoding="utf-8")
    (result,) = load([path], writer, version=version)
    return result


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            edited(
                ("работе\n\n### Дополнительные", "работе\nДругие характеристики\tНет\n\n### Дополнительные"),
                ("ОКСО\t140400", "ОКНПО\t140400"),
            ),
            id="an unknown classifier beside other characteristics",
        ),
        pytest.param(edited(("<5> Общероссийский", "<4> Общероссийский")), id="two footnotes with one number"),
        pytest.param(
            edited(("\tСовременные информационные технологии", f"\t{TO_A_01}\n\tИнформационные технологии")),
            id="references to skills in two groups",
        ),
        pytest.param(
            edited(("Код\tВ/02.6\t", "Код\tB/01.6\t")),
            id="a code twice in section III, once in the map",
        ),
    ],
)
def test_a_fault_of_the_document_does_not_stop_it(text: str, tmp_path: Path, writer: Writer) -> None:
    assert isinstance(loaded(text, tmp_path, writer), Loaded)


def test_the_file_of_an_unknown_order_is_joined_as_its_own_hint_says(tmp_path: Path) -> None:
    unnamed = TEXT.replace("от 8 сентября 2014 г. N 620н", "").replace("от 08.09.2014 N 620н", "")
    with Writer.open(tmp_path / "store") as writer:
        loaded(unnamed, tmp_path, writer)
        loaded(unnamed, tmp_path, writer, version=EDITION)
        versions = [str(subject) for subject, _, _, _ in writer.triples(None, PS.isVersionOf, None)]
        assert versions == [f"{writer.minter.base}standard/16.020/{EDITION}"]


def test_one_file_under_two_names_is_no_crash(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        assert isinstance(loaded(TEXT, tmp_path, writer, version="621n-2015-01-01"), Loaded)
        before = writer.data_version()
        result = loaded(TEXT, tmp_path, writer)
        assert isinstance(result, Loaded) or writer.data_version() == before


def test_a_reading_that_gave_way_is_still_labelled(tmp_path: Path) -> None:
    unnamed = TEXT.replace("от 8 сентября 2014 г. N 620н", "").replace("от 08.09.2014 N 620н", "")
    with Writer.open(tmp_path / "store") as writer:
        loaded(unnamed, tmp_path, writer)
        loaded(TEXT, tmp_path, writer, version=EDITION)
        ((old, _, _, _),) = writer.triples(None, DCTERMS.isReplacedBy, None)
        assert [quad[1] for quad in writer.triples(URIRef(str(old)), RDFS.label, None)] == [RDFS.label]


def test_no_statement_leads_to_a_footnote_that_is_missing(tmp_path: Path, writer: Writer) -> None:
    result = loaded(TEXT[: TEXT.index("<3> [Приказ]")], tmp_path, writer)
    assert isinstance(result, Loaded)
    stated = result.built.graphs.triples["asserted"]
    described = {subject for subject, _, _ in stated}
    assert {value for _, link, value in stated if link == PS.refersToFootnote} <= described
