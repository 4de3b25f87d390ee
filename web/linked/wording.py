"""What the pages of nodes say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

LINKED: Mapping[str, Message] = {
    "thing.description": Message(
        ru="{name}: свойства, связи и место в источнике, на странице и как RDF.",
        en="{name}: properties, links and the place in the source, as a page and as RDF.",
    ),
    "thing.places": Message(ru="В источнике", en="In the source"),
    "thing.formats": Message(ru="Как RDF", en="As RDF"),
    "thing.query": Message(ru="SPARQL этой страницы", en="SPARQL behind this page"),
    "thing.content": Message(ru="Содержимое графа", en="Content of the graph"),
    "thing.properties": Message(ru="Свойства", en="Properties"),
    "thing.incoming": Message(ru="Кто ссылается", en="What links here"),
    "thing.cut": Message(ru="показано {shown} из {total}; все", en="{shown} of {total} are shown; all of them"),
    "thing.cut.rdf": Message(
        ru="Ссылок сюда по свойству <{property}>: {total}, здесь первые {shown}; все — по запросу в rdfs:seeAlso.",
        en="Links here by <{property}>: {total}, the first {shown} are given; rdfs:seeAlso has the query for all.",
    ),
    "source.of": Message(ru="Отсюда взяты", en="Taken from here"),
    "source.text": Message(ru="Текст документа", en="Text of the document"),
    "source.hint": Message(
        ru="Полоски слева — места, из которых взяты данные. Полоску можно нажать: откроется, что взято из этих строк.",
        en="The bars on the left are places that data were taken from. A bar leads to what was taken from its lines.",
    ),
    "source.line": Message(ru="строка {first}", en="line {first}"),
    "source.lines": Message(ru="строки {first}–{last}", en="lines {first}–{last}"),
    "source.paragraph": Message(ru=", абзац {number}", en=", paragraph {number}"),
    "source.about": Message(ru="что взято из этих строк", en="what was taken from these lines"),
    "source.none": Message(
        ru="Текста в хранилище нет: документ загружен прежним выпуском; загрузите его снова.",
        en="The store has no text: an earlier release loaded the document; load it again.",
    ),
    "source.taken": Message(ru="Что откуда взято", en="What was taken from where"),
}
