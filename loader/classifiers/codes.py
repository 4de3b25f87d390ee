"""What follows from a code by itself: its level, the codes above it, and its form in another spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...errors import Message

# The groups of the lists of fields of study that ОК 009-2016 gathers in each of its nine areas.
_AREAS = (("1", 1, 6), ("2", 7, 29), ("3", 30, 34), ("4", 35, 36), ("5", 37, 43), ("6", 44, 44), ("7", 45, 49),
          ("8", 50, 55), ("9", 56, 57))  # fmt: skip
SHORT_OF_AREA = r"([0-9]{2})(\.[0-9]{2}){2}"
_WITHOUT_AREA = re.compile(SHORT_OF_AREA)
_LOWEST = 3  # the rank of a speciality of ОК 009-2016
# Letters that are typed for the Latin ones of sections.
_LATIN = str.maketrans("АВСЕНІКМОРТ", "ABCEHIKMOPT")


@dataclass(frozen=True)
class Level:
    """A level of a classifier: its name, and the form of its codes, which is that of no other level."""

    name: Message
    pattern: str


@dataclass(frozen=True)
class Structure:
    """How the codes of a classifier are made: their form, the level of one, the codes above it, nearest first.

    `is_strict` says that the nearest code above must be there; otherwise any of them will do, and none is needed up to
    the level `highest`. `begins` gives how the codes begin that a code rolls up, itself among them; `short` is another
    form in which standards write codes.
    """

    form: re.Pattern[str]
    levels: tuple[Level, ...]
    rank: Callable[[str], int]
    above: Callable[[str], tuple[str, ...]]
    is_strict: bool = True
    highest: int = 0
    spelling: Callable[[str], str] = str
    begins: Callable[[str], tuple[str, ...]] = lambda code: (code,)
    short: str = ""

    def is_code(self, text: str) -> bool:
        """Tell whether a text has the form of a code, once it is spelt as the edition spells it."""
        return bool(self.form.fullmatch(self.spelling(text)))


def by_prefix(code: str) -> tuple[str, ...]:
    """Return the codes above one whose every digit is a level: 2143 is in 214, in 21, in 2."""
    return tuple(code[:length] for length in range(len(code) - 1, 0, -1))


def by_points(code: str) -> tuple[str, ...]:
    """Return the codes above one of an activity: 35.12.1 is in 35.12, in 35.1, in 35."""
    digits = code.replace(".", "")
    return tuple(_pointed(digits[:length]) for length in range(len(digits) - 1, 1, -1))


def rank_of_activity(code: str) -> int:
    """Return the level of an activity: sections, which are letters, are above the divisions of two digits."""
    return 0 if code.isalpha() else len(code.replace(".", "")) - 1


def by_pairs(code: str) -> tuple[str, ...]:
    """Return the codes above a speciality of six digits: 140206 is in 140200, in 140000."""
    return (f"{code[:4]}00", f"{code[:2]}0000")[2 - rank_of_pairs(code) :]


def rank_of_pairs(code: str) -> int:
    """Return the level of a code of six digits: a group, a field of study, a speciality."""
    if code.endswith("0000"):
        return 0
    return 1 if code.endswith("00") else 2


def begins_by_pairs(code: str) -> tuple[str, ...]:
    """Return how the codes under one of six digits begin: 140200 and all under it begin with 1402."""
    return (code[: 2 * (rank_of_pairs(code) + 1)],)


def by_area(code: str) -> tuple[str, ...]:
    """Return the codes above one of ОК 009-2016: 2.13.03.02 is in 2.13.03.00, in 2.13.00.00, in 2.00.00.00."""
    area, group, level, _ = code.split(".")
    chain = (f"{area}.{group}.{level}.00", f"{area}.{group}.00.00", f"{area}.00.00.00")
    return chain[3 - rank_of_area(code) :]


def rank_of_area(code: str) -> int:
    """Return the level of a code of ОК 009-2016: an area, a group, a level of education, a speciality."""
    return max((place for place, part in enumerate(code.split(".")) if part != "00"), default=0)


def begins_by_area(code: str) -> tuple[str, ...]:
    """Return how the codes under one of ОК 009-2016 begin, with the area and without: 2.13. and 13. for 2.13.00.00."""
    parts = code.split(".")[: rank_of_area(code) + 1]
    if len(parts) == 1:
        groups = next(range(first, last + 1) for area, first, last in _AREAS if area == parts[0])
        return (f"{code[0]}.", *(f"{group:02}." for group in groups))
    ending = "" if rank_of_area(code) == _LOWEST else "."
    return ".".join(parts) + ending, ".".join(parts[1:]) + ending


def with_area(code: str) -> str:
    """Return a code of a field of study as ОК 009-2016 writes it: 09.03.01 is 2.09.03.01 there."""
    short = _WITHOUT_AREA.fullmatch(code)
    if short is None:
        return code
    group = int(short[1])
    return next((f"{area}.{code}" for area, first, last in _AREAS if first <= group <= last), code)


def by_last_point(code: str) -> tuple[str, ...]:
    """Return the codes above an occupation of ESCO: 2654.1.7 is in 2654.1."""
    parts = code.split(".")
    return tuple(".".join(parts[:length]) for length in range(len(parts) - 1, 1, -1))


def latin_section(code: str) -> str:
    """Return the letter of a section in Latin, and any other code as it is."""
    return code.upper().translate(_LATIN) if len(code) == 1 and code.isalpha() else code


def without_padding(codes: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """Return what each code stands for, where all are filled up with zeros to four digits: 2100 is 21.

    One that ends in a single zero is its group of three digits and, where the group has no other member, that member
    too: 1330 is 133 and 1330.
    """
    return MappingProxyType({code: _unpadded(code, codes) for code in codes})


def is_padded(codes: frozenset[str]) -> bool:
    """Tell whether codes of occupations are filled up with zeros: all have four digits, and major groups are there."""
    return all(len(code) == 4 for code in codes) and any(code.endswith("000") for code in codes)


def _unpadded(code: str, codes: frozenset[str]) -> tuple[str, ...]:
    if code.endswith("000"):
        return (code[:1],)
    if code.endswith("00"):
        return (code[:2],)
    if not code.endswith("0"):
        return (code,)
    has_others = any(f"{code[:3]}{digit}" in codes for digit in range(1, 10))
    return (code[:3],) if has_others else (code[:3], code)


def _pointed(digits: str) -> str:
    parts = (digits[:2], digits[2:4], digits[4:6])
    return ".".join(part for part in parts if part)
