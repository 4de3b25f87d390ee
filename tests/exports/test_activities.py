"""The branch of an occupation in ESCO-shaped RDF: the code of ОКВЭД leads to the class of NACE at its publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profgraph.loader.classifiers.editions import edition_named
from profgraph.loader.crossing import Asked, import_crosswalk, read_crosswalk
from profgraph.loader.importing import Asked as Columns
from profgraph.loader.importing import import_edition, read_edition, source_of
from profgraph.loader.pipeline import Loaded, load
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import TURTLE
from profgraph.store.results import from_rdf
from profgraph.store.writer import Writer
from rdflib import URIRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Exported = Callable[..., bytes]

ACTIVITIES = "Код;Название\n62;Разработка ПО\n62.0;Она же\n62.01;Разработка компьютерного программного обеспечения\n"
RUSSIAN, EUROPEAN = edition_named("okved-2014"), edition_named("nace-2")


def test_an_item_of_nace_is_called_as_its_publisher_calls_it() -> None:
    addresses = {code: EUROPEAN.address(code) for code in ("A", "62", "62.0", "62.01")}
    assert addresses == {
        "A": "http://data.europa.eu/ux2/nace2/A",
        "62": "http://data.europa.eu/ux2/nace2/62",
        "62.0": "http://data.europa.eu/ux2/nace2/620",
        "62.01": "http://data.europa.eu/ux2/nace2/6201",
    }
    assert RUSSIAN.address("62.01") == ""


def test_the_code_of_okved_proves_the_class_of_nace(exported: Exported, corpus: Path, tmp_path: Path) -> None:
    standard = corpus / "registry-xml" / "06.001-424n-2022.xml"
    table = tmp_path / "okved.csv"
    table.write_text(ACTIVITIES, encoding="utf-8")
    with Writer.open(tmp_path / "store") as writer:
        for edition, path in ((RUSSIAN, table), (EUROPEAN, None)):
            is_part = path is not None
            read = read_edition(path, edition, Columns(partial=is_part))
            import_edition(writer, edition, read, source_of(path), "turbo", partial=is_part)
        ends = (RUSSIAN, EUROPEAN)
        import_crosswalk(writer, None, ends, read_crosswalk(None, ends, Asked()), Asked())
        (result,) = load([standard], writer)
        assert isinstance(result, Loaded)
        writer.publish()
    with EmbeddedStore(tmp_path / "store") as store:
        graph = from_rdf(exported(store, "esco"), TURTLE)
    found = graph.subject_objects(URIRef("http://data.europa.eu/esco/model#hasNACECode"))
    activity = "https://w3id.org/profgraph/id/standard/06.001/424n-2022-07-20/activity"
    assert [tuple(map(str, pair)) for pair in found] == [(activity, "http://data.europa.eu/ux2/nace2/6201")]
