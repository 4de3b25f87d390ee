"""Mappings as SSSOM: identifiers expand to the IRIs that they were made of, the head names what the rows use."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from profgraph.ontology.terms import PREFIXES, SEMAPV, SKOS
from profgraph.queries.sssom import COLUMNS, MappingRow, MappingSet, to_sssom
from profgraph.store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from profgraph.store.embedded import EmbeddedStore

    Exported = Callable[..., bytes]

SET = MappingSet("https://example.org/set", "https://creativecommons.org/publicdomain/zero/1.0/")
BUILT_IN = {name: str(PREFIXES[name]) for name in ("owl", "rdf", "rdfs", "skos", "xsd")} | {"semapv": str(SEMAPV)}
IDENTIFIERS = ("subject_id", "predicate_id", "object_id", "mapping_justification", "subject_source", "object_source")
Read = tuple[dict[str, str], dict[str, str], list[dict[str, str]]]


def read(text: str) -> Read:
    """Return the prefixes, what the head tells, and the rows with their identifiers expanded."""
    lines = text.split("\n")
    head = [line[1:] for line in lines if line.startswith("#")]
    told = dict(line.split(": ", 1) for line in head if not line.startswith(" ") and ": " in line)
    prefixes = dict(line.strip().split(": ", 1) for line in head if line.startswith("  "))
    known = BUILT_IN | {name: json.loads(iri) for name, iri in prefixes.items()}
    body = "\n".join(lines[len(head) :])
    rows = list(csv.DictReader(StringIO(body, newline=""), delimiter="\t"))
    for row in rows:
        for column in IDENTIFIERS:
            prefix, colon, name = row[column].partition(":")
            row[column] = known[prefix] + name if colon else ""
    return known, {name: json.loads(value) for name, value in told.items()}, rows


def written(rows: list[MappingRow]) -> str:
    return "".join(to_sssom(SET, rows))


def test_the_head_and_a_row() -> None:
    row = MappingRow(
        "https://example.org/a/1", str(SKOS.closeMatch), "https://example.org/b#2", str(SEMAPV.LexicalMatching),
        subject_label="один", confidence=0.95, comment="a\tb",
    )  # fmt: skip
    assert written([row]) == (
        "#curie_map:\n"
        '#  ns1: "https://example.org/a/"\n'
        '#  ns2: "https://example.org/b#"\n'
        '#mapping_set_id: "https://example.org/set"\n'
        '#license: "https://creativecommons.org/publicdomain/zero/1.0/"\n'
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\t"
        "subject_source\tobject_source\tconfidence\tcomment\n"
        'ns1:1\tодин\tskos:closeMatch\tns2:2\t\tsemapv:LexicalMatching\t\t\t0.95\t"a\tb"\n'
    )


IRIS = st.builds(
    "https://{}.example/{}{}{}".format,
    st.sampled_from("abc"),
    st.sampled_from(["x/", "x/y/", "z#", ""]),
    st.text("0123456789.-", min_size=1, max_size=6),
    st.sampled_from(["", "a"]),
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=("Cc", "Cs")) | st.sampled_from('\t"')
)
ROWS = st.builds(
    MappingRow,
    IRIS,
    st.just(str(SKOS.exactMatch)),
    IRIS,
    st.just(str(SEMAPV.ManualMappingCuration)),
    subject_label=TEXTS,
    comment=TEXTS,
    confidence=st.none() | st.integers(0, 100).map(lambda number: number / 100),
)


@given(st.lists(ROWS, max_size=5))
def test_what_is_written_can_be_read(rows: list[MappingRow]) -> None:
    _, told, found = read(written(rows))
    assert told["mapping_set_id"] == SET.mapping_set_id
    for row, line in zip(rows, found, strict=True):
        assert [line[column] for column in IDENTIFIERS] == [getattr(row, column) for column in IDENTIFIERS]
        assert (line["subject_label"], line["comment"]) == (row.subject_label, row.comment)
        assert (float(line["confidence"]) if line["confidence"] else None) == row.confidence


def test_every_mapping_of_the_graph_is_there(one: EmbeddedStore, exported: Exported) -> None:
    known, told, rows = read(exported(one, "sssom").decode())
    assert (tuple(rows[0]), told["mapping_set_version"]) == (COLUMNS, one.data_version())
    assert [name for name, iri in known.items() if not iri.startswith(("http://", "https://"))] == []
    found = {(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows}
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
    assert len(rows) > 100
    assert {row["mapping_justification"].removeprefix(str(SEMAPV)) for row in rows} == {
        "LogicalReasoning",
        "ManualMappingCuration",
        "MappingChaining",
        "UnspecifiedMatching",
    }
    assert {row["subject_source"].rpartition("/classifier/")[2] for row in rows} == {
        "",
        "esco-groups/1.1.1",
        "esco-occupations/1.1.1",
        "isco/08",
        "isco/88",
        "okso/2009",
        "okz/1993",
        "okz/2014",
    }


def test_those_of_a_standard_are_of_its_codes(several: EmbeddedStore, exported: Exported) -> None:
    _, told, rows = read(exported(several, "sssom", "16.020").decode())
    assert told["mapping_set_id"] == "https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08#mappings"
    subjects = {row["subject_id"].rpartition("/classifier/")[2] for row in rows}
    assert subjects == {
        "okso/2009/140400",
        "okso/2009/140443",
        *(f"okz/1993/{code}" for code in (1222, 1223, 2143, 3113)),
    }
    # Many-to-many is kept: 1222 meets three codes of 2014, and one of ISCO-88.
    assert len([row for row in rows if row["subject_id"].endswith("/1222")]) == 4
