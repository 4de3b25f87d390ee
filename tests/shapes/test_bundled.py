"""What the shapes say of the bundled standard: no violation, and each warning or remark with its reason."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from profgraph.shapes.catalogue import Severity

if TYPE_CHECKING:
    from conftest import Variant

FILES = sorted((Path(__file__).parent / "bundled").glob("*.tsv"))
ROWS = [
    row
    for file in FILES
    for row in csv.reader(file.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
]


def test_the_bundled_standard_gives_these_results_and_no_others(variant: type[Variant]) -> None:
    results = variant().results()
    found = [
        (
            one.shape.code,
            one.severity,
            str(one.focus).removeprefix(f"{variant.version}/"),
            "" if one.value is None else one.value.n3(),
        )
        for one in results
    ]
    assert sorted(found) == sorted((shape, severity, focus, value) for shape, severity, focus, value, _ in ROWS)
    assert Severity.VIOLATION not in {severity for _, severity, _, _ in found}


def test_every_result_has_its_reason() -> None:
    assert [row for row in ROWS if len(row[4].split()) < 5] == []
