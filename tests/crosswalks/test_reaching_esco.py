"""Standards of the registry reach ESCO by the form of their codes; where they do not, the answer says why."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from profgraph.cli import main
from profgraph.loader.classifiers.editions import edition, edition_named
from profgraph.loader.crossing import Asked as AskedLinks
from profgraph.loader.crossing import import_crosswalk, read_crosswalk
from profgraph.loader.importing import Asked, import_edition, read_edition, source_of
from profgraph.loader.pipeline import load
from profgraph.queries.values import worded
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app
from rdflib import Literal

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("06.001-424n-2022.xml", "06.003-228n-2014.xml", "06.035-44n-2017.xml")
CODE_FORM = "code-form 0.9 → closeMatch 0.95 → exactMatch 1 → narrowMatch 1"
ESCO = "http://data.europa.eu/esco/occupation/"
HEAD = ["code", "occupation", "confidence", "okz", "edition", "evidence", "isco88", "isco08", "group", "chain", "esco"]
NOT_PROVED = (
    "codes of ОКЗ: 2131 (not provable); their edition is not proved, and a code means nothing without it: import "
    "whole lists: profgraph classifiers import okz 1993 FILE, okz 2014 FILE"
)
NO_CHAIN = (
    "codes of ОКЗ: 3512 (okz 2014, form of the code); the store has no chain from them to occupations of ESCO: import "
    "the editions isco 08, esco-groups 1.1.1, esco-occupations 1.1.1 (profgraph classifiers import), then the "
    "crosswalks okz-2014 isco-08, isco-08 esco-groups-1.1.1, esco-groups-1.1.1 esco-occupations-1.1.1 (profgraph "
    "crosswalks import)"
)
NO_LINK = (
    "the store has no correspondence of this code, or one under it, with an edition that standards name; the edition "
    "is not proved of the codes: 2131 (profgraph query unproven-codes); import whole editions and a table: "
    "profgraph classifiers import, profgraph crosswalks import; what there is: profgraph crosswalks list"
)


@pytest.fixture(scope="module")
def stores(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return three stores of the registry files: the package's items, ISCO and ESCO, and ОКЗ in English besides."""
    folder = tmp_path_factory.mktemp("reaching")
    found = {name: folder / name for name in ("package", "esco", "english")}
    with Writer.open(found["package"]) as writer:
        list(load([corpus / "registry-xml" / name for name in FILES], writer))
        writer.publish()
    for name in ("esco", "english"):
        shutil.copytree(found["package"], found[name], symlinks=True)
        with Writer.open(found[name]) as writer:
            _imported(writer, corpus / "classifiers", english=name == "english")
            writer.publish()
    return found


def _imported(writer: Writer, tables: Path, *, english: bool) -> None:
    if english:
        _edition(writer, "okz", "2014", tables / "isco08.csv", ("code=1", "name-en=2"))
    _edition(writer, "isco", "08", tables / "isco08.csv")
    _edition(writer, "esco-groups", "1.1.1", tables / "esco111-isco-groups.csv")
    _edition(writer, "esco-occupations", "1.1.1", tables / "esco111-occupations.csv")
    names = ("okz-2014", "isco-08", "esco-groups-1.1.1", "esco-occupations-1.1.1")
    for source, target in pairwise(names):
        ends, asked = (edition_named(source), edition_named(target)), AskedLinks()
        import_crosswalk(writer, None, ends, read_crosswalk(None, ends, asked), asked)


def _edition(writer: Writer, kind: str, name: str, file: Path, columns: tuple[str, ...] = ()) -> None:
    wanted = edition(kind, name)
    table = read_edition(file, wanted, Asked(columns=columns))
    import_edition(writer, wanted, table, source_of(file), "turbo", partial=False)


def asked(store: Path, capfd: pytest.CaptureFixture[str], *words: str) -> tuple[list[list[str]], str]:
    """Return the rows of an answer and what is said beside it."""
    capfd.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["--store", str(store), "--lang", "en", "query", *words, "--format", "csv"])
    out, err = capfd.readouterr()
    assert ended.value.code == 0
    return list(csv.reader(io.StringIO(out))), err.rstrip("\n")


def hops(okz: str, code: str, occupation: str, address: str) -> list[str]:
    return [
        code, occupation, "0.855", okz, "OKZ, OK 010-2014", "code-form", "", okz, okz, CODE_FORM, f"{ESCO}{address}"
    ]  # fmt: skip


