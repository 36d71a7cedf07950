"""Builds an Analysis for tests, from CoNLL-U or from short hand-written lines.

`analysis_from_lines`: one sentence a line, each token `word/UPOS/head/dep` with an optional fifth part
`B-PER`, `I-PER` ...; heads count from 1 within the sentence, 0 is the root. A word that begins with `+`
stands without a space before it (clitics: `pemimpin/NOUN/0/root +nya/PRON/1/nmod:poss`); punctuation
that closes does so by itself. An empty line starts a new paragraph.

`analysis_from_conllu`: treebank text; `NER=B-PER` in MISC marks entities; `# newpar` starts a paragraph.

`article_of` wraps a text into an Article whose paragraphs are those of the analysis.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from saksi.cleaning.article import Article
from saksi.language.analysis import Analysis, Entity, Sentence, Token
from saksi.records import Block, Dateline, Source

_CLOSING = set(".,;:!?)]}”’%")
_OPENING = set("([{“‘")


@dataclass
class _Word:
    form: str
    upos: str
    head: int
    dep: str
    space: bool
    iob: str = "O"
    lemma: str = ""
    voice: str = ""


def analysis_from_lines(lines: str) -> Analysis:
    """The analysis of the sentences written one a line."""
    sentences: list[tuple[bool, list[_Word]]] = []
    new_paragraph = True
    for line in lines.strip("\n").split("\n"):
        if not line.strip():
            new_paragraph = True
            continue
        sentences.append((new_paragraph, [_word_of(cell) for cell in line.split()]))
        new_paragraph = False
    for _, words in sentences:
        for before, word in itertools.pairwise(words):
            if before.form in _OPENING:
                word.space = False
    return _build(sentences)


def _word_of(cell: str) -> _Word:
    parts = cell.rsplit("/", 4)
    iob = parts.pop() if len(parts) == 5 and re.fullmatch(r"[BI]-\w+|O", parts[-1]) else "O"
    form, upos, head, dep = "/".join(parts).rsplit("/", 3)
    space = not form.startswith("+") and form not in _CLOSING
    return _Word(form.removeprefix("+") or "+", upos, int(head), dep, space, iob)


def analysis_from_conllu(conllu: str) -> Analysis:
    """The analysis of the sentences of a CoNLL-U text, joined by single spaces (newline at `# newpar`)."""
    sentences: list[tuple[bool, list[_Word]]] = []
    words: list[_Word] = []
    new_paragraph, space, joined_until, pending = True, True, 0, True
    for line in [*conllu.split("\n"), ""]:
        if line.startswith("#"):
            new_paragraph = new_paragraph or line.startswith("# newpar")
        elif not line.strip():
            if words:
                sentences.append((new_paragraph, words))
                new_paragraph = False
            words, space, joined_until, pending = [], True, 0, True
        else:
            cells = line.split("\t")
            misc = dict(m.split("=", 1) for m in cells[9].split("|") if "=" in m)
            after = misc.get("SpaceAfter") != "No"
            if "-" in cells[0]:
                joined_until = int(cells[0].split("-")[1])
                pending = after
            elif cells[0].isdigit():
                number = int(cells[0])
                voice = re.search(r"Voice=(Act|Pass)", cells[5])
                words.append(
                    _Word(
                        cells[1],
                        cells[3],
                        int(cells[6]),
                        cells[7],
                        space,
                        misc.get("NER", "O"),
                        cells[2],
                        voice[1] if voice else "",
                    )
                )
                space = after if number > joined_until else number == joined_until and pending
    return _build(sentences)


def _build(sentences: list[tuple[bool, list[_Word]]]) -> Analysis:
    text, tokens, records, entities = "", [], [], []
    paragraph = -1
    for new_paragraph, words in sentences:
        paragraph += new_paragraph
        text += ("\n" if new_paragraph else " ") if text else ""
        first = len(tokens)
        for k, word in enumerate(words):
            text += " " if word.space and k else ""
            i, start = first + k, len(text)
            text += word.form
            head = i if word.head == 0 else first + word.head - 1
            lower = word.form.lower()
            root = (word.lemma if word.lemma not in ("", "_") else word.form).lower()
            tokens.append(
                Token(i, start, len(text), word.form, lower, word.upos, head, word.dep, root, word.voice)
            )
        records.append(Sentence(first, len(tokens), tokens[first].start, tokens[-1].end, paragraph))
        entities += _entities(words, tokens, first)
    return Analysis(text, tuple(tokens), tuple(records), tuple(entities))


def _entities(words: list[_Word], tokens: list[Token], offset: int) -> list[Entity]:
    found, k = [], 0
    while k < len(words):
        if words[k].iob.startswith("B-"):
            last = k + 1
            while last < len(words) and words[last].iob.startswith("I-"):
                last += 1
            start, end = tokens[offset + k].start, tokens[offset + last - 1].end
            found.append(Entity(words[k].iob[2:], offset + k, offset + last, start, end))
            k = last
        else:
            k += 1
    return found


def article_of(
    analysis: Analysis,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: bool = False,
    dateline: str | None = None,
) -> Article:
    """An article of the analysed text; with `title` its first paragraph is the headline."""
    text = analysis.text
    spans: dict[int, tuple[int, int]] = {}
    for sentence in analysis.sentences:
        start = spans.get(sentence.paragraph, (sentence.start, 0))[0]
        spans[sentence.paragraph] = (start, sentence.end)
    paragraphs = tuple(spans.values())
    blocks = tuple(
        Block("headline" if title and k == 0 else "paragraph", span, span)
        for k, span in enumerate(paragraphs)
    )
    heading = text[paragraphs[0][0] : paragraphs[0][1]] if title else None
    line = Dateline(dateline, (0, 0)) if dateline else None
    return Article(
        "sha256:0",
        Source("test.txt"),
        text,
        text,
        blocks,
        paragraphs,
        heading,
        outlet,
        "id",
        published,
        line,
        None,
        (),
        (),
    )
