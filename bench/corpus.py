"""Makes a corpus of synthetic standards, as the registry exports them, for tests of scale and for nothing else.

Run: python bench/corpus.py FOLDER [COUNT [FUNCTIONS [SEED]]]. The same seed gives the same files, and a larger COUNT
the same ones and more. The numbers are those of four real cards: 5 particular functions to a generalised one,
4.2 actions, 3.3 skills and 4.4 items of knowledge to a function, a quarter of the texts repeated within their
standard, a twelfth shared with others, and the defects of those cards. FUNCTIONS, particular ones a standard, has a
mean of 30 there.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import corpus_words as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REPEATED, SHARED, REFERRING = 0.25, 0.08, 0.1
POOL = 2000  # texts that standards share
SECOND_EDITION = 0.05
PER_GENERALISED, ACTIONS, SKILLS, KNOWLEDGE = 5, 4.2, 3.3, 4.4
CYRILLIC_CODE, TORN_CODE, MARKUP, NO_ORDER, SWAPPED, GAP = 0.05, 0.05, 0.003, 0.04, 0.04, 0.05
LOOK_ALIKES = str.maketrans("ABCEHKMPTX", "АВСЕНКМРТХ")
MARK = "СИНТЕТИЧЕСКИЙ СТАНДАРТ для испытаний, не документ Минтруда; synthetic, for tests of scale only"


def standard(number: int, seed: int = 0, functions: int = 30) -> str:
    """Return the card of the standard with this number; some are another edition of the one before."""
    random = Random(f"{seed}/{number}")  # noqa: S311  (the same again is wanted)
    is_second = number > 1 and random.random() < SECOND_EDITION
    work = number - 1 if is_second else number
    content = _Maker(Random(f"{seed}/text/{work}"), seed, max(1, functions))  # noqa: S311  (as above)
    return content.card(work, random, is_second=is_second)


@dataclass
class _Maker:
    """Writes one standard; `told` are its texts so far, which it may repeat."""

    random: Random
    seed: int
    functions: int

    def __post_init__(self) -> None:
        self.told: dict[str, list[str]] = {"action": [], "skill": [], "knowledge": []}
        self.codes: list[str] = []

    def card(self, work: int, edition: Random, *, is_second: bool) -> str:
        """Return the XML of the card; `edition` decides what two editions differ in."""
        day = date(2013, 1, 1) + timedelta(days=edition.randrange(4000))
        order = ("", "") if edition.random() < NO_ORDER else (f"{edition.randrange(10, 990)}н", f"{day:%d.%m.%Y}")
        self.is_swapped = self.random.random() < SWAPPED
        code, name = (
            f"{70 + work // 1000}.{work % 1000:03}",
            f"Синтетический {self.random.choice(words.TITLES).lower()} {work}",
        )
        activity, body = self._text("action"), "".join(self._generalised())
        if is_second:
            body = body.replace("по графику", "по новому графику")
        return (
            f'<?xml version="1.0" encoding="utf-8"?>\n<!-- {MARK} -->\n<XMLCardInfo>\n<ProfessionalStandarts>\n'
            "<ProfessionalStandart>"
            f"{_tag('NameProfessionalStandart', name)}{_tag('RegistrationNumber', str(work))}"
            f"{_tag('OrderNumber', order[0])}{_tag('DateOfApproval', order[1])}<FirstSection>"
            f"{_tag('KindProfessionalActivity', f'{MARK}: {activity}')}"
            f"{_tag('CodeKindProfessionalActivity', self._torn(code))}"
            f"{_tag('PurposeKindProfessionalActivity', self._text('action'))}"
            f"<EmploymentGroup>{self._units('OKZ', words.OKZ)}{self._units('OKVED', words.OKVED)}</EmploymentGroup>"
            "</FirstSection><ThirdSection><WorkFunctions><GeneralizedWorkFunctions>"
            f"{body}</GeneralizedWorkFunctions></WorkFunctions></ThirdSection>"
            f"{self._developers()}</ProfessionalStandart>\n</ProfessionalStandarts>\n</XMLCardInfo>\n"
        )

    def _generalised(self) -> Iterator[str]:
        left = max(1, round(self.random.gauss(self.functions, self.functions / 4)))
        for letter in "ABCDEFGHJKLMNPRSTUWXYZ":
            members = min(left, max(1, round(self.random.gauss(PER_GENERALISED, 2))))
            level = self.random.randint(3, 7)
            yield (
                f"<GeneralizedWorkFunction>{_tag('CodeOTF', letter)}{_tag('NameOTF', self._text('action'))}"
                f"{_tag('LevelOfQualification', str(level))}{self._requirements()}<ParticularWorkFunctions>"
                f"{''.join(self._particular(letter, level, members))}</ParticularWorkFunctions>"
                "</GeneralizedWorkFunction>"
            )
            left -= members
            if left <= 0:
                return

    def _particular(self, letter: str, level: int, members: int) -> Iterator[str]:
        skip = self.random.random() < GAP
        for number in range(1, members + 1):
            code = f"{letter}/{number + skip:02}.{level}"
            written = code.translate(LOOK_ALIKES) if self.random.random() < CYRILLIC_CODE else code
            able, known = self._rows("skill", SKILLS), self._rows("knowledge", KNOWLEDGE)
            self.codes.append(code)
            yield (
                f"<ParticularWorkFunction>{_tag('CodeTF', written)}{_tag('NameTF', self._text('action'))}"
                f"{_tag('SubQualification', str(level))}{_list('LaborAction', self._rows('action', ACTIONS))}"
                f"{_list('RequiredSkill', known if self.is_swapped else able)}"
                f"{_list('NecessaryKnowledge', able if self.is_swapped else known)}"
                "<OtherCharacteristics><OtherCharacteristic>-</OtherCharacteristic></OtherCharacteristics>"
                "</ParticularWorkFunction>"
            )

    def _rows(self, kind: str, mean: float) -> list[str]:
        rows = [self._text(kind) for _ in range(max(1, round(self.random.gauss(mean, mean / 3))))]
        if self.codes and kind != "action" and self.random.random() < REFERRING:
            what = "умения" if kind == "skill" else "знания"
            rows.append(f"Необходимые {what}, предусмотренные трудовой функцией {self.random.choice(self.codes)}")
        return list(dict.fromkeys(rows))

    def _text(self, kind: str) -> str:
        told, chance = self.told[kind], self.random.random()
        if told and chance < REPEATED:
            return self.random.choice(told)
        source = self.random
        if chance < REPEATED + SHARED:
            source = Random(f"{self.seed}/{kind}/{self.random.randrange(POOL)}")  # noqa: S311  (as above)
        deed = source.choice(words.DEEDS)
        head = {"action": deed[0], "skill": deed[1], "knowledge": source.choice(words.SUBJECTS)}[kind]
        what = [f"{source.choice(words.KINDS)} {source.choice(words.OBJECTS)}" for _ in range(source.randint(1, 2))]
        text = f"{head} {' и '.join(what)} {source.choice(words.CIRCUMSTANCES)}"
        told.append(text)
        return f"{text} <br /> и их учет" if self.random.random() < MARKUP else text

    def _requirements(self) -> str:
        return (
            _list("PossibleJobTitle", self.random.sample(words.TITLES, self.random.randint(1, 3)))
            + _list("EducationalRequirement", [self.random.choice(words.EDUCATION)])
            + _list("RequirementsWorkExperience", ["-"])
            + "<SpecialConditionsForAdmissionToWork /><OtherCharacteristics />"
            + f"<OtherCharacteristicPlus>{self._units('OKZ', words.OKZ)}{self._units('EKS', words.EKS)}"
            + f"{self._units('OKPDTR', words.OKPDTR)}{self._units('OKSO', words.OKSO)}</OtherCharacteristicPlus>"
        )

    def _units(self, key: str, known: tuple[tuple[str, str], ...]) -> str:
        code, name = self.random.choice(known)
        unit = _tag(f"Code{key}", self._torn(code)) + _tag(f"Name{key}", name)
        return f"<List{key}><Unit{key}>{unit}</Unit{key}></List{key}>"

    def _torn(self, code: str) -> str:
        return f"{code}{self.random.choice(('.', ' '))}" if self.random.random() < TORN_CODE else code

    def _developers(self) -> str:
        first, *others = self.random.sample(words.DEVELOPERS, self.random.randint(2, 7))
        return (
            f"<FourthSection><ResponsibleDeveloper>{_tag('ResponsibleDeveloper', first)}"
            f"{_tag('ThePositionOfHead', 'Директор')}{_tag('TheFullNameOfTheHead', 'Синтетический Директор')}"
            f"</ResponsibleDeveloper>{_list('OrganizationDeveloper', others)}</FourthSection>"
        )


def make(folder: Path, count: int, functions: int = 30, seed: int = 0) -> None:
    """Write that many standards into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (folder / f"synthetic-{number:05}.xml").write_text(standard(number, seed, functions), encoding="utf-8")


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _list(name: str, texts: Iterable[str]) -> str:
    return f"<{name}s>{''.join(_tag(name, text) for text in texts)}</{name}s>"


if __name__ == "__main__":
    make(Path(sys.argv[1]), *map(int, sys.argv[2:]))
