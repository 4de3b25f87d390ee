"""`load`, `list`, `stats` and `remove`: what they do to a store and say of it."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled
from profgraph.store.embedded import EmbeddedStore, canonical_nquads

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

BUNDLED = bundled().read_text(encoding="utf-8")
OLDER = BUNDLED.replace("620н", "521н").replace("сентября 2014", "сентября 2013")
FAULTY = Path(__file__).parent.parent / "standards" / "broken-references.txt"
NAME = "Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи"
SUMMARY = {
    "en": (
        f"16.020-620n-2014.txt: {{done}}: 16.020 {NAME}, приказ 620н от 08.09.2014 (16.020@620n-2014-09-08): "
        "generalised functions 2, particular ones 7, actions, skills and knowledge items 103, references 10\n"
        "violations: 0, warnings: 20, remarks: 13, repairs: 29; "
        "in full: profgraph query defects standard=16.020@620n-2014-09-08 "
        "and profgraph query diagnostics standard=16.020@620n-2014-09-08\n"
    ),
    "ru": (
        f"16.020-620n-2014.txt: {{done}}: 16.020 {NAME}, приказ 620н от 08.09.2014 (16.020@620n-2014-09-08): "
        "обобщенных функций 2, трудовых 7, действий, умений и знаний 103, ссылок 10\n"
        "нарушений: 0, предупреждений: 20, замечаний: 13, исправлений: 29; "
        "подробно: profgraph query defects standard=16.020@620n-2014-09-08 "
        "и profgraph query diagnostics standard=16.020@620n-2014-09-08\n"
    ),
}
CIRCLE = "The references form a circle: along them the function takes rows from itself"
LACKING = "The reference is to a work function that the standard does not have"
FINDINGS = [
    f"line 95: violation: {CIRCLE} («A/02.3»)",
    f"line 110: violation: {CIRCLE} («A/03.3»)",
    f"line 122: violation: {LACKING} («A/09.3»)",
    f"line 125: violation: {LACKING} («B/01.4»)",
]
LOW = "The education named is too low for the qualification level of this function («Среднее общее образование»)"
WARNINGS = [f"line 78: warning: {LOW}"]


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """Return a copy of the filled store that a test may change."""
    return Path(shutil.copytree(filled, tmp_path / "store", symlinks=True))


def content(folder: Path) -> bytes:
    with EmbeddedStore(folder) as store:
        return b"".join(canonical_nquads(store))


def editions(profgraph: Command, store: Path) -> list[str]:
    status, out, _ = profgraph("--store", store, "list", "--format", "json")
    assert status == 0
    return [f"{row['standard']}@{row['edition']}" for row in json.loads(out)]


def test_the_bundled_standard_is_loaded_once(profgraph: Command, filled: Path, tmp_path: Path) -> None:
    assert profgraph("--store", tmp_path, "load") == (0, SUMMARY["en"].format(done="loaded"), "")
    assert content(tmp_path) == content(filled)
    unchanged = SUMMARY["ru"].format(done="без изменений")
    assert profgraph("--store", tmp_path, "--lang", "ru", "load") == (0, unchanged, "")
    assert content(tmp_path) == content(filled)


def test_without_a_folder_the_store_is_the_user_s(profgraph: Command, tmp_path: Path) -> None:
    assert profgraph("load", XDG_DATA_HOME=str(tmp_path))[0] == 0
    assert (tmp_path / "profgraph" / "store" / "current").is_symlink()


def test_violations_are_shown_and_with_details_everything(profgraph: Command, tmp_path: Path) -> None:
    status, out, err = profgraph("--store", tmp_path, "load", FAULTY)
    assert (status, err) == (0, "")
    assert [line.strip() for line in out.splitlines()[2:]] == FINDINGS
    status, out, err = profgraph("--store", tmp_path, "load", "--details", FAULTY)
    assert (status, err) == (0, "")
    details = [line.strip() for line in out.splitlines()[2:]]
    assert [line for line in details if "violation: " in line] == FINDINGS
    assert [line.partition(": ")[0] for line in details if ": remark: " in line] == ["line 45", "line 53", "line 85"]
    assert [line for line in details if "warning: " in line] == WARNINGS
    assert len(details) == len(FINDINGS) + len(WARNINGS) + 3


def test_strict_refuses_on_a_violation(profgraph: Command, store: Path, filled: Path) -> None:
    en = (
        f"broken-references.txt, line 95: --strict: {CIRCLE} («A/02.3»), and 3 more; "
        "all of them and what to do: profgraph validate broken-references.txt\n"
    )
    ru = (
        "broken-references.txt, строка 95: --strict: Ссылки замкнуты в круг: по ним функция берёт строки "
        "у самой себя («A/02.3»), и ещё: 3; все и что сделать: profgraph validate broken-references.txt\n"
    )
    assert profgraph("--store", store, "load", "--strict", FAULTY) == (1, "", en)
    assert profgraph("--store", store, "--lang", "ru", "load", "--strict", FAULTY) == (1, "", ru)
    assert content(store) == content(filled)


def test_a_folder_is_searched_and_one_bad_file_does_not_stop_the_others(profgraph: Command, tmp_path: Path) -> None:
    folder = tmp_path / "orders" / "deep"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Расписание занятий\n", encoding="utf-8")
    (folder / "b.TXT").write_text(BUNDLED, encoding="utf-8")
    (folder / "c.pdf").write_bytes(b"%PDF-1.4")
    (folder / "d.md").write_text(OLDER, encoding="cp1251")
    status, out, err = profgraph("--store", tmp_path / "store", "load", tmp_path / "orders")
    assert status == 2
    heads = [line for line in out.splitlines() if not line.startswith("  ")][::2]
    assert [line.split(": ")[:2] for line in heads] == [["deep/b.TXT", "loaded"], ["deep/d.md", "loaded"]]
    assert err == (
        "deep/a.txt: this is not a professional standard: it has neither section III nor functions; "
        "name the file of an order\n"
        "deep/c.pdf: the PDF is damaged or cut off; get the file again\n"
    )
    assert editions(profgraph, tmp_path / "store") == ["16.020@521n-2013-09-08", "16.020@620n-2014-09-08"]


def test_the_status_is_that_of_the_worst_file(profgraph: Command, tmp_path: Path) -> None:
    refused, missing = tmp_path / "a.txt", tmp_path / "b.txt"
    refused.write_text("Расписание занятий\n", encoding="utf-8")
    status, out, err = profgraph("--store", tmp_path / "store", "load", missing, refused, FAULTY)
    assert status == 2
    assert out.startswith("broken-references.txt: loaded: ")
    assert err.splitlines()[0] == (
        f"{missing}: the file cannot be read (No such file or directory); check its name and permissions"
    )
    assert [line.partition(": ")[0] for line in err.splitlines()] == [str(missing), "a.txt"]


def test_a_file_may_be_taken_for_an_edition(profgraph: Command, tmp_path: Path) -> None:
    unnamed = tmp_path / "unnamed.txt"
    unnamed.write_text(FAULTY.read_text(encoding="utf-8").replace("от 2 февраля 2015 г. N 77н", ""), encoding="utf-8")
    store = tmp_path / "store"
    status, out, err = profgraph("--store", store, "load", "--as", "700н-2020-01-31", unnamed)
    assert (status, err) == (0, "")
    assert out.splitlines()[1].endswith("standard=99.001@700n-2020-01-31")
    assert editions(profgraph, store) == ["99.001@700n-2020-01-31"]


def test_one_file_is_not_taken_for_two_editions(profgraph: Command, store: Path, filled: Path) -> None:
    status, out, err = profgraph("--store", store, "load", "--as", "700н-2020-01-31")
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert content(store) == content(filled)


def test_a_reading_without_its_order_is_joined_as_the_command_advises(
    profgraph: Command, store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "unknown.txt"
    path.write_text(re.sub(r"от 8 сентября 2014 г\. N 620н|от 08\.09\.2014 N 620н", "", BUNDLED), encoding="utf-8")
    status, out, err = profgraph("--store", store, "load", path)
    assert (status, err) == (0, "")
    assert out.splitlines()[-1].strip() == (
        "the same edition is loaded already as 620n-2014-09-08; to join them, load the file with --as 620n-2014-09-08"
    )
    assert len(editions(profgraph, store)) == 2
    status, out, err = profgraph("--store", store, "load", "--as", "620n-2014-09-08", path)
    assert (status, err) == (0, "")
    assert out.startswith("unknown.txt: loaded: ")
    assert editions(profgraph, store) == ["16.020@620n-2014-09-08"]


def test_what_is_loaded_into_a_closed_pipe_is_published(
    environment: dict[str, str], filled: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "profgraph", "--store", str(tmp_path), "load"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as loading:
        assert loading.stdout is not None
        loading.stdout.close()
        loading.wait()
    assert content(tmp_path) == content(filled)


ROW = {
    "standard": "16.020",
    "edition": "620n-2014-09-08",
    "name": NAME,
    "generalized": 2,
    "particular": 7,
    "actions": 40,
    "skills": 36,
    "knowledge": 27,
    "violations": 0,
    "warnings": 20,
}
HEADS = {
    "en": "Standard Edition Name Generalised Particular Actions Skills Knowledge Violations Warnings",
    "ru": "Стандарт Редакция Наименование ОТФ ТФ Действия Умения Знания Нарушения Предупреждения",
}
COUNT = {"en": "rows: 1", "ru": "строк: 1"}


@pytest.mark.parametrize("lang", HEADS)
def test_the_editions_are_listed(profgraph: Command, filled: Path, lang: str) -> None:
    status, out, err = profgraph("--store", filled, "--lang", lang, "list")
    heads, _, row, *_, count = out.splitlines()
    assert (status, err) == (0, "")
    assert " ".join(heads.split()) == HEADS[lang]
    assert " ".join(row.split()) == " ".join(map(str, ROW.values()))
    assert count == COUNT[lang]
    assert profgraph("--store", filled, "--lang", lang, "list", "--format", "csv") == (
        0,
        f"{','.join(ROW)}\r\n{','.join(map(str, ROW.values()))}\r\n",
        "",
    )
    assert profgraph("--store", filled, "--lang", lang, "list", "--format", "json") == (
        0,
        json.dumps([ROW], ensure_ascii=False, indent=2) + "\n",
        "",
    )


def test_what_is_listed_is_counted_as_by_the_load(profgraph: Command, tmp_path: Path) -> None:
    doubtful = tmp_path / "doubtful.txt"
    doubtful.write_text(FAULTY.read_text(encoding="utf-8").replace("от 2 февраля 2015 г.", "от 2 февраля 2105 г."))
    status, _, err = profgraph("--store", tmp_path / "s", "load", "--report", tmp_path / "r.json", doubtful, FAULTY)
    assert (status, err) == (0, "")
    loaded = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    listed = json.loads(profgraph("--store", tmp_path / "s", "list", "--format", "json")[1])
    told = {f"{one['standard']}@{one['edition']}": [one["violations"], one["warnings"]] for one in listed}
    assert told == {one["edition"]: [one["violations"], one["warnings"]] for one in loaded}
    everything = dict(csv.reader(profgraph("--store", tmp_path / "s", "stats", "--format", "csv")[1].splitlines()))
    assert [int(everything["violations"]), int(everything["warnings"])] == [
        sum(one) for one in zip(*told.values(), strict=True)
    ]
    assert min(min(one) for one in told.values()) > 0


COUNTS = [
    ("standards", "стандарты", 1),
    ("editions", "редакции", 1),
    ("generalised work functions", "обобщенные трудовые функции", 2),
    ("particular work functions", "трудовые функции", 7),
    ("labour actions", "трудовые действия", 40),
    ("skills", "умения", 36),
    ("knowledge items", "знания", 27),
    ("references to other functions", "ссылки на другие функции", 10),
    ("concepts", "понятия", 99),
    ("classifier references", "ссылки на классификаторы", 20),
    ("repairs by the loader", "исправления загрузчика", 29),
    ("violations", "нарушения", 0),
    ("warnings", "предупреждения", 20),
]


def test_everything_is_counted(profgraph: Command, filled: Path) -> None:
    with EmbeddedStore(filled) as store:
        size, version = len(list(store.quads())), store.data_version()
    for lang, place, last in (("en", 0, ("triples", "data version")), ("ru", 1, ("тройки", "версия данных"))):
        expected = [[row[place], str(row[2])] for row in COUNTS] + [[last[0], str(size)], [last[1], version]]
        status, out, err = profgraph("--store", filled, "--lang", lang, "stats", "--format", "csv")
        assert (status, err) == (0, "")
        assert list(csv.reader(out.splitlines())) == [["what", "count"], *expected]
        drawn = profgraph("--store", filled, "--lang", lang, "stats")[1].splitlines()
        assert [line.rsplit(maxsplit=1) for line in drawn[2:-1] if line] == [[f" {a}", b] for a, b in expected]


def test_an_edition_is_removed(profgraph: Command, store: Path, filled: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.txt"
    older.write_text(OLDER, encoding="utf-8")
    assert profgraph("--store", store, "load", older)[0] == 0
    both = content(store)
    assert profgraph("--store", store, "remove", "16.020") == (
        2,
        "",
        "several fit, say which: 16.020@521n-2013-09-08, 16.020@620n-2014-09-08\n",
    )
    assert profgraph("--store", store, "remove", "16.021") == (
        2,
        "",
        "'16.021': the store has no such standard; loaded: 16.020@521n-2013-09-08, 16.020@620n-2014-09-08\n",
    )
    assert content(store) == both
    assert profgraph("--store", store, "--lang", "ru", "remove", "16.020@521н-2013-09-08") == (
        0,
        "убран: 16.020@521n-2013-09-08\n",
        "",
    )
    assert content(store) == content(filled)
    iri = "https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08"
    assert profgraph("--store", store, "remove", iri) == (0, "removed: 16.020@620n-2014-09-08\n", "")
    assert editions(profgraph, store) == []
