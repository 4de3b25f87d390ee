"""The catalogue of checks in the terminal."""

from __future__ import annotations

from profgraph.errors import Message
from profgraph.ontology.terms import PSS
from profgraph.shapes.catalogue import Family, Severity, Shape
from profgraph.shapes.examples import Example
from profgraph.shapes.rendering.checks import check_text, listed_checks

VERB = Shape(
    iri=PSS.Verb,
    name=Message(ru="Умение начинается с глагола", en="A skill begins with a verb"),
    message=Message(ru="Не глагол.", en="No verb."),
    severity=Severity.WARNING,
    family=Family.QUALITY,
    description=Message(ru="Первое слово — инфинитив.", en="The first word is an infinitive."),
    cure=Message(ru="Начните с глагола.", en="Begin with a verb."),
    sources=(Message(ru="Приказ 170н", en="Order 170n"),),
)
PARENT = Shape(PSS.Parent, Message(ru="Одна обобщенная", en="One parent"), VERB.message, family=Family.INTEGRITY)
EXAMPLE = Example("Verb", "text", "", good="Умения\tВести учет", bad="Умения\tУчет")
IN_GRAPH = Example("Parent", "graph", "", good="<A> ps:code 'A' .", bad="")

LISTED = """\
Нарушения
  Parent: Одна обобщенная

Предупреждения
  Verb: Умение начинается с глагола
"""
RUSSIAN = """\
Умение начинается с глагола [Verb]
предупреждение, качество документа: загрузке не мешает

Что проверяется
  Первое слово — инфинитив.

Что сделать
  Начните с глагола.

Плохо
  Умения │ Учет

Хорошо
  Умения │ Вести учет

Основание
  Приказ 170н
"""
ENGLISH = """\
One parent [Parent]
violation, integrity of the graph: such a document is not loaded

Bad, in the graph
  —

Good, in the graph
  <A> ps:code 'A' .
"""


def test_the_checks_are_listed_with_the_worst_first() -> None:
    assert listed_checks([VERB, PARENT], "ru") == LISTED


def test_a_check_is_explained_with_its_examples() -> None:
    assert check_text(VERB, EXAMPLE, "ru") == RUSSIAN


def test_an_example_may_be_a_graph_and_words_may_be_missing() -> None:
    assert check_text(PARENT, IN_GRAPH, "en") == ENGLISH
    assert check_text(PARENT, None, "en") == "".join(ENGLISH.splitlines(keepends=True)[:2])
