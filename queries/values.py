"""How the fixed values in answers of questions are called for people; machines get the values themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import Literal

from ..errors import Message

if TYPE_CHECKING:
    from rdflib.term import Node

    from ..errors import Language

VALUES = {
    "action": Message(ru="действие", en="action"),
    "skill": Message(ru="умение", en="skill"),
    "knowledge": Message(ru="знание", en="knowledge"),
    "actions": Message(ru="трудовые действия", en="labour actions"),
    "skills": Message(ru="умения", en="skills"),
    "title": Message(ru="должность", en="job title"),
    "education": Message(ru="образование", en="education"),
    "experience": Message(ru="опыт", en="experience"),
    "admission": Message(ru="условие допуска", en="condition of admission"),
    "map": Message(ru="функциональная карта", en="functional map"),
    "origin": Message(ru="происхождение", en="origin"),
    "other": Message(ru="другие характеристики", en="other characteristics"),
    "own": Message(ru="собственное", en="own"),
    "inherited": Message(ru="унаследованное", en="inherited"),
    "generalised": Message(ru="обобщенной функции", en="of the generalised function"),
    "standard": Message(ru="название стандарта", en="name of the standard"),
    "purpose": Message(ru="цель", en="purpose"),
    "function": Message(ru="наименование функции", en="name of the function"),
    "legal-basis": Message(ru="преамбула", en="preamble"),
    "editor-note": Message(ru="примечание", en="note"),
    "footnote": Message(ru="сноска", en="footnote"),
    "responsible": Message(ru="ответственный разработчик", en="responsible developer"),
    "co-developer": Message(ru="разработчик", en="developer"),
    "reference": Message(ru="ссылка", en="reference"),
    "corresponds": Message(ru="соответствует", en="corresponds"),
    "same code": Message(ru="тот же код", en="same code"),
    "same name": Message(ru="то же наименование", en="same name"),
    "from this": Message(ru="от этого кода", en="from this code"),
    "to this": Message(ru="к этому коду", en="to this code"),
    "in force": Message(ru="действовала", en="in force"),
    "not in force": Message(ru="не действовала", en="not in force"),
    "whole function": Message(ru="функция целиком", en="whole function"),
    "passage": Message(ru="отрывок", en="passage"),
    "dangling": Message(ru="функции нет", en="no such function"),
    "circle of skills": Message(ru="круг умений", en="circle of skills"),
    "circle of knowledge": Message(ru="круг знаний", en="circle of knowledge"),
    "repair": Message(ru="исправлено", en="repaired"),
    "note": Message(ru="пометка", en="note"),
    "warning": Message(ru="предупреждение", en="warning"),
    "Violation": Message(ru="нарушение", en="violation"),
    "Warning": Message(ru="предупреждение", en="warning"),
    "Info": Message(ru="замечание", en="remark"),
    "code-and-name": Message(ru="код и наименование", en="code and name"),
    "code-name-and-date": Message(ru="код, наименование и дата", en="code, name and date"),
    "code-form": Message(ru="вид кода", en="form of the code"),
    "not-provable": Message(ru="не доказуема", en="not provable"),
    "no-code": Message(ru="кода нет", en="no code"),
    "current": Message(ru="действует", en="current"),
    "obsolete": Message(ru="не действует", en="obsolete"),
    "stated": Message(ru="назван приказом", en="stated by the order"),
    "noted": Message(ru="помета правовой базы", en="noted by a legal database"),
    "registration-date": Message(
        ru="день регистрации; начало документом не названо", en="the day of registration; no first day is stated"
    ),
    "order-date": Message(
        ru="день приказа; начало документом не названо", en="the day of the order; no first day is stated"
    ),
    "undated": Message(ru="ни одной даты нет", en="there is no date"),
    "same-day": Message(
        ru="два приказа одного дня: какой поздний, не видно", en="two orders of one day: the later is not told"
    ),
    "overtaken": Message(
        ru="заменена или истекла, не начав действовать", en="replaced or expired before it came into force"
    ),
    "later-order": Message(ru="есть более поздний приказ", en="there is a later order"),
    "revocation": Message(ru="приказ признан утратившим силу", en="the order is revoked"),
    "okz": Message(ru="ОКЗ", en="ОКЗ"),
    "okved": Message(ru="ОКВЭД", en="ОКВЭД"),
    "okso": Message(ru="ОКСО", en="ОКСО"),
    "okpdtr": Message(ru="ОКПДТР", en="ОКПДТР"),
    "eks": Message(ru="ЕКС", en="ЕКС"),
    "etks": Message(ru="ЕТКС", en="ЕТКС"),
    "isco": Message(ru="МСКЗ", en="ISCO"),
    "esco-groups": Message(ru="ESCO, группы занятий", en="ESCO, groups of occupations"),
    "esco-occupations": Message(ru="ESCO, занятия", en="ESCO, occupations"),
    "nace": Message(ru="КДЕС", en="NACE"),
    "oksvnk": Message(ru="ОКСВНК", en="ОКСВНК"),
    "exactMatch": Message(ru="точная", en="exact"),
    "closeMatch": Message(ru="близкая", en="close"),
    "broadMatch": Message(ru="к более широкому", en="broader"),
    "narrowMatch": Message(ru="к более узкому", en="narrower"),
    "relatedMatch": Message(ru="смежная", en="related"),
}
# Links in their order, each with its confidence: code-form 0.9 → closeMatch 0.95 → exactMatch 1.
_STEP = r"(?:[a-z]+Match|code-form) [01](?:\.[0-9]+)?"
_CHAIN = re.compile(f"{_STEP}(?: → {_STEP})*")


def worded(term: Node | None, lang: Language) -> str | None:
    """Return what a fixed value is called, or None for every other term (a text has a language, a number a type)."""
    if not isinstance(term, Literal) or term.language or term.datatype:
        return None
    if _CHAIN.fullmatch(term):
        return " ".join(_word(one, lang) for one in term.split(" "))
    return _word(str(term), lang) if str(term) in VALUES else None


def _word(value: str, lang: Language) -> str:
    return VALUES[value].in_language(lang) if value in VALUES else value
