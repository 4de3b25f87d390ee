"""Mapping sets of SSSOM/TSV: written as the specification has them, read back as the same links, refused by row."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml
from profgraph.errors import ProfGraphError
from profgraph.ontology.terms import Minter
from profgraph.queries.crosswalk_sssom import sssom_text
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from profgraph.loader.crossing import Crossed

    Written = Callable[..., Path]
    Crossing = Callable[..., Crossed]

MINTER = Minter(BASE)
ENDS = ("isco-88", "isco-08")
PREFIXES = f"# curie_map:\n#   old: {BASE}classifier/isco/88/\n#   new: {BASE}classifier/isco/08/\n"
HEADS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
ROW = "old:2143\tskos:closeMatch\tnew:2151\tsemapv:ManualMappingCuration\t0.7\n"


def exported(folder: Path, source: str, target: str) -> str:
    ends = [MINTER.edition(*name.rsplit("-", 1)) for name in (source, target)]
    with EmbeddedStore(folder) as store:
        return sssom_text(store, ends[0], ends[1], MINTER)


def parts(text: str) -> tuple[dict[str, object], list[dict[str, str]]]:
    lines = text.splitlines(keepends=True)
    head = "".join(line.removeprefix("#") for line in lines if line.startswith("#"))
    table = [line for line in lines if not line.startswith("#")]
    return yaml.safe_load(head), list(csv.DictReader(table, delimiter="\t"))


@pytest.fixture
def writer(carried: Path, tmp_path: Path) -> Iterator[Writer]:
    shutil.copytree(carried, tmp_path / "store", symlinks=True)
    with Writer.open(tmp_path / "store") as opened:
        yield opened


def test_a_set_has_the_metadata_that_the_specification_asks_for(carried: Path) -> None:
    metadata, rows = parts(exported(carried, *ENDS))
    comment = metadata.pop("comment")
    assert isinstance(comment, str)
    assert comment.startswith("Tables of the ILO. File isco08-isco88.csv, SHA-256 ")
    assert metadata == {
        "curie_map": {
            "profgraph": BASE,
            "isco-88": f"{BASE}classifier/isco/88/",
            "isco-08": f"{BASE}classifier/isco/08/",
        },
        "mapping_set_id": f"{BASE}correspondence/isco-88-isco-08",
        "mapping_set_title": "isco-88 to isco-08",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "subject_source": "profgraph:classifier/isco/88",
        "subject_source_version": "88",
        "object_source": "profgraph:classifier/isco/08",
        "object_source_version": "08",
    }
    assert rows[-1] == {
        "subject_id": "isco-88:3113",
        "subject_label": "Electrical engineering technicians",
        "predicate_id": "skos:broadMatch",
        "object_id": "isco-08:3113",
        "object_label": "Electrical engineering technicians",
        "mapping_justification": "semapv:ManualMappingCuration",
        "confidence": "0.95",
        "comment": "in the table; titles in the index: 4 of 4",
    }


@pytest.mark.parametrize(
    "ends",
    [
        ENDS,
        ("okz-1993", "okz-2014"),
        ("okso-2009", "okso-2016"),
        ("isco-08", "esco-groups-1.1.1"),
        ("esco-groups-1.1.1", "esco-occupations-1.1.1"),
    ],
    ids="-".join,
)
def test_what_is_written_is_read_back(
    crossing: Crossing, carried: Path, writer: Writer, written: Written, ends: tuple[str, str], tmp_path: Path
) -> None:
    before = exported(carried, *ends)
    crossing(writer, *ends, written(before, "set.sssom.tsv"))
    writer.publish()
    after = exported(tmp_path / "store", *ends)
    first, second = parts(before), parts(after)
    assert second[1] == first[1]
    assert {**second[0], "comment": ""} == {**first[0], "comment": ""}


def test_items_of_esco_may_be_named_by_their_own_addresses(
    crossing: Crossing, writer: Writer, written: Written
) -> None:
    row = "http://data.europa.eu/esco/isco/C3113\tskos:narrowMatch\tesco:9aa2a36f-296e-45fe-9798-b7839e0ed389\t"
    text = f"# curie_map:\n#   esco: http://data.europa.eu/esco/occupation/\n{HEADS}{row}semapv:MappingReview\t1\n"
    done = crossing(writer, "esco-groups-1.1.1", "esco-occupations-1.1.1", written(text, "set.sssom.tsv"))
    assert done.links == 1


REFUSED = {
    "a mapping to what there is not": (
        f"{PREFIXES}{HEADS}{ROW.replace('2151', '2159')}",
        (
            "set.sssom.tsv, row 5: the edition isco-08 in the store has no code 2159; mend the code, import the whole "
            "edition (profgraph classifiers import isco 08 FILE) or say --partial"
        ),
    ),
    "a mapping into another graph": (
        f"{PREFIXES}{HEADS}{ROW}{ROW.replace('new:2151', 'http://example.org/2151')}",
        (
            "set.sssom.tsv, row 6: the edition isco-08 in the store has no code <http://example.org/2151>; mend "
            "the code, import the whole edition (profgraph classifiers import isco 08 FILE) or say --partial"
        ),
    ),
    "no counterpart": (
        f"{PREFIXES}{HEADS}{ROW}{ROW.replace('new:2151', 'sssom:NoTermFound')}",
        (
            "set.sssom.tsv, row 6: sssom:NoTermFound says that the code has no counterpart, and a crosswalk keeps "
            "pairs only; remove the row or, to leave such rows out, say --partial"
        ),
    ),
    "the other way": (
        f"{PREFIXES}{HEADS}new:2151\tskos:closeMatch\told:2143\tsemapv:MappingReview\t1\n",
        (
            "set.sssom.tsv: the table goes the other way, from isco-08 to isco-88; say crosswalks import isco-08 "
            "isco-88 or change the columns: --column source=… --column target=…"
        ),
    ),
    "another version": (
        f"{PREFIXES}# object_source_version: '2028'\n{HEADS}{ROW}",
        "set.sssom.tsv, row 6: object_source_version is 2028, not 08; name that edition",
    ),
    "twice": (
        f"{PREFIXES}{HEADS}{ROW}{ROW}",
        "set.sssom.tsv, row 6: the pair 2143 and 2151 stands in row 5 already; leave one row",
    ),
    "a negation": (
        f"{PREFIXES}{HEADS.strip()}\tpredicate_modifier\n{ROW.strip()}\tNot\n",
        "set.sssom.tsv, row 5: a crosswalk keeps no negations (predicate_modifier); remove the row",
    ),
    "another relation": (
        f"{PREFIXES}{HEADS}{ROW.replace('skos:closeMatch', 'owl:sameAs')}",
        (
            "set.sssom.tsv, row 5: SKOS has no relation «owl:sameAs»; one of these is needed: exactMatch, closeMatch, "
            "broadMatch, narrowMatch, relatedMatch"
        ),
    ),
}


@pytest.mark.parametrize(("text", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_refused_with_its_row(
    crossing: Crossing, writer: Writer, written: Written, text: str, problem: str
) -> None:
    before = writer.data_version()
    with pytest.raises(ProfGraphError) as caught:
        crossing(writer, *ENDS, written(text, "set.sssom.tsv"))
    assert caught.value.message.en == problem
    assert "\n" not in caught.value.message.ru
    assert writer.data_version() == before


def test_half_a_million_rows_are_refused(crossing: Crossing, writer: Writer, written: Written) -> None:
    with pytest.raises(ProfGraphError) as caught:
        crossing(writer, *ENDS, written(PREFIXES + HEADS + ROW * 500_000, "set.sssom.tsv"))
    assert caught.value.message.en == "set.sssom.tsv: over 25000 rows or 64 MB; divide it"


def test_columns_that_are_not_taken_are_told(crossing: Crossing, writer: Writer, written: Written) -> None:
    text = f"{PREFIXES}{HEADS.strip()}\tauthor_id\n{ROW.strip()}\torcid:0\n"
    done = crossing(writer, *ENDS, written(text, "set.sssom.tsv"))
    assert (done.links, done.unread) == (1, ("author_id",))
