"""Chains to ESCO go through crosswalks in either direction: a link is turned where its opposite does not stand."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from profgraph.loader.crossing import Crossed

    Written = Callable[..., Path]
    Crossing = Callable[..., Crossed]

CHAINS = {
    "only the opposite stands": (
        {("isco-08", "okz-1993"): "source,target,relation,confidence\n3113,3113,narrowMatch,0.7\n"},
        {
            ("3113", "broadMatch 0.7 → exactMatch 1 → narrowMatch 1", "0.7"),
            ("3113", "closeMatch 0.95 → broadMatch 0.95 → exactMatch 1 → narrowMatch 1", "0.9025"),
        },
    ),
    "both stand": (
        {("isco-08", "isco-88"): "source,target,relation,confidence\n3113,3113,relatedMatch,0.1\n"},
        {("3113", "closeMatch 0.95 → broadMatch 0.95 → exactMatch 1 → narrowMatch 1", "0.9025")},
    ),
    "a step in the middle": (
        {
            ("isco-88", "isco-08"): "source,target\n1222,1321\n",
            ("isco-08", "isco-88"): "source,target,relation,confidence\n3113,3113,broadMatch,0.5\n",
        },
        {("3113", "closeMatch 0.95 → narrowMatch 0.5 → exactMatch 1 → narrowMatch 1", "0.475")},
    ),
    "the last steps": (
        {
            ("isco-08", "esco-groups-1.1.1"): "source,target\n1321,1321\n",
            ("esco-groups-1.1.1", "isco-08"): "source,target,relation,confidence\n3113,3113,exactMatch,1\n",
            ("esco-groups-1.1.1", "esco-occupations-1.1.1"): "source,target\n1321,1321.1\n",
            ("esco-occupations-1.1.1", "esco-groups-1.1.1"): "source,target,relation\n3113.1,3113,broadMatch\n",
        },
        {("3113", "closeMatch 0.95 → broadMatch 0.95 → exactMatch 1 → narrowMatch 0.9", "0.8123")},
    ),
}


@pytest.mark.parametrize("case", CHAINS)
def test_a_chain_follows_links_in_both_directions(
    crossing: Crossing, folder: Path, tmp_path: Path, written: Written, case: str
) -> None:
    shutil.copytree(folder, tmp_path / "store", symlinks=True)
    tables, wanted = CHAINS[case]
    with Writer.open(tmp_path / "store") as writer:
        for ends, text in tables.items():
            crossing(writer, *ends, written(text))
        writer.publish()
    with EmbeddedStore(tmp_path / "store") as store:
        found = table_of(store.query(bound_text(catalogue()["esco-occupations"], {"function": "16.020/A"}, store)))
    told = [dict(zip(found.variables, map(str, row), strict=True)) for row in found.rows]
    assert {(row["isco08"], row["chain"], row["confidence"]) for row in told} == wanted
    assert len(told) == len({(row["code"], row["chain"]) for row in told})
