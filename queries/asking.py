"""Asking on the command line: a question of the catalogue, a file or a text, and the answer in a format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import Message, UsageError
from ..store.protocol import Table
from .catalogue import bound_text, catalogue, note, question, terms_of
from .days import AS_OF
from .emptiness.causes import why_empty
from .rendering import SERIALISED, has_no_row, plain, serialised
from .terminal import table_text
from .workbook import xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ..errors import Language
    from ..store.protocol import Store


@dataclass(frozen=True)
class Asked:
    """A query that is ready to run, how its columns are called, and what is to be said beside the answer."""

    text: str
    columns: Mapping[str, Message] = field(default_factory=dict)
    note: Message | None = None


@dataclass(frozen=True)
class Answered:
    """An answer as bytes, and whether it is a table without a row."""

    body: bytes
    is_empty: bool


def ask(
    store: Store,
    name: str | None,
    arguments: Mapping[str, str],
    path: Path | None,
    text: str | None,
    *,
    lang: Language,
) -> Asked:
    """Return the query that is asked: of the catalogue by name, from a file, or as given."""
    refuse_garbled([text or "", *arguments.values()])
    if name is not None:
        found = question(name)
        return Asked(bound_text(found, arguments, store, lang), found.columns, note(found, arguments, store))
    if text is not None:
        return Asked(text)
    if path is None:
        raise ValueError("neither a name nor a text nor a path")
    try:
        return Asked(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise UsageError(
            ru=f"{path}: запрос не читается ({reason}); нужен текст SPARQL в UTF-8",
            en=f"{path}: the query cannot be read ({reason}); a SPARQL text in UTF-8 is needed",
        ) from error


def remark(store: Store, name: str | None, arguments: Mapping[str, str], answered: Answered) -> Message | None:
    """Return why an answer is empty, as far as its question tells; None where it is not."""
    if name is None or not answered.is_empty or not (found := question(name)).causes:
        return None
    return why_empty(found, {one.name: terms_of(one, arguments, store) for one in found.parameters}, store)


def refuse_garbled(texts: Iterable[str]) -> None:
    """Raise `UsageError` where the bytes of a command line were no text in UTF-8: no store holds such a text."""
    if any("\ud800" <= sign <= "\udfff" for text in texts for sign in text):
        raise UsageError(
            ru="в команде есть байты не в UTF-8; наберите текст заново или сохраните запрос в файл: -f ФАЙЛ",
            en="the command holds bytes that are no UTF-8; type the text again or keep the query in a file: -f FILE",
        )


def arguments_of(arguments: Sequence[str]) -> dict[str, str]:
    """Return the arguments `name=value` by their names; raise `UsageError` on one without a value."""
    pairs = [argument.partition("=") for argument in arguments]
    for name, equals, _ in pairs:
        if not equals:
            raise UsageError(
                ru=f"«{name}»: параметр пишется как имя=значение", en=f"{name!r}: write a parameter as name=value"
            )
    given = [name for name, _, _ in pairs]
    for name in given:
        if given.count(name) > 1:
            raise UsageError(ru=f"{name}: параметр указан дважды", en=f"{name}: the parameter is given twice")
    return {name: value for name, _, value in pairs}


def on_day(arguments: dict[str, str], day: str | None, name: str | None) -> dict[str, str]:
    """Return the arguments with the day of `--as-of`; raise `UsageError` where it has no place."""
    if day is None:
        return arguments
    if name is None or AS_OF in arguments:
        raise UsageError(
            ru="--as-of: день задают один раз и вопросу каталога; в своём запросе сравните с ps:validFrom и ps:validTo",
            en="--as-of: a day is given once, to a question of the catalogue; "
            "in a query of your own compare it with ps:validFrom and ps:validTo",
        )
    return {**arguments, AS_OF: day}


def answered(store: Store, asked: Asked, form: str, lang: Language) -> Answered:
    """Return the answer in one of `rendering.FORMATS`."""
    if form in SERIALISED:
        body = serialised(store, asked.text, form)
        return Answered(body, has_no_row(body, form))
    answer = store.query(asked.text)
    is_empty = isinstance(answer, Table) and not answer.rows
    if form == "xlsx":
        return Answered(xlsx(answer, asked.columns, lang), is_empty)
    if isinstance(answer, Table):
        return Answered(table_text(answer, asked.columns, lang).encode(), is_empty)
    return Answered(f"{plain(answer).rstrip()}\n".encode(), is_empty)


def listed_questions(lang: Language) -> str:
    """Return the questions: name and parameters, and under it the title."""
    lines = []
    for found in catalogue().values():
        given = " ".join(f"{one.name}=…" if one.required else f"[{one.name}=…]" for one in found.parameters)
        lines += [f"{found.name} {given}".rstrip(), f"    {found.title.in_language(lang)}"]
    return "\n".join(lines) + "\n"
