"""What the reference layer gives: actors, places and dates with the tokens that mention them."""

from __future__ import annotations

from dataclasses import dataclass, field

from saksi.records import Actor, Date, Diagnostic, Place, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an actor, a place or a date.

    `ref` is the id of what is meant ("a1", "p2", "d3"); `span` the words; `head` the index of the
    syntactic head token; `first`/`last` the half-open token range; `form` one of name, nominal
    ("polisi Israel", "seorang pejabat"), pronoun (ia, dia, mereka, kami), clitic (-nya), place.
    """

    ref: str
    span: Span
    head: int
    first: int
    last: int
    form: str = "name"


@dataclass(frozen=True)
class Reference:
    """All actors, places and dates of an article, and which token stands in which mention."""

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    dates: tuple[Date, ...]
    actor_mentions: tuple[Mention, ...]
    place_mentions: tuple[Mention, ...]
    date_mentions: tuple[Mention, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    _actor_at: dict[int, Mention] = field(default_factory=dict, repr=False)
    _actors_on: dict[Span, tuple[Mention, ...]] = field(default_factory=dict, repr=False)
    _by_id: dict[str, Actor | Place | Date] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        # A longer mention wins over one inside it, a head over a modifier.
        for mention in sorted(self.actor_mentions, key=lambda m: (m.last - m.first, m.first)):
            for i in range(mention.first, mention.last):
                self._actor_at[i] = mention
        for mention in self.actor_mentions:
            self._actor_at[mention.head] = mention
            self._actors_on[mention.span] = (*self._actors_on.get(mention.span, ()), mention)
        for things in (self.actors, self.places, self.dates):
            self._by_id.update({thing.id: thing for thing in things})

    def actor_at(self, i: int) -> Mention | None:
        """The actor mention that token `i` heads, or else the longest that holds it."""
        return self._actor_at.get(i)

    def actors_at(self, i: int) -> tuple[Mention, ...]:
        """All mentions on the words of `actor_at(i)`: *kedua negara* mentions two actors at once."""
        mention = self.actor_at(i)
        return self._actors_on.get(mention.span, ()) if mention else ()

    def actor(self, ref: str) -> Actor:
        """The actor with this id. Raises KeyError if there is none."""
        found = self._by_id[ref]
        assert isinstance(found, Actor)
        return found
