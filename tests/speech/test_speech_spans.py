from hypothesis import given, settings
from hypothesis import strategies as st

from speech.plain import read

WORDS = st.sampled_from(
    [
        *("Sari", "Rudi", "ia", "kata", "ujarnya", "mengatakan", "menyebut", "menurut", "bahwa", "agar"),
        *("jalan", "sudah", "dibuka", "kepada", "wartawan", "seperti", "dikutip", "dari", "dan", "yang"),
        *('"', '"', "'", ",", ".", ":", "?", "\n", "(", ")", "Senin (2/6/2025)", "massa", "bertuliskan"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40), st.booleans())
def test_any_words_give_spans_that_reslice(words: list[str], title: bool) -> None:
    text = " ".join(words).strip()
    if not text:
        return
    found = read(text, "Sari", "Rudi", "massa", title=title)
    for number, finding in enumerate(found.findings, 1):
        quote = finding.quote
        assert quote.id == f"q{number}"
        assert 0 <= quote.span[0] < quote.span[1] <= len(text)
        assert text[slice(*quote.span)].strip()
        if quote.cue is not None:
            assert text[slice(*quote.cue)].lower().isidentifier()
        if finding.attribution is not None:
            assert 0 <= finding.attribution[0] < finding.attribution[1] <= len(text)
    spans = [f.content for f in found.findings]
    assert spans == sorted(spans, key=lambda s: (s[0], -s[1]))
