"""What the pages of the ontology say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

VOCABULARY: Mapping[str, Message] = {
    "ns.title": Message(ru="Онтология", en="Ontology"),
    "ns.description": Message(
        ru="Классы и свойства графа профессиональных стандартов: определения, выводы, проверки, примеры.",
        en="Classes and properties of the graph of professional standards: definitions, inference, checks, examples.",
    ),
    "ns.version": Message(ru="версия {version}", en="version {version}"),
    "ns.shapes": Message(ru="Фигуры SHACL", en="SHACL shapes"),
    "ns.index": Message(ru="Термины по разделам", en="Terms by section"),
    "ns.above.class": Message(ru="Входит в класс", en="Subclass of"),
    "ns.above.property": Message(ru="Частный случай свойства", en="Subproperty of"),
    "ns.only": Message(ru="Только такие значения", en="Only such values"),
    "ns.domain": Message(ru="У кого бывает", en="Domain"),
    "ns.range": Message(ru="Что в значении", en="Range"),
    "ns.traits": Message(ru="Особенности", en="Characteristics"),
    "ns.chains": Message(ru="Свойство выводится", en="Inferred along"),
    "ns.rules": Message(ru="Правила вывода", en="Rules of inference"),
    "ns.example": Message(ru="Например", en="For example"),
    "ns.checks": Message(ru="Проверки", en="Checks"),
    "ns.questions": Message(ru="Вопросы", en="Questions"),
}
