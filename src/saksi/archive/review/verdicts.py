"""What a reviewer says of an item: accept, reject or correct, checked against the article's own words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from saksi.archive.review.items import ActorClaim, Claim, EventClaim, Item, Party, QuoteClaim, nearest
from saksi.archive.vocabulary import clean
from saksi.errors import ArchiveError
from saksi.lexicons.load import default_lexicons
from saksi.records import Span

VERDICTS = ("accept", "reject", "correct")
QUOTE_KINDS = ("direct", "indirect", "mixed")
ACTOR_KINDS = ("person", "organisation", "state", "group", "unnamed")
MOST_WORDS, LONGEST_REASON, LONGEST_NAME = 300, 500, 80  # characters
_MOST_PARTIES = 20
_CODE = re.compile(r"(---|[A-Z]{3})([A-Z]{3}){0,4}")
_PARTY = re.compile(r"([^\[\]]*)(?:\[([^\[\]]*)\])?")


@cache
def event_types() -> tuple[str, ...]:
    """The 16 PLOVER types, by name."""
    return tuple(row["type"] for row in default_lexicons().table("plover_types"))


@cache
def modalities() -> tuple[str, ...]:
    """The ten modalities."""
    return tuple(row["modality"] for row in default_lexicons().table("modalities"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer says. `changes` (of a correction) are the fields that are wrong, with what is right:

    of an event type, modality, negated, source, target; of a quote kind, speaker; of an actor kind, name,
    code. A party is {"words": words as the text has them, "code": an actor's code or None}; source and
    target are lists of them. A reject tells its reason.
    """

    verdict: str
    reviewer: str
    reason: str = ""
    changes: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def checked(self) -> Verdict:
        """The same with tidied words. Raises ArchiveError if something is missing, unknown or too long."""
        reviewer, reason = (" ".join(clean(words).split()) for words in (self.reviewer, self.reason))
        if self.verdict not in VERDICTS:
            raise ArchiveError(f"verdict is one of {', '.join(VERDICTS)}")
        if not reviewer:
            raise ArchiveError("a decision names its reviewer")
        if len(reviewer) > LONGEST_NAME:
            raise ArchiveError(f"a reviewer's name has at most {LONGEST_NAME} characters")
        if len(reason) > LONGEST_REASON:
            raise ArchiveError(f"a reason has at most {LONGEST_REASON} characters")
        if self.verdict == "reject" and not reason:
            raise ArchiveError("who rejects says why")
        if self.changes and self.verdict != "correct":
            raise ArchiveError("only a correction changes fields")
        return Verdict(self.verdict, reviewer, reason, self.changes)


def corrected(item: Item, changes: Mapping[str, Any], text: str) -> Claim:
    """What is right of an item, by a reviewer's changes. `text` is its article's text.

    Raises ArchiveError if a change is faulty, names words that are not in the text, or if nothing is changed.
    """
    said = item.said
    fields = {f.name for f in dataclasses.fields(said)}
    unknown = sorted(set(changes) - fields)
    if unknown:
        raise ArchiveError(
            f"{item.kind}: no field {', '.join(unknown)} (there are {', '.join(sorted(fields))})"
        )
    at = item.words[0]
    if isinstance(said, EventClaim):
        made: Claim = _event(said, changes, text, at)
    elif isinstance(said, QuoteClaim):
        made = _quote(said, changes, text, at)
    else:
        made = _actor(said, changes)
    if _content(made) == _content(said):
        raise ArchiveError("nothing is corrected: accept it, or change a field")
    return made


def claim_from(kind: str, value: Mapping[str, Any]) -> Claim:
    """The claim that dataclasses.asdict made plain."""
    if kind == "event":
        sides = {side: tuple(_plain_party(p) for p in value[side]) for side in ("source", "target")}
        return EventClaim(value["type"], value["modality"], value["negated"], **sides)
    if kind == "quote":
        return QuoteClaim(value["kind"], _plain_party(value["speaker"]) if value["speaker"] else None)
    return ActorClaim(value["kind"], value["name"], value["code"])


def label_of(claim: Claim) -> str:
    """The type of an event, the kind of a quote or actor."""
    return claim.type if isinstance(claim, EventClaim) else claim.kind


