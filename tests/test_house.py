"""The house keeps its own rules: what lies at the root, where IRIs are made, what ships, what the documents say."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import profgraph
import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent
ROOMS = ("ontology", "store", "shapes", "loader", "queries", "comparison", "web", "commands")
ROOT_MODULES = {"__init__.py", "__main__.py", "cli.py", "errors.py", "server.py", "settings.py"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
PLACE = re.compile(r"`([\w/.-]+\.(?:py|rq|ttl))`(?:: ((?:`\w+`(?:, )?)+))?")


def modules() -> list[Path]:
    return [ROOT / name for name in sorted(ROOT_MODULES)] + [
        path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))
    ]


def definitions(path: Path) -> set[str]:
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.name for node in found if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def test_only_the_named_modules_lie_at_the_root() -> None:
    assert {path.name for path in ROOT.glob("*.py")} == ROOT_MODULES


@pytest.mark.skipif(not os.environ.get("PROFGRAPH_NOTHING_SKIPS"), reason="only CI promises an installed wheel")
def test_ci_tests_the_installed_package() -> None:
    assert "site-packages" in Path(str(profgraph.__file__)).parts


def shipped(root: Path) -> set[str]:
    kinds = {".py", ".ttl", ".rq", ".html", ".css", ".js", ".svg", ".toml", ".txt"}
    found = [path for room in (*ROOMS, "data") for path in (root / room).rglob("*") if path.suffix in kinds]
    return {path.relative_to(root).as_posix() for path in [*found, *(root / name for name in ROOT_MODULES)]}


def test_every_file_of_the_rooms_ships() -> None:
    installed = Path(str(profgraph.__file__)).parent
    assert shipped(installed) == shipped(ROOT)


def test_every_module_opens_with_one_line_that_says_what_it_is() -> None:
    faults = []
    for path in modules():
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        first, _, rest = text.partition("\n")
        # The exception tree is the docstring of errors.py; longer ones carry a rule after a blank line.
        if not first or (rest and not rest.startswith("\n")):
            faults.append(path.name)
    assert faults == []


def test_iris_are_made_in_one_place() -> None:
    made = {
        path.relative_to(ROOT).as_posix()
        for path in modules()
        if "w3id.org/profgraph" in path.read_text(encoding="utf-8")
    }
    assert made == {"ontology/terms.py", "settings.py"}


def test_a_file_holds_one_subject() -> None:
    assert [path.name for path in modules() if len(path.read_text(encoding="utf-8").splitlines()) > 300] == []


def test_functions_are_short() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 45
    }
    assert long == set()


def test_no_table_says_a_thing_twice() -> None:
    # The later of two equal keys silently wins; linters see it of literals only, not of `RDF.first`.
    said = [
        (path.relative_to(ROOT), Counter(ast.unparse(key) for key in node.keys if key))
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
    ]
    assert [(path, key) for path, keys in said for key, count in keys.items() if count > 1] == []


def test_the_parts_are_imported_downwards() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_what_the_tour_names_exists() -> None:
    named = [(path, re.findall(r"\w+", names or "")) for path, names in PLACE.findall(TOUR)]
    assert len(named) > 20
    for path, names in named:
        assert (ROOT / path).is_file(), path
        if path.endswith(".py"):
            assert set(names) <= definitions(ROOT / path), path


@pytest.mark.parametrize(
    "subject", ["page break is re-joined", "IRI is made", "chain is inferred", "question is answered"]
)
def test_the_tour_answers(subject: str) -> None:
    assert len([line for line in TOUR.splitlines() if subject in line]) == 1


def test_every_dependency_has_its_reason() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["test"]]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("|")]
    assert sorted(re.split(r"[<>=]", one)[0] for one in wanted) == sorted(
        row for row in rows if row not in {"library", "---"}
    )


def test_the_lowest_versions_are_those_of_the_project() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["test"]]
    pins = dict(line.split("==", 1) for line in (ROOT / "requirements.lowest").read_text(encoding="utf-8").splitlines())
    lowest = {name.lower(): version for name, version in (one.split(">=") for one in wanted)}
    assert {name: pins[name].split(" ")[0] for name in lowest} == {
        name: pins[name].split(" ")[0] for name, version in lowest.items() if pins[name].startswith(version)
    }


def test_the_changelog_knows_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changes, re.MULTILINE)[0] == profgraph.__version__


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["checks.md", "commands.md", "questions.md", "diagnostics.md"])
def test_generated_pages_are_fresh(page: str) -> None:
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == generator().PAGES[page]()


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], key=str), ids=lambda page: page.name
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
