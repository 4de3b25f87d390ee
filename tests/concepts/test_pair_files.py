"""Files of pairs: what is written is read back, and what is wrong is refused with its row and what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import Message, ProfGraphError
from profgraph.loader.concepts.matches import BY_HAND, LEXICAL, Match, ordered
from profgraph.loader.concepts.pairs import pairs_text, read_pairs
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
FILE = pairs_text([SAME], MINTER, MINTER.concept_named("proposals"))
TABLE = "".join(FILE.partition("subject_id")[1:])

ROW = "пары.sssom.tsv, row 6: "
NO_RELATION = (
    ROW + "«{}» is no relation to decide on; it may be skos:exactMatch or skos:closeMatch, with Not or without"
)
TWICE = "пары.sssom.tsv, row 7: this pair stands in row 6 already; leave one row"

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


def read(tmp_path: Path, data: str | bytes) -> dict[Match, Message]:
    file = tmp_path / "пары.sssom.tsv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_pairs(file, MINTER)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pairs")


@given(matches)
def test_what_is_written_is_read_back(shelf: Path, match: Match) -> None:
    written = pairs_text([match], MINTER, MINTER.concept_named("proposals"))
    found = read(shelf, written)
    assert list(found) == [replace(match, labels=("", ""))]
    assert pairs_text([match], MINTER, MINTER.concept_named("proposals")) == written


def test_the_file_is_a_mapping_set_of_sssom() -> None:
    one, other = MINTER.concept_name(ONE), MINTER.concept_name(OTHER)
    assert (
        f"#curie_map:\n#  concept: {BASE}concept/\n#mapping_set_id: {BASE}concept/proposals\n"
        "#license: https://creativecommons.org/publicdomain/zero/1.0/\n"
        "subject_id\tsubject_label\tsubject_category\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\t"
        "mapping_justification\tauthor_label\tmapping_tool\tmapping_tool_version\tmapping_date\tconfidence\n"
        f"concept:{one}\tЧитать схему\tskill\tskos:exactMatch\t\tconcept:{other}\tЧитать схемы\t"
        "semapv:LexicalSimilarityThresholdMatching\tИванова\tprofgraph\t0.1.0\t2026-01-31\t0.99\n"
    ) == FILE


def swapped(text: str) -> str:
    """Return the file with the object for the subject: the relations are symmetric."""
    first, second = MINTER.concept_name(ONE), MINTER.concept_name(OTHER)
    return text.replace(first, "*").replace(second, first).replace("*", second)


@pytest.mark.parametrize(
    "data",
    [
        FILE,
        TABLE,
        FILE.replace("concept:", "c:"),
        FILE.replace("\tmapping_tool\t", "\tother_tool\t").replace("#license", "#mapping_tool: profgraph\n#license"),
        TABLE.replace("concept:", f"{BASE}concept/"),
        swapped(FILE),
    ],
)
def test_spreadsheets_and_other_tools_may_write_it_their_way(tmp_path: Path, data: str | bytes) -> None:
    assert list(read(tmp_path, data)) == [replace(SAME, labels=("", ""))]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (FILE + FILE.splitlines()[-1] + "\n", TWICE),
        (FILE + swapped(FILE).splitlines()[-1] + "\n", TWICE),
        (FILE.replace("2026-01-31", "31.01.2026"), ROW + "«31.01.2026» is no day of the form 2026-01-31; mend it"),
        (FILE.replace("skos:exactMatch\t", "skos:broadMatch\t"), NO_RELATION.format("skos:broadMatch")),
        (FILE.replace("skos:exactMatch\t", "skos:exactMatch\tPerhaps"), NO_RELATION.format("skos:exactMatch Perhaps")),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(tmp_path: Path, data: str | bytes, message: str) -> None:
    with pytest.raises(ProfGraphError) as refused:
        read(tmp_path, data)
    assert refused.value.message.en == message
