"""The page of a query: the text in the box, and the answer as a table."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, render_template, url_for

from ..errors import LimitError, UsageError
from ..ontology.terms import PREFIXES
from ..queries.catalogue import question
from ..queries.examples import example_text
from ..queries.tasks import by_task
from . import answers
from .admission import admitted
from .calling import names_in
from .editor.files import has_editor
from .negotiation import reader_language
from .problems import status_of
from .site import current_site, library, queried
from .templating import localised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import Language
    from .answers import Shown
    from .asked import Asked
    from .fields import Fields

EXAMPLE = """\
SELECT ?code ?name (COUNT(?item) AS ?knowledge)
WHERE {
  ?function a ps:ParticularWorkFunction ; ps:code ?code ; ps:name ?name ;
            ps:effectiveKnowledgeStatement ?item .
}
GROUP BY ?code ?name
ORDER BY ?code
"""


# What servers and proxies in between take for certain.
_LONGEST_ADDRESS = 6_000


@dataclass(frozen=True)
class Posted:
    """The fields of a form that asks for a file, and the values of its buttons by what each is called."""

    fields: Fields
    files: Mapping[str, str]


@dataclass(frozen=True)
class Outcome:
    """What came of it: the text for the box, and the answer or what is wrong with the query."""

    text: str
    answer: Shown | None = None
    status: HTTPStatus = HTTPStatus.OK
    fault: str = ""


def page(asked: Asked) -> Response:
    """Return the page for what is asked; nothing asked gives the box alone."""
    lang = reader_language()
    outcome = _outcome(asked, lang)
    forms = outcome.answer.downloads if outcome.answer else ()
    body = render_template(
        "sparql.html",
        outcome=outcome,
        prefixes=PREFIXES,
        most_rows=answers.MOST_ROWS,
        files={answers.FILE_NAMES[form]: _file(asked, form) for form in forms},
        posted=_posted(asked, forms),
        tasks=by_task(),
        has_editor=has_editor(),
    )
    return localised(body, outcome.status)


def _file(asked: Asked, form: str) -> str:
    return f"{url_for('sparql.endpoint')}?{urlencode([*asked.fields, ('download', form)])}"


def _posted(asked: Asked, forms: tuple[str, ...]) -> Posted | None:
    """Return what sends a query that is too long for an address."""
    if not forms or len(_file(asked, forms[0])) <= _LONGEST_ADDRESS:
        return None
    return Posted(asked.fields, {answers.FILE_NAMES[form]: form for form in forms})


def _outcome(asked: Asked, lang: Language) -> Outcome:
    text = asked.query or ""
    if not text.strip():
        return Outcome(
            example_text(question(asked.example), library(), current_site().services) if asked.example else EXAMPLE
        )
    store = queried(asked.seconds, asked.name)
    try:
        found = store.excerpt(
            admitted(text).text,
            answers.MOST_ROWS,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )
    except (UsageError, LimitError) as error:
        return Outcome(text, status=status_of(error), fault=error.message.in_language(lang))
    return Outcome(text, answers.shown(found, {}, lang, names=names_in(found.answer, library(), lang)))
