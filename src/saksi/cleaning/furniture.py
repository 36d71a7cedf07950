"""Page furniture: what is printed around the story, by the rules of the `furniture` lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from saksi.cleaning.pieces import Piece, cut, is_story, plain, trimmed
from saksi.errors import LexiconError
from saksi.lexicons.load import Lexicons, Row
from saksi.records import Span

_LONGEST_LINE = 500
_TITLE_LONGEST = 160
_SEPARATORS = re.compile(r"[\s|/,•·:>»›<«–—-]+")
_SENTENCE_BREAK = re.compile(r"[.!?][\"”']?\s+(?=[\"“'(]?[A-Z])|(?<=[a-z])[.!?](?=[\"“]?[A-Z][a-z])")
_GLUED = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
_LIST_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the lexicon, compiled."""

    id: str
    kind: str
    match: str
    outlet: str
    role: str
    regex: re.Pattern[str] | None
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules. `whole` are tried on lines, `inside` cut out of paragraphs.

    `any_whole` matches a line that one of `whole` may take: most lines are story, and fail here at once.
    `small` are the function words that stand in lower case in a title.
    """

    equal: dict[str, Rule]
    starts: tuple[tuple[str, Rule], ...]
    contains: tuple[tuple[str, Rule], ...]
    words: tuple[Rule, ...]
    whole: tuple[Rule, ...]
    inside: tuple[Rule, ...]
    any_whole: re.Pattern[str]
    roles: Mapping[str, str]
    small: frozenset[str]

    def line_rule(self, line: str, outlet: str | None, last: bool) -> tuple[Rule, str | None] | None:
        """The rule that takes the whole `line`, with the names that it found, or None.

        `outlet` is the outlet id of the page if known, `last` whether the line is among the last ones.
        """
        if len(line) > _LONGEST_LINE:
            return None
        for rule in self._literal(line):
            if _applies(rule, outlet, last):
                return rule, None
        if self.any_whole.fullmatch(line) is None:
            return None
        for rule in self.whole:
            if rule.regex is None or rule.role == "signature" or not _applies(rule, outlet, last):
                continue
            if (found := rule.regex.fullmatch(line)) is not None:
                return rule, found.groupdict().get("names")
        return None

    def _literal(self, line: str) -> Iterator[Rule]:
        low = line.casefold()
        if low in self.equal:
            yield self.equal[low]
        yield from (rule for start, rule in self.starts if low.startswith(start))
        yield from (rule for part, rule in self.contains if part in low)
        if len(line) <= 200 and low.rstrip("|>»: ")[-1:].isalnum():
            tokens = [t for t in _SEPARATORS.split(low) if t]
            yield from (r for r in self.words if _only_words(tokens, r))


def _only_words(tokens: Sequence[str], rule: Rule) -> bool:
    """Whether the tokens are the rule's words or phrases and nothing else."""
    i, count = 0, 0
    while i < len(tokens):
        size = next(
            (n for n in (4, 3, 2, 1) if " ".join(tokens[i : i + n]) in rule.words and i + n <= len(tokens)), 0
        )
        if not size:
            return False
        i, count = i + size, count + 1
    return count >= (2 if rule.role == "several" else 1)


def _applies(rule: Rule, outlet: str | None, last: bool) -> bool:
    return (rule.outlet == "*" or outlet is None or rule.outlet == outlet) and not (
        last and rule.role == "not-last"
    )


