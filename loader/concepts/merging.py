"""Which concepts count as one by what was decided; decisions that contradict each other are refused."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from ...errors import Message, RefusedError, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rdflib import URIRef

    from .matches import Match

_VERDICTS = {
    "same": Message(ru="это одно понятие", en="they are one concept"),
    "close": Message(ru="это близкие понятия", en="they are close concepts"),
    "different": Message(ru="это разные понятия", en="they are different concepts"),
}
_QUOTED = 50


def representatives(matches: Iterable[Match]) -> dict[URIRef, URIRef]:
    """Return for each merged concept but one the one that stands for all of them: that with the smallest IRI."""
    above: dict[URIRef, URIRef] = {}
    for match in matches:
        first, second = sorted((_root(match.one, above), _root(match.other, above)))
        if match.verdict == "same" and first != second:
            above[second] = first
    return {concept: _root(concept, above) for concept in above}


def refuse_contradictions(held: Sequence[Match], wanted: Mapping[Match, Message]) -> None:
    """Raise `RefusedError` where a wanted decision, each with its place, is against another one.

    Two verdicts on one pair are against each other, and so is «different» on two that other decisions made one.
    """
    by_pair = {match.key: match for match in held}
    for match, place in wanted.items():
        earlier = by_pair.setdefault(match.key, match)
        if earlier.verdict != match.verdict:
            raise _decided_otherwise(match, place, earlier)
    # Whatever is against others stays so however many follow.
    first = bisect_left(range(len(wanted) + 1), 1, key=lambda count: bool(_broken([*held, *[*wanted][:count]])))
    if first <= len(wanted):
        match, place = [*wanted.items()][max(0, first - 1)]
        raise _against_others(match, place, _broken([*held, *[*wanted][:first]])[0])


def _broken(matches: Sequence[Match]) -> list[Match]:
    """Return the decisions «different» on concepts that other decisions make one."""
    one_for = representatives(matches)
    return [
        match
        for match in matches
        if match.verdict == "different" and one_for.get(match.one, match.one) == one_for.get(match.other, match.other)
    ]


def _root(concept: URIRef, above: dict[URIRef, URIRef]) -> URIRef:
    while concept in above:
        # The way is halved as it is walked: long chains stay short.
        above[concept] = above.get(above[concept], above[concept])
        concept = above[concept]
    return concept


def _decided_otherwise(match: Match, place: Message, earlier: Match) -> RefusedError:
    told, verdict = _named(match), _VERDICTS[earlier.verdict]
    return RefusedError(
        ru=f"{place.ru}{told}: уже решено, что {verdict.ru}{_by(earlier)}; чтобы решить иначе, отзовите то решение: "
        "profgraph concepts withdraw",
        en=f"{place.en}{told}: it was decided that {verdict.en}{_by(earlier)}; to decide otherwise, withdraw that: "
        "profgraph concepts withdraw",
    )


def _against_others(match: Match, place: Message, broken: Match) -> RefusedError:
    told, apart = _named(match), _named(broken)
    return RefusedError(
        ru=f"{place.ru}{told}: тогда {apart} — одно понятие по цепочке решений, а решено, что это разные{_by(broken)}; "
        "уберите эту строку или отзовите одно из решений: profgraph concepts withdraw",
        en=f"{place.en}{told}: then {apart} are one by a chain of decisions, yet were decided to be different"
        f"{_by(broken)}; leave this out or withdraw one of the decisions: profgraph concepts withdraw",
    )


def _named(match: Match) -> str:
    one, other = (excerpt(label, _QUOTED) for label in match.labels)
    return f"«{one}» = «{other}»"


def _by(match: Match) -> str:
    told = ", ".join(filter(None, (match.author, match.day)))
    return f" ({told})" if told else ""
