"""Files of pairs: what is written is read back, and what is wrong is refused with its row and what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import ProfGraphError
from profgraph.loader.concepts.matches import BY_HAND, LEXICAL, Match, ordered
from profgraph.loader.concepts.pairs import MOST_BYTES, read_pairs
from profgraph.loader.concepts.sssom import COLUMNS, to_sssom
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from rdflib import URIRef

if TYPE_CHECKING:
    from pathlib import Path

MINTER = Minter(BASE)
ONE, OTHER = ordered(MINTER.concept("skill", "Читать схему"), MINTER.concept("skill", "Читать схемы"))
SAME = Match(
    ONE, OTHER, "same", "0.99", LEXICAL, "Иванова", "2026-01-31", "profgraph 0.1.0", ("Читать схему", "Читать схемы")
)
FILE = to_sssom([SAME], MINTER, MINTER.concept_named("proposals"))
TABLE = "".join(FILE.partition("subject_id")[1:])
_SUBJECT = FILE.splitlines()[-1].split("\t")[0]

ROW = "пары.sssom.tsv:9: "
NO_TEXT = "пары.sssom.tsv: this is no text in UTF-8; save the file of pairs as TSV in UTF-8"
NO_YAML = "пары.sssom.tsv: the lines with # at the top cannot be read as YAML; mend or remove them"
NO_TABLE = (
    "пары.sssom.tsv:{}: this is no table of SSSOM: it lacks the columns {}; take a file of profgraph concepts propose"
)
NO_RELATION = (
    ROW + "«{}» is no relation to decide on; it may be skos:exactMatch or skos:closeMatch, with Not or without"
)
NO_IRI = ROW + "«{}» is neither an IRI nor a name with a known prefix; declare it in curie_map or write the IRI"
TWICE = "пары.sssom.tsv:10: this pair stands in row 9 already; leave one row"

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)
matches = st.builds(
    Match,
    st.just(ONE),
    st.just(OTHER),
    st.sampled_from(["same", "close", "different"]),
    st.sampled_from(["0", "0.5", "0.999", "1"]),
    st.sampled_from([BY_HAND, LEXICAL, URIRef("https://example.org/reason")]),
    texts,
    st.dates().map(str) | st.just(""),
    st.sampled_from(["", "profgraph 0.1.0", "tool"]),
    st.tuples(texts, texts),
)


def read(tmp_path: Path, data: str | bytes) -> dict[Match, str]:
    file = tmp_path / "пары.sssom.tsv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_pairs(file, MINTER)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pairs")


@given(matches)
def test_what_is_written_is_read_back(shelf: Path, match: Match) -> None:
    written = to_sssom([match], MINTER, MINTER.concept_named("proposals"))
    found = read(shelf, written)
    assert list(found) == [replace(match, labels=("", ""))]
    assert to_sssom([match], MINTER, MINTER.concept_named("proposals")) == written


def test_the_file_is_a_mapping_set_of_sssom() -> None:
    comments = [line[1:] for line in FILE.splitlines() if line.startswith("#")]
    assert yaml.safe_load("\n".join(comments)) == {
        "curie_map": {
            "concept": f"{BASE}concept/",
            "semapv": "https://w3id.org/semapv/vocab/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
        },
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "mapping_set_id": f"{BASE}concept/proposals",
        "sssom_version": "1.0",
    }
    heads, row = (line.split("\t") for line in FILE.splitlines()[-2:])
    assert tuple(heads) == COLUMNS
    assert dict(zip(heads, row, strict=True)) == {
        "subject_id": f"concept:{MINTER.concept_name(ONE)}",
        "subject_label": "Читать схему",
        "subject_category": "skill",
        "predicate_id": "skos:exactMatch",
        "predicate_modifier": "",
        "object_id": f"concept:{MINTER.concept_name(OTHER)}",
        "object_label": "Читать схемы",
        "mapping_justification": "semapv:LexicalSimilarityThresholdMatching",
        "author_label": "Иванова",
        "mapping_date": "2026-01-31",
        "mapping_tool": "profgraph",
        "mapping_tool_version": "0.1.0",
        "confidence": "0.99",
    }


def swapped(text: str) -> str:
    """Return the file with the object for the subject: the relations are symmetric."""
    first, second = MINTER.concept_name(ONE), MINTER.concept_name(OTHER)
    return text.replace(first, "*").replace(second, first).replace("*", second)


@pytest.mark.parametrize(
    "data",
    [
        FILE,
        TABLE,
        FILE.replace("\n", "\r\n"),
        FILE.replace("\n#", "\t\t\n#"),
        "\ufeff" + FILE,
        FILE.encode("utf-16"),
        FILE + "\t\t\n\n",
        FILE.replace("concept:", "c:"),
        TABLE.replace("concept:", f"{BASE}concept/"),
        swapped(FILE),
    ],
)
def test_spreadsheets_and_other_tools_may_write_it_their_way(tmp_path: Path, data: str | bytes) -> None:
    assert list(read(tmp_path, data)) == [replace(SAME, labels=("", ""))]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe\x00", NO_TEXT),
        ("Читать".encode("cp1251"), NO_TEXT),
        (b"x" * (MOST_BYTES + 1), "пары.sssom.tsv: over 16 MB; split the file of pairs"),
        ("", NO_TABLE.format(1, "subject_id, predicate_id, object_id, mapping_justification")),
        (FILE.replace("predicate_id\t", "\t"), NO_TABLE.format(8, "predicate_id")),
        (f"#a: [\n{TABLE}", NO_YAML),
        (f"#- a\n{TABLE}", NO_YAML),
        (f"#curie_map: 7\n{TABLE}", NO_YAML),
        (FILE + FILE.splitlines()[-1] + "\n", TWICE),
        (FILE + swapped(FILE).splitlines()[-1] + "\n", TWICE),
        (FILE.replace("\t0.99", "\t0.99\t1"), ROW + "14 cells in 13 columns; remove the tabs that are too many"),
        (FILE.replace("\t0.99", "\t1.5"), ROW + "the confidence «1.5» is no number from 0 to 1; mend it"),
        (FILE.replace("\t0.99", "\tnan"), ROW + "the confidence «nan» is no number from 0 to 1; mend it"),
        (FILE.replace("2026-01-31", "31.01.2026"), ROW + "«31.01.2026» is no day of the form 2026-01-31; mend it"),
        (FILE.replace("skos:exactMatch\t", "skos:broadMatch\t"), NO_RELATION.format("skos:broadMatch")),
        (FILE.replace("skos:exactMatch\t", "skos:exactMatch\tPerhaps"), NO_RELATION.format("skos:exactMatch Perhaps")),
        (FILE.replace(_SUBJECT, "esco:S1"), NO_IRI.format("esco:S1")),
        (FILE.replace(_SUBJECT, ""), NO_IRI.format("—")),
        (FILE.replace(_SUBJECT, "concept:a b"), NO_IRI.format("concept:a b")),
        (
            FILE.replace(_SUBJECT, f'"{_SUBJECT}'),
            ROW + "the table cannot be read (unexpected end of data); mend its quotes",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(tmp_path: Path, data: str | bytes, message: str) -> None:
    with pytest.raises(ProfGraphError) as refused:
        read(tmp_path, data)
    assert refused.value.message.en == message


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProfGraphError) as refused:
        read_pairs(tmp_path / "нет.tsv", MINTER)
    assert refused.value.message.en == (
        f"{tmp_path / 'нет.tsv'}: the file cannot be read (No such file or directory); check its name and permissions"
    )
