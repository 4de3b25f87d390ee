"""The sections of the ontology's file, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

SECTIONS: Mapping[int, Message] = {
    1: Message(ru="Стандарт и приказ, который его утверждает", en="The standard and the order that approves it"),
    2: Message(ru="Трудовые функции", en="Work functions"),
    3: Message(ru="Утверждения: строки и отрывки документа", en="Statements: the rows and passages of the document"),
    4: Message(
        ru="Наследование: «Необходимые знания, соответствующие трудовой функции A/01.5 …»",
        en="Inheritance: rows that refer to the skills or knowledge of another function",
    ),
    5: Message(ru="Понятия: смысл одинаковых строк", en="Concepts: the meaning that equal rows share"),
    6: Message(
        ru="Выводится: какие умения и знания действуют", en="Inferred: which skills and knowledge are in effect"
    ),
    7: Message(ru="Выводится: каких понятий требует функция", en="Inferred: which concepts a function requires"),
    8: Message(ru="Требования к работнику обобщенной функции", en="Entry requirements of a generalised function"),
    9: Message(ru="Классификаторы", en="Classifiers"),
    10: Message(ru="Разработчики", en="Developers"),
    11: Message(ru="Источники и места в них", en="Sources and places"),
    12: Message(
        ru="Имена, коды и порядок: у вещей разных видов",
        en="Names, codes and order, which things of several kinds have",
    ),
    13: Message(
        ru="Диагностика: что исправлено или замечено при чтении",
        en="Diagnostics: what reading the document repaired or found",
    ),
}
