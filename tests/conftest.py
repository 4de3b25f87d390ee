"""What every test shares: a loaded store, a client, real endpoints; and that in CI nothing is skipped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pyoxigraph as ox
import pytest
from profgraph.loader.gate import consequences
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.store.writing.process import Order
from profgraph.store.writing.supervisor import WriterProcess
from profgraph.store.writing.trials import TrialLimits
from profgraph.web.app import create_app
from prometheus_client.parser import text_string_to_metric_families
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from _pytest.terminal import TerminalReporter
    from flask.testing import FlaskClient

Counted = Callable[["FlaskClient"], dict[str, float]]
Serving = Callable[..., AbstractContextManager[str]]
ServingEsco = Callable[["Iterable[tuple[str, str, str]]"], AbstractContextManager[str]]
Awaited = Callable[[str, "subprocess.Popen[bytes]"], None]
Running = Callable[..., AbstractContextManager[str]]
Editing = Callable[..., AbstractContextManager["FlaskClient"]]

# The second edition has one item less, which only one function has, and states its days.
NEWER = {
    "8 сентября 2014 г. N 620н": "20 июля 2022 г. N 424н",
    "08.09.2014 N 620н": "20.07.2022 N 424н",
    "\nМинистр  ": "\nНастоящий приказ вступает в силу с 1 марта 2023 г. и действует до 1 марта 2029 г.\n\nМинистр  ",
    "\tОсновы электротехники и механики\n": "",
}
TOKEN = "a-token-of-tests-only"  # noqa: S105  (nothing is behind it)

# What is held in memory is asked for again by most tests of a server: by one process, but where they are about several.
os.environ.setdefault("PROFGRAPH_PROCESSES", "1")

hypothesis.settings.register_profile("default", deadline=None, derandomize=True)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("default")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of the shared reference data; without it the test is skipped."""
    if "PROFGRAPH_SHARED" not in os.environ:
        pytest.skip("PROFGRAPH_SHARED does not name the folder of the reference data")
    return Path(os.environ["PROFGRAPH_SHARED"])


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Path:
    """Return the folder of real documents, classifiers and ontologies."""
    return shared / "corpus"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with the bundled standard; tests only read it."""
    path = tmp_path_factory.mktemp("bundled") / "store"
    with Writer.open(path) as writer:
        list(load([bundled()], writer))
        writer.publish()
    return path


@pytest.fixture(scope="session")
def two_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with two editions, the newer one loaded first; tests only read it."""
    path, text = tmp_path_factory.mktemp("days"), bundled().read_text(encoding="utf-8")
    for old, new in NEWER.items():
        assert old in text, old
        text = text.replace(old, new)
    (path / "newer.txt").write_text(text, encoding="utf-8")
    with Writer.open(path / "store") as writer:
        assert [type(one) for one in load([path / "newer.txt", bundled()], writer)] == [Loaded] * 2
        writer.publish()
    return path / "store"


@pytest.fixture(scope="session")
def client(folder: Path) -> FlaskClient:
    """Return a client of the service over that store."""
    return create_app(Settings(store=str(folder))).test_client()


@pytest.fixture(scope="session")
def counted() -> Counted:
    """Return what gives the metrics of a client's service that have no labels, by name."""
    return _counted


def _counted(client: FlaskClient) -> dict[str, float]:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {sample.name: sample.value for family in families for sample in family.samples if not sample.labels}


@pytest.fixture(scope="session")
def editing() -> Editing:
    """Return what gives a client that may write to a store, with the writer process that a server has."""
    return _editing


@contextmanager
def _editing(folder: Path, *, bare: bool = False, seconds: float = 30, **options: object) -> Iterator[FlaskClient]:
    settings = Settings(store=str(folder), token=TOKEN, **options)  # type: ignore[arg-type]  # options of Settings
    gate, limits = partial(consequences, settings.shacl_engine), TrialLimits(seconds)
    is_union = settings.default_graph == "union"
    with WriterProcess(Order(folder, None, gate, is_union, bare, limits=limits, services=settings.services)):
        client = create_app(settings).test_client()
        client.environ_base |= {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}", "HTTP_ACCEPT_LANGUAGE": "en"}
        yield client


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Return what gives the address of an `oxigraph serve` over an engine's folder, until its own process is ended."""
    return _serving


