"""The catalogue of questions, and how one of them is asked of a store."""

from __future__ import annotations

import difflib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rdflib import XSD, Literal, URIRef

from ..errors import UnknownNameError, UsageError, excerpt
from .codes import reach, resolve_code
from .concepts import resolve_concepts
from .days import AS_OF, NotInForceError, answer_for, day_of, none_in_force
from .endpoints import resolve_endpoint, with_endpoints
from .graph_names import resolve_graph
from .parameters import loaded_versions, newest_editions, resolve_function, resolve_standard
from .question import Question, parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ..errors import Language, Message
    from ..store.protocol import Store
    from .question import Parameter

    # What each parameter may be; None leaves it open.
    Bound = Mapping[str, Sequence[URIRef | Literal] | None]


_MOST_DIGITS = 18  # what every engine takes for an integer


@cache
def catalogue() -> Mapping[str, Question]:
    """Return all questions by their names, in the order of the names."""
    found = {file.name.removesuffix(".rq"): file for file in files(__package__).iterdir() if file.name.endswith(".rq")}
    return {name: parse(name, found[name].read_text(encoding="utf-8")) for name in sorted(found)}


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
    question has it, is the reader's language, and `?isPair` is bound where two standards may be the same ones. An
    endpoint stands where it is called: a variable may call nothing.
    """
    refuse_unknown(asked, [*arguments])
    return text_with(asked, {one.name: terms_of(one, arguments, store) for one in asked.parameters}, lang)


def text_about(asked: Question, standard: URIRef | None, store: Store, lang: Language) -> str:
    """Return the query of `asked` about one edition; about every one there is, not only the newest, for None."""
    if standard is None:
        return text_with(asked, {one.name: None for one in asked.parameters}, lang)
    return bound_text(asked, {"standard": str(standard)}, store, lang)


def text_with(asked: Question, values: Bound, lang: Language) -> str:
    """Return the query of `asked` with these values of its parameters; one of None is left open."""
    spoken: Bound = {"lang": [Literal(lang)], **_pair(values), **_reaches(asked, values)}
    text = with_endpoints(asked, values)
    block = "".join(
        f"  VALUES ?{name} {{ {' '.join(term.n3() for term in terms)} }}\n"
        for name, terms in {**values, **spoken}.items()
        if terms is not None and re.search(rf"\?{name}\b", text)
    )
    return text.replace("WHERE {\n", f"WHERE {{\n{block}", 1)


def _pair(values: Bound) -> Bound:
    """Return that both standards of a comparison may be the same ones, where it is so."""
    return {"isPair": [Literal("true", datatype=XSD.boolean)]} if values.get("standard") == values.get("among") else {}


def _reaches(asked: Question, values: Bound) -> Bound:
    """Return what is known of each classifier code among the values by its structure."""
    codes = [one.name for one in asked.parameters if one.type == "code"]
    return {key: terms for name in codes for item in values.get(name) or () for key, terms in reach(name, item).items()}


def terms_of(parameter: Parameter, arguments: Mapping[str, str], store: Store) -> Sequence[URIRef | Literal] | None:
    """Return what a parameter may be: one value, one concept of each kind with a text, or anything (None).

    An open standard is the newest edition of each, or on a day those in force on it, which may be none.

    Raise `UsageError` on an argument that does not fit, or where a required one is missing.
    """
    value = arguments.get(parameter.name, parameter.default)
    day = None if parameter.type == "date" else day_of(arguments.get(AS_OF))
    if parameter.type == "standard" and not value and not parameter.required:
        return newest_editions(store, day)
    if value is None and not parameter.required:
        return None
    if parameter.type == "concept" and value is not None:
        return resolve_concepts(store, value)
    if parameter.type == "code" and value is not None:
        return [resolve_code(store, value)]
    try:
        return [_term(parameter, value, store, day)]
    except NotInForceError:
        return []


def note(asked: Question, arguments: Mapping[str, str], store: Store) -> Message | None:
    """Return what is to be said beside an answer for a day: which one, or why there is nothing to answer with."""
    day = day_of(arguments.get(AS_OF))
    coded = [one for one in asked.parameters if one.type in {"standard", "function"}]
    if day is None or not coded:
        return None
    for one in coded:
        value = arguments.get(one.name)
        try:
            if value or one.required:
                _term(one, value, store, day)
            elif not newest_editions(store, day):
                return none_in_force(loaded_versions(store), day).message
        except NotInForceError as error:
            return error.message
    return answer_for(day)


def _term(parameter: Parameter, value: str | None, store: Store, day: date | None) -> URIRef | Literal:
    if parameter.type == "standard":
        return resolve_standard(store, value or None, day)
    if value is None:
        raise UsageError(
            ru=f"нужен параметр {parameter.name}: {parameter.description.ru}",
            en=f"the parameter {parameter.name} is needed: {parameter.description.en}",
        )
    if parameter.type == "endpoint":
        return resolve_endpoint(value)
    if parameter.type in {"graph", "alignment"}:
        return resolve_graph(store, parameter.type, value)
    if parameter.type == "function":
        return resolve_function(store, value, day)
    if parameter.type == "text":
        return Literal(value)
    if parameter.type == "date":
        return Literal(str(day_of(value)), datatype=XSD.date)
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
