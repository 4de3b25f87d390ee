"""The words of the page of classifiers, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

CLASSIFIERS: Mapping[str, Message] = {
    "site.classifiers": Message(ru="Классификаторы", en="Classifiers"),
    "classifiers.lead": Message(
        ru="Редакции классификаторов в хранилище, соответствия между ними и поиск кода или наименования.",
        en="The editions of classifiers in the store, the crosswalks between them, and a search of a code or a name.",
    ),
    "classifiers.search": Message(
        ru="Код или наименование: 2143, okz 1993 21, 13.03.02, электрик",
        en="A code or a name: 2143, okz 1993 21, 13.03.02, electrical",
    ),
    "classifiers.find": Message(ru="Найти", en="Find"),
    "classifiers.all": Message(ru="Все классификаторы", en="All classifiers"),
    "classifiers.found": Message(ru="Найдено позиций: {count}.", en="Items found: {count}."),
    "classifiers.cut": Message(
        ru="Показаны первые {count} позиций; уточните код или добавьте слово.",
        en="The first {count} items are shown; give a longer code or one more word.",
    ),
    "classifiers.nothing": Message(
        ru="Такого кода или наименования в хранилище нет; из пакета взято только то, что названо в стандарте поставки, "
        "целые редакции импортируют: profgraph classifiers import.",
        en="The store has no such code or name; the package brings only what the bundled standard names, whole "
        "editions are imported: profgraph classifiers import.",
    ),
    "classifiers.edition": Message(ru="Редакция", en="Edition"),
    "classifiers.validity": Message(ru="Срок действия", en="Validity"),
    "classifiers.items": Message(ru="Позиций", en="Items"),
    "classifiers.levels": Message(ru="Уровни и позиций на них", en="Levels, and items on each"),
    "classifiers.source": Message(ru="Откуда позиции", en="Items from"),
    "classifiers.package": Message(ru="из пакета программы", en="the package of the program"),
    "classifiers.not.loaded": Message(
        ru="Известны, но позиций в хранилище нет: {named}. Их берут из файла: profgraph classifiers import.",
        en="Known, but the store has no items of them: {named}. They come from files: profgraph classifiers import.",
    ),
    "classifiers.crosswalks": Message(ru="Соответствия", en="Crosswalks"),
    "classifiers.from": Message(ru="Из редакции", en="From edition"),
    "classifiers.to": Message(ru="В редакцию", en="To edition"),
    "classifiers.links": Message(ru="Связей", en="Links"),
    "classifiers.relations": Message(ru="Какие связи", en="Kinds of links"),
    "classifiers.origin": Message(ru="Откуда", en="Origin"),
    "classifiers.licence": Message(ru="Лицензия", en="Licence"),
    "classifiers.licence.unknown": Message(ru="не указана", en="not stated"),
    "classifiers.none": Message(ru="В хранилище нет классификаторов.", en="The store has no classifiers."),
}
