"""The mappings of the graph as SSSOM: all of them, or those of a standard, each with its ground."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.classifiers.editions import edition_named
from profgraph.loader.crossing import Asked, import_crosswalk, read_crosswalk
from profgraph.loader.sssom.reading import read_sssom
from profgraph.loader.sssom.slots import NEEDED
from profgraph.ontology.terms import SEMAPV
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from profgraph.loader.sssom.reading import Sheet

    Exported = Callable[..., bytes]

COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
    "subject_source", "object_source", "confidence", "comment",
)  # fmt: skip


def read(tmp_path: Path, data: bytes) -> Sheet:
    (tmp_path / "all.sssom.tsv").write_bytes(data)
    return read_sssom(tmp_path / "all.sssom.tsv", most_bytes=2**24, most_rows=10_000, ours={})


def test_every_mapping_of_the_graph_is_there(one: EmbeddedStore, exported: Exported, tmp_path: Path) -> None:
    sheet = read(tmp_path, exported(one, "sssom"))
    assert (sheet.columns, sheet.metadata["mapping_set_version"]) == (COLUMNS, one.data_version())
    found = {tuple(map(str, map(row.iri, NEEDED[:3]))) for row in sheet.rows}
    asked = table_of(
        one.query(
            """SELECT DISTINCT ?s ?p ?o WHERE {
              { VALUES ?p { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch }
                ?s ?p ?o }
              UNION { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), "/alignment/") && isIRI(?o))
                FILTER(?p IN (rdfs:subClassOf, rdfs:subPropertyOf, rdfs:seeAlso)) }
            }"""
        )
    )
    assert found == {tuple(map(str, row)) for row in asked.rows}
    assert len(sheet.rows) > 100
    assert {row.iri("mapping_justification").removeprefix(str(SEMAPV)) for row in sheet.rows} == {
        "LogicalReasoning",
        "ManualMappingCuration",
        "MappingChaining",
        "UnspecifiedMatching",
    }
    sources = {row.iri("subject_source") for row in sheet.rows if row.text("subject_source")}
    assert {one.rpartition("/classifier/")[2] for one in sources} == {
        "esco-groups/1.1.1",
        "esco-occupations/1.1.1",
        "isco/08",
        "isco/88",
        "okso/2009",
        "okz/1993",
        "okz/2014",
    }


CC0, UNSPECIFIED = "https://creativecommons.org/publicdomain/zero/1.0/", "https://w3id.org/sssom/license/unspecified"
TABLE = "ISCO88,ISCO08\n2143,2151\n3113,3113\n"


def test_a_set_of_one_licence_says_it_once(one: EmbeddedStore, exported: Exported, tmp_path: Path) -> None:
    sheet = read(tmp_path, exported(one, "sssom"))
    assert sheet.metadata["license"] == CC0
    assert "license" not in sheet.columns


@pytest.mark.parametrize("given", [None, "https://creativecommons.org/licenses/by/4.0/"])
def test_a_crosswalk_of_others_keeps_its_licence(
    folder: Path, exported: Exported, tmp_path: Path, given: str | None
) -> None:
    shutil.copytree(folder, tmp_path / "store", symlinks=True)
    path, ends = tmp_path / "table.csv", (edition_named("isco-88"), edition_named("isco-08"))
    path.write_text(TABLE, encoding="utf-8")
    asked = Asked(license=given)
    with Writer.open(tmp_path / "store") as writer:
        import_crosswalk(writer, path, ends, read_crosswalk(path, ends, asked), asked)
        writer.publish()
    with EmbeddedStore(tmp_path / "store") as store:
        sheet = read(tmp_path, exported(store, "sssom"))
    assert sheet.metadata["license"] == UNSPECIFIED
    of_others = {row.text("subject_id") for row in sheet.rows if row.text("license") != CC0}
    assert of_others == {"isco-88:2143", "isco-88:3113"}
    assert {row.text("license") for row in sheet.rows} == {CC0, given or UNSPECIFIED}


def test_what_has_an_english_name_only_is_called_by_it(one: EmbeddedStore, exported: Exported, tmp_path: Path) -> None:
    sheet = read(tmp_path, exported(one, "sssom"))
    named = {row.text("subject_id"): row.text("subject_label") for row in sheet.rows}
    assert (named["esco-groups-1.1.1:3113"], named["okz-2014:3113"]) == (
        "Electrical engineering technicians",
        "Техники-электрики",
    )
    assert [code for code, name in named.items() if "/classifier/" in code and not name] == []


def test_those_of_a_standard_are_of_its_codes(several: EmbeddedStore, exported: Exported, tmp_path: Path) -> None:
    sheet = read(tmp_path, exported(several, "sssom", "16.020"))
    about = "https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08#mappings"
    assert sheet.metadata["mapping_set_id"] == about
    subjects = [row.iri("subject_id").rpartition("/classifier/")[2] for row in sheet.rows]
    assert set(subjects) == {
        "okso/2009/140400",
        "okso/2009/140443",
        *(f"okz/1993/{code}" for code in (1222, 1223, 2143, 3113)),
    }
    # Many-to-many is kept: 1222 meets three codes of 2014, and one of ISCO-88.
    assert len([one for one in subjects if one.endswith("/1222")]) == 4