OCCUPATIONS = {
    "06.001/A": [
        hops("3512", "3512.1", "ICT help desk agent", "aaeec9a7-dc57-4485-890c-86b3eef735f9"),
        hops("3512", "3512.2", "ICT help desk manager", "1242d99a-47f1-4a62-b884-33746db8a6ca"),
        hops("3512", "3512.3", "ICT security technician", "a44a1dc5-be08-4840-8bd5-770c4ac1ca6d"),
        hops("3512", "3512.4", "ICT technician", "3e7bf729-4442-4b9f-ad5e-83111963795c"),
    ],
    "06.035/A": [hops("3514", "3514.1", "webmaster", "dc8ef7da-d2c0-4474-96a0-6d0385eeec1e")],
}


@pytest.mark.parametrize("name", ["esco", "english"])
@pytest.mark.parametrize("function", OCCUPATIONS)
def test_a_code_that_only_its_form_proves_reaches_esco_less_surely(
    stores: dict[str, Path], name: str, function: str, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = asked(stores[name], capfd, "esco-occupations", f"function={function}")
    assert rows == ([HEAD, *OCCUPATIONS[function]], "")


def test_the_steps_have_words_for_people() -> None:
    assert worded(Literal(CODE_FORM), "en") == "form of the code 0.9 → close 0.95 → exact 1 → narrower 1"


@pytest.mark.parametrize("name", ["esco", "english"])
def test_such_codes_are_found_from_isco(stores: dict[str, Path], name: str, capfd: pytest.CaptureFixture[str]) -> None:
    rows, said = asked(stores[name], capfd, "functions-by-correspondence", "code=isco 08 35")
    assert said == ""
    # With items of ОКЗ, those above are counterparts too.
    assert {one[5] for one in rows[1:]} == {"3512", "3514"} | ({"35", "351"} if name == "english" else set())
    assert [(one[0], one[2], *one[5:8], one[10]) for one in rows[1:] if len(one[5]) == len("3512")] == [
        ("06.001", "", "3512", "3512", "3512", "code-form"),
        ("06.001", "A", "3512", "3512", "3512", "code-form"),
        ("06.001", "B", "3512", "3512", "3512", "code-form"),
        ("06.035", "", "3514", "3514", "3514", "code-form"),
        ("06.035", "A", "3514", "3514", "3514", "code-form"),
    ]


def test_an_item_without_a_russian_name_is_bound_and_says_nothing_against_other_names(
    stores: dict[str, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    query = (
        "SELECT DISTINCT ?code ?item { ?r ps:classifier 'okz' ; ps:editionEvidence 'code-form' ; ps:code ?code "
        "OPTIONAL { ?r ps:refersToItem ?i BIND(REPLACE(STR(?i), '^.*classifier/', '') AS ?item) } } ORDER BY ?code"
    )
    codes = ["1236", "1330", "2512", "2513", "2514", "2519", "3512", "3514"]
    assert asked(stores["package"], capfd, "-q", query)[0] == [["code", "item"], *([one, ""] for one in codes)]
    bound = [[one, "" if one == "1236" else f"okz/2014/{one}"] for one in codes]
    assert asked(stores["english"], capfd, "-q", query)[0] == [["code", "item"], *bound]
    evidence = [asked(stores[name], capfd, "classifier-codes")[0] for name in ("package", "english")]
    assert evidence[0] == evidence[1]


@pytest.mark.parametrize(
    ("name", "words", "why"),
    [
        ("package", ("esco-occupations", "function=06.001/A"), NO_CHAIN),
        ("package", ("esco-occupations", "function=06.003/A"), NOT_PROVED),
        ("english", ("esco-occupations", "function=06.003/A"), NOT_PROVED),
        ("esco", ("functions-by-correspondence", "code=isco 08 213"), NO_LINK),
    ],
)
def test_an_empty_answer_says_why_and_what_to_import(
    stores: dict[str, Path], name: str, words: tuple[str, str], why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    rows, said = asked(stores[name], capfd, *words)
    assert (len(rows), said) == (1, why)
    key, value = words[1].split("=")
    client = create_app(Settings(store=str(stores[name]))).test_client()
    page = client.get(f"/q/{words[0]}", query_string={key: value, "lang": "en"}, headers={"Accept": "text/html"}).text
    assert [html.unescape(one) for one in re.findall(r'<p class="note" role="status">(.*?)</p>', page)] == [
        f"{why[0].upper()}{why[1:]}."
    ]
    file = client.get(f"/q/{words[0]}.csv", query_string={key: value})
    assert re.findall(r'</q/[^>]*>; rel="describedby"', file.headers["Link"]) != []
