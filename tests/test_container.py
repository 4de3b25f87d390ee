"""The image and its compose file, as far as they can be checked without building: they name what is there."""

from __future__ import annotations

import json
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.cli import cli
from profgraph.settings import Settings, from_environment
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PORT = Settings(store="").port


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.partition(" ")[0], " ".join(line.partition(" ")[2].split())) for line in lines]


def of(name: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == name]


def ignored(path: Path) -> bool:
    patterns = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    below = path.relative_to(ROOT)
    return any(
        fnmatch(part.name if pattern.startswith("**/") else part.as_posix(), pattern.removeprefix("**/"))
        for part in (below, *below.parents)
        for pattern in patterns
    )


def needed() -> Iterator[Path]:
    """Yield what the wheel is built of."""
    yield from (ROOT / name for name in ("pyproject.toml", "requirements.lock", ".build/backend.py", "README.md"))
    yield from (ROOT / name for name in PROJECT["project"]["license-files"])
    for package in PROJECT["tool"]["setuptools"]["packages"]:
        yield from (
            path for path in (ROOT / package.replace(".", "/")[len("profgraph/") :]).iterdir() if path.is_file()
        )


def test_the_base_is_pinned_and_fits_the_project() -> None:
    bases = [base.split()[0] for base in of("FROM")]
    (version,) = {base.removeprefix("python:") for base in bases}
    assert re.fullmatch(r"3\.\d+-slim-\w+", version)
    lowest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert tuple(map(int, version.partition("-")[0].split("."))) >= tuple(map(int, lowest.split(".")))


def test_what_is_copied_is_there_and_sent_to_the_builder() -> None:
    sources = [words.split()[:-1] for words in of("COPY") if not words.startswith("--from=")]
    assert sources == [["."]]
    missing = [path for path in needed() if not path.is_file() or ("__pycache__" not in path.parts and ignored(path))]
    assert missing == []
    assert ignored(ROOT / ".git")
    assert ignored(ROOT / "web" / "__pycache__" / "app.pyc")


def test_it_installs_what_the_lock_file_names() -> None:
    (build, install) = of("RUN")
    assert "--constraint requirements.lock ." in build
    assert "--no-index --find-links /wheels profgraph" in install


def test_its_command_is_ours_and_listens_at_the_port_that_is_published() -> None:
    (words,) = map(json.loads, of("CMD"))
    program, name, *options = words
    assert program in PROJECT["project"]["scripts"]
    params = cli.commands[name].make_context(name, options, resilient_parsing=False).params
    # Inside the container it listens on every address; compose publishes it on loopback.
    assert (params["host"], params["port"]) == ("0.0.0.0", PORT)  # noqa: S104
    assert of("EXPOSE") == [str(PORT)]
    assert re.findall(r'^ +- "(.*)"$', COMPOSE, re.MULTILINE)[0] == f"127.0.0.1:{PORT}:{PORT}"


def test_it_is_nobody_in_particular_and_can_write_only_its_store() -> None:
    order = [instruction for instruction, _ in instructions()]
    assert order.index("USER") < order.index("CMD")
    (setup,) = [run for run in of("RUN") if "useradd" in run]
    assert (of("USER"), "--uid 10001" in setup) == (["10001"], True)
    assert dict(word.split("=", 1) for word in " ".join(of("ENV")).split())["PROFGRAPH_STORE"] == of("VOLUME")[0]
    for line in (
        "read_only: true",
        'user: "10001"',
        "cap_drop: [ALL]",
        "- store:/store",
        "mem_limit: 4g",
        "pids_limit: 512",
    ):
        assert re.search(rf"^ +{re.escape(line)}$", COMPOSE, re.MULTILINE), line


def test_its_health_is_asked_of_a_route_that_is_there(folder: Path) -> None:
    (check,) = of("HEALTHCHECK")
    (address,) = re.findall(r"http://127\.0\.0\.1:(\d+)(/\w+)", check)
    routes = {rule.rule for rule in create_app(Settings(store=str(folder))).url_map.iter_rules()}
    assert (address[0], address[1] in routes) == (str(PORT), True)


def test_its_settings_are_taken() -> None:
    given = dict(re.findall(r'^ +(PROFGRAPH_\w+): "?([^"\n]+)"?$', COMPOSE, re.MULTILINE))
    settings = from_environment({**given, "PROFGRAPH_STORE": "/store"})
    assert (settings.access_log, settings.rate, settings.proxies) == ("json", 600, 1)
    known = set(re.findall(r'"(PROFGRAPH_\w+)"', (ROOT / "settings.py").read_text(encoding="utf-8")))
    assert set(given) <= known


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", ".dockerignore"])
def test_a_person_can_read_it(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert (len(lines) < 60, max(map(len, lines)) <= 120) == (True, True)
