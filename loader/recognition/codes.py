"""Codes of functions: their pattern, and the letters that look alike in Cyrillic and Latin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose
from ..model import WrittenCode

if TYPE_CHECKING:
    from ..model import Place

# Cyrillic capitals and the Latin ones that look the same. V is not among them: «V/03.6» for «В/03.6» is a
# transliteration, true only where the same document proves it (see functional_map.py).
HOMOGLYPHS = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")

GENERALIZED = re.compile(r"[A-Z]")
PARTICULAR = re.compile(r"[A-Z]/[0-9]{2}\.[0-9]")
IN_TEXT = re.compile(r"(?<![A-Za-zА-Яа-яЁё])[A-Za-zА-Яа-яЁё]\s?/\s?[0-9]{1,2}\.[0-9](?![0-9])")


def latin(written: str) -> str:
    """Return the code with its look-alike letters in Latin and without white space."""
    return re.sub(r"\s+", "", written).upper().translate(HOMOGLYPHS)


def read_code(written: str, place: Place, findings: list[Diagnostic], *, particular: bool) -> WrittenCode | None:
    """Return the code; None, and an error among `findings`, where no code can be read."""
    normal = latin(written).rstrip(".")
    pattern = PARTICULAR if particular else GENERALIZED
    if not pattern.fullmatch(normal):
        findings.append(diagnose("code-unreadable", place, written=written, pattern="A/01.5" if particular else "A"))
        return None
    code = WrittenCode(normal, written, place)
    findings.extend(homoglyph(code))
    return code


def homoglyph(code: WrittenCode) -> list[Diagnostic]:
    """Return the diagnostic of a code whose letter is written in Cyrillic, if it is."""
    if code.script == "Latin":
        return []
    return [diagnose("letter-homoglyph", code.place, written=code.as_written, code=code.normal)]
