"""How wide a text is at most in the picture, and its lines of at most such a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FONT = 12  # pixels
# Widths of letters in parts of the font's size: an upper bound for the sans-serif fonts of common systems.
_WIDE, _BROAD, _USUAL, _NARROW = 1.15, 0.87, 0.66, 0.42
_WIDE_LETTERS = frozenset("ШЩЖЮМФЫЪЬЉЊЂWMшщжюмфыљњwm@%—…№#&+<=>^~")
_BROAD_LETTERS = frozenset("дцъ")
_NARROW_LETTERS = frozenset(" .,:;!'|()[]-ilIjftr")
_LAST_MEASURED = "\u04ff"  # of Cyrillic; letters of other scripts may be as wide as they are high


def text_width(text: str) -> float:
    """Return an upper bound of the width of a text in pixels."""
    return FONT * sum(map(_letter, text))


def fitted(text: str, width: float, most: int) -> tuple[str, ...]:
    """Return a text in at most so many lines that fit a width in pixels; what is cut ends in an ellipsis."""
    lines: list[str] = []
    for piece in _pieces(text, width):
        joined = f"{lines[-1]} {piece}" if lines else piece
        if lines and text_width(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(piece)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while text_width(f"{last}…") > width:
        last = last[:-1].rstrip()
    return (*lines[: most - 1], f"{last}…")


def _letter(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS or letter > _LAST_MEASURED:
        return _WIDE
    return _BROAD if letter.isupper() or letter in _BROAD_LETTERS else _USUAL


def _pieces(text: str, width: float) -> Iterator[str]:
    """Yield the words of a text; one that is wider than a line is cut."""
    for word in text.split():
        rest = word
        while text_width(rest) > width:
            end = next(end for end in range(len(rest) - 1, 0, -1) if text_width(rest[:end]) <= width)
            yield rest[:end]
            rest = rest[end:]
        yield rest
