"""The catalogue of questions, and how one of them is asked of a store."""

from __future__ import annotations

import difflib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..errors import UnknownNameError, UsageError, excerpt
from .concepts import resolve_concepts
from .parameters import newest_editions, resolve_function, resolve_standard
from .question import Question, parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..errors import Language
    from ..store.protocol import Store
    from .question import Parameter


_MOST_DIGITS = 18  # what every engine takes for an integer


@cache
def catalogue() -> Mapping[str, Question]:
    """Return all questions by their names, in the order of the names."""
    found = sorted(files(__package__).iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".rq"): parse(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"))
        for file in found
        if file.name.endswith(".rq")
    }


def question(name: str) -> Question:
    """Return the question called `name`; raise `UnknownNameError` with the nearest names."""
    questions = catalogue()
    if name in questions:
        return questions[name]
    said, near = excerpt(name), ", ".join(difflib.get_close_matches(name, questions))
    raise UnknownNameError(
        ru=f"вопроса «{said}» нет; " + (f"похожие: {near}" if near else "список — на странице /q/ и по query --list"),
        en=f"there is no question {said!r}; " + (f"try {near}" if near else "the list: /q/ or query --list"),
    )


def bound_text(asked: Question, arguments: Mapping[str, str], store: Store, lang: Language = "ru") -> str:
    """Return the query of `asked` with its parameters bound; raise `UsageError` on an argument that does not fit.

    A value stands in a VALUES block at the head of the outermost group, as an RDF term: Oxigraph binds only
    variables that a query projects (measured), and other engines have no binding of their own. `?lang`, where a
    question has it, is the reader's language.
    """
    refuse_unknown(asked, [*arguments])
    return text_with(asked, {one.name: terms_of(one, arguments, store) for one in asked.parameters}, lang)


def text_with(asked: Question, values: Mapping[str, Sequence[URIRef | Literal]], lang: Language) -> str:
    """Return the query of `asked` with these values of its parameters; one without values is left open."""
    spoken = {"lang": [Literal(lang)]} if "?lang" in asked.text else {}
    block = "".join(
        f"  VALUES ?{name} {{ {' '.join(term.n3() for term in terms)} }}\n"
        for name, terms in {**values, **spoken}.items()
        if terms
    )
    return asked.text.replace("WHERE {\n", f"WHERE {{\n{block}", 1)


def terms_of(parameter: Parameter, arguments: Mapping[str, str], store: Store) -> Sequence[URIRef | Literal]:
    """Return what a parameter may be: one value, one concept of each kind with a text, or anything (none).

    An open standard is the newest edition of each.

    Raise `UsageError` on an argument that does not fit, or where a required one is missing.
    """
    value = arguments.get(parameter.name, parameter.default)
    if parameter.type == "standard" and not value and not parameter.required:
        return newest_editions(store)
    if value is None and not parameter.required:
        return []
    if parameter.type == "concept" and value is not None:
        return resolve_concepts(store, value)
    return [_term(parameter, value, store)]


def _term(parameter: Parameter, value: str | None, store: Store) -> URIRef | Literal:
    if parameter.type == "standard":
        return resolve_standard(store, value or None)
    if value is None:
        raise UsageError(
            ru=f"нужен параметр {parameter.name}: {parameter.description.ru}",
            en=f"the parameter {parameter.name} is needed: {parameter.description.en}",
        )
    if parameter.type == "function":
        return resolve_function(store, value)
    if parameter.type == "text":
        return Literal(value)
    if not (value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS):
        raise UsageError(
            ru=f"{parameter.name}={value}: нужно целое число", en=f"{parameter.name}={value}: a whole number is needed"
        )
    return Literal(int(value))


def refuse_unknown(asked: Question, arguments: Sequence[str]) -> None:
    """Raise `UsageError` where the question has no parameter of one of these names."""
    known = [parameter.name for parameter in asked.parameters]
    for name in arguments:
        if name not in known:
            expected = ", ".join(known) or "—"
            raise UsageError(
                ru=f"у вопроса {asked.name} нет параметра «{excerpt(name)}»; есть: {expected}",
                en=f"the question {asked.name} has no parameter {excerpt(name)!r}; it has: {expected}",
            )
