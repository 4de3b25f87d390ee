"""A real server and a real browser: pages as a reader opens them, what they asked for, what axe-core says of them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

Served = Callable[..., "AbstractContextManager[str]"]
Visit = Callable[..., "Page"]
Faults = Callable[["Page"], list[str]]

# A slow machine has this long for each step of a page; what hangs ends.
STEP = 60_000
# No name but this machine's leads anywhere, whatever a page asks for.
ARGUMENTS = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--force-prefers-reduced-motion")
GRAVE = {"serious", "critical"}


@dataclass
class Record:
    """What pages asked for, and what they complained of: scripts that failed, what the policy of contents forbade."""

    site: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Write down everything that the pages of this context do."""
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    @property
    def strangers(self) -> list[str]:
        """Return what was asked of others than the site."""
        return [one for one in self.requests if not one.startswith((f"{self.site}/", "data:", "blob:"))]

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that is itself an answer such as 404 is no fault of a page.
        is_answer = message.page is not None and message.location["url"] == message.page.url
        if message.type == "error" and not is_answer:
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield the system's Chromium; nothing is downloaded."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    expect.set_options(timeout=STEP)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=list(ARGUMENTS), chromium_sandbox=os.geteuid() != 0, timeout=STEP
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """Return what runs a server over a copy of a store's folder and gives its address, until it is ended."""

    def run(folder: Path, **environment: str) -> AbstractContextManager[str]:
        # Two servers do not share a folder.
        copy = shutil.copytree(folder, tmp_path_factory.mktemp("browser") / "store", symlinks=True)
        return _serving(Path(copy), environment)

    return run


@contextmanager
def _serving(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "profgraph", "--store", str(folder), "serve", "--port", str(port)]
    environ = {**os.environ, "PROFGRAPH_ACCESS_LOG": "off", **environment}
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, env=environ) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_ready(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(60)


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while True:
        assert process.poll() is None
        try:
            urlopen(f"{address}/readyz", timeout=10).close()  # noqa: S310  (our own server)
        except (URLError, OSError):
            assert time.monotonic() < deadline, "the server is not ready"
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="session")
def site(folder: Path, served: Served, esco: str) -> Iterator[str]:
    """Yield the address of a server over the bundled standard, which may call another endpoint."""
    with served(folder, PROFGRAPH_SERVICES=esco) as address:
        yield address


@pytest.fixture
def record(site: str) -> Iterator[Record]:
    """Yield what the pages of this test did; at its end nothing may have been asked of another host, nothing failed."""
    one = Record(site)
    yield one
    assert (one.strangers, one.complaints) == ([], [])


@pytest.fixture
def visit(chromium: Browser, record: Record) -> Iterator[Visit]:
    """Return what opens an address of the site, for a reader of a language, a colour scheme and a width of the screen.

    Equal readers share a context, as tabs of one browser do; other words are those of Playwright's `new_context`.
    """
    contexts: dict[str, BrowserContext] = {}

    def opened(address: str, *, lang: str = "ru", scheme: str = "light", width: int = 1280, **more: object) -> Page:
        key = repr((lang, scheme, width, more))
        if key not in contexts:
            contexts[key] = chromium.new_context(
                **{
                    "base_url": record.site,
                    "locale": lang,
                    "color_scheme": scheme,
                    "viewport": {"width": width, "height": 900},
                    **more,
                }
            )
            contexts[key].set_default_timeout(STEP)
            record.watch(contexts[key])
        page = contexts[key].new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="session")
def axe() -> Faults:
    """Return what gives the serious and critical faults that axe-core finds on a page: the rule, where, the markup."""
    engine = Axe()

    def faults(page: Page) -> list[str]:
        found = engine.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        return [
            f"{one['id']} ({one['impact']}): {' '.join(map(str, node['target']))}: {node['html'][:200]}"
            for one in found
            if one["impact"] in GRAVE
            for node in one["nodes"]
        ]

    return faults
