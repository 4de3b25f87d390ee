"""The questions as pages: a list by task, and each one as a form with its answer, or as a file."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from shlex import join, quote
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from ..errors import LimitError, ProfGraphError, UnknownNameError, UsageError
from ..ontology.terms import Minter
from ..queries.catalogue import bound_text, note, question, text_with
from ..queries.days import AS_OF, day_of
from ..queries.emptiness.causes import why_empty
from ..queries.endpoints import refuse_others
from ..queries.rendering import SERIALISED, XLSX
from ..queries.tasks import by_task
from ..queries.workbook import xlsx
from ..store.protocol import RESULT_TYPES, table_of
from . import answers, formats, forms
from .acceptance import accepted
from .admission import admitted
from .delivery import delivered
from .exchange import note_query
from .filling import filled_in, sent_arguments
from .item_links import items_in
from .negotiation import ALIASES, HTML, reader_language
from .nodes import codes_of
from .on_day import OnDay, said
from .problems import status_of
from .site import current_site, library
from .templating import localised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import Language
    from ..queries.question import Question
    from ..store.protocol import Store
    from .answers import Shown
    from .filling import Filled

blueprint = Blueprint("questions", __name__)

# The ends of addresses of files, and what they hold.
FILES = {name: media_type for name, media_type in SERIALISED.items() if media_type in RESULT_TYPES} | {"xlsx": XLSX}
OFFERED = (*RESULT_TYPES, XLSX, *ALIASES, HTML)


@dataclass(frozen=True)
class Outcome:
    """What came of asking: the query, and the answer or what is wrong."""

    text: str
    answer: Shown | None = None
    error: ProfGraphError | None = None
    on_day: OnDay | None = None
    why: str = ""


@blueprint.route("/q/")
def catalogue() -> Response:
    """List the questions by task, or those in which some words occur."""
    if described := formats.elsewhere(url_for("examples.every")):
        return described
    search = request.args.get("search", "").strip()
    return localised(render_template("questions.html", search=search, tasks=by_task(search)))


@blueprint.route("/q/<name>")
def page(name: str) -> Response:
    """Ask a question: its form and its answer for a browser, the answer alone for a program."""
    asked = question(name)
    if described := formats.elsewhere(url_for("examples.one", name=asked.name), besides=OFFERED):
        return described
    media_type = accepted(
        OFFERED, ru="ответ на вопрос бывает только таким", en="the answer to a question comes only as"
    )
    note_query(asked.text)
    given = sent_arguments()
    return _form(asked, given) if media_type == HTML else _data(asked, given, media_type)


@blueprint.route("/q/<name>.<suffix>")
def file(name: str, suffix: str) -> Response:
    """Give the answer to a question as a file."""
    asked = question(name)
    if suffix not in FILES:
        listed = ", ".join(FILES)
        raise UnknownNameError(
            ru=f"{name}.{suffix[:20]}: такого файла у вопроса нет; возможны: {listed}",
            en=f"{name}.{suffix[:20]}: the question has no such file; choose from {listed}",
        )
    note_query(asked.text)
    response = _data(asked, sent_arguments(), FILES[suffix])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{suffix}")
    return response


def _data(asked: Question, given: Mapping[str, str], media_type: str) -> Response:
    store, lang = library(), reader_language()
    filled = {name: value for name, value in given.items() if value}
    text = bound_text(asked, filled, store, lang)
    refuse_others(asked, filled, current_site().services)
    query = admitted(text)
    if media_type == XLSX:
        response = Response(xlsx(store.query(query.text), asked.columns, lang), mimetype=XLSX)
        response.content_language.add(lang)
    else:
        response = delivered(store.serialised(query.text, [ALIASES.get(media_type, media_type)]), media_type)
    if AS_OF in filled or asked.causes:
        # Tables have no room for words: the page says which day is meant, and why there are no rows.
        page_of_day = f"{url_for('questions.page', name=asked.name)}?{urlencode(filled)}"
        response.headers["Link"] = f'<{page_of_day}>; rel="describedby"; type="text/html"'
    return response


def _form(asked: Question, given: Mapping[str, str]) -> Response:
    store, lang = library(), reader_language()
    filled = filled_in(asked, given, store)
    outcome = _outcome(asked, given, filled, store, lang)
    wrong = [*filled.errors, *([outcome.error] if outcome.error else [])]
    fields = urlencode([(name, value) for name, value in given.items() if value])
    body = render_template(
        "question.html",
        question=asked,
        fields=forms.fields(asked, given, filled, store, lang),
        faults=[error.message.in_language(lang) for error in (filled.fault, outcome.error) if error],
        outcome=outcome,
        most_rows=answers.MOST_ROWS,
        files={end: f"{url_for('questions.file', name=asked.name, suffix=end)}?{fields}".rstrip("?") for end in FILES},
        media_types=FILES,
        calls=_calls(asked, given),
    )
    return localised(body, status_of(wrong[0]) if wrong else HTTPStatus.OK)


def _calls(asked: Question, given: Mapping[str, str]) -> tuple[str, str]:
    """Return the commands that give the same answer, or that of an example, as CSV."""
    examples = {one.name: one.example for one in asked.parameters if one.example is not None}
    filled = {name: value for name, value in given.items() if value} or examples
    address = url_for("questions.file", name=asked.name, suffix="csv", _external=True)
    words = [
        "profgraph",
        "query",
        asked.name,
        *(f"{name}={value}" for name, value in filled.items()),
        "--format",
        "csv",
    ]
    return f"curl {quote(f'{address}?{urlencode(filled)}'.rstrip('?'))}", join(words)


def _outcome(asked: Question, given: Mapping[str, str], filled: Filled, store: Store, lang: Language) -> Outcome:
    if filled.errors or filled.is_open:
        return Outcome(asked.text)
    text = text_with(asked, filled.values, lang)
    try:
        refuse_others(asked, given, current_site().services)
        found = store.excerpt(admitted(text).text, answers.MOST_ROWS)
    except (UsageError, LimitError) as error:
        return Outcome(text, error=error)
    values = [value for values in filled.values.values() for value in values or ()]
    table = table_of(found.answer)
    items = items_in(store, asked.items, filled.values, table, Minter(current_site().base()))
    codes = codes_of(store, values, table.variables, items)
    day, told = day_of(given.get(AS_OF)), note(asked, given, store)
    on_day = said(day, told, lang) if day and told else None
    shown = answers.shown(found, asked.columns, lang, codes)
    why = why_empty(asked, filled.values, store) if shown.total == 0 else None
    return Outcome(text, shown, on_day=on_day, why=why.in_language(lang) if why else "")
