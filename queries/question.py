"""A question: what its `.rq` file says of itself in its header, and its query."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from ..errors import Message
from .days import AS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

ParameterType = Literal[
    "function", "standard", "concept", "code", "text", "number", "date", "endpoint", "graph", "alignment"
]
_PARAMETER = re.compile(
    r"\w+ (function|standard|concept|code|text|number|date|endpoint|graph|alignment) (required|optional)"
)
_TYPES: dict[str, ParameterType] = {one: one for one in get_args(ParameterType)}


@dataclass(frozen=True)
class Parameter:
    """A value that the asker gives; an optional one that is not given is left open, `example` shows a required one."""

    name: str
    type: ParameterType
    description: Message
    required: bool
    default: str | None = None
    example: str | None = None


ON_A_DAY = Parameter(
    AS_OF,
    "date",
    Message(
        ru="на день по московскому календарю: 2023-03-01; код стандарта тогда значит редакцию, действующую в этот день",
        en="on a day by the calendar of Moscow: 2023-03-01; the code of a standard then means the edition in force",
    ),
    required=False,
)


@dataclass(frozen=True)
class Question:
    """One question of the catalogue; `name` is the stem of its file.

    `items` are its columns of codes of classifiers, with the edition that each is of, `isco/88`, or with what has it:
    a column with the name of an edition, or a parameter that is a code, `?edition`.
    `causes` are the reasons for an empty answer, as `emptiness.causes` knows them.
    """

    name: str
    title: Message
    description: Message
    keywords: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: dict[str, Message] = field(repr=False)
    text: str = field(repr=False)
    items: dict[str, str] = field(default_factory=dict, repr=False)
    causes: tuple[str, ...] = ()


@dataclass
class _Header:
    """The header's lines `#: key [name][@lang] value`, sorted by key."""

    texts: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    parameters: dict[str, tuple[str, str]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


def parse(name: str, text: str) -> Question:
    """Return the question in the text of a `.rq` file; raise `ValueError` naming the line that is not understood."""
    header = _Header()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#:"):
            _read_line(header, line[2:].strip(), f"{name}.rq, line {number}")
    return Question(
        name=name,
        title=_message(header, "title", ""),
        description=_message(header, "description", ""),
        keywords=header.keywords,
        parameters=_with_day(tuple(_parameters(header))),
        columns={one: _message(header, "column", one) for key, one in header.texts if key == "column"},
        text="\n".join(line for line in text.splitlines() if not line.startswith("#:")).strip() + "\n",
        items=header.items,
        causes=header.causes,
    )


def _parameters(header: _Header) -> Iterator[Parameter]:
    for one, (kind, rest) in header.parameters.items():
        yield Parameter(
            name=one,
            type=_TYPES[kind],
            description=_message(header, "parameter", one),
            required=rest == "required",
            default=header.defaults.get(one),
            example=header.examples.get(one),
        )


def _with_day(parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """Return the parameters with the day that tells which edition a code means, where one of them may be a code."""
    is_coded = any(one.type in {"standard", "function"} for one in parameters)
    is_asked = any(one.name == ON_A_DAY.name for one in parameters)
    return (*parameters, ON_A_DAY) if is_coded and not is_asked else parameters


def _read_line(header: _Header, line: str, where: str) -> None:
    key, _, value = line.partition(" ")
    if key.partition("@")[0] in {"title", "description"}:
        key, _, lang = key.partition("@")
        header.texts.setdefault((key, ""), {})[lang] = value
    elif key in {"keywords", "empty"}:
        words = tuple(word.strip() for word in value.split(","))
        setattr(header, {"keywords": "keywords", "empty": "causes"}[key], words)
    elif key in {"default", "example", "item"}:
        one, _, given = value.partition(" ")
        {"default": header.defaults, "example": header.examples, "item": header.items}[key][one] = given
    elif key in {"parameter", "column"} and "@" in value.partition(" ")[0]:
        subject, _, wording = value.partition(" ")
        one, _, lang = subject.partition("@")
        header.texts.setdefault((key, one), {})[lang] = wording
    elif key == "parameter" and _PARAMETER.fullmatch(value):
        one, kind, need = value.split()
        header.parameters[one] = (kind, need)
    else:
        raise ValueError(f"{where}: not a header line: {line!r}")


def _message(header: _Header, key: str, name: str) -> Message:
    wordings = header.texts.get((key, name), {})
    return Message(ru=wordings.get("ru", ""), en=wordings.get("en", ""))
