"""How a page becomes paragraphs and rows: lines, columns, boxes that a page cuts, words that a line breaks."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.loader.sources.markers import marker_of
from profgraph.loader.sources.pdf.geometry import Box, Word, lines_of
from profgraph.loader.sources.pdf.paragraphs import cell_paragraphs, text_paragraphs
from profgraph.loader.sources.pdf.pieces import CellPiece, Page, RowPiece, TextPiece, from_json, to_json
from profgraph.loader.sources.pdf.running import running_lines
from profgraph.loader.sources.pdf.seams import aligned, is_cut, is_unfinished
from profgraph.loader.sources.pdf.strips import rows_of, strips
from profgraph.loader.sources.pdf.wraps import mended, vocabulary

LETTER, LINE = 5.0, 12.0  # points


def words(text: str, x: float, top: float, size: float = 10.0) -> list[Word]:
    """Return the words of a line that begins at `x`, each letter as wide as any other."""
    found = []
    for part in text.split(" "):
        if part:
            found.append(Word(part, x, x + LETTER * len(part), top, top + size, size))
        x += LETTER * (len(part) + 1)
    return found


def page(*lines: tuple[str, float, float]) -> list[Word]:
    return [word for text, x, top in lines for word in words(text, x, top)]


def row(*cells: str, top: bool = False, bottom: bool = False, columns: tuple[int, ...] = ()) -> RowPiece:
    made = (CellPiece(((cell,),) if cell else (), top, bottom) for cell in cells)
    return RowPiece(tuple(made), columns or tuple(range(0, 100 * len(cells), 100)))


KNOWN = Counter({"обеспечения": 2, "код": 3, "научно": 1, "исследовательский": 1, "и": 9, "по": 3, "нормам": 1})
WRAPS = {
    "a word of its own": (("Контроль", "обеспечения"), ["Контроль", "обеспечения"], []),
    "a soft hyphen": (("обеспе\u00ad", "чения работ"), ["обеспечения", "работ"], []),
    "a hyphen that broke a word": (("для обеспе-", "чения работ"), ["для обеспечения", "работ"], ["обеспе- чения"]),
    "a hyphen that joins two": (
        ("научно-", "исследовательский институт"),
        ["научно-исследовательский", "институт"],
        [],
    ),
    "no hyphen at all": (("ко", "д"), ["код"], ["ко д"]),
    "a dash": (("места -", "опоры"), ["места -", "опоры"], []),
    "a capital": (("ко", "Д"), ["ко", "Д"], []),
    "an unknown word": (("ква", "зар"), ["ква", "зар"], []),
    "two known words": (("по", "нормам"), ["по", "нормам"], []),
    "marks behind": (("(обеспе-", "чения), и"), ["(обеспечения),", "и"], ["обеспе- чения"]),
}


@pytest.mark.parametrize(("lines", "expected", "broken"), WRAPS.values(), ids=WRAPS)
def test_broken_words(lines: tuple[str, ...], expected: list[str], broken: list[str]) -> None:
    texts, found = mended(lines, KNOWN)
    assert (texts, [written for written, _ in found]) == (expected, broken)


@given(st.lists(st.text("абв -,.()", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_mending_loses_no_letter(lines: list[str]) -> None:
    texts, _ = mended(tuple(lines), KNOWN)
    kept = "".join("".join(texts).split()).replace("-", "")
    assert kept == "".join("".join(lines).split()).replace("-", "")


def test_the_vocabulary_is_of_words_inside_lines() -> None:
    pages: list[Page] = [(TextPiece(("один два три", "четыре пять шесть")), row("семь восемь"))]
    assert set(vocabulary(pages)) == {"один", "два", "пять", "шесть", "семь", "восемь"}


BOX = Box(0, 0, 120, 100)
CELLS = {
    "a line that goes on": (("Контроль соблюдения", "правил"), [("Контроль соблюдения", "правил")]),
    "a full line before a capital": (("Контроль объектов в", "России"), [("Контроль объектов в", "России")]),
    "a short line before a capital": (("Мастер", "Техник"), [("Мастер",), ("Техник",)]),
    "a short line before a small letter": (("Мастер", "участка"), [("Мастер", "участка")]),
}


@pytest.mark.parametrize(("lines", "expected"), CELLS.values(), ids=CELLS)
def test_paragraphs_of_a_cell(lines: tuple[str, ...], expected: list[tuple[str, ...]]) -> None:
    found = page(*((text, 3, 3 + LINE * nth) for nth, text in enumerate(lines)))
    assert cell_paragraphs(BOX, found) == tuple(expected)


FULL = "слово " * 15 + "конец"
TEXTS: dict[str, tuple[list[tuple[str, float, float]], list[tuple[str, ...]]]] = {
    "an indented line opens a paragraph": (
        [(FULL[: -3 * 5], 70, 0), (FULL, 50, 12), ("Новый", 70, 24)],
        [(FULL[: -3 * 5], FULL), ("Новый",)],
    ),
    "a gap parts paragraphs": ([(FULL, 50, 0), (FULL, 50, 40)], [(FULL,), (FULL,)]),
    "lines in the middle": ([("Первая длинная", 100, 0), ("вторая", 120, 12)], [("Первая длинная", "вторая")]),
    "lines to the right": ([("Утвержден", 355, 0), ("приказом труда", 330, 12)], [("Утвержден", "приказом труда")]),
    "columns": (
        [("Код", 100, 0), ("Номер", 300, 0), ("оригинала", 85, 12), ("стандарта", 290, 12)],
        [("Код", "оригинала"), ("Номер", "стандарта")],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), TEXTS.values(), ids=TEXTS)
def test_paragraphs_beside_tables(lines: list[tuple[str, float, float]], expected: list[tuple[str, ...]]) -> None:
    assert [text for _, text in text_paragraphs(page(*lines))] == expected


def test_a_stretched_line_is_one() -> None:
    stretched = [Word(text, x, x + 20, 0, 10, 10) for text, x in (("а", 0), ("б", 60), ("в", 120), ("г", 180))]
    assert [text for _, text in text_paragraphs(stretched)] == [("а б в г",)]


def test_a_raised_number_is_on_the_line_of_its_word() -> None:
    raised = Word("<1>", 20, 24, -2, 4, 6)
    assert [line.text for line in lines_of([raised, *words("ОКЗ", 5, 0), *words("ниже", 5, 12)])] == ["ОКЗ<1>", "ниже"]


@pytest.mark.parametrize(
    ("raised", "before", "expected"),
    [
        ("1", "ОКЗ", "<1>"),
        ("<12>", "", "<12>"),
        (" 3) ", "ЕКС ", "<3>"),
        ("1", "объем", "<1>"),
        ("2", "5 м", None),
        ("3", "км", None),
        ("2", "x", None),
        ("k", "n", None),
        ("1234", "слово", None),
    ],
)
def test_markers(raised: str, before: str, expected: str | None) -> None:
    assert marker_of(raised, before) == expected


def test_running_lines_are_those_that_most_pages_have_at_their_ends() -> None:
    pages = [
        page(("Приказ", 0, 10), (word, 0, 50), ("Мастер", 0, 60), (word, 0, 70), (f"Страница {number}", 0, 800))
        for number, word in enumerate(("один", "два", "три", "четыре"), start=1)
    ]
    found = [[line.text for line in lines] for lines in running_lines(pages)]
    assert found == [["Приказ", f"Страница {number}"] for number in (1, 2, 3, 4)]
    assert running_lines(pages[:2]) == [[], []]


def test_what_stands_beside_boxes_is_in_their_row() -> None:
    boxes = [Box(100, 0, 200, 30), Box(250, 0, 280, 30), Box(380, 0, 400, 30)]
    found = page(("Наименование", 10, 8), ("Ремонт", 105, 3), ("линий", 105, 15), ("Код", 205, 8), ("A", 255, 8))
    found += page(("Уровень", 300, 3), ("квалификации", 300, 15), ("5", 385, 8))
    (strip,) = strips(boxes)
    ((_, piece),) = rows_of(strip, found)
    assert [cell.paragraphs for cell in piece.cells] == [
        (("Наименование",),),
        (("Ремонт", "линий"),),
        (("Код",),),
        (("A",),),
        (("Уровень", "квалификации"),),
        (("5",),),
    ]


def test_a_merged_label_stands_in_its_first_row() -> None:
    boxes = [Box(0, 0, 100, 40), Box(100, 0, 300, 20), Box(100, 20, 300, 40)]
    (strip,) = strips(boxes)
    found = page(("Умения", 5, 4), ("Один", 105, 4), ("Два", 105, 24))
    assert [[cell.paragraphs for cell in piece.cells] for _, piece in rows_of(strip, found)] == [
        [(("Умения",),), (("Один",),)],
        [(), (("Два",),)],
    ]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        pytest.param(row("", "а", bottom=True), row("", "б", top=True), True, id="open on both pages"),
        pytest.param(row("", "а"), row("", "б", top=True), False, id="closed above"),
        pytest.param(row("", "а", bottom=True), row("", "б"), False, id="closed below"),
        pytest.param(row("", "", bottom=True), row("", "б", top=True), False, id="nothing above"),
        pytest.param(row("а", bottom=True), row("", "б", top=True), False, id="other columns"),
    ],
)
def test_a_row_is_cut_where_its_cells_are_open(above: RowPiece, below: RowPiece, *, expected: bool) -> None:
    assert is_cut(above, below) is expected


def test_the_rest_of_a_row_stands_under_its_columns() -> None:
    above = row("Наименование", "Разработка", "Код", "B/01.4", "Уровень", "4", columns=(0, 100, 200, 250, 320, 400))
    below = row("работоспособности", "", "квалификации", "", columns=(100, 250, 300, 400))
    expected = row("", "работоспособности", "", "", "квалификации", "", columns=above.columns)
    assert aligned(above, below) == expected
    other = row("Оригинал", "X", columns=(90, 160))
    assert aligned(above, other) == other


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [(FULL, "и далее", True), (f"{FULL}.", "и далее", False), (FULL, "Новый", False), ("Код", "оригинала", False)],
)
def test_a_sentence_goes_on_after_a_page(above: str, below: str, *, expected: bool) -> None:
    assert is_unfinished(TextPiece((above,)), TextPiece((below,))) is expected


TEXT_LINES = st.lists(st.text(max_size=5), max_size=3).map(tuple)
CELL = st.builds(CellPiece, st.lists(TEXT_LINES, max_size=2).map(tuple), st.booleans(), st.booleans())
ROW = st.builds(RowPiece, st.lists(CELL, max_size=3).map(tuple), st.lists(st.integers(), max_size=3).map(tuple))


@given(st.lists(st.lists(st.one_of(st.builds(TextPiece, TEXT_LINES, st.booleans()), ROW), max_size=3).map(tuple)))
def test_pages_come_back_from_json(pages: list[Page]) -> None:
    assert from_json(to_json(pages)) == pages
