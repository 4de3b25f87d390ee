"""What is within the limits leaves the engine alive, what is beyond is refused, and real queries are within."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.ontology.terms import PREFIXES
from profgraph.store.admission import TextLimits, admit_query, admit_update
from profgraph.store.protocol import QueryError
from profgraph.web.problems import status_of

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
P = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
SECONDS = 60  # generous: each is planned within 2 s on an idle machine
EVALUATE = """
import sys
import pyoxigraph as ox
result = ox.Store().query(sys.stdin.read())
if not isinstance(result, ox.QueryBoolean):
    list(result)
"""
# What grows by `n` and is dangerous to the engine: it dies of some by its stack, of others it plans for minutes.
BOMBS: dict[str, Callable[[int], str]] = {
    "groups": lambda n: "SELECT * " + "{" * n + "}" * n,
    "OPTIONAL": lambda n: "SELECT * {" + "OPTIONAL{" * n + "?s ?p ?o" + "}" * n + "}",
    "nested UNION": lambda n: "SELECT * {" + "{{} UNION " * n + "{?s ?p ?o}" + "}" * n + "}",
    "NOT EXISTS": lambda n: "SELECT * {" + "FILTER NOT EXISTS{?s ?p ?o " * n + "}" * n + "}",
    "round brackets": lambda n: "SELECT (" + "(" * n + "1" + ")" * n + " AS ?x){}",
    "calls": lambda n: "SELECT (" + "STR(" * n + "1" + ")" * n + " AS ?x){}",
    "nested lists": lambda n: "SELECT * {" + "(" * n + ")" * n + " ?p ?o}",
    "nested nodes": lambda n: "SELECT * {" + "[<urn:p> " * n + "1" + "]" * n + "}",
    "subqueries": lambda n: "SELECT * {" + "{SELECT * {" * n + "?s ?p ?o" + "}}" * n + "}",
    "nested paths": lambda n: "SELECT * {?s " + "^(" * n + "<urn:p>" + ")" * n + " ?o}",
    "negations": lambda n: "SELECT (" + "!" * n + "true AS ?x){}",
    "nested triples": lambda n: "SELECT * {" + "<<" * n + "?s ?p ?o" + ">> ?p ?o " * (n - 1) + ">> ?p ?o}",
    "annotations": lambda n: "SELECT * {?s ?p ?o " + "{| ?p ?o " * n + "|}" * n + "}",
    "MINUS": lambda n: "SELECT * {?s ?p ?o " + "MINUS{?s ?p ?o " * n + "}" * n + "}",
    "optional triples": lambda n: (
        "SELECT * {" + ("OPTIONAL{" + "".join(f"?s <urn:p{i}> ?o{i} . " for i in range(90)) + "}") * n + "}"
    ),
    "truth values in a list": lambda n: "SELECT * {?s ?p (" + "true " * n + ")}",
    "path steps": lambda n: "SELECT * {?s " + "/".join(["<urn:p>"] * n) + " ?o}",
    "alternatives": lambda n: "SELECT * {?s " + "|".join(["<urn:p>"] * n) + " ?o}",
    "list members": lambda n: "SELECT * {?s ?p (" + "1 " * n + ")}",
    "triples": lambda n: "SELECT * {" + "".join(f"?s <urn:p{i}> ?o{i} . " for i in range(n)) + "}",
    "objects": lambda n: "SELECT * {?s ?p " + ",".join(["?o"] * n) + "}",
    "joined groups": lambda n: "SELECT * {" + "{?s ?p ?o}" * n + "}",
    "GRAPH": lambda n: "SELECT * {" + "GRAPH ?g {?s ?p ?o}" * n + "}",
    "UNION": lambda n: "SELECT * {" + " UNION ".join(["{?s ?p ?o}"] * n) + "}",
    "OPTIONAL in a row": lambda n: "SELECT * {" + "OPTIONAL{?s ?p ?o}" * n + "}",
    "FILTER": lambda n: "SELECT * {?s ?p ?o " + "FILTER(?o=1)" * n + "}",
    "BIND": lambda n: "SELECT * {" + "".join(f"BIND(1 AS ?x{i})" for i in range(n)) + "}",
    "columns": lambda n: "SELECT " + "".join(f"(1 AS ?x{i})" for i in range(n)) + "{}",
    "alternative conditions": lambda n: "SELECT (" + "||".join(["false"] * n) + " AS ?x){}",
    "sums": lambda n: "SELECT (" + "+".join(["1"] * n) + " AS ?x){}",
    "all together": lambda n: (
        "SELECT * {" + "FILTER NOT EXISTS{?s ?p ?o BIND(1+1+1 AS ?x) FILTER(!STR(1)=2||3=4)" * n + "}" * n + "}"
    ),
}


def is_admitted(query: str) -> bool:
    try:
        admit_query(query, TextLimits())
    except QueryError:
        return False
    return True


def largest(bomb: Callable[[int], str]) -> int:
    least, most = 1, 20_000
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if is_admitted(bomb(middle)) else (least, middle)
    return least


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_the_engine_survives_the_largest_that_is_admitted(bomb: Callable[[int], str]) -> None:
    size = largest(bomb)
    assert 10 < size < 2_000
    admitted = admit_query(bomb(size), TextLimits()).text
    done = subprocess.run(
        [sys.executable, "-c", EVALUATE], input=admitted, text=True, timeout=SECONDS, check=False, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, "")


# Each would take minutes if the time to cut a text grew with the square of its length.
LONG = [
    "A-",
    ("A-" * 32) + ".",
    "A.",
    "x<",
    "?a<b",
    "1",
    "1e",
    "_:a.",
    "a:b.",
    "<a",
    "\\u0041",
    "#\n",
    '"',
    "@a-",
    "%aa",
]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("piece", LONG)
def test_a_long_text_is_judged_soon(piece: str) -> None:
    text = "ASK {" + piece * (990_000 // len(piece))
    with suppress(QueryError):
        assert admit_query(text, TextLimits()).form == "ASK"


SMALL = TextLimits(bytes=40, tokens=12, nesting=3, joins=3, clauses=1, operators=1)
SPLIT = "; simplify it or split it into parts"
WITHIN = ["ASK {{{}}}", "ASK {} # ((((", "ASK { ?s ?p '((((' }", "ASK { ?s ?p ?o, ?q; ?r ?t }", "ASK { FILTER(!1+1) }"]
BEYOND = {
    "ASK {\n{{ {}}}}": "the query, line 2, column 4: more than 3 brackets deep" + SPLIT,
    "ASK {{#}\n{#}\n{}}}}": "the query, line 3, column 1: more than 3 brackets deep" + SPLIT,
    "ASK { FILTER(!!!1) }": "the query, line 1, column 15: more than 3 brackets deep" + SPLIT,
    "ASK { ?s ?p ?o,?q,?r,?t,?u }": (
        "the query, line 1, column 24: more than 3 triples, path steps and list members together" + SPLIT
    ),
    "ASK { ?s ?p (1 2) }": (
        "the query, line 1, column 16: more than 3 triples, path steps and list members together" + SPLIT
    ),
    "ASK { FILTER(1) FILTER(2) }": (
        "the query, line 1, column 17: more than 1 clauses FILTER, BIND, OPTIONAL and the like" + SPLIT
    ),
    "ASK { FILTER(1+1+1) }": "the query, line 1, column 17: more than 1 operators" + SPLIT,
    "ASK { ?a ?b ?c . ?a ?b ?c . ?d ?e }": "the query, line 1, column 35: more than 12 words and signs" + SPLIT,
    "ASK { ?s ?p 'ы' } # ыыыыыыыыыыыыыыыыыыыы": (
        "the query: 61 bytes, and at most 40 are read; shorten it or split it into parts"
    ),
}


@pytest.mark.parametrize("query", WITHIN)
def test_what_is_within_the_limits(query: str) -> None:
    assert admit_query(query, SMALL).form == "ASK"


@pytest.mark.parametrize(("query", "said"), BEYOND.items())
def test_what_is_said_beyond_a_limit(query: str, said: str) -> None:
    with pytest.raises(QueryError) as refused:
        admit_query(query, SMALL)
    assert refused.value.message.en == said
    assert status_of(refused.value) == (413 if "bytes" in said else 400)


APART = [
    "SELECT * {" + " UNION ".join(["{ " + "?s ?p ?o . " * 60 + "}"] * 4) + "}",
    "SELECT * {" + ("OPTIONAL { " + "?s ?p ?o . " * 60 + "} ") * 4 + "}",
    "SELECT * { VALUES (?a ?b) {" + "(1 2)" * 5_000 + "} }",
    "SELECT * { ?s ?p ?o FILTER(?o IN (" + ", ".join(map(str, range(5_000))) + ")) }",
    "CONSTRUCT {" + "?s ?p ?o . " * 5_000 + "} WHERE { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", APART)
def test_what_is_not_planned_together_is_not_counted_together(query: str) -> None:
    assert is_admitted(query)


def test_data_of_an_update_are_not_counted_as_a_pattern() -> None:
    data = "".join(f"<urn:s> <urn:p> {i} , ({i} 2 3) . " for i in range(5_000))
    assert admit_update(f"INSERT DATA {{ GRAPH <urn:g> {{ {data} }} }}", TextLimits()).graphs == {"urn:g"}


LONG = ["{}" * 499_000, "a." * 499_000, "<" * 999_000, "'''" + "'" * 900_000, "(" * 999_000, "ASK{}#" + "#" * 990_000]
LONG += ["\\u0041" * 160_000, "a:" + "a." * 490_000, "?a " * 300_000, '"' + "\\u0041" * 160_000, "a.b:c " * 160_000]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_the_longest_texts_are_judged_in_seconds(text: str) -> None:
    started = time.monotonic()
    is_admitted("SELECT * {" + text)
    assert time.monotonic() - started < SECONDS


def queries() -> list[Path]:
    shared = os.environ.get("PROFGRAPH_SHARED")
    suites = sorted(Path(shared, "w3c", "sparql").rglob("*.r[qu]")) if shared else []
    return [*sorted((ROOT / "queries").glob("*.rq")), *sorted((ROOT / "ontology").rglob("*.rq")), *suites]


REACHING = re.compile(r"\b(?:SERVICE|LOAD)\b", re.IGNORECASE)


def is_sparql(text: str, *, is_update: bool) -> bool:
    store = ox.Store()
    try:
        if is_update:
            store.update(text, base_iri="http://e/")
        else:
            store.query(text, base_iri="http://e/", prefixes=P)
    except SyntaxError:
        return False
    except (RuntimeError, OSError):
        return True
    return True


def test_every_real_query_is_admitted_and_means_the_same_to_the_parser() -> None:
    refused, read_otherwise = {}, []
    for path in queries():
        text, is_update = path.read_text(encoding="utf-8"), path.suffix == ".ru"
        if REACHING.search(text):
            continue
        is_sound = is_sparql(text, is_update=is_update)
        try:
            admitted = (admit_update if is_update else admit_query)(text, TextLimits()).text
        except QueryError as error:
            refused |= {path.name: error.message.en} if is_sound else {}
        else:
            read_otherwise += [path.name] if is_sparql(admitted, is_update=is_update) != is_sound else []
    assert (refused, read_otherwise) == ({}, [])
