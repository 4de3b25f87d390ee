"""`/void` and `/catalog`: the data described for machines in RDF, and for people as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, url_for

from ...ontology.terms import PREFIXES
from ...queries.dumps import dumps_of
from ...queries.export import RDF_FORMATS
from ...queries.parameters import loaded_versions
from ...store.convert import to_ox_triple
from ...store.dataset import DESCRIPTION, TITLE
from ...store.evaluation import graph_bytes
from .. import formats
from ..addressing import endpoint_address
from ..exchange import note_volatile
from ..linked.lookup import lookup_address
from ..namespaces import DESCRIBING
from ..negotiation import HTML, reader_language
from ..site import current_site, library
from ..vocabulary.words import words
from . import queries, void
from .catalogue import Catalogue, catalogued
from .counts import counts
from .distributions import File
from .editions import editions
from .families import family_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Response

    from ...queries.dumps import Dump
    from ...queries.parameters import LoadedVersion
    from ...store.protocol import Triple

blueprint = Blueprint("selfdescription", __name__)


@blueprint.route("/.well-known/void", endpoint="well_known")
@blueprint.route("/void")
@blueprint.route("/void.<end>")
def data(end: str | None = None) -> Response:
    """Describe the data: where they are, how many they are, in which terms."""
    media_type = formats.wanted_type(end)
    store = library()
    found = counts(store)
    if media_type != HTML:
        triples = void.described(store, found, _place(), _dumps())
        return formats.data("selfdescription.data", _written(triples, media_type), media_type)
    lang = reader_language()
    text = render_template(
        "data.html",
        title=TITLE.in_language(lang),
        about=DESCRIPTION.in_language(lang),
        counts=found,
        entities=void.entities(store, found) if found else 0,
        prefixes=PREFIXES,
        queries=queries,
        data_version=store.data_version(),
        files=formats.files("selfdescription.data"),
        family=lambda name: family_named(name).in_language(lang),
        **words(lang),
    )
    return formats.page("selfdescription.data", text)


@blueprint.route("/catalog")
@blueprint.route("/catalog.<end>")
def catalog(end: str | None = None) -> Response:
    """List the data sets: all data, and each edition of each standard."""
    media_type = formats.wanted_type(end)
    store = library()
    listed = editions(store)
    if media_type != HTML:
        found = counts(store)
        catalogue = Catalogue(
            address=url_for("selfdescription.catalog", _external=True),
            endpoint=endpoint_address(),
            interfaces=(endpoint_address(), url_for("openapi.document", _external=True)),
            home=url_for("pages.home", _external=True),
            dataset=found.dataset if found else _place().unnamed,
            data_version=store.data_version(),
            editions=listed,
            files=_files(loaded_versions(store)),
        )
        if any(file.volume is None for files in catalogue.files.values() for file in files):
            # It says more as files are made, though the data stay the same.
            note_volatile()
        return formats.data("selfdescription.catalog", _written(catalogued(catalogue), media_type), media_type)
    text = render_template(
        "catalog.html",
        editions=listed,
        query=queries.EDITIONS,
        data_version=store.data_version(),
        files=formats.files("selfdescription.catalog"),
    )
    return formats.page("selfdescription.catalog", text)


def _place() -> void.Place:
    return void.Place(
        document=url_for("selfdescription.well_known", _external=True),
        endpoint=endpoint_address(),
        home=url_for("pages.home", _external=True),
        lookup=lookup_address(),
        ontology=url_for("vocabulary.ontology", _external=True),
        examples=url_for("examples.every", _external=True),
        catalogue=url_for("selfdescription.catalog", _external=True),
    )


def _dumps() -> list[str]:
    """Return the addresses of all data as RDF."""
    return [_address(dump) for dump in dumps_of(()) if dump.form.suffix in RDF_FORMATS] if current_site().shelf else []


def _files(versions: Iterable[LoadedVersion]) -> dict[str, list[File]]:
    """Return the files of each edition by its name, those of all data under no name; a remote store has none."""
    found: dict[str, list[File]] = {}
    shelf = current_site().shelf
    if shelf is None:
        return found
    made = shelf.listed(library().data_version())
    for dump in dumps_of(versions):
        file = File(_address(dump), dump.form, made.get(dump.name))
        found.setdefault(dump.edition.name if dump.edition else "", []).append(file)
    return found


def _address(dump: Dump) -> str:
    return url_for("dumps.download", name=dump.name, _external=True)


def _written(triples: Iterable[Triple], media_type: str) -> bytes:
    ordered = sorted(set(triples), key=lambda triple: tuple(term.n3() for term in triple))
    return graph_bytes([to_ox_triple(one) for one in ordered], media_type, DESCRIBING)
