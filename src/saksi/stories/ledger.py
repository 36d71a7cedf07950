"""The ledger: what each actor said over time on each issue, where it turned round, where it kept silent.

Articles name one issue in different words ("penarikan pemberontak dari Aleppo", "mundurnya pemberontak").
Two names are one issue if they share most of what is telling in them, or half of it and an actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from saksi.language.morphology import morphology_of
from saksi.lexicons.load import Lexicons
from saksi.records import ArticleRecord, Span
from saksi.stories.accounts import Party, party_of, same_party
from saksi.stories.terms import WORD, surprise_of

SHARED, SHARED_WITH_ACTOR = 0.67, 0.5
FOR = frozenset({"demands", "supports", "accepts", "offers"})
AGAINST = frozenset({"refuses"})
SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Stand:
    """What one article says an actor's position is. Spans are into the article's text."""

    actor: Party
    issue: str
    stance: str
    article: str
    event: str
    published: str | None
    witness: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor's stands on one issue, in order of time.

    `issue` is the name that the issue was given first. `reversals` are pairs of stands of which the later
    takes back the earlier. `silent_since` is the stand that told of a silence which nothing later broke.
    """

    actor: Party
    issue: str
    stands: tuple[Stand, ...]
    reversals: tuple[tuple[Stand, Stand], ...]
    silent_since: Stand | None


def stands_of(record: ArticleRecord) -> tuple[Stand, ...]:
    """The positions of an article record."""
    parties = {actor.id: party_of(actor) for actor in record.actors}
    return tuple(
        Stand(parties[p.actor], p.issue, p.stance, record.id, p.event, record.published, p.witness)
        for p in record.positions
        if p.actor in parties
    )


def ledger(stands: Iterable[Stand], lexicons: Lexicons) -> tuple[Entry, ...]:
    """Entries in the order in which actors first spoke on issues."""
    weigh = _Weigher(lexicons)
    issues: list[_Issue] = []
    pages: list[tuple[Party, _Issue, list[Stand]]] = []
    for stand in sorted(stands, key=lambda s: (s.published or "", s.article)):
        issue = _issue_of(stand, issues, weigh)
        page = next((p for p in pages if p[1] is issue and same_party(p[0], stand.actor)), None)
        if page is None:
            page = (stand.actor, issue, [])
            pages.append(page)
        page[2].append(stand)
    return tuple(_entry(actor, issue.name, held) for actor, issue, held in pages)


@dataclass(slots=True)
class _Issue:
    name: str
    words: dict[str, float]
    actors: list[Party] = field(default_factory=list)


class _Weigher:
    """Telling roots of a name with their weights."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._root_of = morphology_of(lexicons).root_of
        self._surprise = surprise_of(lexicons)

    def __call__(self, name: str) -> dict[str, float]:
        roots = {self._root_of(word) for word in WORD.findall(name.lower())}
        return {root: weight for root in sorted(roots) if (weight := self._surprise(root)) > 0.0}


def _issue_of(stand: Stand, issues: list[_Issue], weigh: _Weigher) -> _Issue:
    words = weigh(stand.issue)
    for issue in issues:
        known = any(same_party(actor, stand.actor) for actor in issue.actors)
        if issue.name == stand.issue or _shared(words, issue.words) >= (
            SHARED_WITH_ACTOR if known else SHARED
        ):
            issue.actors.append(stand.actor)
            return issue
    issue = _Issue(stand.issue, words, [stand.actor])
    issues.append(issue)
    return issue


def _shared(some: dict[str, float], others: dict[str, float]) -> float:
    """Weight of the shared roots by that of the name with less weight."""
    less = min(sum(some.values()), sum(others.values()))
    return sum(weight for root, weight in some.items() if root in others) / less if less else 0.0


def _entry(actor: Party, issue: str, stands: Sequence[Stand]) -> Entry:
    spoken = [s for s in stands if s.stance in FOR | AGAINST]
    reversals = tuple((a, b) for a, b in pairwise(spoken) if (a.stance in FOR) != (b.stance in FOR))
    silent: Stand | None = None
    for stand in stands:
        silent = (silent or stand) if stand.stance == SILENT else None
    return Entry(actor, issue, tuple(stands), reversals, silent)
