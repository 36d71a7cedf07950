"""A quote with what the events layer needs to know of it."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.records import Diagnostic, Quote, Span
from saksi.reference.mentions import Mention


@dataclass(frozen=True, slots=True)
class QuoteFinding:
    """A quote, the span of its content, and its attribution.

    `attribution` is the span of the clause with cue and speaker ("kata Lavrov seperti dikutip ...,
    Minggu (4/12/2016)"), None where there is none. `first_person` are indices of tokens such as
    *kami* and *saya* inside the content, which mean the speaker's side. `act` is the kind of cue (say,
    deny, order, think ...: see the schema of speech_cues).
    """

    quote: Quote
    content: Span
    attribution: Span | None
    speaker_mention: Mention | None
    cue_tokens: tuple[int, ...] = ()
    first_person: tuple[int, ...] = ()
    act: str = "say"
    diagnostics: tuple[Diagnostic, ...] = ()
