"""Namespaces and IRIs: the only place where an IRI is made."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID, uuid5

from rdflib import URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VOID, XSD, Namespace

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "DCTERMS",
    "ONTOLOGY",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "PS",
    "PSS",
    "RDF",
    "RDFS",
    "SEMAPV",
    "SH",
    "SKOS",
    "SSSOM",
    "UUID_NAMESPACE",
    "VOID",
    "XKOS",
    "XSD",
    "Minter",
    "digest",
    "fold",
    "meaning",
    "prefixed",
    "slug",
    "uuid_of",
]  # fmt: skip


class _Vocabulary(Namespace):
    """A namespace whose terms are made once: a standard takes some thousands of them."""

    def __getattr__(self, name: str) -> URIRef:
        made = super().__getattr__(name)
        setattr(self, name, made)
        return made


PS = _Vocabulary("https://w3id.org/profgraph/ns#")
PSS = _Vocabulary("https://w3id.org/profgraph/shapes#")
XKOS = Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")
SSSOM = Namespace("https://w3id.org/sssom/")
SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
ONTOLOGY = URIRef("https://w3id.org/profgraph/ns")

# Predeclared in every query, in this order in every Turtle that we write.
PREFIXES: dict[str, Namespace] = {
    "ps": PS,
    "pss": PSS,
    "rdf": Namespace(str(RDF)),
    "rdfs": Namespace(str(RDFS)),
    "owl": Namespace(str(OWL)),
    "xsd": Namespace(str(XSD)),
    "skos": Namespace(str(SKOS)),
    "xkos": XKOS,
    "dcterms": Namespace(str(DCTERMS)),
    "prov": Namespace(str(PROV)),
    "org": Namespace(str(ORG)),
    "sh": Namespace(str(SH)),
    "void": Namespace(str(VOID)),
}

# Letters of order numbers («620н», «355-ст») in Latin, so that IRIs stay ASCII.
_LATIN = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяё", (
    *"abvgde", "zh", *"zijklmnoprstufhc", "ch", "sh", "shch", "_", "y", "_", "e", "yu", "ya", "e",
), strict=True))  # fmt: skip


# What no reader sees: soft hyphens, zero widths; and all that stands for a dash, with the spaces around it.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASH = re.compile(" ?[-\u2010-\u2015\u2212] ?")


def fold(text: str) -> str:
    """Return the form in which two spellings of one text meet: NFC, case, ё and white space, not punctuation."""
    composed = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return re.sub(r"\s+", " ", composed).strip()


def meaning(text: str) -> str:
    """Return the form in which all spellings of one statement meet: folded, each dash a hyphen, no full stop behind.

    Commas, brackets, quotes and digits still count: they may tell two things apart.
    """
    folded = fold(_INVISIBLE.sub("", text))
    return _DASH.sub("-", folded).rstrip(". ") or folded


def digest(*parts: str) -> str:
    """Return the 16 hexadecimal digits that name a thing by its content."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def slug(text: str) -> str:
    """Return `text` as an ASCII path segment («620н» → `620n`)."""
    latin = "".join(_LATIN.get(letter, letter) for letter in text.lower())
    return quote(latin.replace(" ", "-"), safe="-._~")


# The namespace of our UUIDs: 16 bytes that are also a text, so that a query can find what has an identifier.
UUID_NAMESPACE = "profgrC\u0420edition"


def uuid_of(name: str) -> UUID:
    """Return the UUID (version 5) of an IRI, in a namespace of our own."""
    return uuid5(UUID(bytes=UUID_NAMESPACE.encode()), name)


def prefixed(iri: str) -> str:
    """Return an IRI as a prefixed name where its namespace, up to the hash sign, has a prefix here."""
    namespace, hash_sign, name = str(iri).partition("#")
    return next((f"{prefix}:{name}" for prefix, one in PREFIXES.items() if str(one) == namespace + hash_sign), iri)


