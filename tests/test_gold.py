"""The loader's result is the gold in every field: the standard, put into the gold's own shape, is compared whole."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled
from profgraph.loader.recognition.acts import ISSUER_BY_KEY, act_label
from profgraph.loader.recognition.recogniser import Recognised, recognise
from profgraph.loader.sources.text import read_text
from profgraph.ontology.terms import fold

if TYPE_CHECKING:
    from profgraph.loader.model import (
        ClassifierReference,
        GeneralizedWorkFunction,
        InheritanceReference,
        Item,
        MapEntry,
        Origin,
        ParticularWorkFunction,
        Place,
        Standard,
        WrittenCode,
    )

SHARED = os.environ.get("PROFGRAPH_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="PROFGRAPH_SHARED does not name the folder with the gold")

SCHEMES = {"okz": "ОКЗ", "eks": "ЕКС", "okso": "ОКСО", "okved": "ОКВЭД", "okpdtr": "ОКПДТР"}
LETTERS = {"action": "D", "skill": "S", "knowledge": "K"}
KINDS = {"action": "laborAction", "skill": "skill", "knowledge": "knowledge"}


@pytest.fixture(scope="module")
def gold() -> dict[str, object]:
    text = Path(str(SHARED), "gold", "16.020-620n-2014.json").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def recognised() -> Recognised:
    return recognise(read_text(bundled().read_bytes(), "16.020-620n-2014.txt"))


@pytest.fixture(scope="module")
def standard(recognised: Recognised) -> Standard:
    return recognised.standard


def lines(place: Place) -> list[int]:
    return list(place.lines)


def span(places: list[Place]) -> list[int]:
    """Return the first and the last line of several passages, as the gold gives ranges."""
    return [min(place.first for place in places), max(place.last for place in places)]


def passage_places(standard: Standard, *groups: str) -> list[Place]:
    return [passage.place for passage in standard.passages if passage.group in groups]


def as_source(standard: Standard) -> dict[str, object]:
    source = standard.source
    # The gold counts newlines; the last line of the file has none.
    newlines = bundled().read_bytes().count(b"\n")
    assert source.line_count == newlines + 1
    return {
        "file": f"source/{source.name}",
        "sha256": source.sha256,
        "bytes": source.byte_count,
        "lines": newlines,
        "encoding": source.encoding.upper(),
    }


def as_document(standard: Standard) -> dict[str, object]:
    order, source = standard.order, standard.source
    passage = {one.group: one for one in standard.passages}
    basis, note, operative = passage["legal-basis"], passage["editor-note"], passage["operative"]
    assert order.issuer is not None
    return {
        "type": ISSUER_BY_KEY[order.issuer].kind,
        "issuer": ISSUER_BY_KEY[order.issuer].name,
        "number": order.number,
        "date": str(order.date),
        "title": order.title,
        "minjustDate": str(order.registration_date),
        "minjustNumber": order.registration_number,
        "signatoryPosition": order.signatory_position,
        "signatory": order.signatory,
        "provider": source.provider,
        "savedOn": str(source.saved_on),
        "lines": {
            "title": span(passage_places(standard, "document-title")),
            "order": span(passage_places(standard, "registration", "order", "approval")),
        },
        "legalBasis": {
            "text": basis.text,
            "act": act_label(basis.cites[0]),
            "point": basis.cited_point,
            "lines": lines(basis.place),
        },
        "editorNote": {
            "text": note.text,
            "by": source.provider,
            "act": act_label(note.cites[0]),
            "point": note.cited_point,
            "lines": lines(note.place),
        },
        "operative": {"text": operative.text, "lines": lines(operative.place)},
    }


def as_reference(reference: ClassifierReference) -> dict[str, object]:
    found: dict[str, object] = {
        "scheme": SCHEMES[reference.classifier],
        "code": reference.code,
        "name": reference.name,
        "lines": lines(reference.place),
    }
    if reference.row is not None and reference.classifier == "okz":
        found |= {"row": reference.row, "col": reference.column}
    if reference.classifier == "eks":
        found |= {"codeAsWritten": reference.code_as_written, "titles": list(reference.titles)}
    if len(reference.place.lines) > 1:
        found["joined"] = True
    return found


def as_standard(standard: Standard) -> dict[str, object]:
    def of(classifier: str) -> list[dict[str, object]]:
        return [as_reference(one) for one in standard.section_one if one.classifier == classifier]

    names = passage_places(standard, "operative") + passage_places(standard, "standard-title")
    return {
        "name": standard.name,
        "nameLines": [line for place in names for line in place.lines],
        "registrationNumber": standard.registration_number,
        "activityName": standard.activity,
        "activityCode": standard.code,
        "activityArea": standard.code[:2],
        "purpose": standard.purpose,
        "purposeLines": lines(passage_places(standard, "purpose")[0]),
        "okz": of("okz"),
        "okved": of("okved"),
        "okpdtr": of("okpdtr"),
    }


def as_map_entry(entry: MapEntry | None) -> dict[str, object]:
    assert entry is not None
    return {
        "code": entry.code.normal,
        "codeAsWritten": entry.code.as_written,
        "codeScript": entry.code.script,
        "name": entry.name,
        "level": entry.level,
        "lines": lines(entry.place),
    }


def as_map(standard: Standard) -> list[dict[str, object]]:
    return [
        as_map_entry(generalized.map_entry)
        | {
            "tf": [
                as_map_entry(one.map_entry) | {"joined": len(as_map_entry(one.map_entry)["lines"]) > 1}  # type: ignore[arg-type]  # a list
                for one in generalized.functions
            ]
        }
        for generalized in standard.functions
    ]


def as_origin(origin: Origin | None) -> dict[str, object]:
    assert origin is not None
    return {
        "original": origin.original,
        "mark": origin.mark,
        "borrowedFromCode": origin.borrowed_from_code,
        "borrowedFromRegNumber": origin.borrowed_from_registration_number,
        "lines": lines(origin.place),
    }


def as_function(function: GeneralizedWorkFunction | ParticularWorkFunction) -> dict[str, object]:
    return {
        "code": function.code.normal,
        "codeAsWritten": function.code.as_written,
        "codeScript": function.code.script,
        "number": function.number,
        "name": function.name,
        "level": function.level,
        "lines": lines(function.place),
        "origin": as_origin(function.origin),
    }


def item_id(function: ParticularWorkFunction, item: Item) -> str:
    return f"{function.code.normal}/{LETTERS[item.kind]}{item.ordinal}"


def as_item(function: ParticularWorkFunction, item: Item) -> dict[str, object]:
    found: dict[str, object] = {
        "id": item_id(function, item),
        "kind": KINDS[item.kind],
        "ord": item.ordinal,
        "row": item.position,
        "lines": lines(item.place),
        "text": item.text,
    }
    if item.place.paragraph is not None:
        found["para"] = item.place.paragraph
    if len(item.place.lines) > 1:
        found["joined"] = True
    return found


def as_particular(function: ParticularWorkFunction) -> dict[str, object]:
    (other,) = function.other
    return as_function(function) | {
        "actions": [as_item(function, item) for item in function.actions],
        "skills": [as_item(function, item) for item in function.skills],
        "knowledge": [as_item(function, item) for item in function.knowledge],
        "otherCharacteristics": other.text,
        "otherCharacteristicsAsWritten": other.as_written,
        "otherLines": lines(other.place),
    }


def as_generalized(function: GeneralizedWorkFunction) -> dict[str, object]:
    def of(classifier: str) -> list[ClassifierReference]:
        return [one for one in function.references if one.classifier == classifier]

    return as_function(function) | {
        "jobTitles": [one.text for one in function.job_titles],
        "jobTitlesAsWritten": " ".join(one.text for one in function.job_titles),
        "jobTitleLines": lines(function.job_titles[0].place),
        "education": [
            {
                "ord": one.ordinal,
                "text": one.text,
                "level": one.level,
                "programme": one.programme,
                "lines": lines(one.place),
            }
            for one in function.education
        ],
        "educationAsWritten": " ".join(one.text for one in function.education),
        "experience": [
            {
                "ord": one.ordinal,
                "text": one.text,
                "minMonths": one.min_months,
                "area": one.area,
                "lines": lines(one.place),
            }
            for one in function.experience
        ],
        "admission": [
            {"ord": one.ordinal, "text": one.text, "footnote": one.footnote, "lines": lines(one.place)}
            for one in function.admission
        ],
        "okz": [as_reference(one) for one in of("okz")],
        "eks": [as_reference(one) for one in of("eks")],
        "eksFootnote": of("eks")[0].footnote,
        "okso": [as_reference(one) for one in of("okso")],
        "oksoFootnote": of("okso")[0].footnote,
        "okpdtr": [as_reference(one) for one in of("okpdtr")],
        "tf": [as_particular(one) for one in function.functions],
    }


def as_inheritance(standard: Standard) -> list[dict[str, object]]:
    names = {one.key: one.name for one in standard.particular_functions}

    def row(function: ParticularWorkFunction, one: InheritanceReference) -> dict[str, object]:
        found: dict[str, object] = {
            "from": function.code.normal,
            "to": one.target,
            "kind": one.kind,
            "row": one.position,
            "lines": lines(one.place),
            "codeAsWritten": one.code.as_written,
            "codeScript": one.code.script,
            "quotedName": one.quoted_name,
            "text": one.text,
            "resolved": one.resolved,
            "nameMatches": names[str(one.target)] == one.quoted_name,
        }
        if one.place.paragraph is not None:
            found["para"] = one.place.paragraph
        return found

    return [row(function, one) for function in standard.particular_functions for one in function.references]


def as_organizations(standard: Standard) -> dict[str, object]:
    responsible, *others = standard.developers
    return {
        "responsible": {
            "name": responsible.name,
            "headPosition": responsible.head_position,
            "headName": responsible.head_name,
            "lines": lines(responsible.place),
        },
        "developers": [{"ord": one.ordinal, "name": one.name, "lines": lines(one.place)} for one in others],
    }


def as_footnotes(standard: Standard) -> list[dict[str, object]]:
    return [
        {
            "n": one.number,
            "text": one.text,
            "lines": lines(one.place),
            "markerLine": marker.place.first,
            "attachedTo": marker.attached_to,
        }
        for one in standard.footnotes
        for marker in one.markers
    ]


def code_forms(standard: Standard) -> list[WrittenCode]:
    """Return every occurrence of a function code, by line and spelling."""
    functions = [*standard.functions, *standard.particular_functions]
    forms = [function.code for function in functions]
    forms += [function.map_entry.code for function in functions if function.map_entry]
    forms += [reference.code for function in standard.particular_functions for reference in function.references]
    return sorted(forms, key=lambda form: (form.place.first, form.as_written))


def as_code_form(code: WrittenCode) -> dict[str, object]:
    letter = code.as_written[0]
    return {
        "line": code.place.first,
        "asWritten": code.as_written,
        "letter": f"U+{ord(letter):04X}",
        "script": code.script,
        "normalised": code.normal,
    }


def as_shared_texts(standard: Standard) -> list[dict[str, object]]:
    places: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for function in standard.particular_functions:
        for item in function.items:
            places.setdefault((item.kind, fold(item.text)), []).append((item_id(function, item), item.text))
    return sorted(
        (
            {"kind": kind, "text": found[0][1], "statements": [name for name, _ in found]}
            for (kind, _), found in places.items()
            if len(found) > 1
        ),
        key=lambda one: (str(one["kind"]), str(one["text"])),
    )


def closure(standard: Standard, kind: str, key: str) -> list[tuple[str, str]]:
    """Return the identifiers and texts of the own and inherited items of a function, by its references."""
    by_key = {one.key: one for one in standard.particular_functions}
    seen: list[str] = []
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.append(one)
            waiting += [str(ref.target) for ref in by_key[one].references if ref.kind == kind]
    items = [(by_key[one], item) for one in seen for item in by_key[one].items if item.kind == kind]
    return sorted((item_id(function, item), fold(item.text)) for function, item in items)


def as_effective(standard: Standard) -> dict[str, object]:
    def of(function: ParticularWorkFunction, kind: str) -> dict[str, object]:
        found = closure(standard, kind, function.key)
        own = sum(item.kind == kind for item in function.items)
        return {
            "statements": [name for name, _ in found],
            "count": len(found),
            "own": own,
            "inherited": len(found) - own,
            "distinctTexts": len({text for _, text in found}),
        }

    return {
        one.key: {"skills": of(one, "skill"), "knowledge": of(one, "knowledge")}
        for one in standard.particular_functions
    }


def as_effective_generalized(standard: Standard) -> dict[str, object]:
    def of(generalized: GeneralizedWorkFunction, kind: str) -> dict[str, int]:
        found = {pair for one in generalized.functions for pair in closure(standard, kind, one.key)}
        return {"count": len(found), "distinctTexts": len({text for _, text in found})}

    return {
        one.code.normal: {"skills": of(one, "skill"), "knowledge": of(one, "knowledge")} for one in standard.functions
    }


def as_counts(standard: Standard, recognised: Recognised) -> dict[str, object]:
    functions = list(standard.particular_functions)
    items = Counter(item.kind for one in functions for item in one.items)
    references = Counter(ref.kind for one in functions for ref in one.references)
    distinct = {
        kind: {fold(item.text) for one in functions for item in one.items if item.kind == kind} for kind in LETTERS
    }
    generalized = {one.code.normal: one for one in standard.functions}

    def of(classifier: str) -> dict[str, int]:
        return {key: sum(ref.classifier == classifier for ref in one.references) for key, one in generalized.items()}

    return {
        "otf": len(standard.functions),
        "tf": len(functions),
        "actions": items["action"],
        "skills": items["skill"],
        "knowledge": items["knowledge"],
        "items": items.total(),
        "skillReferences": references["skill"],
        "knowledgeReferences": references["knowledge"],
        "references": references.total(),
        "perTF": {
            one.key: {
                "actions": len(one.actions),
                "skills": len(one.skills),
                "knowledge": len(one.knowledge),
                "skillRefs": sum(ref.kind == "skill" for ref in one.references),
                "knowledgeRefs": sum(ref.kind == "knowledge" for ref in one.references),
            }
            for one in functions
        },
        "distinctTexts": {
            "actions": len(distinct["action"]),
            "skills": len(distinct["skill"]),
            "knowledge": len(distinct["knowledge"]),
        },
        "jobTitles": {key: len(one.job_titles) for key, one in generalized.items()},
        "education": {key: len(one.education) for key, one in generalized.items()},
        "experience": {key: len(one.experience) for key, one in generalized.items()},
        "admission": {key: len(one.admission) for key, one in generalized.items()},
        "okz": of("okz"),
        "eks": of("eks"),
        "okso": of("okso"),
        "eksTitles": {key: sum(len(ref.titles) for ref in one.references) for key, one in generalized.items()},
        "sectionI": dict(Counter(one.classifier for one in standard.section_one)),
        "developers": sum(not one.responsible for one in standard.developers),
        "responsible": sum(one.responsible for one in standard.developers),
        "footnotes": len(standard.footnotes),
        "tableRowJoins": sum(one.code == "row-rejoined" for one in recognised.diagnostics),
        "codeForms": len(code_forms(standard)),
    }


SHAPES = {
    "source": as_source,
    "document": as_document,
    "standard": as_standard,
    "functionalMap": as_map,
    "otf": lambda standard: [as_generalized(one) for one in standard.functions],
    "inheritance": as_inheritance,
    "effective": as_effective,
    "effectiveOTF": as_effective_generalized,
    "organizations": as_organizations,
    "footnotes": as_footnotes,
    "codeForms": lambda standard: [as_code_form(code) for code in code_forms(standard)],
    "sharedTexts": as_shared_texts,
}
# Compared by a test of their own, here or in test_gold_judgements.py.
OTHERWISE = {"counts", "rowJoins", "pageBreaksNotJoined", "nearDuplicates", "anomalies", "judgements"}
# Says how the gold is written; holds no fact of the document.
ABOUT_THE_GOLD = {"schema", "conventions"}


def without_notes(value: object) -> object:
    """Return the gold's value without the keys that comment on it."""
    if isinstance(value, dict):
        return {key: without_notes(one) for key, one in value.items() if key != "note"}
    return [without_notes(one) for one in value] if isinstance(value, list) else value


