"""What a protest is about: other leaders, another policy, rights or another system (CAMEO 1411 to 1454).

The grievance stands behind the word of protest, in the same sentence: "berunjuk rasa menuntut [upah layak]",
"mogok makan karena [ditolak bebas]". The first that the table `grievances` knows decides; it joins the trigger,
so that the fourth digit of the code has its witness.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from saksi.events.drafts import Draft
from saksi.events.phrases import Phrases
from saksi.language.analysis import Analysis, Sentence
from saksi.lexicons.load import Lexicons

# The last digit of the codes of protest, by what is protested about.
DIGITS = {"leaders": "1", "policy": "2", "rights": "3", "system": "4"}
FORMS = frozenset({"141", "142", "143", "144", "145"})


@lru_cache(maxsize=8)
def _words(lexicons: Lexicons) -> Phrases[str]:
    return Phrases.compile((row["words"], row["about"]) for row in lexicons.table("grievances"))


@dataclass(frozen=True)
class Grievances:
    """Looks for grievances in the sentences of one article."""

    analysis: Analysis
    lexicons: Lexicons

    def named(self, draft: Draft, sentence: Sentence) -> Draft:
        """The draft of a protest with the code of its grievance, where the sentence tells one."""
        if draft.cameo not in FORMS:
            return draft
        words = _words(self.lexicons)
        found = min(
            words.places(self.analysis.tokens, draft.hit.last, sentence.last),
            key=lambda place: (place[0], -place[1].count("_")),
            default=None,
        )
        if found is None:
            return draft
        first, expression, about = found
        span = self.analysis.span(first, first + expression.count("_") + 1)
        return replace(
            draft,
            cameo=draft.cameo + DIGITS[about],
            trigger=tuple(sorted({*draft.trigger, span})),
            rules=(*draft.rules, f"grievances:{expression}"),
        )
