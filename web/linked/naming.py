"""What nodes and properties are called on a page: their label in the reader's language, else a shorter IRI."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from ...errors import Message
from ...ontology.terms import PS
from ..negotiation import chosen_language
from ..vocabulary.terms import terms
from ..wording import MESSAGES
from .addresses import document
from .foreign import NAMES, compact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rdflib import Literal, URIRef

    from ...errors import Language

_PLACE = re.compile(r"/source/[0-9a-f]{16}#L(\d+)(?:-(\d+))?(?:\.(\d+))?$")

_ELEMENT = re.compile(r"/source/[0-9a-f]{16}#x/(?:.*/)?([^/]+/[^/]+)$")


@dataclass(frozen=True)
class Name:
    """A text with the language it is in, the address that it leads to, and the IRI that it stands for."""

    text: str
    lang: str = ""
    href: str = ""
    iri: str = ""


@dataclass(frozen=True)
class Naming:
    """Names nodes for one reader, by the labels that the data give."""

    labels: Mapping[URIRef, tuple[Literal, ...]]
    base: str
    lang: Language

    def name(self, iri: URIRef) -> Name:
        """Return what a node is called, and the address of what is known about it."""
        text, lang = self.label(iri) or (compact(iri.removeprefix(self.base)), "")
        whole = str(iri)
        return Name(text, lang, document(whole, self.base) or term_address(whole) or elsewhere(whole), whole)

    def label(self, iri: URIRef) -> tuple[str, str] | None:
        """Return what a node is called, and in which language if that is said; None where it has only its IRI."""
        if place := _PLACE.search(iri):
            return self._place(*place.groups()), ""
        if element := _ELEMENT.search(iri):
            # The last steps of an element's path are the same in every language.
            return element[1], ""
        best = in_language(self.labels.get(iri, ()), self.lang)
        if best is not None:
            return str(best), best.language or ""
        if iri in NAMES:
            return NAMES[iri].in_language(self.lang), ""
        return None

    def _place(self, first: str, last: str | None, paragraph: str | None) -> str:
        """Return the lines of a place of a source: the data say them in Russian only."""
        lines = MESSAGES["source.lines" if last else "source.line"].filled(first=first, last=last)
        of_line = MESSAGES["source.paragraph"].filled(number=paragraph) if paragraph else Message(ru="", en="")
        return lines.in_language(self.lang) + of_line.in_language(self.lang)


def term_address(iri: str) -> str:
    """Return the place of a term of ours on the page of the ontology; "" for all else."""
    name = iri.removeprefix(PS)
    if not iri.startswith(PS) or name not in terms():
        return ""
    return url_for("vocabulary.ontology", _anchor=name, lang=chosen_language())


def elsewhere(iri: str) -> str:
    """Return the address that an IRI of others is; "" for one that is none."""
    # An address of another kind (`javascript:`) is no link for a page.
    return iri if iri.startswith(("http://", "https://")) else ""


def in_language(labels: Sequence[Literal], lang: Language) -> Literal | None:
    """Return the label in the reader's language, else the Russian one, else any; None where there is none."""
    if not labels:
        return None
    wanted = (lang, "ru", None)
    return min(labels, key=lambda one: wanted.index(one.language) if one.language in wanted else len(wanted))
