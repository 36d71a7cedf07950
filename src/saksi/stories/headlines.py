"""Headlines: whether a headline asserts what its article only alleges, plans or denies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saksi.stories.accounts import Account
from saksi.stories.happenings import same_event

ASSERTED = frozenset({"happened", "ongoing", "agreed"})
# What the body must say of the event for the headline to be bolder; a mere "if" is another matter.
LESS = frozenset({"alleged", "planned", "expected"})


@dataclass(frozen=True, slots=True)
class Overstated:
    """A headline's event and what the body of the same article says of it."""

    headline: Account
    body: tuple[Account, ...]


def overstated_headlines(accounts: Iterable[Account]) -> tuple[Overstated, ...]:
    """Events that a headline asserts and that its body tells, but nowhere asserts.

    A headline event that the body does not come back to is no fault: its words may stand for many.
    """
    by_article: dict[str, list[Account]] = {}
    for account in accounts:
        by_article.setdefault(account.article, []).append(account)
    found = []
    for told in by_article.values():
        for headline in (a for a in told if a.headline and _asserts(a)):
            body = tuple(a for a in told if not a.headline and _tells(a, headline))
            if body and not any(_asserts(a) for a in body):
                found.append(Overstated(headline, body))
    return tuple(found)


def _tells(account: Account, headline: Account) -> bool:
    graded = _asserts(account) or account.negated or account.modality in LESS
    return graded and account.type == headline.type and same_event(headline, account)


def _asserts(account: Account) -> bool:
    return account.modality in ASSERTED and not account.negated
