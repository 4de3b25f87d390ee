"""The editions of classifiers that can be imported: how their codes are made, and which groups they have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...errors import Message, UsageError
from . import codes
from .codes import Structure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...errors import Language

_OCCUPATIONS = Structure(
    re.compile("[0-9]{1,4}"),
    (
        Message(ru="Основные группы", en="Major groups"),
        Message(ru="Подгруппы", en="Sub-major groups"),
        Message(ru="Малые группы", en="Minor groups"),
        Message(ru="Начальные группы", en="Unit groups"),
    ),
    lambda code: len(code) - 1,
    codes.by_prefix,
)
_ACTIVITIES = Structure(
    re.compile(r"[A-U]|[0-9]{2}(?:\.[0-9]{1,2}|\.[0-9]{2}\.[0-9]{1,2})?"),
    (
        Message(ru="Разделы", en="Sections"),
        Message(ru="Классы", en="Divisions"),
        Message(ru="Подклассы", en="Groups"),
        Message(ru="Группы", en="Classes"),
        Message(ru="Подгруппы", en="Subclasses"),
        Message(ru="Виды", en="Kinds"),
    ),
    codes.rank_of_activity,
    codes.by_points,
    spelling=codes.latin_section,
)
_SPECIALITIES = Structure(
    re.compile("[0-9]{6}"),
    (
        Message(ru="Укрупнённые группы", en="Enlarged groups"),
        Message(ru="Направления подготовки", en="Fields of study"),
        Message(ru="Специальности", en="Specialities"),
    ),
    codes.rank_of_pairs,
    codes.by_pairs,
    is_strict=False,
)
_AREAS = Structure(
    re.compile(r"[1-9](?:\.[0-9]{2}){3}"),
    (
        Message(ru="Области образования", en="Areas of education"),
        Message(ru="Укрупнённые группы", en="Enlarged groups"),
        Message(ru="Уровни образования", en="Levels of education"),
        Message(ru="Специальности и направления", en="Specialities and fields of study"),
    ),
    codes.rank_of_area,
    codes.by_area,
    is_strict=False,
    highest=1,
    spelling=codes.with_area,
)
_ESCO = Structure(
    re.compile(r"[0-9]{4}(?:\.[0-9]{1,3}){1,4}"),
    (
        Message(ru="Занятия", en="Occupations"),
        Message(ru="Занятия второго уровня", en="Occupations of the second level"),
        Message(ru="Занятия третьего уровня", en="Occupations of the third level"),
        Message(ru="Занятия четвёртого уровня", en="Occupations of the fourth level"),
    ),
    lambda code: code.count(".") - 1,
    codes.by_last_point,
)
_TRADES = Structure(
    re.compile("[0-9]{5}"),
    (Message(ru="Профессии и должности", en="Trades and jobs"),),
    lambda _code: 0,
    lambda _code: (),
)


def _groups(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


# The minor groups of ISCO-88 and ISCO-08, on which the editions of ОКЗ are built; major and sub-major groups follow.
_MINOR_88 = _groups(
    """
    011 111 112 113 114 121 122 123 131 211 212 213 214 221 222 223 231 232 233 234 235 241 242 243 244 245 246
    311 312 313 314 315 321 322 323 324 331 332 333 334 341 342 343 344 345 346 347 348 411 412 413 414 419 421
    422 511 512 513 514 515 516 521 522 523 611 612 613 614 615 621 711 712 713 714 721 722 723 724 731 732 733
    734 741 742 743 744 811 812 813 814 815 816 817 821 822 823 824 825 826 827 828 829 831 832 833 834 911 912
    913 914 915 916 921 931 932 933
    """
)
_MINOR_08 = _groups(
    """
    011 021 031 111 112 121 122 131 132 133 134 141 142 143 211 212 213 214 215 216 221 222 223 224 225 226 231
    232 233 234 235 241 242 243 251 252 261 262 263 264 265 311 312 313 314 315 321 322 323 324 325 331 332 333
    334 335 341 342 343 351 352 411 412 413 421 422 431 432 441 511 512 513 514 515 516 521 522 523 524 531 532
    541 611 612 613 621 622 631 632 633 634 711 712 713 721 722 723 731 732 741 742 751 752 753 754 811 812 813
    814 815 816 817 818 821 831 832 833 834 835 911 912 921 931 932 933 941 951 952 961 962
    """
)
# The divisions of NACE 1.1 and 2, and so of the two editions of ОКВЭД.
_DIVISIONS_1 = _groups(
    """
    01 02 05 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 40 41 45 50 51
    52 55 60 61 62 63 64 65 66 67 70 71 72 73 74 75 80 85 90 91 92 93 95 96 97 99
    """
)
_DIVISIONS_2 = _groups(
    """
    01 02 03 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 35 36 37 38
    39 41 42 43 45 46 47 49 50 51 52 53 55 56 58 59 60 61 62 63 64 65 66 68 69 70 71 72 73 74 75 77 78 79 80 81
    82 84 85 86 87 88 90 91 92 93 94 95 96 97 98 99
    """
)


@dataclass(frozen=True)
class Described:
    """What an edition is called, and when it is in force, where the package does not say it."""

    label: str
    title: Message
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Edition:
    """An edition of a classifier; `groups` are its beginnings of codes of one length, where they are known."""

    kind: str
    name: str
    structure: Structure
    groups: frozenset[str] = frozenset()
    language: Language = "ru"
    described: Described | None = None

    @property
    def title(self) -> str:
        """Return the edition as one word: `isco-08`."""
        return f"{self.kind}-{self.name}"

    def admits(self, code: str) -> bool:
        """Tell whether the edition may have the code: its form fits, and it is in a group that the edition has."""
        spelt = self.structure.spelling(code)
        if not self.structure.form.fullmatch(spelt):
            return False
        if not self.groups or spelt.isalpha():
            return True
        length = len(next(iter(self.groups)))
        return spelt[:length] in self.groups if len(spelt) >= length else any(map(_begun(spelt), self.groups))


def _begun(code: str) -> Callable[[str], bool]:
    return lambda group: group.startswith(code)


def _edition(*edition: Edition) -> Mapping[tuple[str, str], Edition]:
    return MappingProxyType({(one.kind, one.name): one for one in edition})


EDITIONS = _edition(
    Edition("okz", "1993", _OCCUPATIONS, _MINOR_88),
    Edition("okz", "2014", _OCCUPATIONS, _MINOR_08),
    Edition("okved", "2001", _ACTIVITIES, _DIVISIONS_1),
    Edition("okved", "2014", _ACTIVITIES, _DIVISIONS_2),
    Edition("okso", "2003", _SPECIALITIES),
    Edition("okso", "2009", _SPECIALITIES),
    Edition("okso", "2016", _AREAS),
    Edition("okpdtr", "1994", _TRADES, described=Described(
        "ОКПДТР, ОК 016-94",
        Message(
            ru="Общероссийский классификатор профессий рабочих, должностей служащих и тарифных разрядов ОК 016-94",
            en="Russian classification of workers' trades, employees' jobs and wage grades OK 016-94",
        ),
        date(1996, 1, 1),
    )),
    Edition("isco", "88", _OCCUPATIONS, _MINOR_88, "en", Described(
        "МСКЗ-88",
        Message(
            ru="Международная стандартная классификация занятий МСКЗ-88",
            en="International Standard Classification of Occupations ISCO-88",
        ),
        date(1988, 1, 1), date(2007, 12, 31),
    )),
    Edition("isco", "08", _OCCUPATIONS, _MINOR_08, "en", Described(
        "МСКЗ-08",
        Message(
            ru="Международная стандартная классификация занятий МСКЗ-08",
            en="International Standard Classification of Occupations ISCO-08",
        ),
        date(2008, 1, 1),
    )),
    Edition("nace", "1.1", _ACTIVITIES, _DIVISIONS_1, "en", Described(
        "КДЕС, ред. 1.1",
        Message(
            ru="Статистическая классификация видов экономической деятельности в Европейском союзе, ред. 1.1",
            en="Statistical classification of economic activities in the European Community, NACE Rev. 1.1",
        ),
        date(2003, 1, 1), date(2007, 12, 31),
    )),
    Edition("nace", "2", _ACTIVITIES, _DIVISIONS_2, "en", Described(
        "КДЕС, ред. 2",
        Message(
            ru="Статистическая классификация видов экономической деятельности в Европейском союзе, ред. 2",
            en="Statistical classification of economic activities in the European Community, NACE Rev. 2",
        ),
        date(2008, 1, 1),
    )),
    Edition("esco-groups", "1.1.1", _OCCUPATIONS, _MINOR_08, "en", Described(
        "Группы занятий ESCO 1.1.1",
        Message(
            ru="Европейская классификация навыков, компетенций и занятий ESCO 1.1.1: группы МСКЗ-08",
            en="European Skills, Competences, Qualifications and Occupations, ESCO 1.1.1: groups of ISCO-08",
        ),
        date(2022, 8, 11),
    )),
    Edition("esco-occupations", "1.1.1", _ESCO, _MINOR_08, "en", Described(
        "Занятия ESCO 1.1.1",
        Message(
            ru="Европейская классификация навыков, компетенций и занятий ESCO 1.1.1: занятия",
            en="European Skills, Competences, Qualifications and Occupations, ESCO 1.1.1: occupations",
        ),
        date(2022, 8, 11),
    )),
)  # fmt: skip


def edition(kind: str, name: str) -> Edition:
    """Return the edition that a person names; raise `UsageError` with those that are known."""
    found = EDITIONS.get((kind.casefold(), name))
    if found is None:
        known = ", ".join(" ".join(one) for one in EDITIONS)
        raise UsageError(
            ru=f"{kind} {name}: такая редакция здесь не известна; известны: {known}",
            en=f"{kind} {name}: this edition is not known here; known are: {known}",
        )
    return found


def edition_named(name: str) -> Edition:
    """Return the edition that one word names, as crosswalks do: `isco-08`; raise `UsageError`."""
    kind, _, version = name.rpartition("-")
    if (kind.casefold(), version) not in EDITIONS:
        known = ", ".join("-".join(one) for one in EDITIONS)
        raise UsageError(
            ru=f"{name}: такая редакция здесь не известна; известны: {known}",
            en=f"{name}: this edition is not known here; known are: {known}",
        )
    return edition(kind, version)


def editions_of(kind: str) -> tuple[Edition, ...]:
    """Return the known editions of a classifier."""
    return tuple(one for one in EDITIONS.values() if one.kind == kind)
