"""Each question of the catalogue as two operations: its page, negotiated, and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..questions import FILES, OFFERED
from .components import LANGUAGE, responses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...errors import Message
    from ...queries.question import Parameter, Question

TAG = "questions"
_FORMATS = {"date": "date", "endpoint": "uri"}


def operations(question: Question) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the paths of a question and what they do."""
    parameters = [*map(_parameter, question.parameters), LANGUAGE]
    told = {"tags": [TAG], "summary": question.title.en, "description": _both(question.description)}
    asked = {
        **told,
        "operationId": question.name,
        "parameters": parameters,
        "responses": responses(OFFERED, (200, 303)),
    }
    yield f"/q/{question.name}", {"get": asked}
    suffix = {"name": "suffix", "in": "path", "required": True, "schema": {"enum": [*FILES]}}
    file = {
        **told,
        "operationId": f"{question.name}-file",
        "parameters": [suffix, *parameters],
        "responses": responses(FILES.values()),
    }
    yield f"/q/{question.name}.{{suffix}}", {"get": file}


def _parameter(parameter: Parameter) -> dict[str, object]:
    is_number = parameter.type == "number"
    schema: dict[str, object] = {"type": "integer", "minimum": 0} if is_number else {"type": "string"}
    if parameter.type in _FORMATS:
        schema["format"] = _FORMATS[parameter.type]
    if parameter.default is not None:
        schema["default"] = int(parameter.default) if is_number else parameter.default
    described: dict[str, object] = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": _both(parameter.description),
        "schema": schema,
    }
    return described if parameter.example is None else {**described, "example": parameter.example}


def _both(message: Message) -> str:
    return f"{message.en}\n\n{message.ru}"
