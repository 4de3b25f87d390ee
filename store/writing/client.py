"""The writer process of a server as its clients see it: what a `Writer` does, and writes from outside."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge
from typing import TYPE_CHECKING

from ...errors import StoreBusyError, StoreError
from ...ontology.terms import Minter
from ..convert import from_ox_quad, from_ox_triple, to_ox_pattern
from .additions import to_addition, to_changes
from .documents import to_frame
from .frames import Frame, from_lines, receive, send
from .patterns import to_pattern
from .problems import from_values
from .protocol import Condition, Outcome
from .silence import limit_silence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import BNode, URIRef

    from ..addition import Addition
    from ..changes import Changes
    from ..protocol import Quad, Term, Triple
    from .protocol import GraphWrite, Update
    from .registration import Registration

# Longer than any wait for a turn together with any limit of an update.
_SECONDS = 600
# A process that lives says at once who it is, whatever it works on.
_SECONDS_TO_GREET = 10
_NONE = Condition()


class GoneError(StoreError):
    """The writer process ended before it answered."""


class WriterClient:
    """A connection to the writer process; used by one thread, got by `connected`."""

    def __init__(self, connection: Connection, purpose: str) -> None:
        self._connection = connection
        hello = self._ask(
            Frame({"ask": "hello", "purpose": purpose, "client": f"pid {os.getpid()}"}), seconds=_SECONDS_TO_GREET
        )
        self.minter = Minter(hello.header["base"])

    def graph(self, iri: URIRef) -> frozenset[Triple]:
        """Return all triples of one graph."""
        answer = self._ask(Frame({"ask": "graph", "graph": str(iri)}))
        return frozenset(from_ox_triple(quad.triple) for quad in from_lines(answer.parts[0]))

    def triples(self, subject: URIRef | BNode | None, predicate: URIRef | None, value: Term | None) -> Iterator[Quad]:
        """Return the quads that match, of every graph; None matches everything."""
        answer = self._ask(to_pattern(*to_ox_pattern(subject, predicate, value)))
        return map(from_ox_quad, from_lines(answer.parts[0]))

    def about(self, subjects: Iterable[URIRef]) -> Iterator[Quad]:
        """Return all quads of these subjects, of every graph."""
        answer = self._ask(Frame({"ask": "about", "subjects": [str(subject) for subject in subjects]}))
        return map(from_ox_quad, from_lines(answer.parts[0]))

    def add(self, addition: Addition) -> None:
        """Add graphs that are not there yet, and make the changes, whole or not at all; see `Writing.add`."""
        self._ask(to_addition(addition))

    def apply(self, changes: Changes) -> bool:
        """Make the changes in one transaction; return False and do nothing when all is so already."""
        return bool(self._ask(Frame({"ask": "apply"}, to_changes(changes))).header["changed"])

    def data_version(self) -> str:
        """Return the name of the live state, published or not."""
        return str(self._ask(Frame({"ask": "data_version"})).header["version"])

    def publish(self) -> str:
        """Make the live state the one that readers see; return its data version."""
        return str(self._ask(Frame({"ask": "publish"})).header["version"])

    def restore(self, lines: bytes, empty_graphs: tuple[str, ...] = (), *, force: bool = False) -> str:
        """Make these N-Quads all that the store holds, in one transaction, and publish; return the data version."""
        header = {"ask": "restore", "empty_graphs": empty_graphs, "force": force}
        return str(self._ask(Frame(header, (lines,))).header["version"])

    def update(self, update: Update, *, client: str, condition: Condition = _NONE) -> Outcome:
        """Make a SPARQL update and publish it; `client` is who asks for it, for the audit log."""
        header = {"ask": "update", "update": asdict(update), "client": client, "condition": asdict(condition)}
        answer = self._ask(Frame(header))
        return Outcome(**answer.header["outcome"])

    def write(self, write: GraphWrite, *, client: str, condition: Condition = _NONE) -> Outcome:
        """Make a graph-store write and publish it; `client` is who asks for it, for the audit log."""
        documents = to_frame(write.documents)
        asked = {"ask": "write", "method": write.method, "graph": write.graph, "client": client}
        header = {**asked, "condition": asdict(condition), **documents.header}
        return Outcome(**self._ask(Frame(header, documents.parts)).header["outcome"])

    def _ask(self, request: Frame, *, seconds: float = _SECONDS) -> Frame:
        try:
            send(self._connection, request)
            answer = receive(self._connection) if self._connection.poll(seconds) else None
        except OSError:
            answer = None
        if answer is None:
            raise _gone()
        if problem := answer.header.get("problem"):
            raise from_values(problem)
        return answer


@contextmanager
def connected(registration: Registration, purpose: str) -> Iterator[WriterClient | None]:
    """Give a client of the process; None when nobody of ours listens there.

    Raise `StoreBusyError` when somebody does, but says nothing.
    """
    with socket.socket(socket.AF_UNIX) as line, Connection(os.dup(line.fileno())) as connection:
        yield _introduced(line, connection, registration, purpose)


def _introduced(
    line: socket.socket, connection: Connection, registration: Registration, purpose: str
) -> WriterClient | None:
    """Return the client that said who it is; None when nobody of ours listens, or the process ends just now."""
    limit_silence(connection, _SECONDS_TO_GREET)
    try:
        line.connect(registration.address)
        answer_challenge(connection, registration.secret)
        deliver_challenge(connection, registration.secret)
        client = WriterClient(connection, purpose)
    except BlockingIOError as error:
        raise not_reached() from error
    except (OSError, EOFError, ValueError, AuthenticationError, GoneError):
        return None
    limit_silence(connection, _SECONDS)
    return client


def not_reached() -> StoreBusyError:
    """Return the error for a server whose writer process does not listen just now."""
    return StoreBusyError(
        ru="пишущий процесс сервера сейчас не отвечает; повторите через несколько секунд",
        en="the writer process of the server does not answer just now; try again in a few seconds",
    )


def _gone() -> GoneError:
    return GoneError(
        ru="пишущий процесс прервался, не ответив; сделано ли изменение, скажет журнал audit.jsonl хранилища",
        en="the writer process ended before it answered; the store's audit.jsonl tells whether the change was made",
    )