@lru_cache(maxsize=8)
def rules(lexicons: Lexicons) -> Rules:
    """The furniture rules of a lexicon, compiled once. Raises LexiconError for a faulty pattern."""
    made = [_rule(row) for row in lexicons.table("furniture")]
    patterns = {row["id"]: row["pattern"].casefold() for row in lexicons.table("furniture")}
    return Rules(
        equal={patterns[r.id]: r for r in made if r.match == "line-equals"},
        starts=tuple((patterns[r.id], r) for r in made if r.match == "line-starts"),
        contains=tuple((patterns[r.id], r) for r in made if r.match == "line-contains"),
        words=tuple(r for r in made if r.match == "line-words"),
        whole=tuple(r for r in made if r.match == "line-regex"),
        inside=tuple(r for r in made if r.match in ("inline", "inline-title")),
        any_whole=re.compile("|".join(f"(?:{_unnamed(r)})" for r in made if r.match == "line-regex")),
        roles={rule.id: rule.role for rule in made},
        small=frozenset(
            r["word"] for r in lexicons.table("language_words") if r["language"] in ("both", "id")
        ),
    )


def _rule(row: Row) -> Rule:
    literal = row["match"] in ("line-equals", "line-starts", "line-contains", "line-words")
    try:
        regex = None if literal else re.compile(row["pattern"])
    except re.error as error:
        raise LexiconError(f"furniture.csv: rule {row['id']}: {error}") from error
    words = frozenset(row["pattern"].casefold().split("|")) if row["match"] == "line-words" else frozenset()
    return Rule(row["id"], row["kind"], row["match"], row["outlet"], row["role"], regex, words)


def _unnamed(rule: Rule) -> str:
    """The rule's pattern without group names, so that patterns can stand side by side in one."""
    return re.sub(r"\(\?P<\w+>", "(?:", rule.regex.pattern) if rule.regex is not None else "(?!)"


def mark_lines(raw: str, pieces: Sequence[Piece], table: Rules, outlet: str | None) -> list[Piece]:
    """Give each line that a rule takes its kind and reason; titles listed under a header follow it."""
    marked: list[Piece] = []
    left = 0
    story_left = sum(map(is_story, pieces))
    for piece in pieces:
        if not is_story(piece):
            marked.append(piece)
            continue
        line = plain(raw[piece.start : piece.end])
        found = table.line_rule(line, outlet, last=story_left <= 2)
        story_left -= 1
        if found is not None:
            rule, names = found
            marked.append(piece.marked(rule.kind, rule.id, names))
            left = _titles_after(rule, line, left)
        elif left and _is_listed_title(line):
            marked.append(piece.marked("furniture", "listed-title"))
            left -= 1
        else:
            marked.append(piece)
            left = 0
    return _mark_signature(raw, marked, table)


def _titles_after(rule: Rule, line: str, left: int) -> int:
    """How many titles of other articles may follow a line of this rule."""
    if rule.role != "list":
        return left
    return _LIST_LONGEST if line[-1:] in ":：" or rule.match == "line-regex" else max(left, 1)


def _mark_signature(raw: str, pieces: list[Piece], table: Rules) -> list[Piece]:
    """Mark the line that names the author of an opinion, among the last two of the story."""
    for i in [i for i, p in enumerate(pieces) if is_story(p)][1:][-2:]:
        line = plain(raw[pieces[i].start : pieces[i].end])
        for rule in table.whole:
            if rule.role == "signature" and len(line) <= _LONGEST_LINE and rule.regex is not None:
                found = rule.regex.fullmatch(line.rstrip("."))
                if found is not None:
                    pieces[i] = pieces[i].marked(rule.kind, rule.id, found.groupdict().get("names"))
    return pieces


def _is_listed_title(line: str) -> bool:
    """Whether the line could be the title of another article: some words, no sentence in it."""
    return 4 <= len(line.split()) <= 20 and line[-1] not in '.:"”' and _SENTENCE_BREAK.search(line) is None


def cut_inline(raw: str, pieces: Sequence[Piece], table: Rules, outlet: str | None) -> list[Piece]:
    """Cut furniture out of the paragraphs that it stands in."""
    result: list[Piece] = []
    for piece in pieces:
        runs = _inline_runs(raw, piece, table, outlet) if is_story(piece) else []
        result.extend(cut(raw, piece, runs) if runs else [piece])
    return result


