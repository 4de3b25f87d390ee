"""The questions sorted by what a person is about to do, and found by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import Message
from ..ontology.terms import fold
from .catalogue import catalogue

if TYPE_CHECKING:
    from .question import Question

# A word is sought without its ending: «знания» is also found in «знаний», "skills" in "skill".
_ENDING = {"ru": 2, "en": 1}
_SHORTEST_STEM = 4


@dataclass(frozen=True)
class Task:
    """Something to do, and the keywords whose questions help with it."""

    title: Message
    keywords: frozenset[str]


TASKS = (
    Task(
        Message(ru="Прочитать стандарт и его функции", en="Read the standard and its functions"),
        frozenset({"structure", "export", "order"}),
    ),
    Task(Message(ru="Проследить наследование", en="Follow inheritance"), frozenset({"inheritance"})),
    Task(
        Message(ru="Подобрать работника, спланировать рост", en="Hire and plan a career"),
        frozenset({"requirements", "titles", "gap analysis"}),
    ),
    Task(Message(ru="Сравнить стандарты и функции", en="Compare standards and functions"), frozenset({"comparison"})),
    Task(Message(ru="Разобраться с кодами классификаторов", en="Look up classifier codes"), frozenset({"classifiers"})),
    Task(
        Message(ru="Спросить и чужие графы", en="Ask the graphs of others too"),
        frozenset({"graphs of others"}),
    ),
    Task(Message(ru="Вести данные хранилища", en="Keep the data of the store"), frozenset({"store"})),
    Task(Message(ru="Посчитать", en="Count"), frozenset({"statistics"})),
    Task(Message(ru="Проверить документ", en="Check the document"), frozenset({"quality", "codes", "provenance"})),
)


def by_task(search: str = "") -> dict[Task, list[Question]]:
    """Return the questions in which all words of `search` occur, under the task of their first keyword."""
    stems = [_stem(word) for word in fold(search).split()]
    found = [one for one in catalogue().values() if all(stem in _words(one) for stem in stems)]
    sorted_out = {task: [one for one in found if one.keywords[0] in task.keywords] for task in TASKS}
    return {task: questions for task, questions in sorted_out.items() if questions}


def _words(question: Question) -> str:
    texts = (question.title, question.description, *question.columns.values())
    return fold(" ".join([question.name, *question.keywords, *(f"{text.ru} {text.en}" for text in texts)]))


def _stem(word: str) -> str:
    length = len(word) - _ENDING["en" if word.isascii() else "ru"]
    return word[:length] if length >= _SHORTEST_STEM else word
