"""Events of whole articles are held against their gold through the blocks of the record."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from saksi.errors import ReadError
from saksi.evaluation.articles import compare, count, evaluate, figures, judge, place, report
from saksi.evaluation.event_gold import MODALITIES, read_event_gold
from saksi.evaluation.events import TYPES
from saksi.records import Actor, ArticleRecord, Block, Event, Source, Witness

TITLE = "Polisi Tangkap Dua Perampok"
TEXT = "Baca juga: cuaca\nPolisi menangkap dua perampok. Penangkapan itu dipuji Wali Kota.\nWarga menari."
STORY = TEXT.index("Polisi")
GOLD = Path(__file__).parents[2] / "gold" / "events-detik.jsonl"
MORE = GOLD.with_name("events-detik-more.jsonl")
CODE = re.compile(r"(?:[A-Z]{3}|---)(?:GOV|LEG|JUD|COP|MIL|PTY|ELI|OPP|EDU|BUS|JRN|REL|SOC|CRM|CVL|UNO)?")


def gold_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def at(word, text=TEXT):
    start = text.index(word)
    return [start, start + len(word)]


ARREST = {
    "type": "COERCE",
    "modality": "happened",
    "negated": False,
    "trigger": [at("menangkap")],
    "source": [{"span": at("Polisi"), "code": "IDNCOP"}],
    "target": [{"span": at("dua perampok"), "code": "IDNCRM"}],
    "also": [at("Penangkapan")],
    "title": [at("Tangkap", TITLE)],
}
PRAISE = ARREST | {
    "type": "SUPPORT",
    "trigger": [at("dipuji")],
    "source": [{"span": at("Wali Kota"), "code": "IDNGOV"}],
    "target": [{"span": at("Polisi"), "code": "IDNCOP"}],
    "also": [],
    "title": [],
}


def write(folder: Path, **changes: object) -> tuple[Path, Path]:
    line = {
        "id": "7",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "title_sha256": hashlib.sha256(TITLE.encode()).hexdigest(),
        "part": "test",
        "events": [ARREST, PRAISE],
    }
    gold, articles = folder / "gold.jsonl", folder / "articles.jsonl"
    gold.write_text(json.dumps(line | changes) + "\n", encoding="utf-8")
    articles.write_text(json.dumps({"id": "7", "title": TITLE, "text": TEXT}) + "\n", encoding="utf-8")
    return gold, articles


@pytest.fixture
def article(tmp_path):
    (found,) = read_event_gold(*write(tmp_path))
    return found


def record(*events: tuple[str, str, str | None, str | None]) -> ArticleRecord:
    """A record whose text is the title and the story without its furniture; (type, trigger, source, target)."""
    text = TITLE + "\n" + TEXT[STORY:]
    cut = len(TITLE)
    blocks = (
        Block("headline", None, (0, cut)),
        Block("furniture", (0, STORY - 1), None, "pointer"),
        Block("paragraph", (STORY, len(TEXT)), (cut + 1, len(text))),
    )
    codes = sorted({c for e in events for c in e[2:] if c})
    actors = tuple(Actor(c, c, "group", c, c[:3], None, ()) for c in codes)
    sentences = [(0, cut)]
    for sentence in TEXT[STORY:].replace("\n", " ").split(". "):
        start = text.index(sentence)
        sentences.append((start, start + len(sentence)))
    made = []
    for number, (kind, word, source, target) in enumerate(events, 1):
        start = text.index(word)
        sides = tuple((c,) if c else () for c in (source, target))
        sentence = next(s for s in sentences if s[0] <= start < s[1])
        witness = Witness(trigger=((start, start + len(word)),))
        made.append(
            Event(
                f"e{number}",
                kind,
                None,
                (),
                "173",
                None,
                *sides,
                None,
                None,
                "happened",
                False,
                None,
                sentence,
                witness,
                1.0,
            )
        )
    return ArticleRecord(
        "x", Source("x"), None, "id", TITLE, None, None, None, (), text, blocks, tuple(sentences),
        actors, (), (), (), tuple(made), (),
    )  # fmt: skip


def test_spans_go_back_to_the_row(article):
    made = record()
    start = made.text.index("dipuji")
    field, begin, end = place((start, start + 6), article, made)
    assert (field, article.text[begin:end]) == ("text", "dipuji")
    field, begin, end = place((0, 6), article, made)
    assert (field, article.title[begin:end]) == ("title", "Polisi")
    assert place((len(TITLE), len(TITLE) + 1), article, made) is None


@pytest.mark.parametrize("word", ["menangkap", "Penangkapan", "Tangkap", "perampok."])
def test_an_event_is_found_at_any_of_its_mentions_or_in_its_sentence(article, word):
    compared = compare(article, record(("COERCE", word, "IDNCOP", "IDNCRM")))
    assert compared.pairs == ((0, 0),)
    assert compared.wrong == ()


def test_the_trigger_wins_over_the_sentence_and_repeats_are_not_wrong(article):
    said = record(
        ("COERCE", "Penangkapan", None, None),
        ("COERCE", "menangkap", "IDNCOP", None),
        ("ASSAULT", "menangkap", None, None),
        ("PROTEST", "menari", None, None),
    )
    compared = compare(article, said)
    assert compared.pairs == ((0, 1),)
    assert compared.wrong == (2, 3)
    counts = count(compared)
    assert (counts["gold"], counts["predicted"], counts["found"], counts["wrong"]) == (2, 4, 1, 2)
    assert figures([counts])["F1 type"] == pytest.approx(2 / 6)


@pytest.mark.parametrize(
    ("source", "target", "right"),
    [
        ("IDNCOP", "IDNCRM", {"source", "source code", "target", "target code"}),
        ("IDNGOV", "IDN", {"source", "target"}),
        (None, "MYSCRM", set()),
    ],
)
def test_parties_are_judged_by_country_and_by_whole_code(article, source, target, right):
    compared = compare(article, record(("COERCE", "menangkap", source, target)))
    verdict = judge(article.events[0], compared.predicted[0])
    assert {name for name, good in verdict.items() if good} - {"modality", "negated", "who, whom"} == right
    assert verdict["who, whom"] == (len(right) > 1)


def test_the_other_of_two_equal_parties_may_be_the_target(tmp_path):
    parties = [*ARREST["source"], *PRAISE["source"]]
    meeting = ARREST | {"source": parties, "target": []}
    (article,) = read_event_gold(*write(tmp_path, events=[meeting]))
    compared = compare(article, record(("COERCE", "menangkap", "IDNCOP", "IDNGOV")))
    assert judge(article.events[0], compared.predicted[0])["target code"]


def test_an_unknown_party_must_stay_unknown(tmp_path):
    (article,) = read_event_gold(*write(tmp_path, events=[ARREST | {"source": []}]))
    invented = compare(article, record(("COERCE", "menangkap", "IDNCOP", "IDNCRM")))
    honest = compare(article, record(("COERCE", "menangkap", None, "IDNCRM")))
    assert not judge(article.events[0], invented.predicted[0])["source"]
    assert judge(article.events[0], honest.predicted[0])["source"]


def test_the_report_lists_what_was_missed_and_made_up(article):
    said = record(("COERCE", "menangkap", "IDNCOP", "IDNGOV"), ("PROTEST", "menari", None, None))
    lines = list(report(evaluate([article], lambda _: said), errors=True))
    assert lines[0].startswith("articles 1, gold 2, predicted 2, found 1, repeats 0, wrong 1 ")
    assert [line.strip()[:9] for line in lines if line.startswith("  ") and line[2] in "-~+"] == [
        "~ COERCE ",
        "- SUPPORT",
        "+ PROTEST",
    ]


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"id": "8"}, "no article"),
        ({"sha256": "0" * 64}, "text of article 7 is not"),
        ({"title_sha256": "0" * 64}, "title of article 7 is not"),
        ({"part": "dev"}, "part is"),
        ({"events": [ARREST | {"type": "DEMAND"}]}, "unknown type"),
        ({"events": [ARREST | {"modality": "past"}]}, "unknown modality"),
        ({"events": [ARREST | {"trigger": []}]}, "no trigger"),
        ({"events": [ARREST | {"also": [[5, 5]]}]}, "empty or outside"),
        ({"events": [ARREST | {"title": [[0, 99]]}]}, "empty or outside"),
    ],
)
def test_a_faulty_line_is_refused_with_its_reason(tmp_path, changes, cause):
    with pytest.raises(ReadError, match=cause):
        read_event_gold(*write(tmp_path, **changes))


def test_the_shipped_gold_is_half_train_half_test_and_has_articles_without_events():
    lines = gold_lines(GOLD)
    assert [sum(line["part"] == part for line in lines) for part in ("train", "test")] == [30, 30]
    assert len({line["id"] for line in lines}) == 60
    assert sum(not line["events"] for line in lines) >= 12


def test_the_further_gold_is_for_training_only_and_holds_no_held_out_article():
    lines = gold_lines(MORE)
    ids = {line["id"] for line in lines}
    assert len(ids) == len(lines) == 60
    assert {line["part"] for line in lines} == {"train"}
    held_out = {line["id"] for line in gold_lines(GOLD)}
    for name in ("quotes-detik", "entities-detik", "coreference-detik"):
        rows = gold_lines(GOLD.with_name(f"{name}.jsonl"))
        held_out |= {row["id"] for row in rows if row["part"] == "test"}
    tested = {line["id"] for line in gold_lines(GOLD) if line["part"] == "test"}
    for story in gold_lines(GOLD.with_name("stories-detik.jsonl")):
        if tested & set(story["articles"]):
            held_out |= set(story["articles"])
    assert not ids & held_out


def test_the_further_gold_keeps_to_the_codebook_and_holds_no_words():
    for line in gold_lines(MORE):
        assert set(line) == {"id", "sha256", "title_sha256", "part", "events"}
        for event in line["events"]:
            assert set(event) - {"title"} == {
                "type", "modality", "negated", "trigger", "source", "target", "also"
            }  # fmt: skip
            assert event["type"] in TYPES
            assert event["modality"] in MODALITIES
            mentions = [tuple(span) for span in (*event["trigger"], *event["also"])]
            assert event["trigger"]
            assert len(set(mentions)) == len(mentions)
            for party in (*event["source"], *event["target"]):
                assert party["span"][0] < party["span"][1]
                assert party["code"] is None or CODE.fullmatch(party["code"])


def test_the_spans_of_the_further_gold_are_whole_words_of_the_articles(shared):
    for article in read_event_gold(MORE, shared / "data" / "articles" / "detik-2025.jsonl"):
        for event in article.events:
            parties = [party.span for party in (*event.source, *event.target)]
            for start, end in (*event.trigger, *event.also, *parties):
                assert whole(article.text, start, end), (article.id, article.text[start:end])
            for start, end in event.title:
                assert whole(article.title, start, end), (article.id, article.title[start:end])


def whole(text: str, start: int, end: int) -> bool:
    """Whether the span neither begins nor ends inside a word or in blanks."""
    words = text[start:end]
    before, after = text[:start][-1:], text[end:][:1]
    torn = (before.isalnum() and words[0].isalnum()) or (after.isalnum() and words[-1].isalnum())
    return words == words.strip() and not torn
