"""How a person names a concept in a command: its IRI, its kind and digest, or the digest alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import URIRef

from ...errors import UnknownNameError, UsageError, excerpt

if TYPE_CHECKING:
    from ...store.writing.protocol import Reading

_NAME = re.compile("(?:(?P<kind>action|skill|knowledge)/)?(?P<digest>[0-9a-f]{16})")
_KINDS = ("action", "skill", "knowledge")


def concept_named(name: str, reading: Reading) -> URIRef:
    """Return the concept; raise `UsageError` on what is no name of one, `UnknownNameError` where none has it."""
    minter = reading.minter
    parts = _NAME.fullmatch(name.strip().removeprefix(minter.concept_named("")))
    if parts is None:
        raise UsageError(
            ru=f"«{excerpt(name)}» — не имя понятия; назовите IRI или knowledge/0123456789abcdef, как на его странице",
            en=f"«{excerpt(name)}» is no name of a concept; give its IRI, or knowledge/0123456789abcdef as on its page",
        )
    if parts["kind"]:
        return minter.concept_named(parts[0])
    possible = [minter.concept_named(f"{kind}/{parts['digest']}") for kind in _KINDS]
    for subject, *_ in reading.about(possible):
        return URIRef(subject)
    raise UnknownNameError(
        ru=f"{parts['digest']}: такого понятия в хранилище нет; назовите его вместе с видом: skill/{parts['digest']}",
        en=f"{parts['digest']}: the store has no such concept; name it with its kind: skill/{parts['digest']}",
    )
