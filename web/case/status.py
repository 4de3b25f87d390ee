"""Errors as CASE has them: the structure imsx_StatusInfo with a code of its own list."""

from __future__ import annotations

from http import HTTPStatus

from ...errors import excerpt
from ..problems import RequestError


class CaseError(RequestError):
    """A request that CASE has a code of its own for; `field` is what of it is at fault."""

    def __init__(self, status: HTTPStatus, *, ru: str, en: str, code: str, field: str = "sourcedId") -> None:
        super().__init__(status, ru=ru, en=en)
        self.code = code
        self.field = field


def status_info(description: str, code: str, field: str) -> dict[str, object]:
    """Return the body of an answer that something went wrong."""
    minor = {"imsx_codeMinorFieldName": field, "imsx_codeMinorFieldValue": code}
    return {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": description,
        "imsx_codeMinor": {"imsx_codeMinorField": [minor]},
    }


def unknown(kind: str, identifier: str, code: str = "unknownobject") -> CaseError:
    """Return the error that nothing has this identifier."""
    said = excerpt(f"{kind} {identifier}".strip())
    return CaseError(
        HTTPStatus.NOT_FOUND,
        ru=f"{said}: такого объекта нет; документы перечислены в CFDocuments, их объекты — в CFPackages",
        en=f"{said}: there is no such object; CFDocuments lists the documents, CFPackages holds their objects",
        code=code,
    )


def unknown_field(name: str, code: str) -> CaseError:
    """Return the error that a list cannot be selected or sorted by request."""
    return CaseError(
        HTTPStatus.BAD_REQUEST,
        ru=f"{name}: списки идут по коду и дате, целиком; уберите этот параметр (есть limit и offset)",
        en=f"{name}: lists come by code and date, with all fields; leave this out (there are limit and offset)",
        code=code,
        field=name,
    )


def bad_page(name: str, text: str) -> CaseError:
    """Return the error that a number of a page is none."""
    return CaseError(
        HTTPStatus.BAD_REQUEST,
        ru=f"{name}={excerpt(text)}: нужно целое число от нуля",
        en=f"{name}={excerpt(text)}: a whole number from zero is needed",
        code="invalid_selection_field",
        field=name,
    )
