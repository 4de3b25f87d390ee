"""Bad input: each kind is refused in one line, or loaded with its fault told; the store is never half changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import ProfGraphError, RefusedError, SourceError
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import Place
from profgraph.loader.pipeline import Loaded, Refused, bundled, load
from profgraph.ontology.terms import PS
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = bundled().read_text(encoding="utf-8")
NAME = "приказ.txt"
FUNCTIONS = ["A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]
TO_B_01 = "Необходимые знания, соответствующие трудовой функции B/01.6"
TO_A_02 = "\N{CYRILLIC CAPITAL LETTER A}/02.5"
NAME_A_01 = "Проверка технического состояния муниципальных линий электропередачи"
NAME_A_02 = "Производство работ по эксплуатации муниципальных линий электропередачи"
LEVEL = "Код\tA/02.5\tУровень (подуровень) квалификации\t"


# The parts of section III that describe A/02.5 and B/03.6.
A_02 = TEXT[TEXT.index("### 3.1.2.") : TEXT.index("### 3.1.3.")]
B_03 = TEXT[TEXT.index("### 3.2.3.") : TEXT.index("### 3.2.4.")]


def edited(*changes: tuple[str, str], text: str = TEXT) -> str:
    """Return the text with each change made once, where it can be made in one place only."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def without_section(number: str) -> str:
    """Return the bundled standard with blank lines for one section, from its heading to the next one."""
    heads = {"I": "1. Общие", "II": "II. Описание", "III": "### III.", "IV": "#### IV.", "": "-----  \n<1>"}
    following = list(heads.values())[list(heads).index(number) + 1]
    found = re.search(rf"{re.escape(heads[number])}.*?(?={re.escape(following)})", TEXT, re.DOTALL)
    assert found is not None
    return TEXT.replace(found[0], "\n" * found[0].count("\n"))


class Loading:
    """A store folder that holds the bundled standard, and its writer."""

    def __init__(self, folder: Path, writer: Writer) -> None:
        self.folder, self.writer = folder, writer
        self.plain = self.load(TEXT.encode())

    def load(self, data: bytes) -> Loaded | Refused:
        path = self.folder.parent / NAME
        path.write_bytes(data)
        (result,) = load([path], self.writer)
        return result

    def content(self) -> tuple[str, bytes]:
        version = self.writer.publish()
        with EmbeddedStore(self.folder) as store:
            return version, b"".join(canonical_nquads(store))

    def refusal(self, data: bytes) -> ProfGraphError:
        """Return why `data` is refused, having seen that the store is as before."""
        before = self.content()
        result = self.load(data)
        assert isinstance(result, Refused)
        assert (result.name, self.content()) == (NAME, before)
        return result.error

    def loaded(self, text: str) -> Loaded:
        result = self.load(text.encode())
        assert isinstance(result, Loaded), result.error
        return result

    def new_findings(self, result: Loaded) -> list[Diagnostic]:
        """Return what was found in a document beyond what the bundled one has."""
        assert isinstance(self.plain, Loaded)
        known = frozenset(self.plain.built.diagnostics)
        return [finding for finding in result.built.diagnostics if finding not in known]

    def new_results(self, result: Loaded) -> set[str]:
        """Return what the shapes say of a document beyond what they say of the bundled one: «A/02.5 LevelOfCode»."""
        assert isinstance(self.plain, Loaded)
        return spoken(result) - spoken(self.plain)


def spoken(loaded: Loaded) -> set[str]:
    version = loaded.built.graphs.version
    return {
        f"{str(one.focus).removeprefix(version).removeprefix('/') or '.'} {one.shape.code}"
        for one in loaded.built.results
    }


@pytest.fixture(scope="module")
def loading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loading]:
    folder = tmp_path_factory.mktemp("bad") / "store"
    with Writer.open(folder) as writer:
        yield Loading(folder, writer)


def codes(result: Loaded) -> list[str]:
    return [function.key for function in result.built.standard.particular_functions]


