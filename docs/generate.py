"""Writes the pages that come out of the program itself: commands, questions, diagnostics.

Run: python docs/generate.py. A test compares the pages with what this would write.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from profgraph.cli import cli
from profgraph.loader.diagnostic_rules import RULES, Severity
from profgraph.queries.catalogue import catalogue

if TYPE_CHECKING:
    from profgraph.queries.question import Question

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
    for name in ["", *cli.commands]:
        parts.append(f"## profgraph {name}".rstrip())
        parts += [f"```text\n{_help(name, lang)}```" for lang in ("en", "ru")]
    parts.append(
        "Exit status: 0 done, 1 a document was refused, 2 something could not be read or was asked wrongly.\n\n"
        "Код завершения: 0 — сделано, 1 — документ не принят, 2 — не читается или неверно спрошено."
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


PAGES = {"commands.md": commands, "questions.md": questions, "diagnostics.md": diagnostics}


def _help(name: str, lang: str) -> str:
    words = [sys.executable, "-m", "profgraph", "--lang", lang, *([name] if name else []), "--help"]
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
        f"- `{one.name}=` ({'required' if one.required else 'optional'}): {one.description.en} / {one.description.ru}"
        for one in question.parameters
    ]
    columns = ", ".join(f"`{name}` ({heading.en} / {heading.ru})" for name, heading in question.columns.items())
    return "\n".join([*lines, f"- columns: {columns}"])


if __name__ == "__main__":
    for page, make in PAGES.items():
        (HERE / page).write_text(make(), encoding="utf-8")
