"""A package of CASE: the document of an edition, its items, their associations, and what these refer to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .associations import associations
from .definitions import definitions, licence_link, subjects
from .items import children, item, kind_of
from .naming import namer_of, one_line

if TYPE_CHECKING:
    from typing import BinaryIO

    from ....ontology.terms import Minter
    from ..edition import Edition
    from .naming import Namer, Object

_UNDATED = "Дата приказа неизвестна; 1970-01-01 стоит вместо неё, потому что формат требует даты."


def write_case(edition: Edition, minter: Minter, output: BinaryIO) -> None:
    """Write the package of one edition."""
    output.write(json.dumps(package(edition, minter), ensure_ascii=False, indent=1).encode() + b"\n")


def package(edition: Edition, minter: Minter) -> Object:
    """Return the package (CFPackage) of an edition."""
    namer = namer_of(edition, minter)
    found = [one for _, _, one in children(edition)]
    return {
        "CFDocument": document(edition, namer),
        "CFItems": [item(edition, one, namer) for one in found],
        "CFAssociations": list(associations(edition, namer)),
        "CFDefinitions": definitions(edition, {kind_of(one) for one in found}, namer),
    }


def document(edition: Edition, namer: Namer) -> Object:
    """Return the edition as a document (CFDocument) within its package."""
    about = list(subjects(edition, edition.classified_by, namer))
    told = {
        "creator": one_line(edition.issuer) or "Минтруд России",
        "publisher": "ProfGraph",
        "title": one_line(edition.label),
        "description": edition.purpose,
        "frameworkType": "Профессиональный стандарт",
        "caseVersion": "1.1",
        "version": edition.iri.rpartition("/")[2],
        "adoptionStatus": "Adopted",
        "language": "ru",
        "subject": [title for title, _ in about],
        "subjectURI": [link for _, link in about],
        "statusStartDate": edition.valid_from,
        "statusEndDate": edition.valid_to,
        "licenseURI": licence_link(namer),
        "notes": "" if edition.order_date else _UNDATED,
        "extensions": _extensions(edition),
    }
    return {**namer.head("CFDocuments", edition.iri), **{name: value for name, value in told.items() if value}}


def _extensions(edition: Edition) -> Object:
    told = {
        "iri": edition.iri,
        "code": edition.code,
        "name": edition.name,
        "activity": edition.activity,
        "activityName": edition.activity_name,
        "orderDate": edition.order_date,
    }
    return {name: value for name, value in told.items() if value}
