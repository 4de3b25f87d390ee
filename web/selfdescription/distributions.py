"""The files in which data sets can be had, as distributions of DCAT: their types, and what was measured of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal, Namespace, URIRef

from ...ontology.terms import DCTERMS, RDF, XSD
from ...store.dataset import LICENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...queries.dumps import Form
    from ...store.protocol import Triple
    from ..shelf import Volume

# That of rdflib is of version 2, which has no series.
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
_TYPES = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class File:
    """A file in which a data set can be had; its length and digest are known once it was made."""

    address: str
    form: Form
    volume: Volume | None

    @property
    def name(self) -> str:
        """Return the last part of the address."""
        return self.address.rpartition("/")[2]


def offered(file: File, document: str) -> Iterator[Triple]:
    """Yield the distribution that is this file; names of parts begin with the document that speaks of them."""
    this = name_of(file, document)
    yield this, RDF.type, DCAT.Distribution
    yield this, DCTERMS.title, Literal(file.name)
    yield this, DCTERMS.license, LICENCE
    yield this, DCAT.accessURL, URIRef(file.address)
    yield this, DCAT.downloadURL, URIRef(file.address)
    yield this, DCAT.mediaType, URIRef(_TYPES + (file.form.content or file.form.media_type))
    if file.form.content:
        how = DCAT.compressFormat if file.form.is_packed else DCAT.packageFormat
        yield this, how, URIRef(_TYPES + file.form.media_type)
    if file.volume:
        yield from _measured(this, URIRef(f"{document}#sha256-{file.name}"), file.volume)


def name_of(file: File, document: str) -> URIRef:
    """Return the name of the distribution that is this file."""
    return URIRef(f"{document}#file-{file.name}")


def _measured(this: URIRef, checksum: URIRef, volume: Volume) -> Iterator[Triple]:
    yield this, DCAT.byteSize, Literal(str(volume.size), datatype=XSD.nonNegativeInteger)
    yield this, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(volume.digest, datatype=XSD.hexBinary)
