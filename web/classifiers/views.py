"""`/classifiers`: every edition and crosswalk in the store, and a search that leads to the pages of items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from ...errors import UsageError
from ...ontology.terms import Minter
from ..negotiation import reader_language
from ..site import current_site, library
from ..templating import localised
from .crosswalks import crosswalks_held
from .editions import editions_held, editions_named, without_items
from .search import LONGEST, MOST_ITEMS, found_items, meant

if TYPE_CHECKING:
    from flask import Response

    from ...errors import Language
    from ...store.protocol import Store

blueprint = Blueprint("classifiers", __name__)


@blueprint.route("/classifiers")
def page() -> Response:
    """Show the editions of classifiers and the crosswalks between them, or the items that a code or words find."""
    store, lang, search = library(), reader_language(), _asked()
    shown = _found(store, lang, search) if search else _listed(store, lang)
    return localised(render_template("classifiers.html", search=search, longest=LONGEST, **shown))


def _found(store: Store, lang: Language, search: str) -> dict[str, object]:
    named = editions_named(store, lang, Minter(current_site().base()))
    return {"found": found_items(store, meant(search, named), lang), "most": MOST_ITEMS}


def _listed(store: Store, lang: Language) -> dict[str, object]:
    held = editions_held(store, lang, Minter(current_site().base()))
    return {
        "held": held,
        "editions": {one.iri: one for editions in held.values() for one in editions},
        "missing": without_items(held),
        "crosswalks": crosswalks_held(store, lang),
    }


def _asked() -> str:
    text = request.args.get("search", "").strip()
    if len(text) > LONGEST:
        raise UsageError(
            ru=f"search: не больше {LONGEST} знаков; назовите код или несколько слов наименования",
            en=f"search: at most {LONGEST} characters; give a code or some words of a name",
        )
    return text
