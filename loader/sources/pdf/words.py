"""The words of a page: footnote numbers, which are set small and high, become markers `<1>`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from ..markers import marker_of
from .geometry import Word

if TYPE_CHECKING:
    from pdfplumber.page import Page

_TIGHT = 0.15  # of the letters' size: a wider gap parts two words
_SMALL = 0.8  # of its neighbour's size: the number of a footnote is set smaller than that
_DRAWN = re.compile(r"_+|-{5,}")  # lines to be filled in, and rules made of hyphens


def words_of(page: Page) -> list[Word]:
    """Return the words of a page without signs that draw frames and lines to be filled in."""
    letters = page.filter(lambda one: not is_frame_sign(one.get("text", "")))
    found = letters.extract_words(x_tolerance_ratio=_TIGHT, extra_attrs=["size"], use_text_flow=False)
    words = [
        Word(one["text"], one["x0"], one["x1"], one["top"], one["bottom"], one["size"])
        for one in found
        if not _DRAWN.fullmatch(one["text"])
    ]
    return [_marked(word, words) if word.text.isdecimal() and len(word.text) <= _LONGEST else word for word in words]


_LONGEST = 3  # digits of a footnote's number


def is_frame_sign(text: str) -> bool:
    """Tell whether a sign draws a part of a frame, as printers of text draw them."""
    return len(text) == 1 and unicodedata.name(text, "").startswith("BOX DRAWINGS")


def _marked(word: Word, words: list[Word]) -> Word:
    """Return a raised small number as the marker of a footnote."""
    neighbours = [
        one
        for one in words
        if one.size * _SMALL > word.size
        and one.top - word.size / 2 < word.top < word.middle < one.middle
        and (0 <= word.x0 - one.x1 < one.size or 0 <= one.x0 - word.x1 < one.size)
    ]
    before = next((one.text for one in neighbours if one.x1 <= word.x0 + 1), "")
    marker = marker_of(word.text, before) if neighbours else None
    return replace(word, text=marker) if marker else word