def test_every_part_of_the_gold_is_compared(gold: dict[str, object]) -> None:
    assert set(gold) == set(SHAPES) | OTHERWISE | ABOUT_THE_GOLD


@pytest.mark.parametrize("part", SHAPES)
def test_the_standard_is_the_gold(part: str, gold: dict[str, object], standard: Standard) -> None:
    assert SHAPES[part](standard) == without_notes(gold[part])


def test_counts(gold: dict[str, object], standard: Standard, recognised: Recognised) -> None:
    assert as_counts(standard, recognised) == gold["counts"]


def test_rows_are_joined_where_the_gold_joins_them(gold: dict[str, object], recognised: Recognised) -> None:
    diagnosed = {
        tuple(one.place.lines)
        for one in recognised.diagnostics
        if one.place and one.code in {"row-rejoined", "paragraph-rejoined"}
    }
    joins = gold["rowJoins"]
    assert isinstance(joins, list)
    assert diagnosed == {tuple(one["lines"]) for one in joins if one["blankBetween"]}
    texts = {
        *(passage.text for passage in recognised.standard.passages),
        *(one.map_entry.name for one in recognised.standard.particular_functions if one.map_entry),
        *(item.text for one in recognised.standard.particular_functions for item in one.items),
        *(ref.name for one in recognised.standard.functions for ref in one.references),
    }
    assert {one["result"] for one in joins} <= texts


def test_page_breaks_between_whole_rows_join_nothing(gold: dict[str, object], standard: Standard) -> None:
    places = {
        place.lines
        for place in (
            *(item.place for one in standard.particular_functions for item in one.items),
            *(ref.place for one in standard.particular_functions for ref in one.references),
            *(one.place for one in standard.developers if not one.responsible),
        )
    }
    breaks = gold["pageBreaksNotJoined"]
    assert isinstance(breaks, list)
    for one in breaks:
        before, after = one["lines"]
        assert not [found for found in places if found[0] <= before and found[-1] >= after]


def test_near_duplicates_stay_apart(gold: dict[str, object], standard: Standard) -> None:
    texts = {
        item_id(function, item): (item.kind, fold(item.text))
        for function in standard.particular_functions
        for item in function.items
    }
    pairs = gold["nearDuplicates"]
    assert isinstance(pairs, list)
    for pair in pairs:
        first, second = pair["statements"]
        assert texts[first] != texts[second]