@contextmanager
def _serving(data: Path, *options: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    command = [program, "serve", "--location", data, "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def serving_esco(tmp_path_factory: pytest.TempPathFactory) -> ServingEsco:
    """Return what gives the address of an `oxigraph serve` with occupations (address, code, name) as ESCO has them."""

    def serve(occupations: Iterable[tuple[str, str, str]]) -> AbstractContextManager[str]:
        data = tmp_path_factory.mktemp("esco")
        store = ox.Store(str(data))
        store.bulk_load("".join(_as_esco([*occupations])).encode(), format=ox.RdfFormat.TURTLE)
        # Two processes may not have a folder open.
        del store
        return _serving(data)

    return serve


def _as_esco(occupations: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    addresses = {code: address for address, code, _ in occupations}
    yield "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX esco: <http://data.europa.eu/esco/model#>"
    yield "PREFIX isco: <http://data.europa.eu/esco/isco/>"
    for address, code, name in occupations:
        above, group = code.rpartition(".")[0], code.partition(".")[0]
        # The upper ones are members of a group, those below are narrower than another occupation.
        link = f"skos:broader <{addresses[above]}>" if above in addresses else f"esco:memberOfISCOGroup isco:C{group}"
        labels = f'skos:prefLabel "{name}"@en, "{name} (fr)"@fr'
        yield f'<{address}> a esco:Occupation, skos:Concept; skos:notation "{code}"; {link}; {labels}.\n'
        yield f"isco:C{group} skos:broader isco:C{group[:3]}.\n"


@pytest.fixture(scope="session")
def esco(serving_esco: ServingEsco) -> Iterator[str]:
    """Yield the address of an endpoint with those occupations of ESCO that the package knows."""
    known = Graph().parse(data=(files("profgraph") / "ontology/international/esco-occupations-1.1.1.ttl").read_bytes())
    named = known.query(
        "SELECT ?esco ?code ?name { ?item skos:exactMatch ?esco ; skos:notation ?code ; skos:prefLabel ?name }"
    )
    with serving_esco((str(esco), str(code), str(name)) for esco, code, name in named) as address:
        yield address


@pytest.fixture(scope="session")
def federating(folder: Path, esco: str) -> FlaskClient:
    """Return a client of the service over the bundled standard that may call that endpoint."""
    return create_app(Settings(store=str(folder), services=frozenset({esco}))).test_client()


class Heard(Counter[str]):
    """What a pool has told of its queries."""

    def counted(self, event: str) -> None:
        self[event] += 1

    def changed(self, lane: str, state: str, count: int) -> None:
        pass


@pytest.fixture(scope="session")
def listening() -> type[Heard]:
    """Return what makes a watcher of a pool, which counts what it is told."""
    return Heard


@pytest.fixture(scope="session")
def running() -> Running:
    """Return what gives host and port of a `profgraph serve` over a store folder, until its own process is ended."""
    return _running


@contextmanager
def _running(folder: Path, **environment: str) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "profgraph", "--store", str(folder), "serve", "--port", str(port)]
    environ = os.environ | environment
    with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _awaited(f"http://127.0.0.1:{port}/readyz", server)
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(120)


@pytest.fixture(scope="session")
def awaited() -> Awaited:
    """Return what waits until an address of a server is answered with 200, and fails where its process ends before."""
    return _awaited


def _awaited(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while True:
        assert server.poll() is None
        try:
            urllib.request.urlopen(url, timeout=10).close()  # noqa: S310  (our own server)
        except OSError:
            assert time.monotonic() < deadline, url
            time.sleep(0.1)
        else:
            return


def _wait_for(port: int, server: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert server.poll() is None, server.stderr and server.stderr.read()
            assert time.monotonic() < deadline, "oxigraph serve does not listen"
            time.sleep(0.02)
        else:
            return


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI that skipped anything: a skipped check proves nothing."""
    if not os.environ.get("PROFGRAPH_NOTHING_SKIPS"):
        return
    reporter: TerminalReporter | None = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
