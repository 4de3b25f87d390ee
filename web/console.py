"""The page of a query or a question: its form, the text in the box, and the answer as a table."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, render_template, url_for

from ..errors import LimitError, UsageError
from ..ontology.terms import PREFIXES
from . import answers, forms
from .admission import admitted
from .negotiation import reader_language
from .problems import status_of
from .site import library, queried

if TYPE_CHECKING:
    from ..errors import Language
    from .answers import Shown
    from .asked import Asked

EXAMPLE = """\
SELECT ?code ?name (COUNT(?item) AS ?knowledge)
WHERE {
  ?function a ps:ParticularWorkFunction ; ps:code ?code ; ps:name ?name ;
            ps:effectiveKnowledgeStatement ?item .
}
GROUP BY ?code ?name
ORDER BY ?code
"""


@dataclass(frozen=True)
class Outcome:
    """What came of it: the text for the box, and the answer or what is wrong with the form or the query."""

    text: str
    answer: Shown | None = None
    status: HTTPStatus = HTTPStatus.OK
    fault_of_form: str = ""
    fault_of_query: str = ""


def page(asked: Asked) -> Response:
    """Return the page for what is asked; nothing asked gives the box alone."""
    lang = reader_language()
    outcome = _outcome(asked, lang)
    body = render_template(
        "sparql.html",
        asked=asked,
        outcome=outcome,
        fields=forms.fields(asked.question, dict(asked.arguments), library(), lang) if asked.question else (),
        prefixes=PREFIXES,
        most_rows=answers.MOST_ROWS,
        file_names=answers.FILE_NAMES,
        download=lambda form: f"{url_for('sparql.endpoint')}?{urlencode([*asked.fields, ('download', form)])}",
    )
    response = Response(body, outcome.status)
    response.content_language.add(lang)
    return response


def _outcome(asked: Asked, lang: Language) -> Outcome:
    if not asked.text.strip():
        return Outcome(EXAMPLE)
    if _is_open(asked):
        return Outcome(asked.text)
    store = queried(is_ours=asked.question is not None, seconds=asked.seconds)
    try:
        text = asked.bound(store, lang)
    except UsageError as error:
        return Outcome(asked.text, status=status_of(error), fault_of_form=error.message.in_language(lang))
    try:
        found = store.excerpt(
            admitted(text).text,
            answers.MOST_ROWS,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )
    except (UsageError, LimitError) as error:
        return Outcome(text, status=status_of(error), fault_of_query=error.message.in_language(lang))
    columns = asked.question.columns if asked.question else {}
    return Outcome(text, answers.shown(found, columns, lang))


def _is_open(asked: Asked) -> bool:
    """Tell whether the reader has yet to fill in the form."""
    given = dict(asked.arguments)
    parameters = asked.question.parameters if asked.question else ()
    # A standard is found by itself where only one is loaded.
    needed = [one.name for one in parameters if one.required and one.type != "standard" and one.default is None]
    return any(name not in given for name in needed)
