"""What the parts of a standard and the kinds of difference are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message
from ...loader.classification import NAMES
from .differences import Kind
from .statements import FUNCTIONS, ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS: Mapping[str, Message] = {
    "code": Message(ru="код", en="code"),
    "name": Message(ru="наименование", en="name"),
    "registration": Message(ru="регистрационный номер", en="registration number"),
    "order": Message(ru="приказ", en="order"),
    "activity": Message(ru="вид деятельности", en="kind of activity"),
    "purpose": Message(ru="цель деятельности", en="purpose of the activity"),
    "developers": Message(ru="разработчики", en="developers"),
    "level": Message(ru="уровень квалификации", en="level of qualification"),
    "titles": Message(ru="должности", en="job titles"),
    "education": Message(ru="образование", en="education"),
    "experience": Message(ru="опыт работы", en="experience"),
    "admission": Message(ru="условия допуска", en="conditions of admission"),
    "action": Message(ru="трудовые действия", en="labour actions"),
    "skill": Message(ru="умения", en="skills"),
    "knowledge": Message(ru="знания", en="knowledge"),
    "other": Message(ru="другие характеристики", en="other characteristics"),
    FUNCTIONS: Message(ru="функция", en="function"),
    ORDER: Message(ru="порядок функций", en="order of functions"),
    **{key: Message(ru=name, en=name) for key, name in NAMES.items()},
}
KINDS: Mapping[Kind, Message] = {
    Kind.ONLY_A: Message(ru="есть только в A", en="only in A"),
    Kind.ONLY_B: Message(ru="есть только в B", en="only in B"),
    Kind.WORDS: Message(ru="другие слова", en="other words"),
    Kind.MARKS: Message(ru="другие знаки или буквы", en="other marks or capitals"),
    Kind.ORDER: Message(ru="другое место", en="another position"),
}
REPAIRED = Message(ru="исправлено при чтении: {count}", en="repaired while reading: {count}")
POSITION = Message(ru="№ {number}", en="no. {number}")
AGREE = Message(ru="Расхождений нет.", en="There are no differences.")
SUMMARY = Message(
    ru="Функций в обоих: {functions}; одинаковых текстов: {same}; расхождений: {count}.",
    en="Functions in both: {functions}; texts that are the same: {same}; differences: {count}.",
)
