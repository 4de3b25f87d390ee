"""Which edition a code belongs to: what the resolver says of pairs that were labelled by hand before it was written."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.building import build
from profgraph.loader.classification import Classification, Row
from profgraph.loader.classifiers.editions import edition
from profgraph.loader.importing import Asked, import_edition, read_edition, source_of
from profgraph.loader.known import Known, known_in, of_package
from profgraph.loader.pipeline import bundled
from profgraph.ontology.resources import KnownItem
from profgraph.ontology.terms import PS, Minter
from profgraph.settings import BASE
from profgraph.shapes.catalogue import Family
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from profgraph.loader.classification import Binding

LABELLED = Path(__file__).parent / "labelled.tsv"
NOT_PROVABLE = "not provable"
Pair = dict[str, str]


def pairs() -> list[Pair]:
    with LABELLED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def bound(pair: Pair, known: Known) -> Binding:
    day = date.fromisoformat(pair["day"]) if pair["day"] else None
    return Classification(known, day).bind(Row(pair["kind"], pair["code"] or None, pair["name"]))


def told(binding: Binding) -> str:
    return binding.edition.rpartition("/")[2] if binding.edition else NOT_PROVABLE


def judged(known: Known) -> Counter[str]:
    """Return how many pairs are bound rightly, wrongly, left open with reason, and missed."""
    found: Counter[str] = Counter()
    for pair in pairs():
        said = told(bound(pair, known))
        if said == NOT_PROVABLE:
            found["left open" if pair["edition"] == NOT_PROVABLE else "missed"] += 1
        else:
            found["right" if said == pair["edition"] else "wrong"] += 1
    return found


def lists_of_specialities(tables: Path, folder: Path) -> dict[str, Path]:
    """Write what the table of fields of study says of the lists of 2009 and of ОК 009-2016, one row a code."""
    with (tables / "okso-directions.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["code"]]
    found = {}
    for name, column in (("2009", "old_code"), ("2016", "code")):
        names = {row[column]: row["name"] for row in reversed(rows) if row[column]}
        found[name] = folder / f"okso-{name}.csv"
        with found[name].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("code", "name"), *sorted(names.items())])
    return found


@pytest.fixture(scope="module")
def known(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Known:
    """Return what is known when the tables of the corpus were imported."""
    folder = tmp_path_factory.mktemp("resolution")
    specialities = lists_of_specialities(tables, folder)
    files = {
        ("okved", "2001"): tables / "okved-2001.cp1251.csv",
        ("okved", "2014"): tables / "okved2-2023-12.csv",
        ("okso", "2009"): specialities["2009"],
        ("okso", "2016"): specialities["2016"],
    }
    with Writer.open(folder / "store") as writer:
        for (kind, name), file in files.items():
            wanted, partial = edition(kind, name), kind == "okso"
            table = read_edition(file, wanted, Asked(skip=("-1",), partial=partial))
            import_edition(writer, wanted, table, source_of(file), "turbo", partial=partial)
        return known_in(writer)


def test_the_list_is_long_and_every_label_has_its_reason() -> None:
    assert len(pairs()) >= 60
    assert [pair for pair in pairs() if not pair["reason"]] == []
    keys = [(pair["kind"], pair["code"], pair["name"], pair["day"]) for pair in pairs()]
    assert len(set(keys)) == len(keys)


def test_the_package_alone_binds_nothing_wrongly() -> None:
    assert judged(of_package(Minter(BASE))) == {"right": 29, "left open": 13, "missed": 31}


def test_with_the_tables_of_the_corpus_more_is_bound_and_nothing_wrongly(known: Known) -> None:
    found = judged(known)
    precision, recall = found["right"] / (found["right"] + found["wrong"]), found["right"] / (73 - 13)
    assert precision >= 0.98
    assert round(recall, 2) == 0.72
    assert found == {"right": 43, "left open": 13, "missed": 17}


def test_what_is_missed_is_of_editions_of_which_no_whole_list_was_imported(known: Known) -> None:
    missed = Counter((pair["kind"], pair["edition"]) for pair in pairs() if told(bound(pair, known)) != pair["edition"])
    assert missed == {
        ("okso", "2003"): 8,
        ("okz", "1993"): 3,
        ("okpdtr", "1994"): 3,
        ("okso", "2009"): 2,
        ("okz", "2014"): 1,
    }


def test_the_evidence_is_told(known: Known) -> None:
    evidence = {(pair["kind"], pair["code"], pair["day"]): bound(pair, known).evidence for pair in pairs()}
    assert evidence["okz", "2512", "2022-07-20"] == "code-form"
    assert evidence["okz", "3113", "2019-01-01"] == "code-name-and-date"
    assert evidence["okved", "62.01", "2022-07-20"] == "code-and-name"
    assert evidence["okso", "2.09.03.01", "2022-07-20"] == "code-and-name"
    assert evidence["okso", "230100", ""] == "not-provable"
    assert Counter(evidence.values()) == {
        "code-and-name": 30,
        "code-form": 9,
        "code-name-and-date": 2,
        "no-code": 2,
        "not-provable": 28,
    }


def test_a_whole_edition_in_english_binds_items_by_form_and_changes_no_other_judgement(
    known: Known, tables: Path, tmp_path: Path
) -> None:
    wanted, file = edition("okz", "2014"), tables / "isco08.csv"
    with Writer.open(tmp_path / "store") as writer:
        table = read_edition(file, wanted, Asked(columns=("code=1", "name-en=2")))
        import_edition(writer, wanted, table, source_of(file), "turbo", partial=False)
        english = known.with_imported(one for one in known_in(writer).items if one.is_imported)
    assert judged(english) == {"right": 43, "left open": 13, "missed": 17}
    found = [(told(bound(pair, english)), bound(pair, english)) for pair in pairs()]
    assert [(edition, one.evidence) for edition, one in found] == [
        (told(bound(pair, known)), bound(pair, known).evidence) for pair in pairs()
    ]
    by_form = {
        one.item.code if one.item else "" for name, one in found if (name, one.evidence) == ("2014", "code-form")
    }
    assert by_form == {"1330", "2512", "2513", "2514", "2519", "3512", "3514"}


def speciality(code: str, name: str) -> KnownItem:
    minter = Minter(BASE)
    scheme = minter.edition("okso", "2016")
    return KnownItem(
        "okso", scheme, "current", minter.item(scheme, code), code, name, date(2017, 7, 1), None, is_imported=True
    )


def test_a_document_with_such_codes_keeps_the_promises_of_the_graph() -> None:
    """Rows bound by the form of their code alone, and to an item whose code has an area before it."""
    text = bundled().read_text("utf-8").replace("08.09.2014 N 620н", "08.09.2019 N 620н")
    text = text.replace("от 8 сентября 2014 г. N 620н", "от 8 сентября 2019 г. N 620н")
    text = text.replace("140206\tЭлектрические станции, сети и системы", "09.03.01\tПрикладная  информатика")
    text = text.replace("ОКЗ\t3113\tТехники-электрики", "ОКЗ\t2512\tРазработчики программного обеспечения")
    known = Known((*of_package(Minter(BASE)).items, speciality("2.09.03.01", "Прикладная информатика")))
    built = build(text.encode(), "order.txt", Minter(BASE), known=known)
    stated = built.graphs.triples["asserted"]
    named = {one for one, link, value in stated if link == PS.code and str(value) in {"2512", "09.03.01"}}
    rows = {row: {link: str(value) for one, link, value in stated if one == row} for row in named}
    edition_of = {(row[PS.code], row[PS.editionEvidence], row[PS.refersToEdition]) for row in rows.values()}
    assert edition_of == {
        ("2512", "code-form", f"{BASE}classifier/okz/2014"),
        ("09.03.01", "code-and-name", f"{BASE}classifier/okso/2016"),
    }
    assert [one.shape.code for one in built.results if one.shape.family == Family.INTEGRITY] == []