def parties_from(line: str) -> list[dict[str, str | None]]:
    """Parties as people write them: `words [CODE]; words`. What is in brackets is the code."""
    found: list[dict[str, str | None]] = []
    for part in line.split(";"):
        if not part.strip():
            continue
        match = _PARTY.fullmatch(part.strip())
        if match is None:
            raise ArchiveError(
                f"{part.strip()[:80]!r} is no party: write its words and, in brackets, its code"
            )
        found.append({"words": match[1].strip(), "code": (match[2] or "").strip() or None})
    return found


def parties_line(parties: Sequence[Party]) -> str:
    """Parties as `parties_from` reads them."""
    words = ((" ".join(p.words.translate(_NOT_IN_LINE).split()), p.code) for p in parties)
    return "; ".join(f"{said} [{code}]" if code else said for said, code in words)


_NOT_IN_LINE = str.maketrans("[];", "   ")


def _event(said: EventClaim, changes: Mapping[str, Any], text: str, at: Span) -> EventClaim:
    negated = changes.get("negated", said.negated)
    if not isinstance(negated, bool):
        raise ArchiveError("negated is true or false")
    return EventClaim(
        type=_one_of("type", changes.get("type", said.type), event_types()),
        modality=_one_of("modality", changes.get("modality", said.modality), modalities()),
        negated=negated,
        source=_parties(changes["source"], text, at, said.source) if "source" in changes else said.source,
        target=_parties(changes["target"], text, at, said.target) if "target" in changes else said.target,
    )


def _quote(said: QuoteClaim, changes: Mapping[str, Any], text: str, at: Span) -> QuoteClaim:
    speaker = said.speaker
    if "speaker" in changes:
        given = changes["speaker"]
        old = (said.speaker,) if said.speaker else ()
        speaker = None if given is None else _party(given, text, at, old)
    return QuoteClaim(_one_of("kind", changes.get("kind", said.kind), QUOTE_KINDS), speaker)


def _actor(said: ActorClaim, changes: Mapping[str, Any]) -> ActorClaim:
    name = changes.get("name", said.name)
    if not isinstance(name, str) or not name.strip() or len(name) > MOST_WORDS:
        raise ArchiveError(f"a name has 1 to {MOST_WORDS} characters")
    kind = _one_of("kind", changes.get("kind", said.kind), ACTOR_KINDS)
    return ActorClaim(kind, " ".join(clean(name).split()), _code(changes.get("code", said.code)))


def _parties(given: Any, text: str, at: Span, said: Sequence[Party]) -> tuple[Party, ...]:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) > _MOST_PARTIES:
        raise ArchiveError(f"source and target are lists of at most {_MOST_PARTIES} parties")
    return tuple(_party(party, text, at, said) for party in given)


def _party(given: Any, text: str, at: Span, said: Sequence[Party]) -> Party:
    """The party at its mention nearest to `at`; one that was said already stays where it was."""
    if not isinstance(given, Mapping) or set(given) - {"words", "code"} or "words" not in given:
        raise ArchiveError('a party is {"words": ..., "code": ...}')
    words = given["words"]
    if not isinstance(words, str) or not words.strip() or len(words) > MOST_WORDS:
        raise ArchiveError(f"a party has 1 to {MOST_WORDS} characters of words")
    words, code = words.strip(), _code(given.get("code"))
    kept = next((p for p in said if parties_line([Party(p.words, p.span, None)]) == words), None)
    span = kept.span if kept else nearest(_places(text, words), at)
    if span is None:
        raise ArchiveError(f"{words[:80]!r} does not stand in the article: give the words as printed")
    return Party(text[slice(*span)], span, code)


def _places(text: str, words: str) -> list[Span]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def _plain_party(value: Mapping[str, Any]) -> Party:
    start, end = value["span"]
    return Party(value["words"], (start, end), value["code"])


def _code(value: Any) -> str | None:
    if value in (None, ""):
        return None
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise ArchiveError(f"{str(value)[:20]!r} is no actor code (IDN, IDNCOP, --- for an unknown country)")
    return value


def _one_of(name: str, value: Any, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise ArchiveError(f"{name} is one of {', '.join(allowed)}")
    return str(value)


def _content(claim: Claim) -> Any:
    """What counts as different: not where a party stands, but its words and code."""
    if isinstance(claim, EventClaim):
        sides = [[(p.words, p.code) for p in side] for side in (claim.source, claim.target)]
        return (claim.type, claim.modality, claim.negated, sides)
    if isinstance(claim, QuoteClaim):
        return (claim.kind, (claim.speaker.words, claim.speaker.code) if claim.speaker else None)
    return claim