NOT_A_STANDARD = (
    f"{NAME}: это не профессиональный стандарт: нет ни раздела III, ни трудовых функций; укажите файл приказа",
    f"{NAME}: this is not a professional standard: it has neither section III nor functions; name the file of an order",
)
LAST = (
    "Организация работы с персоналом, осуществляющим деятельность по эксплуатации муниципальных линий электропередачи"
)
REFUSED: dict[str, tuple[bytes, type[ProfGraphError], str, str]] = {
    "an empty file": (
        b" \n",
        SourceError,
        f"{NAME}: файл пуст; укажите файл приказа",
        f"{NAME}: the file is empty; name the file of an order",
    ),
    "a binary file": (
        b"\x00\x01\x02 PNG\x00\x00",
        SourceError,
        f"{NAME}: двоичный файл, а не текст; сохраните приказ как текст (UTF-8 или cp1251)",
        f"{NAME}: a binary file, not a text; save the order as text (UTF-8 or cp1251)",
    ),
    "another document": ("Договор\n\n1. Общие положения\n\nСтороны\tА\tБ\n".encode(), RefusedError, *NOT_A_STANDARD),
    "no section I": (
        without_section("I").encode(),
        RefusedError,
        f"{NAME}: в разделе I нет кода вида деятельности (НН.ННН); впишите его: без него у стандарта нет адреса",
        f"{NAME}: section I has no activity code (NN.NNN); add it: without it the standard has no address",
    ),
    "an activity code of another form": (
        edited(("\n16.020\n", "\n16.20\n")).encode(),
        RefusedError,
        (
            f"{NAME}, строка 65: код вида деятельности «16.20» не подходит; "
            "исправьте его в разделе I: нужен код НН.ННН, как 16.020"
        ),
        f"{NAME}, line 65: the activity code “16.20” does not do; mend it in section I: it must be NN.NNN, like 16.020",
    ),
    "no section III": (without_section("III").encode(), RefusedError, *NOT_A_STANDARD),
    "no name": (
        edited(
            ('профессиональный **стандарт** "', 'документ "'),
            ("**СПЕЦИАЛИСТ  \nПО ЭКСПЛУАТАЦИИ ВОЗДУШНЫХ И КАБЕЛЬНЫХ МУНИЦИПАЛЬНЫХ  \nЛИНИЙ ЭЛЕКТРОПЕРЕДАЧИ**\n", ""),
            ("\n167\n\nРегистрационный номер\n", ""),
        ).encode(),
        RefusedError,
        f"{NAME}: не найдено наименование стандарта ни в приказе, ни в заголовке",
        f"{NAME}: the name of the standard is neither in the order nor in the title",
    ),
    "cut before the last function": (
        TEXT[: TEXT.index("### 3.2.4.")].encode(),
        RefusedError,
        f"{NAME}, строка 112: документ обрывается: V/04.6 («{LAST}») — II, III; загрузите полный текст",
        f"{NAME}, line 112: the document is cut off: V/04.6 («{LAST}») — II, III; load the whole text",
    ),
    "cut inside the last function": (
        TEXT[: TEXT.index("Этика делового общения")].encode(),
        RefusedError,
        f"{NAME}, строка 334: документ обрывается: B/04.6 — III, IV; загрузите полный текст",
        f"{NAME}, line 334: the document is cut off: B/04.6 — III, IV; load the whole text",
    ),
}


