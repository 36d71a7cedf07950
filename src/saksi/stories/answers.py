"""Answers: which denial answers which accusation, and who was accused and never heard.

An accusation is an ACCUSE event or anything that is told as alleged; a denial is an act of denying
(CAMEO 016), or an event that its own supposed doer says did not happen; to keep silent is neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from saksi.stories.accounts import NAMED, Account, Party, same_side
from saksi.stories.happenings import FACT, modality_kind

DENIAL, SILENCE = "016", "010"


@dataclass(frozen=True, slots=True)
class Answer:
    """A denial with the accusation that it answers; None where the story holds none that fits."""

    denial: Account
    accusation: Account | None


def find_answers(accounts: Iterable[Account]) -> tuple[Answer, ...]:
    """Every denial with its accusation, in order of time.

    The denier must be the accused, and the accusation must have been printed before the denial or in
    the same article. Of several the one by whom the denial is addressed to goes first, then the latest.
    """
    ordered = sorted(accounts, key=lambda a: (a.published or "", a.article))
    accusations = [a for a in ordered if _accused(a)]
    return tuple(Answer(a, _answered(a, accusations)) for a in ordered if _deniers(a))


def unheard(accounts: Sequence[Account], voices: Sequence[Party]) -> tuple[Account, ...]:
    """Accusations against named actors of whom the story has neither a denial nor any speech.

    `voices` are all speakers of the story. For a newsroom: whose right of reply is still open.
    """
    deniers = [party for account in accounts for party in _deniers(account)]
    heard = [*voices, *deniers]
    return tuple(
        account
        for account in accounts
        if not account.negated
        and (accused := [p for p in _accused(account) if p.kind in NAMED and p.name])
        and same_side(accused, heard) is not True
    )


def _answered(denial: Account, accusations: Sequence[Account]) -> Account | None:
    deniers = _deniers(denial)
    best: tuple[tuple[bool, bool, int], Account] | None = None
    for number, accusation in enumerate(accusations):
        if (accusation.published or "") > (denial.published or "") or accusation is denial:
            continue
        if same_side(deniers, _accused(accusation)) is not True:
            continue
        to_accuser = same_side(denial.target, accusation.source) is True
        same_matter = accusation.type == denial.type or bool(accusation.roots & denial.roots)
        rank = (to_accuser, same_matter, number)
        if best is None or rank > best[0]:
            best = rank, accusation
    return best[1] if best else None


def _accused(account: Account) -> tuple[Party, ...]:
    if account.negated or modality_kind(account) != FACT:
        return ()
    if account.type == "ACCUSE":
        return account.target
    return account.source if account.modality == "alleged" else ()


def _deniers(account: Account) -> tuple[Party, ...]:
    if account.cameo == DENIAL and not account.negated:
        return account.source or ((account.speaker,) if account.speaker else ())
    if not account.negated or account.speaker is None or account.cameo == SILENCE:
        return ()
    by_himself = modality_kind(account) == FACT and same_side(account.source, [account.speaker])
    return account.source if by_himself else ()
