from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.errors import ModelError
from saksi.language import analyse as analyse_module
from saksi.language import network as network_module
from saksi.language import weights
from saksi.language.analyse import LanguageModel, load_model
from saksi.language.analysis import Analysis
from saksi.language.network import Reading
from saksi.lexicons.load import default_lexicons

STORY = (
    "Presiden Joko Widodo bertemu Sultan Hamengkubuwono di Yogyakarta, Senin (3/2).\n"
    '"Kami sepakat bekerja sama," kata Jokowi. Perjanjian itu ditandatangani kedua pihak.\n'
    "\n"
    "Polisi menangkap lima pelaku pencurian di Surabaya"
)


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return load_model()


def paragraphs(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def check_whole(analysis: Analysis, spans: list[tuple[int, int]]) -> None:
    """What must hold of every analysis, whatever the text."""
    assert [t.i for t in analysis.tokens] == list(range(len(analysis.tokens)))
    for token in analysis.tokens:
        assert analysis.text[token.start : token.end] == token.text
    covered = []
    for sentence in analysis.sentences:
        tokens = analysis.sentence_tokens(sentence)
        covered.extend(t.i for t in tokens)
        assert (tokens[0].start, tokens[-1].end) == (sentence.start, sentence.end)
        start, end = spans[sentence.paragraph]
        assert start <= sentence.start < sentence.end <= end
        roots = [t for t in tokens if t.head == t.i]
        assert [t.dep for t in roots] == ["root"]
        assert all(sentence.first <= t.head < sentence.last for t in tokens)
        assert len(analysis.subtree(roots[0].i)) == len(tokens)
    assert covered == list(range(len(analysis.tokens)))
    for entity in analysis.entities:
        assert entity.label in ("PER", "ORG", "LOC")
        assert analysis.span(entity.first, entity.last) == (entity.start, entity.end)


def test_a_story_is_read_with_its_parties(model: LanguageModel) -> None:
    analysis = model.analyse(STORY, paragraphs(STORY))
    check_whole(analysis, paragraphs(STORY))
    verb = next(t for t in analysis.tokens if t.text == "menangkap")
    assert (verb.upos, verb.root, verb.voice) == ("VERB", "tangkap", "Act")
    assert [t.text for t in analysis.children(verb.i, "nsubj")] == ["Polisi"]
    assert [t.text for t in analysis.children(verb.i, "obj")] == ["pelaku"]
    passive = next(t for t in analysis.tokens if t.text == "ditandatangani")
    assert passive.voice == "Pass"
    assert [t.text for t in analysis.children(passive.i, "nsubj:pass")] == ["Perjanjian"]
    named = {(e.label, STORY[e.start : e.end]) for e in analysis.entities}
    assert ("PER", "Joko Widodo") in named
    assert ("LOC", "Yogyakarta") in named


def test_sentences_do_not_cross_paragraphs(model: LanguageModel) -> None:
    text = "Judul tanpa titik\nIsi berita"
    assert [s.paragraph for s in model.analyse(text, paragraphs(text)).sentences] == [0, 1]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_analysed(model: LanguageModel, text: str) -> None:
    check_whole(model.analyse(text, [(0, len(text))]), [(0, len(text))])


def test_an_article_reads_the_same_after_others(model: LanguageModel) -> None:
    first = model.analyse(STORY, paragraphs(STORY))
    for number in range(3):
        model.analyse(f"Berita lain nomor {number}.", [(0, 20)])
    assert model.analyse(STORY, paragraphs(STORY)) == first


def test_a_long_text_is_read_in_parts(model: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyse_module, "BATCH_TOKENS", 30)
    check_whole(model.analyse(STORY, paragraphs(STORY)), paragraphs(STORY))


def test_words_are_forgotten_without_a_trace(model: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    before = model.analyse(STORY, paragraphs(STORY))
    monkeypatch.setattr(network_module, "REMEMBERED", 60)
    for number in range(30):
        text = " ".join(f"kata{number}x{i}" for i in range(40))
        model.analyse(text, [(0, len(text))])
    assert len(model.network.remembered_words) <= 60
    assert model.analyse(STORY, paragraphs(STORY)) == before


def test_a_sentence_reads_the_same_in_any_company(model: LanguageModel) -> None:
    sentence = ["Polisi", "menangkap", "lima", "pelaku", "pencurian", "di", "Surabaya", "."]
    others = [["Hujan", "turun", "."], [*sentence[:-1], *sentence], ["Ia", "pergi", "."] * 20]
    alone = model.network.read([sentence])[0]
    assert model.network.read([others[0], sentence, *others])[1] == alone
    assert model.network.read([sentence] * 3) == [alone] * 3


class OneStart:
    """A network that takes the word Jumlah for the first of a sentence, wherever it stands."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def read(self, sentences: list[list[str]]) -> list[Reading]:
        self.asked.extend(sentences)
        return [
            Reading(
                upos=["X"] * len(s),
                voices=[""] * len(s),
                heads=[0] * len(s),
                deps=["root"] + ["dep"] * (len(s) - 1),
                entities=[],
                starts=[i for i, word in enumerate(s) if i and word.lower() == "jumlah"],
            )
            for s in sentences
        ]


def test_sentences_are_cut_where_a_stop_is_missing(model: LanguageModel) -> None:
    reader = LanguageModel(OneStart(), default_lexicons())  # type: ignore[arg-type]
    text = "Bintang idola merokok Jumlah perokok naik, kata dinas."
    analysis = reader.analyse(text, [(0, len(text))])
    check_whole(analysis, [(0, len(text))])
    assert [text[s.start : s.end] for s in analysis.sentences] == [
        "Bintang idola merokok",
        "Jumlah perokok naik, kata dinas.",
    ]
    lower = text.lower()
    assert len(reader.analyse(lower, [(0, len(text))]).sentences) == 1
    (given,) = reader.analyse_words([text.split()])
    assert len(given.sentences) == 1


def test_only_what_was_cut_is_read_again() -> None:
    network = OneStart()
    reader = LanguageModel(network, default_lexicons())  # type: ignore[arg-type]
    text = "Hujan turun. Bintang merokok Jumlah naik. Warga pulang. Harga turun Jumlah tetap. Ia tidur."
    analysis = reader.analyse(text, [(0, len(text))])
    check_whole(analysis, [(0, len(text))])
    assert [text[s.start : s.end] for s in analysis.sentences] == [
        "Hujan turun.",
        "Bintang merokok",
        "Jumlah naik.",
        "Warga pulang.",
        "Harga turun",
        "Jumlah tetap.",
        "Ia tidur.",
    ]
    assert [" ".join(words) for words in network.asked[5:]] == [
        "Bintang merokok",
        "Jumlah naik .",
        "Harga turun",
        "Jumlah tetap .",
    ]


def test_words_given_apart_are_kept(model: LanguageModel) -> None:
    (analysis,) = model.analyse_words([["Ia", "pergi", "."]])
    assert [t.text for t in analysis.tokens] == ["Ia", "pergi", "."]


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(weights.HOME, folder)
    name = folder / "network.npz"
    name.write_bytes(name.read_bytes() + b"x")
    with pytest.raises(ModelError, match=r"network\.npz"):
        load_model(folder)
    name.unlink()
    with pytest.raises(ModelError, match="missing"):
        load_model(folder)
    with pytest.raises(ModelError, match="no language model"):
        load_model(tmp_path / "nowhere")


def test_weights_are_small_and_without_pickle() -> None:
    files = [p for p in weights.HOME.iterdir() if p.name != weights.MANIFEST]
    assert files
    assert all(p.stat().st_size < 12_000_000 for p in files)
    assert {p.suffix for p in files} <= {".json", ".npz"}
