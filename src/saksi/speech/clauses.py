"""Reported clauses: whether words hold a predicate of their own, and where a clause ends."""

from __future__ import annotations

from saksi.language.morphology import analyse_word
from saksi.speech.lexicon import words_of
from saksi.speech.scene import Scene

_INSIDE_PHRASE = ("amod", "advmod", "nmod", "compound", "flat", "appos")
_PREDICATES = ("VERB", "AUX", "ADJ")
_SUBJECTS = ("nsubj", "nsubj:pass", "cop", "aux", "aux:pass", "csubj")
# A date after a comma closes an attribution only if little else stands in its segment.
_SEGMENT = 12


def has_clause(scene: Scene, first: int, last: int) -> bool:
    """Whether the token range holds a finite predicate that is not buried in a relative or adjunct.

    *yang* buries the next predicate; *untuk*, *dalam*, *saat* and their like only a verb right after.
    """
    lexicon, tokens = scene.lexicon, scene.tokens
    buried = False
    swallowed: set[int] = set()
    relatives = finished = 0
    phrase = first < last and _nominalised(scene, first)
    for i in range(first, last):
        token = tokens[i]
        if token.lower == "bahwa":
            return True
        # After *pentingnya*, *adanya* the words are a noun phrase unless an auxiliary says otherwise.
        predicate = is_predicate(scene, i) and not phrase
        if lexicon.role(token.lower, "relative") or lexicon.role(token.lower, "agar"):
            buried = token.lower == "yang" or _verb_next(scene, i + 1, last)
            relatives += token.lower == "yang"
        elif token.lower == "karena" and i > first + 1:
            # `Salah satu sebabnya karena ...` says something of what stands before.
            return True
        elif _nominalised(scene, i):
            buried = i + 2 < last and is_predicate(scene, i + 2)
        elif predicate and i - 2 in swallowed and tokens[i - 1].upos == "CCONJ":
            # `yang baik dan efisien`: the second belongs to the first.
            swallowed.add(i)
        elif not buried and (predicate or lexicon.role(token.lower, "predicate")):
            # A relative clause has one *yang*: what comes after its predicate is the sentence's own.
            if not _in_relative(scene, i, first) or 0 < relatives <= finished:
                return True
        elif buried and predicate and token.upos != "AUX":
            swallowed.add(i)
            # A chain of verbs (*yang mulai membantu*) is one predicate.
            buried = i + 1 < last and tokens[i + 1].upos in ("VERB", "ADV", "AUX")
            finished += not buried
        elif not buried and token.dep in _SUBJECTS and token.i < token.head < last:
            return True
        elif scene.is_comma(i):
            buried = False
    return False


def _verb_next(scene: Scene, i: int, last: int) -> bool:
    """Whether a predicate follows at `i`, over adverbs (*untuk terus menjaga*)."""
    while i < last and scene.tokens[i].upos in ("ADV", "PART"):
        i += 1
    return i < last and is_predicate(scene, i)


def _in_relative(scene: Scene, i: int, first: int) -> bool:
    """Whether the tree puts the token into a relative clause that begins with *yang* in the range."""
    for token in (scene.tokens[i], *scene.analysis.ancestors(i)):
        if token.i < first:
            return False
        if token.dep.startswith("acl"):
            return any(t.lower == "yang" for t in scene.tokens[first : token.i])
    return False


def is_predicate(scene: Scene, i: int) -> bool:
    """Whether the token is a verb, auxiliary or adjective and no part of a name."""
    token = scene.tokens[i]
    if token.lower == "salah" and scene.tokens[min(i + 1, len(scene.tokens) - 1)].lower.startswith("satu"):
        return False
    if token.upos == "ADJ" and token.dep == "amod":
        # `harga tinggi` is a noun phrase, `harga itu tinggi` a clause, whatever the tree says.
        return i > 0 and scene.tokens[i - 1].upos in ("DET", "PRON", "ADV", "AUX")
    if token.dep.split(":")[0] in _INSIDE_PHRASE:
        return False
    return token.upos in _PREDICATES and not _names(scene, i)


def has_clause_in_title(scene: Scene, first: int, last: int) -> bool:
    """As has_clause, for the Title Case of headlines, where tags are unsure: the word's shape counts too."""
    if has_clause(scene, first, last):
        return True
    if first < last and _nominalised(scene, first):
        return False
    words = (analyse_word(t.lower) for t in scene.tokens[first:last] if scene.mention_at(t.i) is None)
    # Headlines drop meN-: `Jalan Baru Hubungkan Dua Kota`.
    return any(word.voice or word.label == "kan" for word in words)


