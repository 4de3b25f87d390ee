"""What a written code of a classifier looks like: proper, with stray signs, several, another classifier's, none."""

from __future__ import annotations

import pytest
from profgraph.shapes.classifier_codes import form, plain


@pytest.mark.parametrize(
    ("classifier", "written", "expected"),
    [
        ("okz", "2512", "proper"),
        ("okz", "2512.", "stray"),
        ("okz", " 25 12", "stray"),
        ("okz", "<2512>", "stray"),
        ("okz", "2131 2132", "several"),
        ("okz", "2131, 2132 и 2133", "several"),
        ("okz", "2131<br />2132", "several"),
        ("okz", "2131-2139", "several"),
        ("okz", "2512. 2513.", "several"),
        ("okz", "230105", "foreign"),
        ("okz", "62.01", "foreign"),
        ("okz", "62.01.", "foreign"),
        ("okz", "2.09.03.01", "foreign"),
        ("okz", "25", "other"),
        ("okz", "251", "other"),
        ("okz", "2512 9", "other"),
        ("okz", "2З12", "other"),
        ("okz", "нет", "other"),
        ("okved", "62", "proper"),
        ("okved", "62.0", "proper"),
        ("okved", "62.01", "proper"),
        ("okved", "62.02.1", "proper"),
        ("okved", "62.03.11", "proper"),
        ("okved", "62. 01", "stray"),
        ("okved", "62.01.", "stray"),
        ("okved", "62.01, 62.02", "several"),
        ("okved", "2131", "foreign"),
        ("okved", "72.3.1", "other"),
        ("okved", "62 01", "other"),
        ("okved", "620", "other"),
        ("okso", "140400", "proper"),
        ("okso", "13.03.02", "proper"),
        ("okso", "2.13.03.02", "proper"),
        ("okso", "2.09.00.00", "proper"),
        ("okso", "2.13.03.02.", "stray"),
        ("okso", "14 04 00", "stray"),
        ("okso", "140400 140443", "several"),
        ("okso", "13.03.02; 13.04.02", "several"),
        ("okso", "2131", "foreign"),
        ("okso", "22824", "foreign"),
        ("okso", "14О400", "other"),
        ("okso", "1404001", "other"),
        ("okpdtr", "22824", "proper"),
        ("okpdtr", "22824,", "stray"),
        ("okpdtr", "22824 25857", "several"),
        ("okpdtr", "2512", "foreign"),
        ("okpdtr", "22824 7", "other"),
        ("oksvnk", "050222", "proper"),
        ("oksvnk", "05.02.22", "proper"),
        ("oksvnk", "05 02 22", "proper"),
        ("oksvnk", "2.4.3.", "proper"),
        ("oksvnk", "05.02 22", "other"),
        ("eks", "1", None),
        ("etks", "§ 12", None),
    ],
)
def test_the_form_of_a_code(classifier: str, written: str, expected: str | None) -> None:
    assert form(classifier, written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2512", "2512"), ("2512.", "2512"), (" 62. 01 ", "62.01"), ("«140400»", "140400"), ("§", "")],
)
def test_a_code_without_its_stray_signs(written: str, expected: str) -> None:
    assert plain(written) == expected
