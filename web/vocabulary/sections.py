"""The sections of the ontology's file, the kinds of its terms and their traits, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .terms import Kind

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
    14: Message(
        ru="Сравнения: что изменилось от редакции к редакции",
        en="Comparisons: what changed from one edition to another",
    ),
}
KINDS: Mapping[Kind, Message] = {
    "class": Message(ru="класс", en="class"),
    "object": Message(ru="свойство-связь", en="object property"),
    "data": Message(ru="свойство-значение", en="datatype property"),
    "individual": Message(ru="отдельный узел", en="individual"),
}
TRAITS: Mapping[str, Message] = {
    "FunctionalProperty": Message(ru="не больше одного значения", en="at most one value"),
    "InverseFunctionalProperty": Message(
        ru="каждое значение принадлежит одному узлу", en="each value belongs to one node"
    ),
    "AsymmetricProperty": Message(ru="не бывает взаимным", en="never mutual"),
    "IrreflexiveProperty": Message(ru="не ведёт к самому себе", en="never to itself"),
}
