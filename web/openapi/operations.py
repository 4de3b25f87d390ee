"""A method of a route as an operation of OpenAPI."""

from __future__ import annotations

from ..authorisation import WRITING
from ..negotiation import HTML
from .components import CONDITIONS, LANGUAGE, TOKEN, responses
from .routes import KNOWN, REPEATED, Operation


def described(endpoint: str, method: str, arguments: set[str]) -> dict[str, object]:
    """Return what OpenAPI says of a method of a route whose path has these arguments."""
    known = KNOWN.get((endpoint, method), Operation())
    is_write = endpoint in WRITING and method != "GET"
    parameters = [
        *({"name": one, "in": "path", "required": True, "schema": {"type": "string"}} for one in sorted(arguments)),
        *(
            {"name": one, "in": "query", "description": told, "schema": _schema(one)}
            for one, told in known.fields.items()
        ),
        *([LANGUAGE] if HTML in known.gives else []),
        *(CONDITIONS if is_write else ()),
    ]
    bodies = {one: {"schema": _body(fields)} for one, fields in known.bodies.items()}
    found: dict[str, object] = {"responses": responses(known.gives, known.statuses)}
    if parameters:
        found["parameters"] = parameters
    if bodies:
        found["requestBody"] = {"required": True, "content": bodies}
    if is_write:
        found["security"] = [TOKEN]
    return found


def _schema(name: str) -> dict[str, object]:
    return {"type": "array", "items": {"type": "string"}} if name in REPEATED else {"type": "string"}


def _body(fields: tuple[str, ...]) -> dict[str, object]:
    if not fields:
        return {"type": "string"}
    return {"type": "object", "properties": {one: _schema(one) for one in fields}}
