"""What makes a term, checks it and asks about it: the rules, the shapes and the questions that name it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ...errors import Message
from ...ontology.resources import rules
from ...ontology.terms import PS
from ...queries.catalogue import catalogue
from ...shapes.catalogue import bundled_catalogue, bundled_shapes, part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph

    from ...queries.question import Question
    from ...shapes.catalogue import Shape

_NAMED = re.compile(r"\bps:(\w+)")
_TEMPLATE = re.compile(r"CONSTRUCT\s*\{(.*?)\}", re.DOTALL)
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
# The last lines of a rule's head name the axioms that it stands for.
_AXIOMS = re.compile(r"(?:Chains?|Sub-properties): ")


@dataclass(frozen=True)
class Rule:
    """A rule of inference: its file, what it concludes in words, and its text."""

    file: str
    words: Message
    text: str


def rules_making(name: str) -> tuple[Rule, ...]:
    """Return the rules that conclude with a property."""
    return tuple(_rule(file, text) for file, text in rules() if name in _made(text))


def shapes_checking(name: str) -> tuple[Shape, ...]:
    """Return the checks that look at a term."""
    return tuple(shape for iri, shape in bundled_catalogue().items() if name in _looked_at()[iri])


def questions_using(name: str) -> tuple[Question, ...]:
    """Return the questions whose queries name a term."""
    return tuple(one for one in catalogue().values() if name in _NAMED.findall(one.text))


@cache
def _looked_at() -> dict[URIRef, frozenset[str]]:
    shapes = bundled_shapes()
    return {iri: frozenset(_names(part(shapes, iri))) for iri in bundled_catalogue()}


def _names(graph: Graph) -> Iterator[str]:
    for _, predicate, value in graph:
        for term in (predicate, value):
            if isinstance(term, URIRef) and term in PS:
                yield term.removeprefix(PS)
        if isinstance(value, Literal) and not value.language:
            yield from _NAMED.findall(value)


def _made(text: str) -> list[str]:
    template = _TEMPLATE.search(text)
    return _NAMED.findall(template[1]) if template else []


def _rule(file: str, text: str) -> Rule:
    lines = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]
    said = [line for line in lines if not _AXIOMS.match(line)]
    russian = " ".join(line for line in said if _RUSSIAN.search(line))
    english = " ".join(line for line in said if not _RUSSIAN.search(line))
    return Rule(file, Message(ru=russian, en=english), text)
