"""Which tokens stand between quotation marks: what is said there is the speaker's, not the reporter's."""

from __future__ import annotations

from saksi.language.analysis import Analysis

_QUOTES = frozenset('"“”')


def quoted_tokens(analysis: Analysis) -> dict[int, int]:
    """Token -> number of the quotation it stands in; one never closed ends with its paragraph."""
    found: dict[int, int] = {}
    number, open_, paragraph = 0, False, -1
    for sentence in analysis.sentences:
        if sentence.paragraph != paragraph:
            open_, paragraph = False, sentence.paragraph
        for token in analysis.sentence_tokens(sentence):
            if token.text in _QUOTES:
                open_ = not open_ if token.text == '"' else token.text == "“"
                number += open_
            elif open_:
                found[token.i] = number
    return found
