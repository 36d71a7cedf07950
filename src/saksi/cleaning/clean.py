"""From a source document to the article in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from saksi.cleaning.article import Article
from saksi.cleaning.credits import agencies, byline_and_credits, cut_signatures
from saksi.cleaning.dateline import Names, Opening, read_dateline
from saksi.cleaning.disguises import disguises
from saksi.cleaning.furniture import Rules, cut_inline, mark_lines, rules, split_glued
from saksi.cleaning.headline import Headline, find_headline
from saksi.cleaning.outlets import Outlet, Outlets, host_of, outlets
from saksi.cleaning.pieces import Piece, is_story, plain, split_lines, trimmed
from saksi.cleaning.published import DateWords, Published, ahead, date_words, printed_date, read_published
from saksi.cleaning.repeats import mark_repeats
from saksi.cleaning.tongue import language_of
from saksi.cleaning.wrapping import join_wrapped
from saksi.cleaning.zones import is_prose, mark_head, mark_tail
from saksi.lexicons.load import Lexicons
from saksi.readers.source import SourceDocument
from saksi.records import Block, Dateline, Diagnostic, Source, Span

_TERMINAL = ".!?:;\"”'’)]…"
_CONTINUED_FROM = 40
_NEARLY_EMPTY_WORDS = 15
_DATELINE_AMONG, _PROSE_BEFORE_DATELINE = 14, 3
_LONGEST_DATE_LINE = 120
_LANGUAGES = {"en": "English", "ms": "Malay", "und": "another language"}


def clean(source: SourceDocument, lexicons: Lexicons) -> Article:
    """The article in a source document: its blocks, clean text and metadata.

    `Article.text` is exact slices of `source.raw` joined by newlines (a headline known from metadata
    only comes first, with no place in `raw`). The blocks together cover `raw` apart from white space.
    Never raises for any text; what is odd is told in `diagnostics`.
    """
    table, known, words = rules(lexicons), outlets(lexicons), date_words(lexicons)
    outlet = _outlet_of_page(source, known)
    pieces = _outside_main(split_lines(source.raw), source)
    one_line = len(pieces) < 2
    pieces, printed, printed_by = _mark_published(source.raw, pieces, words, known)
    outlet = outlet or printed_by
    pieces = mark_lines(source.raw, pieces, table, outlet.id if outlet else None)
    pieces = join_wrapped(source.raw, pieces)
    headline = find_headline(source.raw, pieces, source.meta.get("title"), known, one_line)
    pieces = _mark_headline(source.raw, pieces, headline)
    pieces = cut_inline(source.raw, pieces, table, outlet.id if outlet else None)
    pieces = split_glued(source.raw, pieces)
    pieces = cut_signatures(source.raw, pieces, agencies(lexicons))
    names = Names(known, agencies(lexicons), words)
    pieces, opening, first = _mark_dateline(source.raw, pieces, names, headline)
    pieces = mark_tail(source.raw, mark_head(source.raw, pieces, known), table.roles)
    pieces = mark_repeats(source.raw, pieces, headline.text if headline else None, also=first)
    return _article(source, lexicons, pieces, headline, opening, printed, outlet, table)


def _outside_main(pieces: Sequence[Piece], source: SourceDocument) -> list[Piece]:
    """Mark what the page extractor left out, and what the page itself marks as captions."""
    captions = set(source.captions)
    marked = [p.marked("caption", "figcaption") if p.span in captions else p for p in pieces]
    if source.main is None:
        return marked
    inside: list[Piece] = []
    spans = sorted(source.main)
    i = 0
    for piece in marked:
        while i < len(spans) and spans[i][1] <= piece.start:
            i += 1
        taken = i < len(spans) and spans[i][0] < piece.end
        stays = taken or not is_story(piece)
        inside.append(piece if stays else piece.marked("furniture", "outside the main text"))
    return inside


def _outlet_of_page(source: SourceDocument, known: Outlets) -> Outlet | None:
    named = source.meta.get("outlet")
    return known.of_url(source.url) or known.named(named) or known.of_url(named)


def _mark_published(
    raw: str, pieces: Sequence[Piece], words: DateWords, known: Outlets
) -> tuple[list[Piece], str | None, Outlet | None]:
    """Mark lines that print nothing but a date; the first of them dates the article.

    Such a line may name the outlet too: "Kompas.com - 04/12/2016, 10:12 WIB".
    """
    result: list[Piece] = list(pieces)
    value: str | None = None
    outlet: Outlet | None = None
    for i, piece in enumerate(pieces):
        if not is_story(piece) or piece.end - piece.start > _LONGEST_DATE_LINE:
            continue
        line = plain(raw[piece.start : piece.end])
        found = printed_date(line, words, known.words)
        if found is not None:
            value = value or found
            outlet = outlet or known.named(line.split(" - ")[0])
            result[i] = piece.marked("furniture", "published-line")
    return result, value, outlet


def _mark_headline(raw: str, pieces: list[Piece], headline: Headline | None) -> list[Piece]:
    if headline is None or headline.piece is None:
        return pieces
    result = list(pieces)
    result[headline.piece] = pieces[headline.piece].marked("headline", "headline")
    if is_story(pieces[headline.piece]):
        for i in range(headline.piece):
            if is_story(pieces[i]) and not is_prose(raw[pieces[i].start : pieces[i].end]):
                result[i] = pieces[i].marked("furniture", "section-label")
    return result


def _mark_dateline(
    raw: str, pieces: list[Piece], names: Names, headline: Headline | None
) -> tuple[list[Piece], Opening | None, list[str]]:
    """Split the dateline off the first paragraph that has one; offsets of the opening are those of `raw`.

    Also gives the whole paragraph, dateline included, so that its reprint is known.
    """
    story = [i for i, p in enumerate(pieces) if is_story(p)][:_DATELINE_AMONG]
    for n, i in enumerate(story):
        piece = pieces[i]
        text = raw[piece.start : piece.end]
        opening = read_dateline(text, names, alone=n + 1 < len(story))
        if opening is None or _is_a_pair(raw, text, opening, headline):
            if n + 1 >= _PROSE_BEFORE_DATELINE and is_prose(plain(text)):
                break
            continue
        line = trimmed(raw, piece.start, piece.start + opening.end)
        rest = trimmed(raw, piece.start + opening.end, piece.end)
        parts = [replace(p, gap=piece.gap) for p in (line and line.marked("dateline", "dateline"), rest) if p]
        shifted = opening.place and (opening.place[0] + piece.start, opening.place[1] + piece.start)
        return [*pieces[:i], *parts, *pieces[i + 1 :]], replace(opening, place=shifted), [text]
    return pieces, None, []


def _is_a_pair(raw: str, text: str, opening: Opening, headline: Headline | None) -> bool:
    """Whether it is a pair of names ("Prabowo - Gibran menang"), which stands elsewhere too."""
    if opening.place is None or opening.outlet_text or opening.agencies:
        return False
    head = text[opening.place[0] : opening.place[1]]
    following = text[opening.end :].split(None, 1)
    if not following or head.isupper():
        return False
    joined = {f"{head}{dash}{following[0]}" for dash in ("-", " - ", "–", " – ")}
    places = raw + ("\n" + headline.text if headline else "")
    return sum(places.count(pair) for pair in joined) > 1


def _article(
    source: SourceDocument,
    lexicons: Lexicons,
    pieces: Sequence[Piece],
    headline: Headline | None,
    opening: Opening | None,
    printed: str | None,
    outlet: Outlet | None,
    table: Rules,
) -> Article:
    """Lay out the text and gather what the pieces tell."""
    text, blocks, paragraphs = _layout(source.raw, pieces, headline)
    known = agencies(lexicons)
    byline, credited = byline_and_credits(pieces, table.roles, known, source.meta.get("byline"))
    if opening is not None:
        credited = [*opening.agencies, *credited]
    published = _published(source, lexicons)
    language = language_of(text, lexicons)
    notes = [*source.diagnostics, *published.diagnostics, *ahead(published.value, source.captured)]
    notes.extend(_notes(text, paragraphs, language, pieces, table.roles))
    return Article(
        id=source.id,
        source=Source(source.path, source.url, source.media_type, source.record),
        raw=source.raw,
        text=text,
        blocks=blocks,
        paragraphs=paragraphs,
        title=headline.text if headline else None,
        outlet=_outlet_name(source, outlet, opening),
        language=language,
        published=published.value or printed,
        dateline=_dateline(source.raw, opening, blocks),
        byline=byline,
        credits=tuple(dict.fromkeys(credited)),
        diagnostics=tuple(notes),
    )


def _published(source: SourceDocument, lexicons: Lexicons) -> Published:
    value = source.meta.get("published")
    if not value:
        return Published(None)
    evidence = f"{source.url}\n{source.raw}"
    return read_published(value, evidence, date_words(lexicons), source.meta.get("published_order"))


def _outlet_name(source: SourceDocument, outlet: Outlet | None, opening: Opening | None) -> str | None:
    if outlet is not None:
        return outlet.name
    named = source.meta.get("outlet") or host_of(source.url)
    if named:
        return named
    if opening is None:
        return None
    return opening.outlet.name if opening.outlet else opening.outlet_text


def _dateline(raw: str, opening: Opening | None, blocks: Sequence[Block]) -> Dateline | None:
    if opening is None or opening.place is None:
        return None
    start, end = opening.place
    for block in blocks:
        if block.kind == "dateline" and block.raw and block.span:
            shift = block.span[0] - block.raw[0]
            return Dateline(raw[start:end], (start + shift, end + shift), None)
    return None


def _layout(
    raw: str, pieces: Sequence[Piece], headline: Headline | None
) -> tuple[str, tuple[Block, ...], tuple[Span, ...]]:
    """Text, blocks in the order of `raw`, and paragraphs, headline first."""
    texts: list[str] = []
    length = 0

    def add(words: str) -> Span:
        nonlocal length
        start = length + (1 if texts else 0)
        texts.append(words)
        length = start + len(words)
        return (start, length)

    blocks: list[Block] = []
    paragraphs: list[Span] = []
    head: Span | None = None
    if headline is not None:
        head = add(headline.text)
        paragraphs.append(head)
        if headline.piece is None:
            blocks.append(Block("headline", None, head, "metadata"))
    flowing = False
    for piece in pieces:
        span = None
        if piece.kind == "headline":
            span = head
        elif piece.kind in ("paragraph", "dateline"):
            words = raw[piece.start : piece.end]
            span = add(words)
            if piece.kind == "dateline":
                flowing = False
            else:
                if flowing and words[0].islower() and words[1:2].isalpha():
                    paragraphs[-1] = (paragraphs[-1][0], span[1])
                else:
                    paragraphs.append(span)
                flowing = len(words) >= _CONTINUED_FROM and words[-1] not in _TERMINAL
        blocks.append(Block(piece.kind, piece.span, span, piece.reason))
    return "\n".join(texts), tuple(blocks), tuple(paragraphs)


def _notes(
    text: str, paragraphs: Sequence[Span], language: str, pieces: Sequence[Piece], roles: Mapping[str, str]
) -> list[Diagnostic]:
    notes: list[Diagnostic] = []
    if language != "id":
        message = f"the article seems to be in {_LANGUAGES[language]}, not in Indonesian"
        notes.append(Diagnostic("warning", "not-indonesian", message))
    words = sum(len(text[start:end].split()) for start, end in paragraphs)
    if words < _NEARLY_EMPTY_WORDS:
        notes.append(Diagnostic("warning", "nearly-empty", f"only {words} word(s) of story were found"))
    notes.extend(disguises(text))
    cut_off = next((p.reason for p in pieces if roles.get(p.reason or "") == "truncated"), None)
    if cut_off is not None:
        notes.append(Diagnostic("warning", "truncated", f"the story may go on elsewhere (rule {cut_off})"))
    return notes