@pytest.mark.parametrize(("data", "kind", "ru", "en"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(loading: Loading, data: bytes, kind: type[ProfGraphError], ru: str, en: str) -> None:
    error = loading.refusal(data)
    assert (type(error), error.exit_status) == (kind, 2 if kind is SourceError else 1)
    assert (error.message.ru, error.message.en) == (ru, en)


def test_a_code_that_cannot_be_read_is_told_where_it_stands(loading: Loading) -> None:
    error = loading.refusal(edited(("Код\tA/03.5\t", "Код\tА-3\t")).encode())
    assert (error.message.ru, error.message.en) == (
        f"{NAME}, строка 191: код функции «А-3» не читается: нужен вид A/01.5 с латинской буквой",
        f"{NAME}, line 191: the function code “А-3” cannot be read: it should look like A/01.5 with a Latin letter",
    )


# The text, its functions, what the loader finds, and what the shapes say of the functions beside the bundled one.
LOADED: dict[str, tuple[str, list[str], list[Diagnostic], set[str]]] = {
    "no section II": (without_section("II"), FUNCTIONS, [], {". MapIsThere"}),
    "no section IV": (without_section("IV"), FUNCTIONS, [], {". ResponsibleDeveloper"}),
    "a code twice": (
        edited(("Код\tВ/02.6\t", "Код\tB/01.6\t"), ("\tB/02.6\t", "\tB/01.6\t")),
        [*FUNCTIONS[:4], "B/01.6~2", *FUNCTIONS[5:]],
        [],
        {"B/01.6~2 CodeOccursOnce"},
    ),
    "a code twice, also in the map: references by number and name lead to the second function": (
        edited(("Код\tA/02.5\t", "Код\tA/01.5\t"), ("\tA/02.5\t5\n", "\tA/01.5\t5\n")),
        ["A/01.5", "A/01.5~2", *FUNCTIONS[2:]],
        [
            diagnose("reference-by-name", Place((321,)), written=TO_A_02, code="A/01.5", name=NAME_A_02),
            diagnose("reference-by-name", Place((327,)), written=TO_A_02, code="A/01.5", name=NAME_A_02),
        ],
        {"A/01.5~2 CodeOccursOnce"},
    ),
    "a function that only the map has, with another letter there: no gap and no wrong reference besides": (
        edited((B_03, "\n" * B_03.count("\n"))),
        [one for one in FUNCTIONS if one != "B/03.6"],
        [],
        {"map-entry/1 MapEntryIsDescribed"},
    ),
    "a function that only the map has: no gap in the numbers and no wrong reference besides": (
        edited((A_02, "\n" * A_02.count("\n"))),
        ["A/01.5", *FUNCTIONS[2:]],
        [],
        {"map-entry/1 MapEntryIsDescribed"},
    ),
    "a reference to no function": (
        edited(('функции A/01.5 "Проверка', 'функции A/09.5 "Проверка')),
        FUNCTIONS,
        [],
        {"A/03.5/ref-knowledge/1 ReferenceLeadsToFunction"},
    ),
    "a reference to no code, with the name of a function": (
        edited(('функции A/01.5 "Проверка', 'функции A/1.5 "Проверка')),
        FUNCTIONS,
        [diagnose("reference-by-name", Place((211,)), written="A/1.5", code="A/01.5", name=NAME_A_01)],
        set(),
    ),
    "a circle of references": (
        edited(("\tОсновы трудового законодательства", f"\t{TO_B_01}")),
        FUNCTIONS,
        [],
        {"A/01.5/ref-knowledge/1 InheritanceWithoutCircles"},
    ),
    "a level that is not the code's": (
        edited(
            (f"{LEVEL}5", f"{LEVEL}4"),
            ("\tA/02.5\t5\n", "\tA/02.5\t4\n"),
        ),
        FUNCTIONS,
        [],
        {"A/02.5 LevelOfCode"},
    ),
    "a letter that is not the parent's": (
        edited(("Код\tA/02.5\t", "Код\tF/02.5\t"), ("\tA/02.5\t5\n", "\tF/02.5\t5\n")),
        ["A/01.5", "F/02.5", *FUNCTIONS[2:]],
        [
            diagnose("reference-by-name", Place((321,)), written=TO_A_02, code="F/02.5", name=NAME_A_02),
            diagnose("reference-by-name", Place((327,)), written=TO_A_02, code="F/02.5", name=NAME_A_02),
        ],
        {"F/02.5 LetterOfParent"},
    ),
    "an order of two numbers": (
        edited(("от 08.09.2014 N 620н", "от 08.09.2014 N 621н")),
        FUNCTIONS,
        [diagnose("order-disagrees", None, forms="N 620н 08.09.2014; N 621н 08.09.2014")],
        set(),
    ),
    "a level that is not the map's": (
        edited(("\tA/02.5\t5\n", "\tA/02.5\t4\n")),
        FUNCTIONS,
        [],
        {"A/02.5 LevelInMap"},
    ),
    "a level that is none": (edited((f"{LEVEL}5", f"{LEVEL}-")), FUNCTIONS, [], {"A/02.5 LevelIsOneNumber"}),
    "no level": (edited((f"{LEVEL}5", LEVEL)), FUNCTIONS, [], {"A/02.5 LevelIsGiven"}),
}


@pytest.mark.parametrize(("text", "functions", "findings", "results"), LOADED.values(), ids=LOADED)
def test_what_is_loaded_with_its_fault_told(
    loading: Loading, text: str, functions: list[str], findings: list[Diagnostic], results: set[str]
) -> None:
    result = loading.loaded(text)
    assert codes(result) == functions
    assert loading.new_findings(result) == findings
    assert loading.new_results(result) == results
    graph = loading.writer.minter.graph("report", result.built.graphs.version)
    told = {str(value) for _, link, value in loading.writer.graph(graph) if link == PS.message}
    assert {text for finding in findings for text in (finding.message.ru, finding.message.en)} <= told
    assert [text for text in told if "\n" in text] == []


def test_cp1251_is_read_as_the_same_standard(loading: Loading) -> None:
    plain, recoded = loading.load(TEXT.encode()), loading.load(TEXT.encode("cp1251"))
    assert isinstance(plain, Loaded)
    assert isinstance(recoded, Loaded)
    assert loading.new_findings(recoded) == [diagnose("encoding", None, encoding="cp1251")]
    one, other = plain.built.standard, recoded.built.standard
    assert (other.functions, other.passages, other.order) == (one.functions, one.passages, one.order)
    assert (other.source.encoding, other.document_text) == ("cp1251", one.document_text)


def test_a_character_that_cannot_be_read_is_told(loading: Loading) -> None:
    damaged = TEXT.encode("cp1251").replace("Этика".encode("cp1251"), b"\x98\x98" + "ика".encode("cp1251"))
    result = loading.load(damaged)
    assert isinstance(result, Loaded)
    assert loading.new_findings(result) == [
        diagnose("encoding", None, encoding="cp1251"),
        diagnose("characters-lost", None, count=2),
    ]
    texts = [item.text for function in result.built.standard.particular_functions for item in function.items]
    assert "\ufffd\ufffdика делового общения" in texts


@pytest.mark.parametrize("line", range(0, TEXT.count("\n") + 1, 20))
def test_a_document_cut_in_the_middle_loses_no_function_in_silence(loading: Loading, line: int) -> None:
    before = loading.writer.data_version()
    result = loading.load("\n".join(TEXT.split("\n")[:line]).encode())
    if isinstance(result, Refused):
        assert loading.writer.data_version() == before
        assert result.error.message.ru.startswith(NAME)
        assert "\n" not in result.error.message.ru + result.error.message.en
        return
    assert codes(result) == FUNCTIONS
    assert {finding.code for finding in loading.new_findings(result)} <= {"footnote-missing"}
    assert loading.new_results(result) <= {". ResponsibleDeveloper"}
