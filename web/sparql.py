"""The SPARQL 1.1 protocol endpoint: queries, and the service description."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for

from ..errors import UsageError
from ..queries.rendering import SERIALISED, XLSX
from ..queries.workbook import xlsx
from ..store.admission import form
from ..store.protocol import GRAPH_TYPES, RESULT_TYPES, QueryError
from . import console
from .acceptance import accepted
from .admission import admitted
from .asked import read_asked
from .delivery import delivered
from .describing import describe, wanted_type
from .evaluating import evaluated, offered_for, store_for
from .exchange import note_query
from .negotiation import HTML, chosen_language, reader_language, wants_page
from .site import current_site

if TYPE_CHECKING:
    from .asked import Asked

blueprint = Blueprint("sparql", __name__)

_FILES = {**SERIALISED, "xlsx": XLSX}


@blueprint.route("/sparql/", methods=["GET", "POST"])
@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query; show the page with the query box to a browser."""
    asked = read_asked()
    if asked.question is not None:
        return _page_of(asked.question, asked)
    note_query(asked.query or "")
    if asked.query is None and request.method != "POST" and (description := wanted_type()):
        return describe(description)
    if asked.query is None and not wants_page():
        raise UsageError(
            ru="нет запроса; пришлите его в поле query, например: /sparql?query=ASK{}",
            en="there is no query; send one as the field query, for example: /sparql?query=ASK{}",
        )
    media_type = HTML if not (asked.query or "").strip() and wants_page() else _media_type(asked)
    return console.page(asked) if media_type == HTML else _data(asked, media_type)


def _page_of(question: str, asked: Asked) -> Response:
    """Send the reader to where a question has its page and its files."""
    if asked.download:
        address = url_for("questions.file", name=question, suffix=asked.download)
    else:
        address = url_for("questions.page", name=question)
    fields = urlencode([*asked.arguments, *((("lang", lang),) if (lang := chosen_language()) else ())])
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": f"{address}?{fields}".rstrip("?")})


def _media_type(asked: Asked) -> str:
    """Return the type to answer in; raise `RequestError` when the reader accepts none that the query has."""
    offered = _offered(asked.query or "")
    if asked.download is not None:
        return _of_file(asked.download, offered)
    return accepted(
        offered,
        ru="ответ на этот запрос бывает только таким",
        en="the answer to this query comes only as",
        besides=(HTML,),
    )


def _offered(text: str) -> tuple[str, ...]:
    try:
        return offered_for(form(text))
    except QueryError:
        # Whatever type is chosen, the evaluation says what is wrong with the text.
        return (*RESULT_TYPES, XLSX, *GRAPH_TYPES)


def _of_file(name: str, offered: tuple[str, ...]) -> str:
    if _FILES.get(name) in offered:
        return _FILES[name]
    listed = ", ".join(short for short, media_type in _FILES.items() if media_type in offered)
    raise UsageError(
        ru=f"download={name}: такого файла у этого ответа нет; возможны: {listed}",
        en=f"download={name}: this answer has no such file; choose from {listed}",
    )


def _data(asked: Asked, media_type: str) -> Response:
    site, found = current_site(), admitted(asked.query or "")
    if media_type == XLSX:
        graphs = {"default_graphs": asked.default_graphs, "named_graphs": asked.named_graphs}
        answer = store_for(site, asked).query(found.text, **graphs)
        response = Response(xlsx(answer, {}, reader_language()), mimetype=XLSX)
    else:
        response = delivered(evaluated(site, asked, found, media_type), media_type)
    if asked.download is not None:
        response.headers.set("Content-Disposition", "attachment", filename=f"answer.{asked.download}")
    return response
