"""The type of an answer: the best of those that there are, or a refusal that lists them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from .negotiation import ranked
from .problems import RequestError

if TYPE_CHECKING:
    from collections.abc import Sequence


def accepted(offered: Sequence[str], *, ru: str, en: str, besides: Sequence[str] = ()) -> str:
    """Return the best type that the reader accepts; raise `RequestError` where there is none.

    The refusal says `ru` or `en` and lists the types of `offered`; those `besides` are given too, but not listed.
    """
    if best := ranked((*offered, *besides)):
        return best[0]
    listed = ", ".join(offered)
    raise RequestError(
        HTTPStatus.NOT_ACCEPTABLE,
        ru=f"Accept: {ru}: {listed}",
        en=f"Accept: {en}: {listed}",
        supported=tuple(offered),
    )
