"""The commands on concepts that are worded differently: propose, accept, reject, withdraw, list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .outputs import WRITTEN_FILE, output_option
from .wording import FORMAT, said, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..errors import Message
    from ..loader.concepts.deciding import Decided
    from ..loader.concepts.matches import Match
    from ..settings import Settings
    from ..store.writing.protocol import Writing

_PAIR = text("ФАЙЛ | ПОНЯТИЕ ПОНЯТИЕ", "FILE | CONCEPT CONCEPT")
_AUTHOR = click.option(
    "--author",
    metavar=text("ИМЯ", "NAME"),
    help=text("Кто решил (обычно: кто назван в файле, иначе пользователь).", "Who decided (usually the user)."),
)


@click.group(help=text("Понятия, записанные по-разному: одно ли это.", "Concepts worded differently: are they one."))
def concepts() -> None:
    pass


@concepts.command(
    help=text(
        "Предложить пары понятий, похожих на одно, в SSSOM TSV; решает человек: accept, reject.",
        "Propose pairs of concepts that may be one, as SSSOM TSV; a person decides: accept, reject.",
    )
)
@click.option(
    "--standard",
    metavar="S",
    help=text("Пары с понятиями стандарта: 16.020.", "Pairs with a concept of 16.020."),
)
@click.option(
    "--kind",
    type=click.Choice(["action", "skill", "knowledge"]),
    help=text("Только действия, умения или знания.", "Actions, skills or knowledge only."),
)
@click.option(
    "--above",
    type=click.FloatRange(0.5, 0.99),
    default=0.9,
    show_default=True,
    help=text("Наименьшая уверенность.", "The least confidence."),
)
@output_option("Файл .sssom.tsv; без него — вывод.", "The file .sssom.tsv; without it, the output.", kind=WRITTEN_FILE)
@click.pass_obj
def propose(settings: Settings, standard: str | None, kind: str | None, above: float, output: Path | None) -> None:
    import time

    from .. import __version__
    from ..loader.concepts.pairs import pairs_text
    from ..loader.concepts.proposing import concepts_of_kind, proposals
    from ..ontology.terms import Minter
    from ..queries.merging import concept_wordings, concepts_of, decisions
    from ..queries.terminal import write_out
    from ..settings import BASE
    from ..store.open import open_store

    began = time.monotonic()
    with open_store(replace(settings, default_graph="union")) as store:
        minter = Minter(getattr(store, "base", BASE))
        known = concepts_of_kind(concept_wordings(store), kind, minter)
        held, own = decisions(store), concepts_of(store, standard) if standard else None
    found = proposals(known, held, f"profgraph {__version__}", above=above)
    wanted = [match for match in found if own is None or not own.isdisjoint(match.key)]
    write_out(pairs_text(wanted, minter, minter.concept_named("proposals")).encode(), output)
    seconds = time.monotonic() - began
    click.echo(
        said(
            settings,
            f"понятий: {len(known)}, предложено пар: {len(wanted)}, секунд: {seconds:.1f}",
            f"concepts: {len(known)}, pairs proposed: {len(wanted)}, seconds: {seconds:.1f}",
        ),
        err=True,
    )


@concepts.command(
    help=text(
        "Принять пары из файла SSSOM, как в нём записано, или признать два понятия одним.",
        "Accept the pairs of an SSSOM file as it states them, or decide that two concepts are one.",
    )
)
@click.argument("pair", nargs=-1, required=True, metavar=_PAIR)
@_AUTHOR
@click.option(
    "--exact",
    is_flag=True,
    help=text("Считать одним понятием и те, что названы близкими.", "Take those called close for one concept as well."),
)
@click.pass_obj
def accept(settings: Settings, pair: Sequence[str], author: str | None, *, exact: bool) -> None:
    def verdict(match: Match) -> Match:
        return replace(match, verdict="same") if exact and match.verdict == "close" else match

    _decide(settings, pair, author, verdict)


@concepts.command(
    help=text(
        "Решить, что это разные понятия: пары из файла SSSOM или два понятия.",
        "Decide that concepts are different: the pairs of an SSSOM file, or two concepts.",
    )
)
@click.argument("pair", nargs=-1, required=True, metavar=_PAIR)
@_AUTHOR
@click.pass_obj
def reject(settings: Settings, pair: Sequence[str], author: str | None) -> None:
    _decide(settings, pair, author, lambda match: replace(match, verdict="different"))


@concepts.command(
    help=text(
        "Отозвать решения о парах из файла SSSOM или о двух понятиях.",
        "Withdraw the decisions on the pairs of an SSSOM file, or on two concepts.",
    )
)
@click.argument("pair", nargs=-1, required=True, metavar=_PAIR)
@click.pass_obj
def withdraw(settings: Settings, pair: Sequence[str]) -> None:
    from ..loader.concepts.deciding import withdraw as withdraw_pairs
    from ..store.writing.opening import open_writer

    _refuse_odd(pair)
    with open_writer(settings.folder, base=settings.base, purpose="concepts") as writer:
        done = withdraw_pairs(writer, {match.key: place for match, place in _asked(pair, writer).items()})
        writer.publish()
    click.echo(
        said(
            settings,
            f"отозвано решений: {done.new}; объединено с другими понятий: {done.merged}",
            f"decisions withdrawn: {done.new}; concepts merged into others: {done.merged}",
        )
    )


@concepts.command("list", help=text("Показать решения о понятиях.", "Show the decisions on concepts."))
@click.option("--format", "form", default="table", type=click.Choice(["table", "csv", "json", "sssom"]), help=FORMAT)
@click.pass_obj
def list_(settings: Settings, form: str) -> None:
    from ..loader.concepts.pairs import pairs_text
    from ..ontology.terms import Minter
    from ..queries.merging import DECISION_COLUMNS, decision_table, decisions, in_words
    from ..queries.terminal import listed
    from ..settings import BASE
    from ..store.open import open_store

    with open_store(replace(settings, default_graph="union")) as store:
        minter = Minter(getattr(store, "base", BASE))
        if form == "sssom":
            click.echo(pairs_text(decisions(store), minter, minter.curated()), nl=False)
            return
        table = decision_table(store)
        shown = in_words(table, settings.lang) if form == "table" else table
        click.echo(listed(shown, DECISION_COLUMNS, settings.lang, form), nl=False)


def _decide(settings: Settings, pair: Sequence[str], author: str | None, verdict: Callable[[Match], Match]) -> None:
    from ..loader.concepts.deciding import decide
    from ..loader.concepts.matches import signed
    from ..store.writing.opening import open_writer

    _refuse_odd(pair)
    today = date.today().isoformat()  # noqa: DTZ011  (the day of the person who decides)
    with open_writer(settings.folder, base=settings.base, purpose="concepts") as writer:
        wanted = {signed(verdict(match), author, today, _user): place for match, place in _asked(pair, writer).items()}
        done = decide(writer, wanted)
        writer.publish()
    click.echo(_told(settings, done))


def _refuse_odd(pair: Sequence[str]) -> None:
    if len(pair) > 2:
        raise UsageError(ru="назовите один файл SSSOM или два понятия", en="name one file of SSSOM, or two concepts")


def _asked(pair: Sequence[str], writer: Writing) -> dict[Match, Message]:
    from ..loader.concepts.matches import NOWHERE, Match, ordered
    from ..loader.concepts.naming import concept_named
    from ..loader.concepts.pairs import read_pairs

    if len(pair) == 1:
        return read_pairs(Path(pair[0]), writer.minter)
    one, other = (concept_named(name, writer) for name in pair)
    return {Match(*ordered(one, other), "same"): NOWHERE}


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        # A container may run under a number that has no name.
        raise UsageError(ru="кто решил? назовите его: --author ИМЯ", en="who decided? say so: --author NAME") from error


def _told(settings: Settings, done: Decided) -> str:
    return said(
        settings,
        f"новых решений: {done.new}, принятых раньше: {done.known}; объединено с другими понятий: {done.merged}",
        f"new decisions: {done.new}, made before: {done.known}; concepts merged into others: {done.merged}",
    )
