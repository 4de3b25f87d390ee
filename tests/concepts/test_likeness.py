"""Which concepts are proposed as one: labelled pairs of real cards, what must never meet, and brute force."""

from __future__ import annotations

import csv
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import Message, UsageError
from profgraph.loader.concepts.likeness import Concept, likely_pairs
from profgraph.loader.concepts.misspelling import corrections
from profgraph.loader.concepts.words import tokens, words
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE

MINTER = Minter(BASE)
LABELLED = Path(__file__).with_name("pairs.tsv")
DEFAULT = 0.9
# What the proposal takes for one though it is not: that the code has defects is the point of it.
WRONG = {
    (
        "Применять методы и приемы отладки дефектного программного кода",
        "Применять методы и приемы отладки программного кода",
    )
}
# Words that make a wording of the properties below: things, qualities, denials, numbers, links.
VOCABULARY = ("схема", "схемы", "план", "новый", "новые", "годовой", "не", "10", "20", "и", "для", "без", "C++", "C#")


def concept(kind: str, label: str) -> Concept:
    return Concept(MINTER.concept(kind, label), kind, label)


def proposed(one: str, other: str, above: float = DEFAULT) -> tuple[float, bool] | None:
    """Return the confidence of a pair, and whether its words are the same; None where it is not proposed."""
    found = likely_pairs([concept("skill", one), concept("skill", other)], above)
    return (found[0].confidence, found[0].is_same) if found else None


def labelled() -> list[dict[str, str]]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_the_labelled_pairs_are_found_with_this_precision_and_recall() -> None:
    rows = labelled()
    every = {concept(row["kind"], row[name]) for row in rows for name in ("one", "other")}
    found = {frozenset((pair.one.label, pair.other.label)) for pair in likely_pairs(every, DEFAULT)}
    same = {frozenset((row["one"], row["other"])) for row in rows if row["verdict"] == "same"}
    other = {frozenset((row["one"], row["other"])) for row in rows if row["verdict"] == "other"}
    right, wrong = len(found & same), found & other
    precision, recall = right / (right + len(wrong)), right / len(same)
    print(f"labelled {len(same)} + {len(other)}: precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201  (shown with -s)
    assert (len(same), len(other)) == (51, 63)
    assert {tuple(sorted(pair)) for pair in wrong} == WRONG
    assert (round(precision, 3), round(recall, 3)) == (0.974, 0.725)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Допускать к работе новых рабочих", "Не допускать к работе новых рабочих"),
        ("Не выполнять план и читать схему", "Выполнять план и не читать схему"),
        ("Работать с отключением напряжения на линии", "Работать без отключения напряжения на линии"),
        ("Ремонт линий напряжением до 10 кВ", "Ремонт линий напряжением до 110 кВ"),
        ("Осмотр линии до начала ремонта", "Осмотр линии после начала ремонта"),
        ("Осмотр кабельных линий", "Осмотр воздушных линий"),
        ("Монтаж линий электропередачи", "Демонтаж линий электропередачи"),
        ("Программировать на C++", "Программировать на C#"),
        ("Слои или компоненты", "Слои компонентов"),
        ("Контроль качества разработки", "Разработка контроля качества"),
        ("Проектирование интерфейсов", "Проектирование программных интерфейсов"),
        ("Проверять ток в линии", "Проверять тон в линии"),
    ],
)
def test_another_thing_number_denial_or_order_is_no_near_duplicate(one: str, other: str) -> None:
    assert (proposed(one, other), proposed(other, one)) == (None, None)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Проводить анализ схем", "Производить анализ схемы", (0.99, True)),
        ("Читать схемы, планы", "Читать схемы и планы", (0.99, True)),
        ("Учёт емкостей", "Учет ёмкости", (0.99, True)),
        ("Обслуживание элекрооборудования линий", "Обслуживание электрооборудования линий", (0.99, True)),
        ("Cоставление схем", "Составление схемы", (0.99, True)),
        ("Пользоваться схемами и планами работ", "Использовать схемы и планы работ", (0.99, True)),
        (
            "Читать схемы линий, планы и графики работ",
            "Читать схемы линий, планы и годовые графики работ",
            (0.923, False),
        ),
    ],
)
def test_the_same_words_in_other_forms_are_proposed(one: str, other: str, expected: tuple[float, bool]) -> None:
    assert (proposed(one, other), proposed(other, one)) == (expected, expected)


def test_kinds_never_meet_and_a_wording_of_links_alone_meets_nothing() -> None:
    mixed = [concept("skill", "Читать схемы"), concept("knowledge", "Читать схему")]
    assert likely_pairs([*mixed, concept("skill", "и"), concept("skill", "для")], 0.5) == []


def test_only_a_word_of_no_dictionary_is_corrected_and_to_the_commonest() -> None:
    texts = [
        tokens(text) for text in ("электрооборудование", "электрооборудования схем", "элекрооборудования", "скрамм")
    ]
    assert corrections(texts) == {"элекрооборудования": "электрооборудования"}


@given(st.lists(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join), max_size=8, unique=True))
def test_the_pairs_are_those_of_brute_force_in_whatever_order(labels: list[str]) -> None:
    known = sorted({concept("skill", label) for label in labels})
    expected = {(one.iri, other.iri) for one, other in combinations(known, 2) if may_be_one(one.label, other.label)}
    found = likely_pairs(known, 0)
    assert {(pair.one.iri, pair.other.iri) for pair in found} == expected
    assert likely_pairs(reversed(known), 0) == found


def may_be_one(one: str, other: str) -> bool:
    """Tell whether two wordings name the same things, one with at most two words more that qualify them."""
    first, second = (words(tokens(label)) for label in (one, other))
    things = [sorted(word.lemma for word in text if word.role == "object") for text in (first, second)]
    if things[0] != things[1] or not things[0]:
        return False
    left, right = (sorted(word.lemma for word in text if word.role == "qualifier") for text in (first, second))
    short, long = sorted((left, right), key=len)
    rest = list(long)
    for lemma in short:
        if lemma not in rest:
            return False
        rest.remove(lemma)
    return len(rest) <= 2


def test_more_pairs_than_anybody_looks_through_are_refused() -> None:
    commas = ["".join(marks) for marks in product(" ,", repeat=9)]
    known = [concept("skill", "а".join(f"схема{mark} " for mark in one)) for one in commas]
    with pytest.raises(UsageError) as refused:
        likely_pairs(known, DEFAULT)
    assert refused.value.message == Message(
        ru="похожих пар больше 100000; поднимите --above или укажите --kind",
        en="over 100000 pairs are alike; raise --above or give --kind",
    )
