"""A sentence with its actors marked by hand, coded by the rules of the events layer alone.

The learned judge weighs whole articles; here all is told that the rules draft and nothing speaks against.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from conllu import analysis_from_lines, article_of
from saksi.events.coding import coder
from saksi.examples import BY_RULE
from saksi.language.analysis import Analysis
from saksi.lexicons.load import default_lexicons
from saksi.records import Actor, Event
from saksi.reference.mentions import Mention, Reference


@dataclass(frozen=True)
class Scene:
    analysis: Analysis
    reference: Reference
    events: tuple[Event, ...]

    def told(self) -> list[str]:
        """Each event as "TYPE CAMEO source > target (modality)", "not" before a negated one."""
        return [self._told(event) for event in self.events]

    def _told(self, event: Event) -> str:
        def names(refs: tuple[str, ...]) -> str:
            return "+".join(self.reference.actor(r).code or "?" for r in refs) or "-"

        no = "not " if event.negated else ""
        parties = f"{names(event.source)} > {names(event.target)}"
        return f"{no}{event.type} {event.cameo} {parties} ({event.modality})"

    def words(self, spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [self.analysis.text[start:end] for start, end in spans]


def scene(lines: str, actors: dict[str, str]) -> Scene:
    """`lines` as in conllu.analysis_from_lines; `actors` maps words of the text to actor codes."""
    analysis = analysis_from_lines(lines)
    reference = reference_of(analysis, actors)
    weighed = coder(article_of(analysis), analysis, reference, (), default_lexicons())
    return Scene(analysis, reference, tuple(f.event for f in replace(weighed, judge=BY_RULE).findings()))


def reference_of(analysis: Analysis, actors: dict[str, str]) -> Reference:
    mentions, found = [], {}
    for name, code in actors.items():
        ref = found.setdefault(code, f"a{len(found) + 1}")
        words = name.split()
        for i in range(len(analysis.tokens) - len(words) + 1):
            window = analysis.tokens[i : i + len(words)]
            if [t.text for t in window] == words:
                inside = range(i, i + len(words))
                head = next((t.i for t in window if t.head not in inside or t.head == t.i), i)
                mentions.append(Mention(ref, (window[0].start, window[-1].end), head, i, i + len(words)))
    mentions.sort(key=lambda m: m.first)
    people = tuple(
        Actor(
            ref, code, "organisation", code, code[:3], None, tuple(m.span for m in mentions if m.ref == ref)
        )
        for code, ref in found.items()
    )
    return Reference(people, (), (), tuple(mentions), (), ())
