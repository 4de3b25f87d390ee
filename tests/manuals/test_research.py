"""docs/research.ipynb: run whole against a server, its tables are those that the store gives by other ways."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sysconfig
from collections import Counter
from itertools import groupby
from math import log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.queries.catalogue import bound_text, question
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.writer import Writer
from pymorphy3 import MorphAnalyzer

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from contextlib import AbstractContextManager

    Notebook = dict[str, Any]
    Running = Callable[..., AbstractContextManager[str]]
    Sets = dict[str, set[Hashable]]

# A last cell, for the test: it tells what those before it have made.
TOLD = """
import json
print(json.dumps({
    "knowledge": knowledge["text"].tolist(),
    "levels": levels.to_dict("index"),
    "needed": needed.to_dict("records"),
    "types": [str(needed[column].dtype) for column in ("stated", "needed")],
    "same": same.equals(needed),
    "chain": chain,
    "functions": of_functions.to_dict("index"),
    "standards": of_standards.to_dict("index"),
    "words": by_words.to_dict("index"),
}))
"""
# Two editions of one standard, of which the questions take the newer, and another standard.
CARDS = ("06.001-679n-2013.xml", "06.001-424n-2022.xml", "06.035-44n-2017.xml")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def notebook(docs: Path) -> Notebook:
    read: Notebook = json.loads((docs / "research.ipynb").read_text(encoding="utf-8"))
    return read


@pytest.fixture(params=["bundled", "corpus"])
def store(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Path:
    """Return the folder of a store with the bundled standard, alone or with real cards of the corpus."""
    if request.param == "bundled":
        return folder
    cards = request.getfixturevalue("corpus") / "registry-xml"
    with Writer.open(tmp_path / "store") as writer:
        list(load([bundled(), *(cards / name for name in CARDS)], writer))
        writer.publish()
    return tmp_path / "store"


@pytest.fixture
def executed(notebook: Notebook, store: Path, running: Running, tmp_path: Path) -> dict[str, list[Notebook]]:
    """Return the outputs of each cell, and of the one that tells what they have made."""
    path = tmp_path / "research.ipynb"
    last: Notebook = {"cell_type": "code", "execution_count": None, "id": "told", "metadata": {}, "outputs": []}
    cells = [*notebook["cells"], last | {"source": TOLD}]
    path.write_text(json.dumps(notebook | {"cells": cells}), encoding="utf-8")
    program = Path(sysconfig.get_path("scripts")) / "jupyter-execute"
    with running(store) as address:
        environ = os.environ | {
            "IPYTHONDIR": str(tmp_path),
            "PROFGRAPH_ADDRESS": f"http://{address}",
            "PROFGRAPH_STORE": str(store),
            "no_proxy": "127.0.0.1",
        }
        done = subprocess.run(
            [program, "--inplace", "--timeout=200", path], env=environ, capture_output=True, check=False, timeout=280
        )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    made = json.loads(path.read_text(encoding="utf-8"))
    return {cell["id"]: cell["outputs"] for cell in made["cells"] if cell["cell_type"] == "code"}


def asked(store: Path, name: str, **arguments: str) -> list[dict[str, str]]:
    with EmbeddedStore(store) as opened:
        answer = opened.query(bound_text(question(name), arguments, opened))
    table = table_of(answer)
    return [dict(zip(table.variables, map(str, row), strict=True)) for row in table.rows]


def required(store: Path) -> list[dict[str, str]]:
    return [row for row in asked(store, "function-items") if row["kind"] != "action"]


def gathered(rows: Iterable[dict[str, str]], by: str, what: str) -> Sets:
    ordered = sorted(rows, key=lambda row: row[by])
    return {key: {row[what] for row in members} for key, members in groupby(ordered, key=lambda row: row[by])}


def jaccard(sets: Sets) -> dict[str, dict[str, float]]:
    return {
        one: {other: len(members & others) / len(members | others) for other, others in sets.items()}
        for one, members in sets.items()
    }


def cosines(rows: list[dict[str, str]]) -> dict[str, dict[str, float]]:
    analyser = MorphAnalyzer()
    words = {row["standardCode"]: Counter[str]() for row in rows}
    for row in rows:
        found = re.findall("[а-яё]{3,}", row["text"].lower())
        words[row["standardCode"]].update(analyser.parse(word)[0].normal_form for word in found)
    holders = Counter(word for counted in words.values() for word in counted)
    weights = {
        code: {word: count * (1 + log((1 + len(words)) / (1 + holders[word]))) for word, count in counted.items()}
        for code, counted in words.items()
    }
    length = {code: sqrt(sum(weight**2 for weight in one.values())) for code, one in weights.items()}
    return {
        a: {
            b: sum(w * weights[b].get(word, 0) for word, w in weights[a].items()) / length[a] / length[b] for b in words
        }
        for a in words
    }


def close(found: dict[str, dict[str, float]]) -> dict[str, Any]:
    return {key: pytest.approx(row, abs=1e-9) for key, row in found.items()}


def test_it_is_stored_bare_and_speaks_both_languages(notebook: Notebook) -> None:
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    texts = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    assert [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"]] == []
    assert [text for text in texts if not re.search("[а-я]{4}", text) or not re.search("[a-z]{4} [a-z]{2}", text)] == []
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"]) == len(code) + len(texts)


# One test for all that it shows: each run of the notebook takes a server, a kernel and some seconds.
def test_it_runs_whole_and_tells_what_the_store_holds(executed: dict[str, list[Notebook]], store: Path) -> None:
    (output,) = executed.pop("told")
    told: Notebook = json.loads("".join(output["text"]))
    silent_and_drawn(executed)
    tables_are_answers(told, store)
    counts_are_those_of_the_question(told, store)
    similarities_are_those_of_sets_and_of_words(told, store)


def silent_and_drawn(outputs: dict[str, list[Notebook]]) -> None:
    # A letter that the font lacks is a warning on stderr.
    assert [one for said in outputs.values() for one in said if one["output_type"] in {"error", "stream"}] == []
    found = [
        (name, base64.b64decode(one["data"].get("image/png", "")))
        for name, said in outputs.items()
        for one in said
        if one["output_type"] == "display_data"
    ]
    assert [name for name, data in found if data.startswith(PNG) and len(data) > 5_000] == ["drawn", "standards"]


def tables_are_answers(told: Notebook, store: Path) -> None:
    knowledge = asked(store, "effective-knowledge", function="16.020/B/03.6")
    assert told["knowledge"] == [row["text"] for row in knowledge]
    particular = [row for row in asked(store, "functions") if row["code"] != row["generalized"]]
    levels = Counter((row["standardCode"], row["level"]) for row in particular)
    assert {
        (code, level): count for code, row in told["levels"].items() for level, count in row.items() if count
    } == levels


def counts_are_those_of_the_question(told: Notebook, store: Path) -> None:
    assert (told["same"], told["types"]) == (True, ["int64", "int64"])
    counts = asked(store, "competence-counts", standard="16.020")
    ours = [row for row in told["needed"] if row["edition"].startswith("16.020 ")]
    assert {row["code"]: (row["stated"], row["needed"]) for row in ours} == {
        row["code"]: (int(row["ownKnowledge"]), int(row["knowledge"])) for row in counts
    }
    assert told["chain"] == ["B/03.6", "A/02.5", "A/01.5"]


def similarities_are_those_of_sets_and_of_words(told: Notebook, store: Path) -> None:
    rows = required(store)
    own = [row for row in rows if row["standardCode"] == "16.020"]
    assert told["functions"] == close(jaccard(gathered(own, "code", "concept")))
    assert told["standards"] == close(jaccard(gathered(rows, "standardCode", "concept")))
    assert told["words"] == close(cosines(rows))


def test_without_a_service_its_first_cell_says_what_to_start(notebook: Notebook, tmp_path: Path) -> None:
    path = tmp_path / "research.ipynb"
    path.write_text(json.dumps(notebook | {"cells": notebook["cells"][:2]}), encoding="utf-8")
    program = Path(sysconfig.get_path("scripts")) / "jupyter-execute"
    # Nothing listens at port 1.
    environ = os.environ | {"IPYTHONDIR": str(tmp_path), "PROFGRAPH_ADDRESS": "http://127.0.0.1:1", "no_proxy": "*"}
    done = subprocess.run([program, path], env=environ, capture_output=True, check=False, timeout=280)
    assert done.returncode != 0
    plain = re.sub(r"\x1b\[[\d;]*m", "", done.stderr.decode())
    told = (
        "SystemExit: http://127.0.0.1:1: <urlopen error [Errno 111] Connection refused>; "
        "запустите · start: profgraph load; profgraph serve"
    )
    assert [line for line in plain.splitlines() if "SystemExit: " in line] == [told]
