"""Who holds the floor: whom -nya, *dia* and a quotation without attribution take up."""

from __future__ import annotations

from dataclasses import dataclass, field

from saksi.reference.mentions import Mention
from saksi.speech.lexicon import CLITIC
from saksi.speech.scene import Scene, Unit

_MEMORY = 3
_PHRASE = 8


@dataclass
class Floor:
    """Who holds the floor while an article is read from the top: for -nya, *dia* and bare quotations.

    `speaker` is the last speaker, `subject` the last person that was subject of a sentence of the
    narrative in a later paragraph (in the same one the sentences still give what the speaker said),
    `person` the last speaker who is a person. `acting` is the subject of the sentence right before, if
    that is the reporter's and in the same paragraph.
    """

    speaker: Mention | None = None
    subject: Mention | None = None
    person: Mention | None = None
    known: set[str] = field(default_factory=set)
    unknown: bool = False
    acting: Mention | None = None
    _paragraph: int = -1
    _heard: int = -1

    def spoke(self, mention: Mention, paragraph: int, person: bool) -> None:
        """Someone spoke: from now on -nya means them."""
        self.speaker, self.subject, self._paragraph = mention, None, paragraph
        self.known.add(mention.ref)
        self.unknown = False
        if person:
            self.person, self._heard = mention, paragraph

    def lost(self) -> None:
        """Someone spoke whom nobody knows: what follows is theirs, so nobody earlier may take it."""
        self.speaker = self.subject = self.person = None
        self.unknown = True

    def acted(self, mention: Mention, paragraph: int, official: bool) -> None:
        """A person was the subject of a sentence of the narrative.

        They may take the floor if they come in with their office, have spoken before, or nobody else has:
        one who was only spoken of stays so.
        """
        if paragraph == self._paragraph:
            return
        nobody = self.speaker is None and self.subject is None
        if official or mention.ref in self.known or nobody:
            self.subject = mention

    def holder(self) -> Mention | None:
        """Whom a pronoun beside a cue takes up.

        A body that spoke in between (*KPK menyebut ...*) does not silence the person who speaks for it.
        """
        near = self._paragraph - self._heard <= _MEMORY
        return self.subject or (self.person if near else None) or self.speaker


def is_pronoun(scene: Scene, i: int) -> bool:
    """Whether token `i` is a third-person pronoun or opens *pihaknya*."""
    token = scene.tokens[i]
    if scene.lexicon.role(token.lower, "third_person"):
        return True
    after = i + 1 < len(scene.tokens) and scene.tokens[i + 1].lower == CLITIC and scene.glued(i + 1)
    return after and scene.lexicon.role(token.lower + CLITIC, "third_person")


def pronoun(scene: Scene, i: int, floor: Floor) -> Mention | None:
    """Whom the third-person pronoun at token `i` beside a cue means.

    The one who holds the floor, since attributions take up the last speaker; else what the reference
    layer says.
    """
    mention = scene.mention_at(i)
    plural = scene.tokens[i].lower in ("mereka", "keduanya")
    holder = floor.acting or floor.holder()
    if plural:
        return mention
    if holder is None:
        return None if floor.unknown else mention
    return as_pronoun(scene, i, holder)


def clitic_holder(scene: Scene, i: int, floor: Floor) -> Mention | None:
    """Whom the clitic at token `i` on a cue takes up, or None if that cannot be told."""
    holder = floor.holder()
    if holder is not None:
        return as_pronoun(scene, i, holder)
    mention = scene.mention_at(i)
    person = mention is not None and scene.is_person(mention)
    return mention if person and not floor.unknown else None


def as_pronoun(scene: Scene, i: int, holder: Mention) -> Mention:
    """A mention of the holder's actor by the pronoun or clitic at token `i`."""
    mention = scene.mention_at(i)
    if mention is not None and mention.ref == holder.ref:
        return mention
    token = scene.tokens[i]
    form = "pronoun" if is_pronoun(scene, i) else "clitic"
    start = token.end - len(CLITIC) if form == "clitic" else token.start
    return Mention(holder.ref, (start, token.end), i, i, i + 1, form)


def narrative_subject(scene: Scene, unit: Unit) -> Mention | None:
    """The person who is the subject of a unit's main clause, outside quotation marks."""
    for i in range(unit.first, unit.last):
        token = scene.tokens[i]
        if token.dep.split(":")[0] != "nsubj" or scene.region_at[i] >= 0:
            continue
        head = scene.tokens[token.head]
        if head.head != head.i and head.dep not in ("conj", "parataxis"):
            continue
        mention = scene.mention_at(i) or _apposed_to(scene, i, unit)
        if mention is not None and scene.is_person(mention):
            return mention
    opening = scene.mention_at(unit.first)
    return opening if opening is not None and has_office(scene, opening) else None


def _apposed_to(scene: Scene, i: int, unit: Unit) -> Mention | None:
    """The person between commas behind the noun phrase that token `i` heads: *Pemilik toko, [Sari], ...*."""
    for k in range(i + 1, min(i + _PHRASE, unit.last - 1)):
        if scene.is_comma(k):
            mention = scene.mention_at(k + 1)
            closed = mention is not None and mention.last < unit.last and scene.is_comma(mention.last)
            return mention if closed and named(scene, mention) else None
        if scene.tokens[k].upos in ("VERB", "AUX"):
            return None
    return None


def has_office(scene: Scene, mention: Mention) -> bool:
    """Whether the mention names an office or calling beside a name (*Kapolres Rudi*)."""
    words = {scene.tokens[i].lower for i in range(max(mention.first - 1, 0), mention.last)}
    return named(scene, mention) and bool(words & scene.lexicon.offices) and not is_case(scene, mention)


def is_case(scene: Scene, mention: Mention) -> bool:
    """Whether a case is about the one mentioned: they are spoken of (*Terdakwa Rudi meminta uang*)."""
    words = (scene.tokens[i].lower for i in range(max(mention.first - 1, 0), mention.last))
    return any(scene.lexicon.noun(word, "case") for word in words)


def named(scene: Scene, mention: Mention | None) -> bool:
    """Whether the mention gives a person's name: a person by the reference layer and by the entities."""
    if mention is None or mention.form != "name" or not scene.is_person(mention):
        return False
    return any(i in scene.person_tokens for i in range(mention.first, mention.last))
