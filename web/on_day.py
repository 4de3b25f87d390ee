"""Pages for a day, `?asOf=2023-03-01`: what they say of it, and the way back to the pages of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from flask import request

from ..queries.days import AS_OF, answer_for, day_of, in_force, none_in_force
from ..queries.parameters import loaded_versions
from .fields import address_fields, single
from .linked.addresses import document
from .templating import day as written
from .wording import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from rdflib import URIRef

    from ..errors import Language, Message
    from ..queries.parameters import LoadedVersion
    from ..store.protocol import Store


@dataclass(frozen=True)
class OnDay:
    """What a page says of the day that it is for; `other` is the edition in force where the page is of another one."""

    day: str
    words: str
    back: str
    other: str = ""
    other_address: str = ""


def asked_day() -> date | None:
    """Return the day in the address of the current request; raise `UsageError` where it is none."""
    return day_of((single(address_fields(), AS_OF) or "").strip())


def said(day: date, message: Message, lang: Language) -> OnDay:
    """Return a line about the whole page."""
    words = message.in_language(lang)
    return OnDay(str(day), words[:1].upper() + words[1:], undated())


def undated() -> str:
    """Return the address of the current page without its day."""
    fields = [(name, value) for name, value in request.args.items(multi=True) if name != AS_OF]
    # A path of two slashes at its head would name another host.
    path = quote(f"{request.script_root}/{request.path.lstrip('/')}")
    return f"{path}?{urlencode(fields)}".rstrip("?")


def edition_on(store: Store, standard: URIRef, day: date) -> LoadedVersion | None:
    """Return the edition of a standard that is in force on a day; None where there is none, or it is no standard."""
    found = in_force(_editions_of(loaded_versions(store), standard), day)
    return found[0] if found else None


def of_node(
    store: Store, node: URIRef, base: str, lang: Language, day: date | None, gathered: Collection[str] | None = None
) -> OnDay | None:
    """Return what a page says of the day: of a standard, of an edition or a part of one, of what editions say together.

    None of other nodes.
    """
    if day is None:
        return None
    if gathered is not None:
        return _of_gathered(store, gathered, lang, day)
    loaded = loaded_versions(store)
    own = next((one for one in loaded if f"{node}/".startswith(f"{one.iri}/")), None)
    editions = [one for one in loaded if own and one.code == own.code] or _editions_of(loaded, node)
    if not editions:
        return None
    found = in_force(editions, day)
    if not found:
        return said(day, none_in_force(editions, day).message, lang)
    shown = written(str(day), lang)
    if found[0] == own:
        return said(day, MESSAGES["asof.this"].filled(day=shown), lang)
    other = MESSAGES["asof.other"].filled(day=shown).in_language(lang)
    address = document(found[0].iri, base) or ""
    return OnDay(str(day), other, undated(), found[0].name, address)


def _editions_of(loaded: Sequence[LoadedVersion], standard: URIRef) -> list[LoadedVersion]:
    return [one for one in loaded if one.iri.rpartition("/")[0] == str(standard)]


def _of_gathered(store: Store, gathered: Collection[str], lang: Language, day: date) -> OnDay:
    editions = [one for one in loaded_versions(store) if str(one.iri) in gathered]
    is_none = bool(editions) and not in_force(editions, day)
    return said(day, none_in_force(editions, day).message if is_none else answer_for(day), lang)
