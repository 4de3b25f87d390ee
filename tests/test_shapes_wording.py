"""The forms of the word that heads a row: a table read by a person, the bundled standard, registry files, any text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.loader.pipeline import bundled
from profgraph.loader.recognition.recogniser import recognise
from profgraph.loader.sources.text import read_text
from profgraph.ontology.terms import fold
from profgraph.shapes.wording import Form, first_word_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMS: dict[str, set[Form]] = {
    "verb": {"infinitive"},
    "noun": {"noun"},
    "both": {"infinitive", "noun"},
    "other": {"other"},
}
TABLE = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "first_words.tsv").read_text(encoding="utf-8").splitlines()
]
REGISTRY = Path(os.environ.get("PROFGRAPH_SHARED", "")) / "corpus" / "registry-xml"
GROUPS = {"LaborAction": "action", "RequiredSkill": "skill", "NecessaryKnowledge": "knowledge"}
MARKS = "-–—•*«»\"'().,;:!/ \t\n\u00a0"
RUSSIAN = "".join(map(chr, range(ord("а"), ord("я") + 1))) + "ё"
ROWS = st.text(RUSSIAN + RUSSIAN.upper() + "abcxyzABCXYZ019" + MARKS) | st.sampled_from([text for text, _ in TABLE])


def first_word(text: str) -> str:
    return "".join(re.findall(r"[^\W\d_][\w-]*", fold(text))[:1])


def misfits(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the rows (kind, text) that are skills without an infinitive or others with nothing else than one."""
    return [
        (kind, text)
        for kind, text in rows
        if ("infinitive" not in first_word_forms(text) if kind == "skill" else first_word_forms(text) == {"infinitive"})
    ]


@pytest.mark.parametrize(("text", "label"), TABLE)
def test_the_head_is_read_as_a_person_reads_it(text: str, label: str) -> None:
    assert first_word_forms(text) == FORMS[label]


def test_the_table_is_large_and_says_each_thing_once() -> None:
    assert len({text for text, _ in TABLE}) == len(TABLE)
    assert len({first_word(text) for text, _ in TABLE}) >= 150


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        pytest.param("", {"other"}, id="nothing"),
        pytest.param(" \n", {"other"}, id="white space"),
        pytest.param("\u00a0Применять", {"infinitive"}, id="no-break space"),
        pytest.param("При\u00adменять", {"infinitive"}, id="soft hyphen"),
        pytest.param("При\u200bменять", {"infinitive"}, id="zero-width space"),
        pytest.param("\ufeffПрименять", {"infinitive"}, id="byte-order mark"),
        pytest.param("Применя\u0301ть", {"infinitive"}, id="stress mark"),
        pytest.param("Наи\u0306ти", {"infinitive"}, id="й in two signs"),
        pytest.param("Онлайн\u2011обучать", {"infinitive"}, id="no-break hyphen"),
        pytest.param("Учe\u0308т", {"noun"}, id="Latin ë in two signs"),
        pytest.param("Нe допускать", {"infinitive"}, id="Latin e in a negation"),
        pytest.param("\U00017000 Применять", {"other"}, id="a letter without a name"),
        pytest.param("не " * 100 + "применять", {"other"}, id="no head among the first words"),
        pytest.param("я" * 100_000, {"other"}, id="a word without end"),
    ],
)
def test_what_a_table_cannot_show(text: str, forms: set[Form]) -> None:
    assert first_word_forms(text) == forms


def test_the_table_has_the_heads_of_the_bundled_standard_and_none_is_wrong() -> None:
    functions = recognise(read_text(bundled().read_bytes(), "x.txt")).standard.particular_functions
    rows = [(item.kind, item.text) for function in functions for item in function.items]
    assert {first_word(text) for _, text in rows} - {first_word(text) for text, _ in TABLE} == set()
    assert misfits(rows) == []


@pytest.mark.skipif("PROFGRAPH_SHARED" not in os.environ, reason="PROFGRAPH_SHARED names no corpus to compare with")
@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("06.001-424n-2022.xml", {}),
        ("06.003-228n-2014.xml", {"skill": ["Умение проектировать архитектуру программного средства"]}),
        ("06.035-44n-2017.xml", {}),
    ],
)
def test_a_registry_file_has_no_other_wrong_heads(name: str, wrong: dict[str, list[str]]) -> None:
    assert misfits(registry_rows(name)) == [(kind, text) for kind, texts in wrong.items() for text in texts]


@pytest.mark.skipif("PROFGRAPH_SHARED" not in os.environ, reason="PROFGRAPH_SHARED names no corpus to compare with")
def test_the_swapped_registry_file_shows() -> None:
    rows = registry_rows("06.001-679n-2013.xml")
    wrong = [kind for kind, _ in misfits(rows)]
    assert [(kind, wrong.count(kind)) for kind in GROUPS.values()] == [("action", 0), ("skill", 64), ("knowledge", 49)]


def registry_rows(name: str) -> list[tuple[str, str]]:
    root = ET.parse(REGISTRY / name).getroot()  # noqa: S314  (a file of the corpus)
    rows = [(kind, "".join(node.itertext()).strip()) for tag, kind in GROUPS.items() for node in root.iter(tag)]
    return [(kind, text) for kind, text in rows if text]


@given(st.text())
def test_any_text_has_a_head_of_some_form(text: str) -> None:
    assert first_word_forms(text) in FORMS.values()


@given(ROWS, st.text(MARKS), st.text(MARKS))
def test_case_and_what_surrounds_a_row_change_nothing(row: str, before: str, after: str) -> None:
    forms = first_word_forms(row)
    assert first_word_forms(row.upper()) == forms
    assert first_word_forms(row.lower()) == forms
    assert first_word_forms(f"{before} {row} {after}") == forms


def test_the_dictionary_is_opened_when_it_is_asked_and_fast() -> None:
    program = """
import sys, time
from profgraph.shapes.wording import first_word_forms
assert "pymorphy3" not in sys.modules
start = time.process_time()
first_word_forms("Применять")
opened = time.process_time()
for _ in range(1000):
    first_word_forms("Применять методы и средства проверки работоспособности")
print(opened - start, time.process_time() - opened)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    opening, thousand_rows = map(float, done.stdout.split())
    assert opening <= 0.3
    assert thousand_rows <= 0.1