def _nominalised(scene: Scene, i: int) -> bool:
    """Whether -nya makes a noun of the word: *pentingnya*, *perlunya*, *meningkatnya*."""
    token = scene.tokens[i]
    if token.lower.endswith("nya") and scene.lexicon.role(token.lower[:-3], "nominal"):
        return True
    clitic = i + 1 < len(scene.tokens) and scene.tokens[i + 1].lower == "nya" and scene.glued(i + 1)
    verbal = token.upos in ("ADJ", "VERB", "AUX", "ADV") or scene.lexicon.role(token.lower, "nominal")
    return clitic and verbal


def _names(scene: Scene, i: int) -> bool:
    """Whether the word stands inside the name of someone or something."""
    mention = scene.mention_at(i)
    return mention is not None and mention.form == "name" and scene.tokens[i].text[0].isupper()


def trim(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """The token range without punctuation at its ends; a quotation mark or bracket that pairs stays."""
    while (
        first < last
        and scene.is_punctuation(first)
        and not scene.is_mark(first)
        and not _bracket(scene, first)
    ):
        first += 1
    while last > first and scene.is_punctuation(last - 1) and not _belongs(scene, first, last - 1):
        last -= 1
    return first, last


def _bracket(scene: Scene, i: int) -> bool:
    return scene.tokens[i].text in "(["


def _belongs(scene: Scene, first: int, i: int) -> bool:
    """Whether a final mark belongs to the clause: closes a quotation or bracket opened in it, or a sign."""
    text = scene.tokens[i].text
    if text in ")]":
        return any(t.text in "([" for t in scene.tokens[first:i])
    if text in "%°":
        return True
    end = scene.tokens[i].end
    start = scene.tokens[first].start
    region = scene.region_before(end)
    if region is None or not scene.is_mark(i):
        return False
    return region.closed and region.outer[1] == end and region.outer[0] >= start


def strip_attribution(scene: Scene, first: int, last: int) -> int:
    """End of the clause proper: without the circumstances of the speaking that trail after it.

    "..., Selasa (21/10/2025)", "... kepada wartawan", "..., seperti dikutip dari Reuters".
    """
    first, last = trim(scene, first, last)
    dated = False
    while True:
        cut = _trailing_date(scene, first, last)
        if cut is None and dated:
            cut = _trailing_adjunct(scene, first, last)
        if cut is None:
            break
        dated = True
        last = trim(scene, first, cut)[1]
    for i in range(first + 1, last):
        if scene.region_at[i] >= 0:
            continue
        count = scene.lexicon.via_phrases.at(scene.analysis, i)
        if count and _closes(scene, i, count, first, last, dated):
            return trim(scene, first, i)[1]
    return last


def _trailing_date(scene: Scene, first: int, last: int) -> int | None:
    """Where a date after a comma at the very end begins."""
    for mention in scene.dates_in(first + 1, last):
        end = mention.last
        while end < last and scene.tokens[end].text in "()":
            end += 1
        if end >= last and scene.is_comma(mention.first - 1):
            return mention.first - 1
    return None


def _trailing_adjunct(scene: Scene, first: int, last: int) -> int | None:
    """Where a place or occasion between commas before an attribution's date begins."""
    for i in range(last - 1, max(first, last - _SEGMENT), -1):
        if scene.is_comma(i):
            opens = scene.tokens[i + 1]
            place = any(m.first == i + 1 and m.last == last for m in scene.reference.place_mentions)
            return i if place or scene.lexicon.role(opens.lower, "opener") else None
    return None


def _closes(scene: Scene, i: int, count: int, first: int, last: int, dated: bool) -> bool:
    """Whether the phrase at `i` opens the circumstances rather than a part of the clause."""
    role = scene.lexicon.via[words_of(scene.analysis, i, i + count)].role
    if any(scene.lexicon.role(t.lower, "complementiser") for t in scene.tokens[i + count : last]):
        return False
    after_comma = scene.is_comma(i - 1)
    if role == "audience":
        return True
    if role == "source":
        return after_comma or scene.tokens[i].lower in ("seperti", "sebagaimana", "dikutip", "dilansir")
    return (after_comma and not has_clause(scene, i + count, last)) or dated
