"""Footnote markers leave the texts that they stand in, and find their footnotes."""

from __future__ import annotations

from datetime import date

import pytest
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import ActCitation, Footnote, FootnoteMarker, Passage, Place
from profgraph.loader.recognition.footnotes import marker, read_footnotes, unmarked
from profgraph.loader.sources.document import Paragraph, Span

HERE = Place((129,))


def marked(number: int, line: int = 129, attached_to: str = "код ОКЗ") -> FootnoteMarker:
    return FootnoteMarker(number, attached_to, Place((line,)))


def body(text: str, line: int) -> Paragraph:
    return Paragraph((Span(text, Place((line,))),))


@pytest.mark.parametrize(
    ("text", "plain", "numbers"),
    [
        ("Прохождение осмотров", "Прохождение осмотров", []),
        ("Прохождение осмотров <3>", "Прохождение осмотров", [3]),
        ("ОКСО<5>", "ОКСО", [5]),
        ("(код ОКЗ <1>)", "(код ОКЗ)", [1]),
        ("осмотров <3>, <4> в порядке <12>.", "осмотров, в порядке.", [3, 4, 12]),
        ("<7> Общероссийский классификатор", "Общероссийский классификатор", [7]),
        ("<7>", "", [7]),
        ("напряжение <1000 В>", "напряжение <1000 В>", []),
        ("a <b> c", "a <b> c", []),
        ("<1234>", "<1234>", []),
    ],
)
def test_markers_are_taken_out(text: str, plain: str, numbers: list[int]) -> None:
    span = Span(text, HERE)
    assert unmarked(span) == (Span(plain, HERE), numbers[0] if numbers else None)
    assert marker(span, "код ОКЗ") == tuple(marked(number) for number in numbers)


def test_a_footnote_knows_its_markers_and_the_acts_that_it_names() -> None:
    text = "Приказ Минтруда России от 12.04.2013 N 147н"
    bodies = [body("<1> Общероссийский классификатор занятий.", 379), body(f"<2>{text}", 381)]
    markers = [marked(2, 96), marked(1, 83), marked(2, 129)]
    findings: list[Diagnostic] = []
    assert read_footnotes(bodies, markers, [], findings) == (
        Footnote(1, "Общероссийский классификатор занятий.", Place((379,)), (markers[1],)),
        Footnote(
            2,
            text,
            Place((381,)),
            (markers[0], markers[2]),
            (ActCitation("mintrud", "147н", date(2013, 4, 12)),),
        ),
    )
    assert findings == []


def test_a_footnote_of_several_lines_is_one_text() -> None:
    lines = Paragraph((Span("<1> Собрание", Place((379,))), Span("законодательства", Place((380,)))))
    assert read_footnotes([lines], [marked(1)], [], []) == (
        Footnote(1, "Собрание законодательства", Place((379, 380)), (marked(1),)),
    )


@pytest.mark.parametrize(
    ("numbers", "markers", "expected"),
    [
        ([], [], []),
        ([1], [marked(1)], []),
        ([], [marked(3, 129), marked(3, 233)], [diagnose("footnote-missing", Place((129,)), number=3)]),
        (
            [2],
            [marked(5, 138), marked(4, 137)],
            [
                diagnose("footnote-missing", Place((137,)), number=4),
                diagnose("footnote-missing", Place((138,)), number=5),
            ],
        ),
    ],
)
def test_a_marker_without_a_text_is_told(
    numbers: list[int], markers: list[FootnoteMarker], expected: list[Diagnostic]
) -> None:
    findings: list[Diagnostic] = []
    read_footnotes([body(f"<{number}> Текст", 379 + nth) for nth, number in enumerate(numbers)], markers, [], findings)
    assert findings == expected


def test_a_footnote_that_nothing_marks_is_kept() -> None:
    read = read_footnotes([body("<1> Первая", 379), body("<2> Вторая", 381)], [marked(1)], [], [])
    assert [(one.number, one.markers) for one in read] == [(1, (marked(1),)), (2, ())]


def test_a_second_footnote_with_one_number_is_kept_as_a_passage() -> None:
    passages: list[Passage] = []
    findings: list[Diagnostic] = []
    bodies = [body("<1> Первая", 379), body("<1> Вторая", 381)]
    first = Footnote(1, "Первая", Place((379,)), (marked(1),))
    assert read_footnotes(bodies, [marked(1)], passages, findings) == (first,)
    assert passages == [Passage("unrecognised", "<1> Вторая", Place((381,)))]
    assert findings == [diagnose("unrecognised-text", Place((381,)), text="<1> Вторая")]
