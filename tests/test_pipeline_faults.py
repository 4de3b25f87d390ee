"""Faults of a published order do not keep it out of the store: it is loaded whole, with the fault told."""

from __future__ import annotations

from collections import Counter
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


def told_beyond(result: Loaded | Refused, plain: Loaded | Refused) -> list[tuple[str, dict[str, str]]]:
    """Return what was found in a document beyond what the bundled one has, wherever it stands."""
    assert isinstance(result, Loaded)
    assert isinstance(plain, Loaded)
    known = Counter((finding.code, finding.values) for finding in plain.built.diagnostics)
    found = [(finding.code, finding.values) for finding in result.built.diagnostics]
    return [(code, dict(values)) for code, values in found if found.count((code, values)) > known[code, values]]


def shapes_beyond(result: Loaded | Refused, plain: Loaded | Refused) -> set[str]:
    """Return what the shapes say of a document beyond what they say of the bundled one: «B/01.6~2 CodeOccursOnce»."""
    assert isinstance(result, Loaded)
    assert isinstance(plain, Loaded)
    here, there = (
        {
            f"{str(one.focus).removeprefix(loaded.built.graphs.version).removeprefix('/') or '.'} {one.shape.code}"
            for one in loaded.built.results
        }
        for loaded in (result, plain)
    )
    return here - there


SPECIALITIES = "Электроэнергетика и электротехника"


@pytest.mark.parametrize(
    ("text", "told", "results"),
    [
        pytest.param(
            edited(
                ("работе\n\n### Дополнительные", "работе\nДругие характеристики\tНет\n\n### Дополнительные"),
                ("ОКСО\t140400", "ОКНПО\t140400"),
            ),
            [
                ("unrecognised-text", {"text": f"ОКНПО 140400 {SPECIALITIES}"}),
                ("unrecognised-text", {"text": "140443 Монтаж и эксплуатация линий электропередачи"}),
            ],
            set(),
            id="an unknown classifier beside other characteristics",
        ),
        pytest.param(
            edited(("<5> Общероссийский", "<4> Общероссийский")),
            [
                ("footnote-missing", {"number": "5"}),
                ("unrecognised-text", {"text": "<4> Общероссийский классификатор специальностей по образованию."}),
            ],
            set(),
            id="two footnotes with one number",
        ),
        pytest.param(
            edited(("\tСовременные информационные технологии", f"\t{TO_A_01}\n\tИнформационные технологии")),
            [],
            {"B/02.6/ref-skill/2 ReferenceInItsGroup"},
            id="references to skills in two groups",
        ),
        pytest.param(
            edited(("Код\tВ/02.6\t", "Код\tB/01.6\t")),
            # The row of the map is found by its name: the fault is told once.
            [],
            {"B/01.6~2 CodeOccursOnce"},
            id="a code twice in section III, once in the map",
        ),
    ],
)
def test_a_fault_of_the_document_is_told_and_does_not_stop_it(
    text: str, told: list[tuple[str, dict[str, str]]], results: set[str], tmp_path: Path, writer: Writer
) -> None:
    plain, faulty = loaded(TEXT, tmp_path, writer), loaded(text, tmp_path, writer)
    assert told_beyond(faulty, plain) == told
    assert shapes_beyond(faulty, plain) == results


def test_the_file_of_an_unknown_order_is_joined_as_its_own_hint_says(tmp_path: Path) -> None:
    unnamed = TEXT.replace("от 8 сентября 2014 г. N 620н", "").replace("от 08.09.2014 N 620н", "")
    with Writer.open(tmp_path / "store") as writer:
        loaded(unnamed, tmp_path, writer)
        loaded(unnamed, tmp_path, writer, version=EDITION)
        versions = [str(subject) for subject, _, _, _ in writer.triples(None, PS.isVersionOf, None)]
        assert versions == [f"{writer.minter.base}standard/16.020/{EDITION}"]


def refusal(result: Loaded | Refused) -> tuple[str, str]:
    assert isinstance(result, Refused)
    return result.error.message.ru, result.error.message.en


def test_one_file_under_two_names_is_refused(tmp_path: Path) -> None:
    other = "16.020@621n-2015-01-01"
    unnamed = TEXT.replace("от 8 сентября 2014 г. N 620н", "").replace("от 08.09.2014 N 620н", "")
    with Writer.open(tmp_path / "store") as writer:
        first = loaded(unnamed, tmp_path, writer, version="621n-2015-01-01")
        assert isinstance(first, Loaded)
        named = [(one.code, dict(one.values)) for one in first.built.diagnostics if one.code.startswith("order-")]
        assert named == [("order-given", {"version": "621n-2015-01-01"})]
        assert first.built.standard.order.number == "621н"
        before = writer.data_version()
        assert refusal(loaded(unnamed, tmp_path, writer, version=EDITION)) == (
            f"x.txt: этот файл уже загружен как {other}; сначала уберите её: profgraph remove {other}",
            f"x.txt: this file is loaded already as {other}; remove that first: profgraph remove {other}",
        )
        assert writer.data_version() == before


def test_a_name_that_the_document_contradicts_is_refused(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        before = writer.data_version()
        assert refusal(loaded(TEXT, tmp_path, writer, version="621n-2015-01-01")) == (
            f"x.txt: в документе приказ {EDITION}, а не 621n-2015-01-01; уберите --as или возьмите другой файл",
            f"x.txt: the document states the order {EDITION}, not 621n-2015-01-01; drop --as or take another file",
        )
        assert writer.data_version() == before


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
