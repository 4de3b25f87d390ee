"""The same data here and behind `oxigraph serve`, asked in every way that a `Store` can be."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING

import pytest
from profgraph.ontology.terms import PS
from profgraph.store.changes import Changes
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.remote import RemoteStore
from profgraph.store.writer import Writer
from rdflib import RDF, XSD, Literal, Namespace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profgraph.store.protocol import Store

Serving = Callable[..., AbstractContextManager[str]]

EX = Namespace("http://example.org/")
QUADS = frozenset(
    {
        (EX.a, RDF.type, PS.ParticularWorkFunction, EX.one),
        (EX.a, PS.code, Literal("A/01.5"), EX.one),
        (EX.a, PS.level, Literal(5), EX.one),
        (EX.a, PS.name, Literal("Осмотр", lang="ru"), EX.one),
        (EX.b, RDF.type, PS.ParticularWorkFunction, EX.one),
        (EX.b, PS.code, Literal("B/03.6"), EX.one),
        (EX.b, PS.inheritsSkillsFrom, EX.a, EX.one),
        (EX.c, RDF.type, PS.ParticularWorkFunction, EX.two),
        (EX.c, PS.code, Literal('C/01.7 "x", y'), EX.two),
        (EX.c, PS.inheritsSkillsFrom, EX.b, EX.two),
        (EX.order, PS.actDate, Literal("2014-09-08", datatype=XSD.date), EX.two),
        (EX.order, EX.share, Literal("0.95", datatype=XSD.decimal), EX.two),
    }
)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with `QUADS` in it."""
    made = tmp_path_factory.mktemp("store")
    with Writer.open(made) as writer:
        writer.apply(Changes(add=QUADS))
        writer.publish()
    return made


@pytest.fixture(scope="session")
def stores(folder: Path, serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Store]]:
    """Yield every way to ask the same data: here, behind a strict endpoint, behind one with a union of its own."""
    copies = tmp_path_factory.mktemp("served")
    with ExitStack() as held:
        addresses = []
        for name, options in (("plain", ()), ("union", ("--union-default-graph",))):
            shutil.copytree(folder / "current" / "engine", copies / name)
            addresses.append(held.enter_context(serving(copies / name, *options)))
        plain, union = addresses
        made: dict[str, Store] = {
            "folder": EmbeddedStore(folder),
            "folder, strict": EmbeddedStore(folder, default_graph="strict"),
            "endpoint": RemoteStore(plain),
            "endpoint, strict": RemoteStore(plain, default_graph="strict"),
            "endpoint with union": RemoteStore(union),
        }
        yield {name: held.enter_context(store) for name, store in made.items()}


@pytest.fixture
def empty_endpoint(serving: Serving, tmp_path: Path) -> Iterator[str]:
    """Yield the address of an endpoint with nothing in it."""
    with serving(tmp_path / "empty") as address:
        yield address
