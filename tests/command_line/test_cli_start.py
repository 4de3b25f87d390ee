"""How the command starts: fast, helpful in both languages, and as its settings say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import profgraph as package
import pytest
from profgraph.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., tuple[int, str, str]]

HEAVY = [
    "SPARQLWrapper",
    "flask",
    "granian",
    "owlrl",
    "pymorphy3",
    "pyoxigraph",
    "pyshacl_turbo",
    "rdflib",
    "rich",
    "xlsxwriter",
]


def test_help_pays_for_no_library_that_it_does_not_need(environment: dict[str, str]) -> None:
    text = f"import json, sys, profgraph.cli; print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, check=True, env=environment)
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("command", [None, *cli.commands])
def test_every_command_has_help_in_both_languages(profgraph: Command, command: str | None) -> None:
    words = [command, "--help"] if command else ["--help"]
    (ru_status, russian, ru_err), (en_status, english, en_err) = (
        profgraph("--lang", lang, *words) for lang in ("ru", "en")
    )
    assert (ru_status, ru_err, en_status, en_err) == (0, "", 0, "")
    assert profgraph("--lang", "ru", *words[:-1], "-h") == (0, russian, "")
    assert re.search("[а-яё]{3}", russian.split("\n\n")[1])
    assert not re.search("[А-Яа-яЁё]", english)
    assert re.findall(r" (--?[a-z-]+)", russian) == re.findall(r" (--?[a-z-]+)", english)


def test_the_version_is_that_of_the_package(profgraph: Command) -> None:
    assert profgraph("--version") == (0, f"profgraph, version {package.__version__}\n", "")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PROFGRAPH_LANG", "de", "'de' is not a value of it; choose from ru | en"),
        ("PROFGRAPH_DEFAULT_GRAPH", "all", "'all' is not a value of it; choose from union | strict"),
        ("PROFGRAPH_BASE", "me", "'me' does not fit; it must be an http(s) address that ends with a slash"),
    ],
)
def test_a_bad_setting_is_named(profgraph: Command, tmp_path: Path, variable: str, value: str, said: str) -> None:
    assert profgraph("--store", tmp_path / "store", "load", **{variable: value}) == (2, "", f"{variable}: {said}\n")


RU = "укажите имя вопроса, -f ФАЙЛ или -q ТЕКСТ; список вопросов: profgraph query --list"
EN = "name a question, -f FILE or -q TEXT; for the questions: profgraph query --list"


@pytest.mark.parametrize(
    ("words", "variables", "said"),
    [
        ((), {}, EN),
        ((), {"LANG": "ru_RU.UTF-8"}, RU),
        ((), {"LANG": "ru"}, RU),
        ((), {"LANG": "de_DE.UTF-8"}, EN),
        ((), {"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, EN),
        ((), {"LC_MESSAGES": "en_US.UTF-8", "LC_ALL": "ru_RU.UTF-8"}, RU),
        ((), {"LANG": "ru_RU.UTF-8", "PROFGRAPH_LANG": "en"}, EN),
        ((), {"PROFGRAPH_LANG": "ru"}, RU),
        (("--lang", "ru"), {"PROFGRAPH_LANG": "en"}, RU),
        (("--lang=en",), {"PROFGRAPH_LANG": "ru", "LC_ALL": "ru_RU.UTF-8"}, EN),
    ],
)
def test_the_language_is_that_of_the_option_the_setting_or_the_locale(
    profgraph: Command, filled: Path, words: tuple[str, ...], variables: dict[str, str], said: str
) -> None:
    assert profgraph("--store", filled, *words, "query", **variables) == (2, "", f"{said}\n")


def test_cyrillic_comes_through_whatever_the_locale_is(profgraph: Command, filled: Path) -> None:
    status, out, err = profgraph(
        "--store", filled, "query", "approval", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert (status, err) == (0, "")
    assert "620н" in out
