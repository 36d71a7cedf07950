"""Whatever the words: mentions re-slice, ids are in order, nothing raises, twice the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from conllu import analysis_from_lines, article_of
from saksi.lexicons.load import default_lexicons
from saksi.reference.actors import find_actors

WORDS = (
    "Presiden", "presiden", "AS", "Rusia", "Moskow", "polisi", "pemberontak", "kelompok", "itu", "sejumlah",
    "seorang", "20", "orang", "para", "mantan", "sang", "Budi", "Santoso", "Polda", "Jawa", "PBB", "Hamas",
    "dan", ",", ".", "(", ")", "KPK", "Komisi", "Pemberantasan", "Korupsi", "ia", "mereka", "+nya", "di",
    "untuk", "asal", "yang", "etnis", "Albania", "kedua", "negara", "berinisial", "RS", "juru", "bicara",
    "-", "negara-negara", "Prabowo", "😀", "ß", "É", "anti", "pihak", "keduanya", "dari", "Fraksi",
)  # fmt: skip
TAGS = ("NOUN", "PROPN", "VERB", "ADP", "PRON", "PUNCT", "NUM", "X", "ADJ", "DET")
ENTITIES = ("O", "O", "O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC")


@st.composite
def lines(draw: st.DrawFn) -> str:
    sentences = []
    for _ in range(draw(st.integers(1, 4))):
        size = draw(st.integers(1, 9))
        cells = [
            f"{draw(st.sampled_from(WORDS))}/{draw(st.sampled_from(TAGS))}/{draw(st.integers(0, k))}"
            f"/{draw(st.sampled_from(('nsubj', 'obj', 'flat', 'conj')))}/{draw(st.sampled_from(ENTITIES))}"
            for k in range(size)
        ]
        sentences.append(" ".join(cells))
    return "\n".join(sentences)


@settings(max_examples=150, deadline=None)
@given(lines())
def test_any_words_give_sound_findings(text: str) -> None:
    analysis = analysis_from_lines(text)
    article = article_of(analysis)
    found = find_actors(article, analysis, default_lexicons())
    assert [a.id for a in found.actors] == [f"a{n}" for n in range(1, len(found.actors) + 1)]
    firsts = [min(a.mentions) for a in found.actors]
    assert [s[0] for s in firsts] == sorted(s[0] for s in firsts)
    for mention in found.mentions:
        start, end = mention.span
        assert 0 <= start < end <= len(analysis.text)
        assert analysis.text[start:end].strip() == analysis.text[start:end]
        assert mention.first <= mention.head < mention.last
    spans = {(m.ref, m.span) for m in found.mentions}
    assert spans == {(a.id, span) for a in found.actors for span in a.mentions}
    assert found == find_actors(article, analysis, default_lexicons())
