"""Reads the requirements of a generalised function: job titles, education, experience, admission."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from ..model import AdmissionCondition, EducationRequirement, ExperienceRequirement, JobTitle, Passage
from ..sources.document import Span
from .footnotes import unmarked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pymorphy3 import MorphAnalyzer

# The first word of a title: a capital followed by a small letter, so that «Инженер АСУ» stays whole.
_TITLE_START = re.compile(r"[,;]?\s+(?=[А-ЯЁ][а-яё])")
_EDUCATION_LEVELS = (
    ("ДПО", r"дополнительн\w+ профессиональн\w+"),
    ("СПО", r"среднее профессиональное образование"),
    ("ВО", r"высшее(?: профессиональное)? образование"),
    ("НПО", r"начальное профессиональное образование"),
    ("ПО", r"профессиональное обучение"),
    ("СОО", r"среднее (?:\(полное\) )?общее образование"),
    ("ООО", r"основное общее образование"),
)
_EDUCATION_START = re.compile(
    r"\s+(?=(?:Дополнительн|Среднее|Высшее|Начальное|Профессиональное обучение|Основное общее))"
)
_PROGRAMMES = (
    ("ППССЗ", r"программ\w+ подготовки специалистов среднего звена"),
    ("ППКРС", r"программ\w+ подготовки квалифицированных рабочих"),
    ("бакалавриат", r"бакалавриат"),
    ("магистратура", r"магистратур"),
    ("специалитет", r"специалитет"),
    ("повышение квалификации", r"повышени\w+ квалификации"),
    ("профессиональная переподготовка", r"профессиональной переподготовки"),
    ("переподготовка", r"переподготовки"),
)
_PROGRAMME = re.compile("|".join(f"({pattern})" for _, pattern in _PROGRAMMES), re.IGNORECASE)
_NUMBERS = {
    "одного": 1, "полутора": 1.5, "двух": 2, "трех": 3, "трёх": 3, "четырех": 4, "четырёх": 4,
    "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9, "десяти": 10, "одиннадцати": 11, "двенадцати": 12,
    "пятнадцати": 15, "двадцати": 20,
}  # fmt: skip
_PERIODS = {"полугода": 6, "года": 12, "месяца": 1}  # in months; a period without a number
_PERIOD = re.compile(
    r"(?:не менее|от|более|свыше)\s+(?:чем\s+)?([0-9]+(?:,[0-9]+)?|[а-яё]+)(?:-\w+)?(?:\s*\([^)]*\))?"
    r"(?:\s+(год|лет|месяц))?",
    re.IGNORECASE,
)
_AREA = re.compile(r"\bв (?:области|сфере) (.+?)(?=\s+(?:не менее|от|более|свыше)\s|[.;]|$)", re.IGNORECASE)


def job_titles(spans: Sequence[Span], known: Sequence[str], findings: list[Diagnostic]) -> tuple[JobTitle, ...]:
    """Return the titles; a single line that holds several («Мастер Техник») is split before capitals.

    The split is proven where every part is among `known`, the titles of the ЕКС rows; otherwise it is a warning.
    """
    titles = [unmarked(span)[0] for span in spans]
    if len(titles) == 1:
        parts = _TITLE_START.split(titles[0].text)
        if len(parts) > 1:
            proven = {fold(part) for part in parts} <= {fold(title) for title in known}
            rule = "titles-split" if proven else "titles-split-unproven"
            findings.append(diagnose(rule, titles[0].place, text=titles[0].text, count=len(parts)))
            titles = [Span(part, titles[0].place) for part in parts]
    return tuple(JobTitle(ordinal, span.text, span.place) for ordinal, span in enumerate(titles, start=1))


def split_cells(
    groups: Mapping[str, Sequence[Span]], titles: Sequence[JobTitle], education: Sequence[EducationRequirement]
) -> list[Passage]:
    """Return the cells that were split into several requirements, word for word."""
    split = (("title", "titles-cell", len(titles)), ("education", "education-cell", len(education)))
    return [
        Passage(name, groups[group][0].text, groups[group][0].place)
        for group, name, count in split
        if len(groups.get(group, ())) == 1 and count > 1
    ]


def education(spans: Sequence[Span], findings: list[Diagnostic]) -> tuple[EducationRequirement, ...]:
    """Return the requirements; a single line is split where the name of a further level of education begins."""
    texts = [unmarked(span) for span in spans]
    if len(texts) == 1:
        span, footnote = texts[0]
        parts = _EDUCATION_START.split(span.text)
        if len(parts) > 1:
            findings.append(diagnose("education-split", span.place, count=len(parts)))
            texts = [(Span(part, span.place), footnote) for part in parts]
    return tuple(
        EducationRequirement(ordinal, span.text, _level(span.text), _programme(span.text), span.place, footnote)
        for ordinal, (span, footnote) in enumerate(texts, start=1)
    )


def experience(spans: Sequence[Span]) -> tuple[ExperienceRequirement, ...]:
    """Return the requirements with the least number of months where the text states one."""
    texts = [unmarked(span) for span in spans]
    return tuple(
        ExperienceRequirement(ordinal, span.text, _months(span.text), _area(span.text), span.place, footnote)
        for ordinal, (span, footnote) in enumerate(texts, start=1)
    )


def admission(spans: Sequence[Span]) -> tuple[AdmissionCondition, ...]:
    """Return the special conditions of admission."""
    texts = [unmarked(span) for span in spans]
    return tuple(
        AdmissionCondition(ordinal, span.text, span.place, footnote)
        for ordinal, (span, footnote) in enumerate(texts, start=1)
    )


def _level(text: str) -> str | None:
    for level, pattern in _EDUCATION_LEVELS:
        if re.match(pattern, text, re.IGNORECASE):
            return level
    return None


def _programme(text: str) -> str | None:
    names = [name for name, _ in _PROGRAMMES]
    found = [names[match.lastindex - 1] for match in _PROGRAMME.finditer(text) if match.lastindex]
    return ", ".join(dict.fromkeys(found)) or None


def _months(text: str) -> int | None:
    for written, unit in _PERIOD.findall(text):
        number = written.lower()
        if number in _PERIODS:
            return _PERIODS[number]
        count = float(number.replace(",", ".")) if number[0].isdigit() else _NUMBERS.get(number)
        if count is not None and unit:
            return round(count * (1 if unit.lower() == "месяц" else 12))
    return None


def _area(text: str) -> str | None:
    found = _AREA.search(text)
    return _nominative(found[1]) if found else None


def _nominative(phrase: str) -> str:
    """Return the phrase with its first word, a noun in the genitive, in the nominative."""
    head, _, rest = phrase.partition(" ")
    for reading in _morphology().parse(head):
        if {"NOUN", "gent"} in reading.tag:
            form = reading.inflect({"nomn", reading.tag.number})
            return f"{form.word} {rest}".strip() if form else phrase
    return phrase


@cache
def _morphology() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()
