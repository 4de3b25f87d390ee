"""The editions of classifiers that can be imported: which structure their codes have, and which groups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...errors import Message, UsageError
from . import groups
from .structures import ACTIVITIES, AREAS, ESCO, OCCUPATIONS, SPECIALITIES, TRADES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...errors import Language
    from .codes import Structure


@dataclass(frozen=True)
class Described:
    """What an edition is called, and when it is in force, where the package does not say it."""

    label: Message
    title: Message
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Edition:
    """An edition of a classifier; `groups` are its beginnings of codes of one length, where they are known.

    `sections` are the beginnings of the codes in each of its sections, `addresses` is how those of items begin on the
    site of the publisher; a code without its points is the end.
    """

    kind: str
    name: str
    structure: Structure
    groups: frozenset[str] = frozenset()
    language: Language = "ru"
    described: Described | None = None
    sections: Mapping[str, tuple[str, ...]] | None = None
    addresses: str = ""

    def address(self, code: str) -> str:
        """Return what the publisher calls the item of a code on the web, nothing where that is not known."""
        return f"{self.addresses}{code.replace('.', '')}" if self.addresses else ""

    def begins(self, code: str) -> tuple[str, ...]:
        """Return how the codes begin that a code of the edition rolls up, itself among them."""
        return (self.sections or {}).get(code) or self.structure.begins(code)

    def above(self, code: str) -> tuple[str, ...]:
        """Return the codes above one, nearest first; nothing is above what is no code."""
        return self.structure.above(code) if self.structure.form.fullmatch(code) else ()

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
    Edition("okz", "1993", OCCUPATIONS, groups.MINOR_88),
    Edition("okz", "2014", OCCUPATIONS, groups.MINOR_08),
    Edition("okved", "2001", ACTIVITIES, groups.DIVISIONS_1, sections=groups.SECTIONS_1),
    Edition("okved", "2014", ACTIVITIES, groups.DIVISIONS_2, sections=groups.SECTIONS_2),
    Edition("okso", "2003", SPECIALITIES),
    Edition("okso", "2009", SPECIALITIES),
    Edition("okso", "2016", AREAS),
    Edition("okpdtr", "1994", TRADES, described=Described(
        Message(ru="ОКПДТР, ОК 016-94", en="OKPDTR, OK 016-94"),
        Message(
            ru="Общероссийский классификатор профессий рабочих, должностей служащих и тарифных разрядов ОК 016-94",
            en="Russian classification of workers' trades, employees' jobs and wage grades OK 016-94",
        ),
        date(1996, 1, 1),
    )),
    Edition("isco", "88", OCCUPATIONS, groups.MINOR_88, "en", Described(
        Message(ru="МСКЗ-88", en="ISCO-88"),
        Message(
            ru="Международная стандартная классификация занятий МСКЗ-88",
            en="International Standard Classification of Occupations ISCO-88",
        ),
        date(1988, 1, 1), date(2007, 12, 31),
    )),
    Edition("isco", "08", OCCUPATIONS, groups.MINOR_08, "en", Described(
        Message(ru="МСКЗ-08", en="ISCO-08"),
        Message(
            ru="Международная стандартная классификация занятий МСКЗ-08",
            en="International Standard Classification of Occupations ISCO-08",
        ),
        date(2008, 1, 1),
    )),
    Edition("nace", "1.1", ACTIVITIES, groups.DIVISIONS_1, "en", Described(
        Message(ru="КДЕС, ред. 1.1", en="NACE Rev. 1.1"),
        Message(
            ru="Статистическая классификация видов экономической деятельности в Европейском союзе, ред. 1.1",
            en="Statistical classification of economic activities in the European Community, NACE Rev. 1.1",
        ),
        date(2003, 1, 1), date(2007, 12, 31),
    ), groups.SECTIONS_1),
    Edition("nace", "2", ACTIVITIES, groups.DIVISIONS_2, "en", Described(
        Message(ru="КДЕС, ред. 2", en="NACE Rev. 2"),
        Message(
            ru="Статистическая классификация видов экономической деятельности в Европейском союзе, ред. 2",
            en="Statistical classification of economic activities in the European Community, NACE Rev. 2",
        ),
        date(2008, 1, 1),
    ), groups.SECTIONS_2, "http://data.europa.eu/ux2/nace2/"),
    Edition("esco-groups", "1.1.1", OCCUPATIONS, groups.MINOR_08, "en", Described(
        Message(ru="Группы занятий ESCO 1.1.1", en="Occupation groups of ESCO 1.1.1"),
        Message(
            ru="Европейская классификация навыков, компетенций и занятий ESCO 1.1.1: группы МСКЗ-08",
            en="European Skills, Competences, Qualifications and Occupations, ESCO 1.1.1: groups of ISCO-08",
        ),
        date(2022, 8, 11),
    )),
    Edition("esco-occupations", "1.1.1", ESCO, groups.MINOR_08, "en", Described(
        Message(ru="Занятия ESCO 1.1.1", en="Occupations of ESCO 1.1.1"),
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
