"""Writes the pages that come out of the program itself: commands, questions, diagnostics, checks.

Run: python docs/generate.py. A test compares the pages with what this would write.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from profgraph.cli import cli
from profgraph.loader.diagnostic_rules import RULES, Severity
from profgraph.queries.catalogue import catalogue
from profgraph.shapes.catalogue import bundled_catalogue
from profgraph.shapes.examples import examples
from profgraph.shapes.rendering.words import FAMILIES, LEVELS, OF_SEVERITY, PLURALS, WORDS, as_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profgraph.queries.question import Question
    from profgraph.shapes.catalogue import Shape

HERE = Path(__file__).parent
SEVERITIES = {
    Severity.REPAIR: "put right, by proof from the document itself / исправлено по доказательству из самого документа",
    Severity.NOTE: "nothing to do / ничего делать не нужно",
    Severity.WARNING: "the document is at fault; loaded as it stands / ошибка в документе; загружен как есть",
    Severity.ERROR: "not loaded / не загружен",
}


def commands() -> str:
    """Return the help of every command, in English and Russian."""
    parts = ["# Commands\n\nMade by `python docs/generate.py` from the commands themselves."]
    for name in ["", *_names(cli)]:
        parts.append(f"## profgraph {name}".rstrip())
        parts += [f"```text\n{_help(name, lang)}```" for lang in ("en", "ru")]
    parts.append(
        "Exit status: 0 done, 1 a document was refused or has violations (`diff`: the editions differ), 2 something "
        "could not be read or was asked wrongly.\n\nКод завершения: 0 — сделано, 1 — документ не принят или с "
        "нарушениями (`diff`: редакции различаются), 2 — не читается или неверно спрошено."
    )
    return "\n\n".join(parts) + "\n"


def questions() -> str:
    """Return every question with its parameters and columns, in English and Russian."""
    parts = ["# Questions\n\nMade by `python docs/generate.py` from the headers of `queries/*.rq`."]
    parts += [_question(question) for question in catalogue().values()]
    return "\n\n".join(parts) + "\n"


def diagnostics() -> str:
    """Return every kind of finding, by severity, in English and Russian."""
    parts = ["# Diagnostics\n\nMade by `python docs/generate.py` from `loader/diagnostic_rules.py`."]
    for severity, meaning in SEVERITIES.items():
        rows = [
            f"| `{code}` | {rule.text.en} | {rule.text.ru} |"
            for code, rule in RULES.items()
            if rule.severity == severity
        ]
        head = "| code | in English | по-русски |\n|---|---|---|"
        parts.append(f"## {severity}: {meaning}\n\n{head}\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def checks() -> str:
    """Return every check of documents with its examples, the worst first, in English and Russian."""
    parts = [
        "# Checks\n\nMade by `python docs/generate.py` from `shapes/*.ttl` and `shapes/examples/*.toml`.",
        "What `profgraph validate` looks at. One check in the terminal: `profgraph checks CODE`.",
        "Что проверяет `profgraph validate`. Одна проверка в терминале: `profgraph checks КОД`.",
    ]
    shapes = bundled_catalogue().values()
    for level, heading in PLURALS.items():
        found = [shape for shape in shapes if OF_SEVERITY[shape.severity] == level]
        rows = [f"| [{one.code}](#{one.code.lower()}) | {one.name.en} | {one.name.ru} |" for one in found]
        head = "| check | in English | по-русски |\n|---|---|---|"
        parts.append(f"## {heading.en} / {heading.ru}\n\n{head}\n" + "\n".join(rows))
        parts += map(_check, found)
    return "\n\n".join(parts) + "\n"


PAGES = {"commands.md": commands, "questions.md": questions, "diagnostics.md": diagnostics, "checks.md": checks}


def _names(group: click.Group) -> Iterator[str]:
    """Yield the names of the commands, each group before its own: «classifiers», «classifiers import»."""
    for name, command in group.commands.items():
        yield name
        if isinstance(command, click.Group):
            yield from (f"{name} {one}" for one in _names(command))


def _help(name: str, lang: str) -> str:
    words = [sys.executable, "-m", "profgraph", "--lang", lang, *name.split(), "--help"]
    environment = os.environ | {"COLUMNS": "100"}
    done = subprocess.run(words, env=environment, capture_output=True, check=True, encoding="utf-8")  # noqa: S603  (ours)
    return done.stdout


def _question(question: Question) -> str:
    lines = [
        f"## {question.name}\n",
        f"{question.title.en}  \n{question.title.ru}\n",
        f"{question.description.en}  \n{question.description.ru}\n",
    ]
    lines += [
        f"- `{one.name}=` ({f'required, as `{one.example}`' if one.required else 'optional'}): "
        f"{one.description.en} / {one.description.ru}"
        for one in question.parameters
    ]
    columns = ", ".join(f"`{name}` ({heading.en} / {heading.ru})" for name, heading in question.columns.items())
    return "\n".join([*lines, f"- columns: {columns}"])


def _check(shape: Shape) -> str:
    level, family = LEVELS[OF_SEVERITY[shape.severity]], FAMILIES[shape.family]
    parts = [
        f"### {shape.code}",
        f"**{shape.name.en}** ({level.en}; {family.en})  \n**{shape.name.ru}** ({level.ru}; {family.ru})",
    ]
    for key, said in (("description", shape.description), ("cure", shape.cure)):
        if said:
            parts.append(f"{WORDS[key].en}: {said.en}  \n{WORDS[key].ru}: {said.ru}")
    example = examples().get(shape.code)
    if example:
        layer = f", {WORDS['in-graph'].en} / {WORDS['in-graph'].ru}" if example.layer == "graph" else ""
        for key, text in (("bad", example.bad), ("good", example.good)):
            parts.append(f"{WORDS[key].en} / {WORDS[key].ru}{layer}:\n\n```text\n{as_cells(text)}\n```")
    parts += [f"{WORDS['sources'].en}: {act.en}  \n{WORDS['sources'].ru}: {act.ru}" for act in shape.sources]
    return "\n\n".join(parts)


if __name__ == "__main__":
    for page, make in PAGES.items():
        (HERE / page).write_text(make(), encoding="utf-8")
