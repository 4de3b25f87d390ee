"""Faults of a published order do not keep it out of the store: it is loaded whole, with the fault told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, Refused, bundled, load
from profgraph.ontology.terms import PS
from profgraph.store.writer import Writer

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


FAULTS = {
    "the same number of two footnotes": edited(("<5> Общероссийский", "<4> Общероссийский")),
    "an unknown classifier beside other characteristics": edited(
        ("работе\n\n### Дополнительные", "работе\nДругие характеристики\tНет\n\n### Дополнительные"),
        ("ОКСО\t140400", "ОКНПО\t140400"),
    ),
    "references to skills in two groups": edited(
        ("\tСовременные информационные технологии", f"\t{TO_A_01}\n\tСовременные информационные технологии")
    ),
    "a code twice in section III, once in the map": edited(("Код\tВ/02.6\t", "Код\tB/01.6\t")),
}  # fmt: skip


@pytest.mark.xfail(strict=True, reason="refused: two nodes get one IRI, or the map is taken for proof of a cut")
@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_document_does_not_stop_it(text: str, tmp_path: Path, writer: Writer) -> None:
    assert isinstance(loaded(text, tmp_path, writer), Loaded)


@pytest.mark.xfail(
    strict=True, raises=ValueError, reason="both readings describe one source file: a triple in two graphs"
)
def test_the_file_of_an_unknown_order_is_joined_as_its_own_hint_says(tmp_path: Path) -> None:
    unnamed = TEXT.replace("от 8 сентября 2014 г. N 620н", "").replace("от 08.09.2014 N 620н", "")
    with Writer.open(tmp_path / "store") as writer:
        loaded(unnamed, tmp_path, writer)
        loaded(unnamed, tmp_path, writer, version=EDITION)
        versions = [str(subject) for subject, _, _, _ in writer.triples(None, PS.isVersionOf, None)]
        assert versions == [f"{writer.minter.base}standard/16.020/{EDITION}"]


@pytest.mark.xfail(strict=True, reason="a marker without its footnote leads to a node that nothing describes")
def test_no_statement_leads_to_a_footnote_that_is_missing(tmp_path: Path, writer: Writer) -> None:
    result = loaded(TEXT[: TEXT.index("<3> [Приказ]")], tmp_path, writer)
    assert isinstance(result, Loaded)
    stated = result.built.graphs.triples["asserted"]
    described = {subject for subject, _, _ in stated}
    assert {value for _, link, value in stated if link == PS.refersToFootnote} <= described
