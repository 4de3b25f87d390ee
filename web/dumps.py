"""Dumps: the list of the files in which the data can be had, and the files, which a broken download can resume."""

from __future__ import annotations

import base64
import math
import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, render_template, request, send_file, url_for
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from ..queries.dumps import DIGEST, EDITION_FORMS, WHOLE_FORMS, dump_called, dumps_of, newest_called
from ..queries.export import PACKED
from ..queries.parameters import loaded_versions
from . import formats
from .exchange import note_volatile
from .negotiation import HTML, ranked, reader_language
from .overview import editions
from .parts import with_one_part
from .problems import RequestError, respond
from .site import current_site, library
from .templating import localised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import Language
    from ..queries.dumps import Dump
    from .shelf import Shelf, Volume

blueprint = Blueprint("dumps", __name__)

_JSON = "application/json"
_LIST = "/dumps/"
_ATTEMPTS = 3
_FILE = re.compile(r"\w[\w.@~-]{0,200}", re.ASCII)
_THOUSAND = 1_000
_UNITS: Mapping[Language, tuple[str, ...]] = {"ru": ("Б", "кБ", "МБ", "ГБ"), "en": ("B", "kB", "MB", "GB")}


def is_download(path: str) -> bool:
    """Tell whether an address is that of a file: those have tags and parts of their own, and are never encoded."""
    return path.startswith(_LIST) and path != _LIST


@blueprint.route(_LIST)
def listing() -> Response:
    """Show all dumps: formats, and the length and the digest of those that were made."""
    if described := formats.elsewhere(url_for("selfdescription.catalog"), besides=(HTML, _JSON)):
        return described
    # It grows as files are made, though the data stay the same.
    note_volatile()
    shelf, version = _shelf(), library().data_version()
    known = shelf.listed(version)
    if ranked((HTML, _JSON))[:1] == [_JSON]:
        files = [_described(dump, known) for dump in dumps_of(loaded_versions(library()))]
        return jsonify(dataVersion=version, files=files)
    loaded = editions(library())
    page = render_template(
        "dumps.html",
        data_version=version,
        editions=sorted(loaded, key=lambda one: (one.version.code, one.version.date)),
        whole=_pairs(),
        edition_forms=EDITION_FORMS,
        made=known,
        size=_shown_size,
    )
    return localised(page)


@blueprint.route(f"{_LIST}<name>")
def download(name: str) -> Response:
    """Send a dump, or a part of it, or its digest; make it first where nobody has asked for it yet."""
    of_digest = name.endswith(DIGEST)
    dump_name = name.removesuffix(DIGEST)
    if _shelf() and (newest := newest_called(dump_name, loaded_versions(library()))):
        return _of_edition(newest.name + (DIGEST if of_digest else ""))
    volume = _volume(dump_name)
    if of_digest:
        volume.file.close()
        return Response(f"{volume.digest}  {dump_name}\n", mimetype="text/plain")
    return _sent(dump_name, volume)


def _of_edition(name: str) -> Response:
    """Send the reader on to the file of an edition, which will not be the newest for ever."""
    address = url_for("dumps.download", name=name)
    headers = {"Location": address, "Link": f'<{address}>; rel="latest-version"', "Cache-Control": "no-cache"}
    return Response(status=HTTPStatus.FOUND, headers=headers)


def _volume(name: str) -> Volume:
    """Return the dump of the newest data, made if need be."""
    shelf, store = _shelf(), library()
    for _ in range(_ATTEMPTS):
        version = store.data_version()
        if _FILE.fullmatch(name) and (volume := shelf.opened(version, name)):
            return volume
        dump_called(name, loaded_versions(store))
        shelf.make(version, name)
        if volume := shelf.opened(version, name):
            return volume
    raise RequestError(
        HTTPStatus.SERVICE_UNAVAILABLE,
        ru=f"{name}: данные сейчас меняются; повторите запрос",
        en=f"{name}: the data are changing now; send the request again",
        retry_after=_ATTEMPTS,
    )


def _sent(name: str, volume: Volume) -> Response:
    form = next(form for form in sorted(WHOLE_FORMS, key=lambda one: -len(one.ending)) if name.endswith(form.ending))
    volume.file.seek(0)
    response = send_file(
        volume.file, form.media_type, as_attachment=True, download_name=name, conditional=False, etag=False
    )
    response.content_length = volume.size
    response.set_etag(volume.digest)
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(volume.digest)).decode()}:"
    response.cache_control.no_cache = True
    environ = with_one_part(request.environ, volume.digest, volume.size)
    try:
        response.make_conditional(environ, accept_ranges=True, complete_length=volume.size)
    except RequestedRangeNotSatisfiable as error:
        volume.file.close()
        return _beyond(error, volume.size)
    if request.method == "HEAD" or response.status_code == HTTPStatus.NOT_MODIFIED:
        # No body is sent, so nobody else closes it.
        response.close()
    return response


def _beyond(error: RequestedRangeNotSatisfiable, size: int) -> Response:
    refused = RequestError(
        HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
        ru=f"такой части нет: в файле {size} байт; начните загрузку сначала",
        en=f"there is no such part: the file has {size} bytes; start the download anew",
    )
    refused.__cause__ = error
    response = respond(refused)
    response.headers["Content-Range"] = f"bytes */{size}"
    return response


def _described(dump: Dump, made: Mapping[str, Volume]) -> dict[str, object]:
    volume = made.get(dump.name)
    return {
        "name": dump.name,
        "url": url_for("dumps.download", name=dump.name, _external=True),
        "format": dump.form.title.en,
        "mediaType": dump.form.media_type,
        "edition": dump.edition.iri if dump.edition else None,
        "bytes": volume.size if volume else None,
        "sha256": volume.digest if volume else None,
    }


def _pairs() -> list[tuple[Dump, Dump | None]]:
    """Return the dumps of the whole, each with the one that is the same but packed."""
    packed = {dump.name.removesuffix(PACKED): dump for dump in dumps_of(()) if dump.form.is_packed}
    return [(dump, packed.get(dump.name)) for dump in dumps_of(()) if not dump.form.is_packed]


def _shown_size(count: int) -> str:
    """Return a number of bytes as a person reads it."""
    lang = reader_language()
    if count < _THOUSAND:
        return f"{count} {_UNITS[lang][0]}"
    power = min(int(math.log(count, _THOUSAND)), len(_UNITS[lang]) - 1)
    shown = f"{count / _THOUSAND**power:.1f} {_UNITS[lang][power]}"
    return shown.replace(".", ",") if lang == "ru" else shown


def _shelf() -> Shelf:
    shelf = current_site().shelf
    if shelf is None:
        raise RequestError(
            HTTPStatus.NOT_FOUND,
            ru="здесь нет файлов с данными: сервис читает чужое хранилище; возьмите нужное запросом на /sparql",
            en="there are no dumps here: the service reads a store elsewhere; get what you need by a query at /sparql",
        )
    return shelf
