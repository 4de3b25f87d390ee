"""Whatever stands in a document, recognition ends in a standard that keeps it or in a refusal, never in a crash."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.errors import RefusedError, SourceError
from profgraph.loader.pipeline import bundled
from profgraph.loader.recognition.recogniser import Recognised, recognise
from profgraph.loader.sources.text import read_text

LINES = bundled().read_text(encoding="utf-8").split("\n")
CLASSIFIERS = [*range(136, 142), *range(240, 255)]
SECTION_II = range(101, 115)
SECTION_IV = range(361, 379)
ELSEWHERE = [line for line in range(1, len(LINES) + 1) if line not in {*CLASSIFIERS, *SECTION_II, *SECTION_IV}]


def read(lines: list[str]) -> Recognised:
    return recognise(read_text("\n".join(lines).encode(), "x.txt"))


def with_line(line: int, text: str) -> list[str]:
    """Return the bundled standard with `text` before its line `line`."""
    return [*LINES[: line - 1], *text.split("\n"), *LINES[line - 1 :]]


def is_kept(line: int, text: str) -> bool:
    standard = replace(read(with_line(line, text)).standard, document_text="")
    return "Вставка" in repr(standard)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(ELSEWHERE[::3], id="elsewhere"),
        pytest.param(CLASSIFIERS[::3], id="the tables of classifiers"),
        pytest.param(SECTION_IV, id="section IV"),
        pytest.param(SECTION_II, id="section II"),
    ],
)
def test_a_paragraph_put_anywhere_is_kept(lines: list[int]) -> None:
    assert [line for line in lines if not is_kept(line, "\nВставка.\n")] == []


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(ELSEWHERE[::3], id="elsewhere"),
        pytest.param(CLASSIFIERS, id="the tables of classifiers"),
        pytest.param(SECTION_IV, id="section IV"),
        pytest.param(SECTION_II, id="section II"),
    ],
)
def test_a_row_put_anywhere_is_kept(lines: list[int]) -> None:
    assert [line for line in lines if not is_kept(line, "Вставка\tи ещё")] == []


@pytest.mark.parametrize("line", [101, 115, 361, 363, 368])
def test_a_line_right_after_a_heading_is_kept(line: int) -> None:
    assert LINES[line - 2].lstrip("#* ")
    assert is_kept(line, "Вставка.")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        pytest.param(8, "**\t**", id="a row of markup in the order"),
        pytest.param(52, "<p></p>\t", id="a row of markup in the title"),
        pytest.param(137, "[](#)\t**\t**", id="a row of markup among the classifiers"),
        pytest.param(369, "**\t**", id="a row of markup among the developers"),
        pytest.param(369, "²\tСоюз", id="a raised two for a number"),
        pytest.param(20, "Дата сохранения: 31.02.2015\n", id="a day that does not exist"),
        pytest.param(61, "**\t**", id="a row of markup in section I"),
        pytest.param(108, "\t\t\t\t\t", id="an empty row in section II"),
        pytest.param(151, "**\t**", id="a row of markup in section III"),
    ],
)
def test_a_line_of_nothing_changes_nothing(line: int, text: str) -> None:
    changed, plain = read(with_line(line, text)).standard, read(LINES).standard
    assert [one.key for one in changed.particular_functions] == [one.key for one in plain.particular_functions]
    texts = [[item.text for item in one.items] for one in changed.particular_functions]
    assert texts == [[item.text for item in one.items] for one in plain.particular_functions]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "swap", "repeat", "cut", "untab"]),
        st.integers(0, len(LINES) - 1),
        st.integers(0, len(LINES) - 1),
    ),
    max_size=6,
)


def edited(edits: list[tuple[str, int, int]]) -> list[str]:
    lines = list(LINES)
    for kind, one, other in edits:
        if kind == "delete":
            lines[one] = ""
        elif kind == "swap":
            lines[one], lines[other] = lines[other], lines[one]
        elif kind == "repeat":
            lines[one] += f"\n{lines[other]}"
        elif kind == "cut":
            lines[one] = lines[one][: other % (len(lines[one]) + 1)]
        else:
            lines[one] = lines[one].replace("\t", " ")
    return lines


def told(lines: list[str]) -> list[str]:
    """Return what is said of a document, in both languages."""
    try:
        messages = [finding.message for finding in read(lines).diagnostics]
    except (RefusedError, SourceError) as refused:
        messages = [refused.message]
    return [text for message in messages for text in (message.ru, message.en)]


@settings(deadline=None)
@given(EDITS)
def test_a_damaged_document_is_read_or_refused_in_lines(edits: list[tuple[str, int, int]]) -> None:
    assert [text for text in told(edited(edits)) if not text or "\n" in text] == []
