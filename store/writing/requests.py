"""What the writer process can be asked, and what it answers."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ..audit import Author
from ..convert import to_ox_iri
from .additions import from_addition, from_changes
from .documents import from_frame
from .frames import Frame, to_lines
from .patterns import from_pattern
from .protocol import Condition, GraphWrite, Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ..writer import Writer
    from .editing import Editor


@dataclass
class Service:
    """The writer as one client has it, which introduced itself as `author` and may have more to publish."""

    writer: Writer
    editor: Editor
    author: Author = field(default_factory=lambda: Author("write", ""))
    is_published: bool = True


@dataclass(frozen=True)
class Request:
    """How a request is answered; whether it needs the turn, and leaves it to the next one of the same client.

    One that does not touch the data is answered while another client's request is worked on.
    """

    answer: Callable[[Service, Frame], Frame]
    touches_data: bool = True
    needs_turn: bool = False
    keeps_turn: bool = True


def update_from(values: Mapping[str, Any]) -> Update:
    """Return the update that `asdict` made values of, which came over a connection."""
    using = {name: tuple(values[name]) for name in ("using_default", "using_named")}
    return Update(**{**values, **using})


def _hello(service: Service, request: Frame) -> Frame:
    service.author = Author(request.header["purpose"], request.header["client"])
    return Frame({"base": service.writer.minter.base})


def _graph(service: Service, request: Frame) -> Frame:
    graph = to_ox_iri(request.header["graph"])
    return Frame(parts=(to_lines(service.writer.engine.quads_for_pattern(None, None, None, graph)),))


def _triples(service: Service, request: Frame) -> Frame:
    return Frame(parts=(to_lines(service.writer.engine.quads_for_pattern(*from_pattern(request))),))


def _about(service: Service, request: Frame) -> Frame:
    subjects = map(to_ox_iri, request.header["subjects"])
    engine = service.writer.engine
    found = (quad for subject in subjects for quad in engine.quads_for_pattern(subject, None, None))
    return Frame(parts=(to_lines(found),))


def _add(service: Service, request: Frame) -> Frame:
    service.is_published = False
    service.writer.add(from_addition(request), author=service.author)
    return Frame()


def _apply(service: Service, request: Frame) -> Frame:
    service.is_published = False
    return Frame({"changed": service.writer.apply(from_changes(request.parts), author=service.author)})


def _data_version(service: Service, _request: Frame) -> Frame:
    return Frame({"version": service.writer.data_version()})


def _publish(service: Service, _request: Frame) -> Frame:
    with _publishing(service):
        version = service.writer.publish()
    return Frame({"version": version})


def _restore(service: Service, request: Frame) -> Frame:
    empty, force = tuple(request.header["empty_graphs"]), bool(request.header["force"])
    with _publishing(service):
        version = service.writer.restore(request.parts[0], empty, force=force, author=service.author)
    return Frame({"version": version})


def _update(service: Service, request: Frame) -> Frame:
    author = Author("update", request.header["client"])
    with _publishing(service):
        outcome = service.editor.update(update_from(request.header["update"]), author, _condition(request))
    return Frame({"outcome": asdict(outcome)})


def _write(service: Service, request: Frame) -> Frame:
    write = GraphWrite(request.header["method"], request.header["graph"], from_frame(request))
    author = Author(write.method, request.header["client"])
    with _publishing(service):
        outcome = service.editor.write(write, author, _condition(request))
    return Frame({"outcome": asdict(outcome)})


def _condition(request: Frame) -> Condition:
    return Condition(**request.header["condition"])


@contextmanager
def _publishing(service: Service) -> Iterator[None]:
    """Remember, unless it is well done within, that there may be something to publish."""
    service.is_published = False
    yield
    service.is_published = True


REQUESTS: dict[str, Request] = {
    "hello": Request(_hello, touches_data=False),
    "graph": Request(_graph, needs_turn=True),
    "triples": Request(_triples, needs_turn=True),
    "about": Request(_about, needs_turn=True),
    "add": Request(_add, needs_turn=True, keeps_turn=False),
    "apply": Request(_apply, needs_turn=True, keeps_turn=False),
    "data_version": Request(_data_version),
    "publish": Request(_publish),
    "restore": Request(_restore, needs_turn=True, keeps_turn=False),
    "update": Request(_update, needs_turn=True, keeps_turn=False),
    "write": Request(_write, needs_turn=True, keeps_turn=False),
}
