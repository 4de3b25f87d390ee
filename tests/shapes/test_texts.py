"""What the shapes are told of a text: its letters, its first word, and the words that a second row may begin with."""

from __future__ import annotations

import pytest
from profgraph.ontology.terms import PSS
from profgraph.shapes.texts import text_facts
from rdflib import URIRef

ROW = URIRef("https://example.org/row")


def told(text: str, fact: URIRef) -> list[str]:
    return sorted(str(value) for _, predicate, value in text_facts(ROW, text) if predicate == fact)


@pytest.mark.parametrize(
    ("text", "letters"),
    [("Учёт, контроль — 2-й", "учетконтроль2й"), ("Учет контроль 2й", "учетконтроль2й"), ("–", ""), ("", "")],
)
def test_letters_leave_punctuation_and_spaces_out(text: str, letters: str) -> None:
    assert told(text, PSS.lettersOfText) == [letters]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Контроль работ", ["Контроль"]),
        ("«Контроль» работ", ["Контроль"]),
        ("Технико-экономические показатели", ["Технико-экономические"]),
        ("контроль работ", []),
        ("- Контроль работ", []),
        ("", []),
    ],
)
def test_the_first_word_has_a_capital(text: str, word: list[str]) -> None:
    assert told(text, PSS.firstWord) == word


@pytest.mark.parametrize(
    ("text", "words", "verbs"),
    [
        ("Учет работ Контроль качества", ["Контроль"], []),
        ("Учет работ (всех) Контроль качества", ["Контроль"], []),
        ('Работы ЗАО "Х" Контроль качества', ["Контроль"], []),
        ("Вести учет Проверять качество", ["Проверять"], ["Проверять"]),
        ("Законы Российской Федерации Контроль качества", ["Контроль", "Российской", "Федерации"], []),
        ("Учет работ и Контроль качества", [], []),
        ("Учет работ. Контроль качества", [], []),
        ("Учет работ: Контроль качества", [], []),
        ("Учет по ГОСТ", [], []),
        ("Учет работ Контроль", [], []),
    ],
)
def test_capitalised_words_within_stand_after_no_punctuation(text: str, words: list[str], verbs: list[str]) -> None:
    assert told(text, PSS.capitalisedWithin) == words
    assert told(text, PSS.infinitiveWithin) == verbs
