"""Gives the numbers of an article (dead, injured, arrested ...) to the accounts that they are told of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from saksi.events.sizes import SIZED
from saksi.records import ArticleRecord, Span
from saksi.records import Size as Counted
from saksi.stories.accounts import Account, Size, party_of
from saksi.stories.happenings import FACT, modality_kind, same_event


def with_sizes(record: ArticleRecord, accounts: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts of an article, in their order, each with its sizes.

    A size that the record ties to no event ("... tewas dalam peristiwa itu") is of the event told last before
    it that can have such a size, but only where all that can have it are one and the same.
    """
    actors = {actor.id: party_of(actor) for actor in record.actors}
    given: defaultdict[str, list[Size]] = defaultdict(list)
    for counted in record.sizes:
        event = counted.event or _told_of(counted, accounts)
        if event is not None:
            size = Size(
                kind=counted.kind,
                low=float(counted.low),
                high=None if counted.high is None else float(counted.high),
                span=counted.span,
                speaker=actors.get(counted.speaker or ""),
                sentence=_sentence(record, counted.span),
            )
            given[event].append(size)
    return tuple(replace(a, sizes=_once(given[a.event])) if a.event in given else a for a in accounts)


def _told_of(counted: Counted, accounts: Sequence[Account]) -> str | None:
    """The id of the event that a size without one is told of."""
    types = SIZED.get(counted.kind, frozenset())
    fitting = [a for a in accounts if a.type in types and not a.negated and modality_kind(a) == FACT]
    if not fitting or not all(same_event(fitting[0], a) for a in fitting[1:]):
        return None
    before = [a for a in fitting if a.span[0] <= counted.span[0]]
    return max(before, key=lambda a: a.span[0]).event if before else fitting[0].event


def _once(sizes: Iterable[Size]) -> tuple[Size, ...]:
    """Each number once, in text order: as a speaker gives it rather than as the headline repeats it."""
    kept: dict[tuple[str, float, float | None], Size] = {}
    for size in sizes:
        number = (size.kind, size.low, size.high)
        if number not in kept or (kept[number].speaker is None and size.speaker is not None):
            kept[number] = size
    return tuple(sorted(kept.values(), key=lambda size: size.span))


def _sentence(record: ArticleRecord, span: Span) -> Span | None:
    return next((s for s in record.sentences if s[0] <= span[0] < s[1]), None)
