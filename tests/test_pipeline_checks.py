"""What validation means for loading: what stops a version, what goes into its report, what that report says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, Refused, bundled, load
from profgraph.ontology.terms import PROV, PS, PSS, RDF, RDFS, SH
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from pathlib import Path

TEXT = bundled().read_text(encoding="utf-8")
# The level in the code of the function A/01.5 is no longer that of its cell.
LEVEL = ("Код\tA/01.5\tУровень (подуровень) квалификации\t5", "Код\tA/01.5\tУровень (подуровень) квалификации\t6")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Return a document with a violation of a quality shape."""
    assert TEXT.count(LEVEL[0]) == 1
    path = tmp_path / "faulty.txt"
    path.write_text(TEXT.replace(*LEVEL), encoding="utf-8")
    return path


def test_a_fault_of_the_document_is_reported_and_does_not_stop_it(faulty: Path, tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        (result,) = load([faulty], writer)
        assert isinstance(result, Loaded)
        version = result.built.graphs.version
        report = set(writer.graph(writer.minter.graph("report", version)))
        source = writer.minter.source(result.built.standard.source.sha256)
    line = 1 + TEXT[: TEXT.index(LEVEL[0])].count("\n")
    (whole,) = {s for s, p, o in report if p == RDF.type and o == SH.ValidationReport}
    assert (whole, SH.conforms, Literal(lexical_or_value=False)) in report
    results = {o for s, p, o in report if s == whole and p == SH.result}
    (wrong,) = {s for s, p, o in report if p == SH.resultSeverity and o == SH.Violation}
    assert wrong in results
    assert {p: o for s, p, o in report if s == wrong and p not in {SH.resultMessage, PS.position, RDFS.label}} == {
        RDF.type: SH.ValidationResult,
        PS.concerns: version,
        SH.focusNode: URIRef(f"{version}/A/01.5"),
        SH.resultSeverity: SH.Violation,
        SH.sourceShape: PSS.LevelOfCode,
        SH.sourceConstraintComponent: SH.SPARQLConstraintComponent,
        SH.value: Literal(6),
        PROV.wasDerivedFrom: writer.minter.lines(source, line, line),
    }
    assert {text.language for s, p, text in report if s == wrong and p == SH.resultMessage} == {"ru", "en"}


def test_strict_stops_on_a_fault_of_the_document_and_changes_nothing(faulty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with Writer.open(folder) as writer:
        list(load([bundled()], writer))
        writer.publish()
    with EmbeddedStore(folder) as store:
        before = b"".join(canonical_nquads(store))
    with Writer.open(folder) as writer:
        (result,) = load([faulty], writer, strict=True)
        writer.publish()
    assert isinstance(result, Refused)
    assert result.error.message.ru.startswith("faulty.txt, строка ")
    assert "--strict" in result.error.message.ru
    with EmbeddedStore(folder) as store:
        assert b"".join(canonical_nquads(store)) == before


def test_strict_lets_warnings_pass(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        (result,) = load([bundled()], writer, strict=True)
    assert isinstance(result, Loaded)
