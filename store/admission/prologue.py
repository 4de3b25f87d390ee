"""What the names of a text stand for: its PREFIX and BASE, as far as they can be known before an engine reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...ontology.terms import PREFIXES

if TYPE_CHECKING:
    from .tokens import Token

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Whatever else it takes for one, a base in front of the text changes nothing there.
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>\"{}|^`\\\s]*>")
_KNOWN: dict[str, str | None] = {prefix: str(iri) for prefix, iri in PREFIXES.items()}
_ESCAPED = re.compile(r"\\(.)")


def names_relatively(text: str) -> bool:
    """Tell whether the text may have an IRI that only a base makes one."""
    return _RELATIVE.search(text) is not None


class Prologue:
    """The prefixes declared so far; `follow` is told every token of the text in turn."""

    def __init__(self, *, has_base: bool = False) -> None:
        self._prefixes = dict(_KNOWN)
        self._has_base = has_base
        self._before: tuple[Token | None, Token | None] = (None, None)

    def follow(self, token: Token) -> None:
        """Take in one more token of the text."""
        first, second = self._before
        if token.kind == "iri" and second is not None:
            if second.is_word("BASE"):
                self._has_base = True
            elif first is not None and first.is_word("PREFIX") and second.kind == "name":
                self._prefixes[second.text[:-1]] = self.iri(token)
        self._before = second, token

    def declares(self, token: Token) -> bool:
        """Tell whether the name is the one that a PREFIX before it declares; asked before `follow`."""
        last = self._before[1]
        return last is not None and last.is_word("PREFIX") and token.kind == "name" and token.text.endswith(":")

    def iri(self, token: Token) -> str | None:
        """Return the IRI that a token stands for; None where only the engine can tell, or where it is no IRI."""
        if token.kind == "iri":
            return self._absolute(token.text[1:-1])
        if token.kind != "name":
            return None
        prefix, _, local = token.text.partition(":")
        before = self._prefixes.get(prefix)
        if before is None:
            return None
        return before + (_ESCAPED.sub(r"\1", local) if "\\" in local else local)

    def _absolute(self, iri: str) -> str | None:
        # Resolved against a base, an absolute IRI loses its dots.
        is_rewritten = self._has_base and "/." in iri
        return iri if _ABSOLUTE.match(iri) and not is_rewritten else None
