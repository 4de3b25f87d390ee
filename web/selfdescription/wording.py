"""What the pages that describe the data say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

SELF_DESCRIPTION: Mapping[str, Message] = {
    "data.title": Message(ru="О данных", en="About the data"),
    "data.description": Message(
        ru="Адреса для программ, сколько чего в графе, объявленные префиксы.",
        en="Addresses for programs, how much of what the graph has, declared prefixes.",
    ),
    "data.addresses": Message(ru="Адреса", en="Addresses"),
    "data.what": Message(ru="Что", en="What"),
    "data.address": Message(ru="Адрес", en="Address"),
    "data.number": Message(ru="Сколько", en="How many"),
    "data.sparql": Message(ru="точка SPARQL", en="SPARQL endpoint"),
    "data.void": Message(ru="это описание (VoID)", en="this description (VoID)"),
    "data.catalog": Message(ru="каталог наборов данных (DCAT)", en="catalogue of data sets (DCAT)"),
    "data.examples": Message(ru="примеры запросов (SHACL)", en="examples of queries (SHACL)"),
    "data.openapi": Message(ru="описание службы (OpenAPI)", en="description of the service (OpenAPI)"),
    "data.ontology": Message(ru="онтология (OWL)", en="ontology (OWL)"),
    "data.shapes": Message(ru="проверки (SHACL)", en="checks (SHACL)"),
    "data.none": Message(
        ru="Хранилище не описывает само себя: оно удалённое или не содержит наших графов.",
        en="The store does not describe itself: it is remote or has none of our graphs.",
    ),
    "data.totals": Message(ru="Сколько всего", en="How much there is"),
    "data.triples": Message(ru="Тройки", en="Triples"),
    "data.nodes": Message(ru="Узлы", en="Nodes"),
    "data.families": Message(ru="Именованные графы", en="Named graphs"),
    "data.family": Message(ru="Семейство графов", en="Family of graphs"),
    "data.classes": Message(ru="Классы", en="Classes"),
    "data.class": Message(ru="Класс", en="Class"),
    "data.properties": Message(ru="Свойства", en="Properties"),
    "data.property": Message(ru="Свойство", en="Property"),
    "data.links": Message(ru="Ссылки на классификаторы", en="Links to classifiers"),
    "data.edition": Message(ru="Редакция классификатора и свойство", en="Edition of a classifier, and property"),
    "catalog.title": Message(ru="Каталог данных", en="Catalogue of data sets"),
    "catalog.description": Message(
        ru="Наборы данных: каждая редакция каждого стандарта, с датой и версией.",
        en="The data sets: each edition of each standard, with its date and version.",
    ),
    "catalog.lead": Message(
        ru="Каждая редакция стандарта — набор данных; все вместе они — один граф под лицензией CC0.",
        en="Each edition of a standard is a data set; together they are one graph under the licence CC0.",
    ),
    "catalog.data": Message(ru="Что в нём и сколько", en="What it holds, and how much"),
    "catalog.editions": Message(ru="Редакции", en="Editions"),
    "catalog.version": Message(ru="Версия", en="Version"),
    "catalog.issued": Message(ru="Дата приказа", en="Date of the order"),
}
