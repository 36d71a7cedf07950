"""A phrase that names an actor, as it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from saksi.reference.actor_lexicon import Entry


@dataclass
class Nominal:
    """A phrase that names an actor, before it is known which.

    `first`/`last` are its words (half-open), `head` the word that heads it and `noun_end` the word after
    that noun; `agents` the nouns that say what it is, outermost first, `units` what it belongs to
    (countries, organisations), `belongs` the countries of places that follow (di Aleppo, asal Calgary);
    `name` the words of a person's name, `title` those of office and rank, `owner` those of somebody whose
    people they are (pengacara Andi); `people` is the nation of an ethnic group (etnis Albania), which is
    not its country; `entry` what a bare name is in the lexicon; `before` the word before the phrase;
    `apposed`: a title that a comma joins to a name; `titled`: every word of its sentence has a capital;
    `quoted`: it stands between quotation marks; `told`: how many sentences of
    the reporter stand before it; `stem`: of an extended body, the word after what the lexicon knows
    (Pemkot [Malang]).
    """

    first: int
    last: int
    head: int
    sentence: int
    agents: list[Entry] = field(default_factory=list)
    units: list[Entry] = field(default_factory=list)
    belongs: list[str] = field(default_factory=list)
    name: tuple[int, int] | None = None
    title: tuple[int, int] | None = None
    noun_end: int = 0
    stem: int = 0
    entry: Entry | None = None
    label: str = ""
    number: str = ""
    definite: bool = False
    possessed: bool = False
    former: bool = False
    ethnic: bool = False
    people: str = ""
    owner: tuple[int, int] | None = None
    apposed: bool = False
    titled: bool = False
    quoted: bool = False
    told: int = 0
    before: str = ""

    @property
    def is_person(self) -> bool:
        """Whether it names one human being, by name or by office."""
        if self.name is not None:
            return True
        return bool(self.agents) and (self.agents[0].kind == "person" or self.number == "one")
