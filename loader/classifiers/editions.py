"""The editions of classifiers that can be imported: how their codes are made, and which groups they have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...errors import Message, UsageError
from . import codes, groups
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
    begins=codes.begins_by_pairs,
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
    begins=codes.begins_by_area,
    short=codes.SHORT_OF_AREA,
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


@dataclass(frozen=True)
class Described:
    """What an edition is called, and when it is in force, where the package does not say it."""

    label: str
    title: Message
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Edition:
    """An edition of a classifier; `groups` are its beginnings of codes of one length, where they are known.

    `sections` are the beginnings of the codes in each of its sections.
    """

    kind: str
    name: str
    structure: Structure
    groups: frozenset[str] = frozenset()
    language: Language = "ru"
    described: Described | None = None
    sections: Mapping[str, tuple[str, ...]] | None = None

    def begins(self, code: str) -> tuple[str, ...]:
        """Return how the codes begin that a code of the edition rolls up, itself among them."""
        return (self.sections or {}).get(code) or self.structure.begins(code)

    @property
    def spellings(self) -> str:
        """Return the pattern of all that standards write for a code of the edition."""
        short = f"|{self.structure.short}" if self.structure.short else ""
        return f"^({self.structure.form.pattern}{short})$"

    def covers(self, code: str, written: str) -> bool:
        """Tell whether a code as standards write it is the given code of the edition, or under it."""
        return written.startswith(self.begins(code)) and bool(re.search(self.spellings, written))

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
    Edition("okz", "1993", _OCCUPATIONS, groups.MINOR_88),
    Edition("okz", "2014", _OCCUPATIONS, groups.MINOR_08),
    Edition("okved", "2001", _ACTIVITIES, groups.DIVISIONS_1, sections=groups.SECTIONS_1),
    Edition("okved", "2014", _ACTIVITIES, groups.DIVISIONS_2, sections=groups.SECTIONS_2),
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
    Edition("isco", "88", _OCCUPATIONS, groups.MINOR_88, "en", Described(
        "МСКЗ-88",
        Message(
            ru="Международная стандартная классификация занятий МСКЗ-88",
            en="International Standard Classification of Occupations ISCO-88",
        ),
        date(1988, 1, 1), date(2007, 12, 31),
    )),
    Edition("isco", "08", _OCCUPATIONS, groups.MINOR_08, "en", Described(
        "МСКЗ-08",
        Message(
            ru="Международная стандартная классификация занятий МСКЗ-08",
            en="International Standard Classification of Occupations ISCO-08",
        ),
        date(2008, 1, 1),
    )),
    Edition("nace", "1.1", _ACTIVITIES, groups.DIVISIONS_1, "en", Described(
        "КДЕС, ред. 1.1",
        Message(
            ru="Статистическая классификация видов экономической деятельности в Европейском союзе, ред. 1.1",
            en="Statistical classification of economic activities in the European Community, NACE Rev. 1.1",
        ),
        date(2003, 1, 1), date(2007, 12, 31),
    ), groups.SECTIONS_1),
    Edition("nace", "2", _ACTIVITIES, groups.DIVISIONS_2, "en", Described(
        "КДЕС, ред. 2",
        Message(
            ru="Статистическая классификация видов экономической деятельности в Европейском союзе, ред. 2",
            en="Statistical classification of economic activities in the European Community, NACE Rev. 2",
        ),
        date(2008, 1, 1),
    ), groups.SECTIONS_2),
    Edition("esco-groups", "1.1.1", _OCCUPATIONS, groups.MINOR_08, "en", Described(
        "Группы занятий ESCO 1.1.1",
        Message(
            ru="Европейская классификация навыков, компетенций и занятий ESCO 1.1.1: группы МСКЗ-08",
            en="European Skills, Competences, Qualifications and Occupations, ESCO 1.1.1: groups of ISCO-08",
        ),
        date(2022, 8, 11),
    )),
    Edition("esco-occupations", "1.1.1", _ESCO, groups.MINOR_08, "en", Described(
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
