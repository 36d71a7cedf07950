"""Reads quotes from plain test sentences without a model.

Tokens are words and marks, -nya is cut off, tags come from a few word shapes, the tree is flat; actors
are the names given. So the tests show what the rules of speech do by themselves.
"""

from __future__ import annotations

import re
from dataclasses import replace

from saksi.cleaning.article import Article
from saksi.language.analysis import Analysis, Entity, Sentence, Token
from saksi.lexicons.load import default_lexicons
from saksi.records import Actor, Block, Date, Source, Span
from saksi.reference.mentions import Mention, Reference
from saksi.speech import QuoteFinding, find_quotes

_TAGS = {
    "ADP": "di ke dari pada untuk kepada dalam dengan oleh",
    "SCONJ": "bahwa agar supaya yang karena jika kalau saat ketika",
    "CCONJ": "dan atau tetapi namun sementara sedangkan",
    "AUX": "akan sudah telah belum harus bisa adalah",
    "ADV": "juga lagi segera tidak sempat pun kemudian",
    "PRON": "ia dia mereka kami kita saya nya itu ini",
    "ADJ": "aman mahal penting siap cukup",
    "VERB": "naik turun datang runtuh pulang tiba jatuh habis kata ujar",
}
_TAG_OF = {word: tag for tag, words in _TAGS.items() for word in words.split()}
_TOKEN = re.compile(r"\d+(?:/\d+)+|[^\W_]+(?:-[^\W_]+)*|[^\w\s]")
_DATE = re.compile(r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu) \(\d+/\d+(?:/\d+)?\)")


class Reading:
    """The quotes of a text, as words."""

    def __init__(self, text: str, findings: tuple[QuoteFinding, ...], reference: Reference) -> None:
        self.text = text
        self.findings = findings
        self.reference = reference

    def rows(self) -> list[tuple[str, str, str | None, str | None]]:
        """(kind, words, cue, speaker's name) of every quote."""
        return [
            (
                f.quote.kind,
                self.words(f.quote.span),
                self.words(f.quote.cue) if f.quote.cue else None,
                self.reference.actor(f.quote.speaker).name if f.quote.speaker else None,
            )
            for f in self.findings
        ]

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.text[slice(*span)]


def read(text: str, *names: str, media: tuple[str, ...] = (), title: bool = False) -> Reading:
    """Quotes of a text whose paragraphs are its lines; `names` are its actors, `media` news media."""
    paragraphs = [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    analysis = _analysis(text, paragraphs)
    blocks = tuple(
        Block("headline" if title and n == 0 else "paragraph", span, span)
        for n, span in enumerate(paragraphs)
    )
    article = Article(
        "sha256:0",
        Source("x"),
        text,
        text,
        blocks,
        tuple(paragraphs),
        None,
        None,
        "id",
        None,
        None,
        None,
        (),
        (),
    )
    reference = _reference(text, analysis, names, media)
    analysis = _with_persons(analysis, reference)
    return Reading(text, find_quotes(article, analysis, reference, default_lexicons()), reference)


def _analysis(text: str, paragraphs: list[Span]) -> Analysis:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs):
        first = len(tokens)
        for match in _TOKEN.finditer(text, start, end):
            for s, e in _split(text, *match.span()):
                tokens.append(_token(len(tokens), s, e, text, len(tokens) == first))
            last = tokens[-1].text in ".?!" and text[match.end() : match.end() + 1] in ("", " ", "\n")
            if last or match.end() == end:
                sentences.append(_sentence(first, tokens, number))
                first = len(tokens)
        if first < len(tokens):
            sentences.append(_sentence(first, tokens, number))
    return Analysis(text, tuple(tokens), tuple(sentences), ())


def _split(text: str, start: int, end: int) -> list[Span]:
    word = text[start:end].lower()
    if word.endswith("nya") and word not in ("hanya", "tanya"):
        return [(start, end - 3), (end - 3, end)]
    return [(start, end)]


def _token(i: int, start: int, end: int, text: str, opens: bool) -> Token:
    word = text[start:end]
    lower = word.lower()
    if not word[0].isalnum():
        tag = "PUNCT"
    elif lower in _TAG_OF:
        tag = _TAG_OF[lower]
    elif word[0].isupper() and not opens:
        tag = "PROPN"
    elif re.match(r"(me[mnl]|me[a-z]{5}|di[a-z]{4}|ber[a-z]{3})", lower):
        tag = "VERB"
    else:
        tag = "NOUN"
    return Token(i, start, end, word, lower, tag, i, "root", lower)


def _sentence(first: int, tokens: list[Token], paragraph: int) -> Sentence:
    return Sentence(first, len(tokens), tokens[first].start, tokens[-1].end, paragraph)


def _with_persons(analysis: Analysis, reference: Reference) -> Analysis:
    """The analysis with an entity for every name of a person of two words and more."""
    found = []
    for mention in reference.actor_mentions:
        person = reference.actor(mention.ref).kind == "person"
        if person and mention.last - mention.first > 1:
            found.append(Entity("PER", mention.first, mention.last, *mention.span))
    return replace(analysis, entities=tuple(found))


def _reference(text: str, analysis: Analysis, names: tuple[str, ...], media: tuple[str, ...]) -> Reference:
    actors, mentions = [], []
    for number, name in enumerate([*names, *media], 1):
        code = "GBRJRN" if name in media else None
        person = "person" if name[0].isupper() else "unnamed"
        kind = "organisation" if name in media or name.isupper() else person
        actors.append(Actor(f"a{number}", name, kind, code, None, None, ()))
        form = "name" if name[0].isupper() else "nominal"
        for match in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            inside = [t.i for t in analysis.tokens if match.start() <= t.start < match.end()]
            if inside:
                mention = Mention(f"a{number}", match.span(), inside[0], inside[0], inside[-1] + 1, form)
                mentions.append(mention)
    dates, date_mentions = [], []
    for number, match in enumerate(_DATE.finditer(text), 1):
        inside = [t.i for t in analysis.tokens if match.start() <= t.start < match.end()]
        dates.append(Date(f"d{number}", match.span(), None, None, "day"))
        date_mentions.append(
            Mention(f"d{number}", match.span(), inside[0], inside[0], inside[-1] + 1, "date")
        )
    return Reference(tuple(actors), (), tuple(dates), tuple(mentions), (), tuple(date_mentions))
