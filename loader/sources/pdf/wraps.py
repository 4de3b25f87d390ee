"""Joins the lines of a paragraph, and the words that a line's end broke where the document proves it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from .pieces import RowPiece, TextPiece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .pieces import Lines, Page

_WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"([^\W\d_]+)(-?)$")
_FIRST = re.compile(r"[^\W\d_]+")
_SOFT_HYPHEN = "\u00ad"


def vocabulary(pages: Iterable[Page]) -> Counter[str]:
    """Return how often each word stands inside a line; the ends of lines may hold broken ones."""
    return Counter(
        word.casefold()
        for lines in _paragraphs(pages)
        for position, line in enumerate(lines)
        for word in _whole_words(line, is_first=position == 0, is_last=position == len(lines) - 1)
    )


def mended(lines: Lines, known: Counter[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the lines with broken words whole on the line where they begin, and those words: as written, and whole.

    A word that is mended without a trace, at a hyphen that it keeps or a soft one, is not among them.
    """
    texts = [lines[0]]
    words: list[tuple[str, str]] = []
    for line in lines[1:]:
        head, separator, rest = line.partition(" ")
        last, first = _LAST.search(texts[-1]), _FIRST.match(head)
        word = _whole(last[1], first[0], known) if last and first else None
        if texts[-1].endswith(_SOFT_HYPHEN):
            texts[-1] = texts[-1][:-1] + head
        elif last and first and word:
            words.append((f"{last[0]} {first[0]}", word))
            texts[-1] = texts[-1][: last.start()] + word + head[first.end() :]
        elif last and first and last[2]:
            texts[-1] += head
        else:
            rest, separator = line, " "
        if rest or separator:
            texts.append(rest)
    return [text for text in texts if text], words


def _whole(last: str, first: str, known: Counter[str]) -> str | None:
    """Return the word of two halves, if the document has it elsewhere, and does not have them both as words."""
    word = last + first
    if not first[0].islower() or word.casefold() not in known:
        return None
    # «организация-» and «разработчик» are two words that a hyphen joins; «обеспе-» is none.
    return None if last.casefold() in known and first.casefold() in known else word


def _paragraphs(pages: Iterable[Page]) -> Iterator[Lines]:
    for page in pages:
        for piece in page:
            if isinstance(piece, TextPiece):
                yield piece.lines
            elif isinstance(piece, RowPiece):
                yield from (lines for cell in piece.cells for lines in cell.paragraphs)


def _whole_words(line: str, *, is_first: bool, is_last: bool) -> list[str]:
    words = _WORD.findall(line)
    return words[0 if is_first else 1 : len(words) if is_last else -1]
