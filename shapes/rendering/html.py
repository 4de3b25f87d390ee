"""The report as HTML: one file that can be mailed, or a part of somebody else's page."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ..catalogue import Shape, bundled_catalogue
from ..examples import examples as bundled_examples
from ..report import Level
from .gathering import faults, gathered
from .standalone import environment, standalone
from .words import (
    COUNTED,
    FAMILIES,
    LEVELS,
    OF_SEVERITY,
    PLURALS,
    WORDS,
    as_cells,
    label_shown,
    lines_text,
    quoted,
    refusal_text,
    shortened,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jinja2 import Environment, Template

    from ...errors import Language
    from ..examples import Example
    from ..report import FileReport, Group

_TEMPLATES = files(__package__) / "templates"
# The style of the parts below; a page around them sets the colours and fonts that it names.
STYLESHEET = (_TEMPLATES / "report.css").read_text(encoding="utf-8")


def render_page(
    reports: Sequence[FileReport], lang: Language, *, shapes: Iterable[Shape] | None = None, details: bool = False
) -> str:
    """Return the reports as a file that needs nothing else; `details` opens the list of repairs."""
    body, heading = render_body(reports, lang, shapes=shapes, details=details), WORDS["report"].in_language(lang)
    title = f"{heading}: {visible(reports[0].title or reports[0].name)}" if len(reports) == 1 else heading
    return standalone(body, STYLESHEET, lang, title=title, heading=heading)


def render_body(
    reports: Sequence[FileReport], lang: Language, *, shapes: Iterable[Shape] | None = None, details: bool = False
) -> Markup:
    """Return the reports as a part of a page; its headings begin at the second level."""
    known = {shape.code: shape for shape in (bundled_catalogue().values() if shapes is None else shapes)}
    spoken = [known[one.code] for one in faults(reports) if one.shape and one.code in known]
    body = _template("report.html").render(
        reports=reports,
        shapes=spoken,
        explained={shape.code for shape in spoken},
        examples=bundled_examples(),
        details=details,
        **_words(lang),
    )
    return Markup(body)  # noqa: S704  (the template escapes)


def render_checks(shapes: Sequence[Shape], examples: Mapping[str, Example], lang: Language) -> Markup:
    """Return what each check looks at, and how to mend what it finds, as a part of a page; the worst first."""
    by_level = {level: [shape for shape in shapes if OF_SEVERITY[shape.severity] == level] for level in PLURALS}
    body = _template("checks.html").render(by_level=by_level, examples=examples, **_words(lang))
    return Markup(body)  # noqa: S704  (the template escapes)


def _words(lang: Language) -> dict[str, object]:
    """Return what every template has at hand."""
    return {
        "lang": lang,
        "t": lambda key: WORDS[key].in_language(lang),
        "said": lambda message: visible(message.in_language(lang)),
        "level_word": lambda level: LEVELS[level].in_language(lang),
        "counted": lambda level: COUNTED[level].in_language(lang),
        "plural": lambda level: PLURALS[level].in_language(lang),
        "family": lambda shape: FAMILIES[shape.family].in_language(lang),
        "level_of": lambda shape: OF_SEVERITY[shape.severity],
        "lines": lambda spots: lines_text(spots, lang),
        "quoted": lambda text: quoted(text, lang),
        "refusal": lambda report: refusal_text(report, lang),
        "label_shown": lambda group: label_shown(group, lang),
        "anchor": anchor,
        "faults_of": gathered,
        "marked": marked,
        "differing": differing,
        "visible": visible,
        "tally": _tally,
        "faults_counted": lambda report: [(level, report.counts[level]) for level in PLURALS],
    }


def anchor(number: int, group: Group) -> str:
    """Return the id of a function's findings in the n-th document."""
    nth = f"-{group.occurrence}" if group.occurrence > 1 else ""
    return f"file-{number}-{group.function.replace('/', '-') or 'document'}{nth}"


def marked(excerpt: str, value: str | None) -> Markup | None:
    """Return a line with the one place marked where it has the value; None where it has none or several."""
    line, sought = shortened(excerpt), visible(value or "")
    found = list(re.finditer(rf"(?<!\w){re.escape(sought)}(?!\w)", line)) if sought else []
    if len(found) != 1:
        return None
    start, end = found[0].span()
    return _run(line[:start], is_same=True) + _run(sought, is_same=False) + _run(line[end:], is_same=True)


def differing(text: str, other: str) -> Markup:
    """Return an example with the words marked in which it differs from the other one."""
    words, others = (re.split(r"(\s+)", as_cells(one)) for one in (text, other))
    runs = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    return Markup().join(_run("".join(words[start:end]), is_same=tag == "equal") for tag, start, end, _, _ in runs)


def _run(text: str, *, is_same: bool) -> Markup:
    return escape(text) if is_same or not text.strip() else Markup("<mark>{}</mark>").format(text)


def _tally(group: Group) -> list[tuple[Level, int]]:
    """Return how many findings of each level there are, without the levels that have none."""
    found = [(level, sum(one.level == level for one in group.findings)) for level in Level]
    return [(level, count) for level, count in found if count]


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return environment(_TEMPLATES)
