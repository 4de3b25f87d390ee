"""What hinders a connection to another machine, in words: nobody there, no TLS, a certificate nobody vouches for."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from urllib.error import URLError

from ..errors import Message, excerpt


@dataclass(frozen=True)
class Hindrance:
    """What is wrong, and what to do about that very thing."""

    what: Message
    cure: Message


def hindrance(error: Exception) -> Hindrance:
    """Return what an error of a connection, or of what came by it, means to a person."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _untrusted(cause.verify_message.rstrip("."))
    if isinstance(cause, ssl.SSLError):
        return _no_tls(getattr(cause, "reason", None) or "TLS")
    said = (cause.strerror if isinstance(cause, OSError) else None) or str(cause)
    reason = excerpt(" ".join(said.split())) or type(cause).__name__
    return Hindrance(
        Message(ru=f"нет связи ({reason})", en=f"no connection ({reason})"),
        Message(ru="проверьте адрес, повторите позже", en="check the address, try again later"),
    )


def _untrusted(reason: str) -> Hindrance:
    return Hindrance(
        Message(ru=f"сертификату нельзя верить ({reason})", en=f"its certificate cannot be trusted ({reason})"),
        Message(
            ru="проверьте адрес; свой удостоверяющий центр задаёт SSL_CERT_FILE",
            en="check the address; SSL_CERT_FILE names an authority of your own",
        ),
    )


def _no_tls(reason: str) -> Hindrance:
    return Hindrance(
        Message(ru=f"связь по TLS не устанавливается ({reason})", en=f"no connection by TLS ({reason})"),
        Message(ru="проверьте адрес: https или http?", en="check the address: https or http?"),
    )