def _inline_runs(raw: str, piece: Piece, table: Rules, outlet: str | None) -> list[Piece]:
    found: list[Piece] = []
    for rule in table.inside:
        if rule.regex is None or not _applies(rule, outlet, last=False):
            continue
        for match in rule.regex.finditer(raw, piece.start, piece.end):
            span = (
                _with_title(raw, match.span(), piece, table.small)
                if rule.match == "inline-title"
                else match.span()
            )
            if span is not None:
                found.append(Piece(*span, rule.kind, rule.id))
    found.sort(key=lambda p: (p.start, -p.end))
    disjoint: list[Piece] = []
    for run in found:
        if not disjoint or run.start >= disjoint[-1].end:
            disjoint.append(run)
    return disjoint


def _with_title(raw: str, opener: Span, piece: Piece, small: frozenset[str]) -> Span | None:
    """The opener with the title that it announces; None where the opener stands in mid-sentence.

    The title ends at a closing bracket that matches an opening one before the opener, at the end of
    the line, or, where prose is glued behind it, at the glue or where title case ends.
    """
    start, end = opener
    before = raw[max(piece.start, start - 3) : start].rstrip()
    if before and before[-1] not in ".!?:;\"”'’)]([|>*…":
        return None
    bracketed = before[-1:] in ("(", "[")
    if bracketed:
        close = raw.find(")" if before[-1] == "(" else "]", end, min(piece.end, end + 2 * _TITLE_LONGEST))
        start = raw.rindex(before[-1], 0, start)
        return (start, close + 1 if close >= 0 else end)
    rest = raw[end : min(piece.end, end + 4 * _TITLE_LONGEST)].split("\n", 1)[0]
    return (start, end + _title_length(rest, small))


def _title_length(rest: str, small: frozenset[str]) -> int:
    """How many characters of `rest` belong to the title of another article."""
    stripped = rest.strip()
    sentence = _SENTENCE_BREAK.search(rest)
    if sentence is None and len(stripped) <= _TITLE_LONGEST and not stripped.endswith("."):
        return len(rest)
    limit = sentence.start() if sentence else len(rest)
    glue = _GLUED.search(rest, 0, limit)
    if glue is not None:
        return glue.start()
    words = list(re.finditer(r"\S+", rest[: _TITLE_LONGEST * 2]))
    for i, word in enumerate(words):
        text = word.group()
        if i and text[0].islower() and text.strip(",.'\"") not in small:
            return words[i - 1].start() if i > 3 else (sentence.end() if sentence else len(rest))
    return sentence.end() if sentence else len(rest)


def split_glued(raw: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Split a line where two paragraphs were glued: a full stop with a capital right behind it."""
    result: list[Piece] = []
    for piece in pieces:
        if not is_story(piece):
            result.append(piece)
            continue
        position, quotes = piece.start, 0
        for match in GLUE.finditer(raw, piece.start, piece.end):
            end = match.end()
            quotes += raw.count('"', position, end)
            if raw[end - 1] == '"' and quotes % 2:  # this mark opens the next paragraph's quotation
                end, quotes = end - 1, quotes - 1
            part = trimmed(raw, position, end)
            if part is not None:
                result.append(
                    replace(piece, start=part.start, end=part.end, gap=piece.gap and position == piece.start)
                )
            position = end
        rest = trimmed(raw, position, piece.end)
        if rest is not None:
            result.append(
                replace(piece, start=rest.start, end=rest.end, gap=piece.gap and position == piece.start)
            )
    return result


# A word of three letters or more before, a capitalised word and a space after; not a domain name.
GLUE = re.compile(
    r"(?<=[a-z]{3})[.?!][\"”]?"
    r"(?=[\"“]?(?!(?:Com|Co|Id|Net|Org|Tv|My|Go)\b)[A-Z][a-z]{1,20}[ ,])"
)
