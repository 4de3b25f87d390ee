"""The report as JSON: what is written is read back, and every field is documented."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import Message
from profgraph.shapes.rendering.json import from_json, to_json
from profgraph.shapes.report import FileReport, Finding, Level, Spot

PAGE = (Path(__file__).parents[2] / "docs" / "reports.md").read_text(encoding="utf-8")

messages = st.builds(Message, ru=st.text(), en=st.text())
optional = st.none() | st.text()
findings = st.builds(
    Finding,
    level=st.sampled_from(Level),
    code=st.text(),
    message=messages,
    spots=st.lists(st.builds(Spot, st.integers(), st.integers(), st.none() | st.integers())).map(tuple),
    name=st.none() | messages,
    cure=st.none() | messages,
    function=st.text(),
    value=optional,
    excerpt=optional,
    focus=optional,
    term=optional,
)
reports = st.builds(
    FileReport,
    name=st.text(),
    title=optional,
    version=optional,
    findings=st.lists(findings, max_size=3).map(tuple),
    refusal=st.none() | messages,
)


@given(st.lists(reports, max_size=3))
def test_what_is_written_is_read_back(made: list[FileReport]) -> None:
    assert from_json(to_json(made)) == tuple(made)


def test_the_whole_document(clean: FileReport, refused: FileReport) -> None:
    none = {"violation": 0, "warning": 0, "info": 0, "repair": 0}
    assert json.loads(to_json([clean, refused])) == {
        "format": 1,
        "files": [
            {
                "name": "clean.txt",
                "title": "16.021 Другой",
                "version": clean.version,
                "refusal": None,
                "conforms": True,
                "counts": none,
                "findings": [],
            },
            {
                "name": "notes.txt",
                "title": None,
                "version": None,
                "refusal": {"ru": "notes.txt: это не стандарт", "en": "notes.txt: this is no standard"},
                "conforms": False,
                "counts": none,
                "findings": [],
            },
        ],
    }


def test_a_finding_as_a_whole(faulty: FileReport) -> None:
    assert json.loads(to_json([faulty]))["files"][0]["findings"][0] == {
        "level": "warning",
        "code": "Verb",
        "message": {"ru": "Не так: Verb.", "en": "Wrong: Verb."},
        "spots": [{"first": 257, "last": 257, "paragraph": 2, "page": None}],
        "name": {"ru": "Имя Verb", "en": "Name of Verb"},
        "cure": {"ru": "Исправьте Verb.", "en": "Mend Verb."},
        "function": "B/03.6",
        "occurrence": 1,
        "function_label": "Управление процессом",
        "value": "Выработка вариантов решений",
        "excerpt": "Умения Выработка вариантов решений",
        "focus": f"{faulty.version}/B/03.6/skill-2",
        "shape": "https://w3id.org/profgraph/shapes#Verb",
        "component": "http://www.w3.org/ns/shacl#SPARQLConstraintComponent",
        "term": '"Выработка вариантов решений"@ru',
    }


def test_every_field_is_documented_and_no_other(faulty: FileReport) -> None:
    file = json.loads(to_json([faulty]))["files"][0]
    _, of_file, of_finding = re.split(r"^### .*$", PAGE, flags=re.MULTILINE)
    for section, record in ((of_file, file), (of_finding, file["findings"][0])):
        rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
        assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(record)


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^unexpected format of a report: 2$"):
        from_json('{"format": 2, "files": []}')