@dataclass(frozen=True)
class Minter:
    """Makes every IRI under one base; one method a kind of thing."""

    base: str

    def standard(self, code: str) -> URIRef:
        """Return the work, all editions of it: `standard/16.020`."""
        return self._iri("standard", slug(code))

    def version(self, code: str, number: str, day: date) -> URIRef:
        """Return one edition: `standard/16.020/620n-2014-09-08`."""
        return self._iri("standard", slug(code), f"{slug(number)}-{day.isoformat()}")

    def version_of_unknown_order(self, code: str, text: str) -> URIRef:
        """Return an edition whose order is not stated, named by its text: `standard/06.001/x-3f…`."""
        return self._iri("standard", slug(code), f"x-{hashlib.sha256(fold(text).encode()).hexdigest()[:12]}")

    def function(self, version: URIRef, key: str) -> URIRef:
        """Return the function of `version` with this key (its code; `~n` for the n-th repetition of a code)."""
        return URIRef(f"{version}/{key}")

    def version_named(self, code: str, name: str) -> URIRef:
        """Return the edition of a standard that a person names: `620n-2014-09-08`."""
        return self._iri("standard", slug(code), slug(name))

    def part(self, owner: URIRef, kind: str, number: int) -> URIRef:
        """Return the n-th statement, reference, passage, footnote or developer of `owner`."""
        return URIRef(f"{owner}/{kind}/{number}")

    def report(self, version: URIRef) -> URIRef:
        """Return the report of the validation of `version`."""
        return URIRef(f"{version}/report")

    def activity(self, version: URIRef) -> URIRef:
        """Return the kind of activity as `version` describes it."""
        return URIRef(f"{version}/activity")

    def concept(self, kind: str, text: str) -> URIRef:
        """Return what all statements of `kind` with this text, however spelled, mean."""
        return self._iri("concept", kind, digest(kind, meaning(text)))

    def concept_named(self, name: str) -> URIRef:
        """Return the concept with this name: `knowledge/0e24…`."""
        return self._iri("concept", name)

    def concept_name(self, concept: URIRef) -> str:
        """Return the kind of a concept and its digest: `knowledge/0e24…`."""
        return str(concept).removeprefix(f"{self.base}concept/")

    def decision(self, one: URIRef, other: URIRef) -> URIRef:
        """Return what was decided about two concepts, whichever is named first."""
        return self._iri("concept", "decision", digest("decision", *sorted((one, other))))

    def organization(self, name: str) -> URIRef:
        """Return the organisation that is written with this name."""
        return self._iri("organization", digest("organization", fold(name)))

    def act(self, issuer: str, number: str, day: date) -> URIRef:
        """Return a normative act: `act/mintrud/2014-09-08/620n`."""
        return self._iri("act", issuer, day.isoformat(), slug(number))

    def edition(self, classifier: str, edition: str) -> URIRef:
        """Return an edition of a classifier: `classifier/okz/1993`."""
        return self._iri("classifier", classifier, edition)

    def item(self, edition: URIRef, code: str) -> URIRef:
        """Return an item of an edition: `classifier/okz/1993/2143`."""
        return URIRef(f"{edition}/{code}")

    def level(self, edition: URIRef, depth: int) -> URIRef:
        """Return a level of an edition, counted from the top: `classifier/okz/1993/level/1`."""
        return URIRef(f"{edition}/level/{depth}")

    def imported(self, edition: URIRef) -> URIRef:
        """Return the graph of what was imported of an edition: `graph/classifier/okz/2014/imported`."""
        return self._iri("graph", str(edition).removeprefix(self.base), "imported")

    def correspondence(self, source: URIRef, target: URIRef) -> URIRef:
        """Return the crosswalk from one edition to another: `correspondence/isco-88-isco-08`."""
        return self._iri("correspondence", f"{self.edition_word(source)}-{self.edition_word(target)}")

    def association(self, correspondence: URIRef, source: str, target: str) -> URIRef:
        """Return the link of two codes in a crosswalk: `correspondence/isco-88-isco-08/2143-2151`."""
        return URIRef(f"{correspondence}/{source}-{target}")

    def edition_word(self, edition: URIRef) -> str:
        """Return an edition as one word: `isco-88`."""
        return str(edition).removeprefix(f"{self.base}classifier/").replace("/", "-")

    def dataset(self, *part: str) -> URIRef:
        """Return all data of the store, or a part of them that their description counts: `dataset/graphs/asserted`."""
        return self._iri("dataset", *part)

    def source(self, sha256: str) -> URIRef:
        """Return the file with this digest."""
        return self._iri("source", sha256[:16])

    def lines(self, source: URIRef, first: int, last: int, paragraph: int | None = None) -> URIRef:
        """Return a place in a text source: `#L294-296`, `#L186` or `#L186.2` (its second paragraph)."""
        span = f"L{first}" if first == last else f"L{first}-{last}"
        return URIRef(f"{source}#{span}" if paragraph is None else f"{source}#{span}.{paragraph}")

    def element(self, source: URIRef, path: str) -> URIRef:
        """Return a place in an XML source: `#x/ProfessionalStandart.1/…/LaborAction.3`."""
        return URIRef(f"{source}#x/{path}")

    def curated(self) -> URIRef:
        """Return the graph of what people decided about concepts."""
        return self._iri("graph", "concepts", "curated")

    def merged(self) -> URIRef:
        """Return the graph of what follows from that: which concepts count as one."""
        return self._iri("graph", "concepts", "merged")

    def graph(self, kind: str, version: URIRef | None = None) -> URIRef:
        """Return a named graph: `graph/asserted/16.020/620n-2014-09-08`, `graph/concepts`."""
        if version is None:
            return self._iri("graph", kind)
        return self._iri("graph", kind, str(version).removeprefix(f"{self.base}standard/"))

    def foreign(self, name: str, *part: str) -> URIRef:
        """Return a graph of others, or one that goes with it: `graph/foreign/saro`, `graph/foreign/saro/inferred`."""
        return self._iri("graph", "foreign", name, *part)

    def foreign_node(self, name: str, key: str) -> URIRef:
        """Return a node that has no IRI in the graph of others, or tells of that graph: `foreign/saro/7`."""
        return self._iri("foreign", name, key)

    def version_of_graph(self, graph: URIRef) -> URIRef:
        """Return the version that is stated in the graph `graph/asserted/…`."""
        return self._iri("standard", str(graph).removeprefix(f"{self.graph('asserted')}/"))

    def group(self, function: URIRef, name: str) -> URIRef:
        """Return the rows of a group of a function, as a part of its document: `…/A/01.5#skills`."""
        return URIRef(f"{function}#{name}")

    def case(self, kind: str, identifier: UUID) -> URIRef:
        """Return where the service answers with an object of CASE: `ims/case/v1p1/CFItems/{identifier}`."""
        return URIRef(f"{self.base.removesuffix('id/')}ims/case/v1p1/{kind}/{identifier}")

    def _iri(self, *segments: str) -> URIRef:
        return URIRef(self.base + "/".join(segments))
