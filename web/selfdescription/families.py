"""The families of named graphs, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

FAMILIES: Mapping[str, Message] = {
    "asserted": Message(ru="что утверждают документы", en="what the documents assert"),
    "inferred": Message(ru="что из этого выведено", en="what follows from that"),
    "concepts": Message(ru="понятия, общие для стандартов", en="concepts that standards share"),
    "registry": Message(
        ru="стандарты, акты, организации: общие узлы", en="standards, acts, organisations: shared nodes"
    ),
    "report": Message(ru="результаты проверок и чтения", en="results of validation and reading"),
    "source": Message(ru="тексты документов", en="texts of the documents"),
    "classifier": Message(ru="классификаторы по редакциям", en="classifiers by edition"),
    "correspondence": Message(ru="соответствия редакций классификаторов", en="crosswalks between editions"),
    "ontology": Message(ru="онтология", en="the ontology"),
    "alignment": Message(ru="соответствия чужим словарям", en="alignments with other vocabularies"),
    "foreign": Message(ru="чужие графы и их соответствия", en="graphs of others and their mappings"),
}


def family_named(name: str) -> Message:
    """Return what a family of graphs holds; its name where it is not one of ours."""
    return FAMILIES.get(name, Message(ru=name, en=name))
