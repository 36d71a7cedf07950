"""Families and stories: the same in memory and in the archive, whatever the batches."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.stories.grouping import WINDOW, is_copy
from saksi.stories.keys import PLACES, ArticleKey, article_key
from story_helpers import FERRY, INDEPENDENT, LOCAL_LEDE, UNRELATED, article
from story_indexes import InMemory, archive_index, article_id

DAY = 739_000


@pytest.fixture(params=["memory", "archive"])
def index(request, tmp_path):
    if request.param == "memory":
        yield InMemory()
    else:
        with archive_index(tmp_path) as found:
            yield found


def key_of(name, *paragraphs, **more):
    return article_key(article(name, *paragraphs, **more))


def test_versions_of_an_agency_text_are_one_family_and_an_independent_report_is_not(index):
    agency, short, local, own = index.place(
        [
            key_of("antara", *FERRY, title="Feri kandas di Pulau Rambai"),
            key_of("pendek", *FERRY[:3], title="Kapal feri kandas"),
            key_of("lokal", LOCAL_LEDE, *FERRY[:4], title="Warga sambut korban feri kandas"),
            key_of("sendiri", *INDEPENDENT, title="Polisi periksa nakhoda feri yang kandas di Pulau Rambai"),
        ]
    )
    assert (short.family, local.family) == (agency.family, agency.family)
    assert short.copied
    assert local.copied
    assert own.family != agency.family
    assert not own.copied
    assert {p.story for p in (agency, short, local, own)} == {agency.story}


def test_another_matter_opens_another_story(index):
    first, other = index.place([key_of("feri", *FERRY), key_of("jalan", *UNRELATED)])
    assert first.story != other.story
    assert other.nearest is None


def test_an_article_filed_before_keeps_its_place(index):
    first = index.place([key_of("feri", *FERRY)])
    again = index.place([key_of("lain", *UNRELATED), key_of("feri", *FERRY)])
    assert again[1] == first[0]
    assert len(index.filed()) == 2


def test_the_same_text_much_later_is_another_story(index):
    now, later = index.place(
        [key_of("a", *FERRY, published="2025-05-02"), key_of("b", *FERRY, published="2025-08-02")]
    )
    assert now.story != later.story


def test_undated_copies_meet(index):
    one, other = index.place([key_of("a", *FERRY, published=None), key_of("b", *FERRY[:4], published=None)])
    assert one.family == other.family


def test_a_disclaimer_in_common_makes_no_copy():
    notice = "Artikel ini dibuat dengan bantuan pembaca dan telah disunting oleh redaksi sebelum terbit."
    one, other = key_of("a", notice), key_of("b", notice, *FERRY)
    assert not is_copy(one, other)[0]


def test_an_empty_article_stands_alone(index):
    one, other = index.place([key_of("a"), key_of("b")])
    assert one.story != other.story


def synthetic(name: int, day: int | None, terms: dict[str, int], text: int) -> ArticleKey:
    """A key whose terms are given by weight, and whose text is one of a few."""
    norm = sum(weight**2 for weight in terms.values()) ** 0.5
    weighed = sorted(((term, weight / norm) for term, weight in terms.items()), key=lambda t: (-t[1], t[0]))
    return ArticleKey(
        article=article_id(name),
        day=day,
        published=None,
        outlet=None,
        credits=(),
        shingles=100 + text,
        signature=tuple((text * 7 + n * (text % 3)) % 1000 for n in range(PLACES)),
        copy_keys=(text, text // 2 + 100, 200),
        terms=tuple(weighed),
    )


keys_in_order = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(DAY, DAY + 2 * WINDOW)),
        st.dictionaries(st.sampled_from([f"w:{c}" for c in "abcdefghij"]), st.integers(1, 9), min_size=1),
        st.integers(0, 30),
    ),
    min_size=1,
    max_size=25,
).map(lambda drafts: [synthetic(n, *draft) for n, draft in enumerate(drafts)])
cuts = st.lists(st.integers(1, 6), min_size=1, max_size=10)


def in_batches(keys, sizes):
    at = n = 0
    while at < len(keys):
        yield keys[at : at + sizes[n % len(sizes)]]
        at, n = at + sizes[n % len(sizes)], n + 1


@settings(max_examples=12, deadline=None)
@given(keys_in_order, cuts)
def test_batches_and_store_do_not_matter(keys, sizes):
    whole = InMemory()
    expected = whole.place(keys)
    with tempfile.TemporaryDirectory() as folder, archive_index(Path(folder)) as archive:
        found = [p for batch in in_batches(keys, sizes) for p in archive.place(batch)]
        assert found == expected
        assert [f.placement for f in archive.filed()] == expected


@settings(max_examples=100, deadline=None)
@given(keys_in_order, st.integers(0, 24))
def test_what_comes_later_never_moves_what_is_there(keys, cut):
    early, whole = InMemory(), InMemory()
    assert early.place(keys[:cut]) == whole.place(keys)[:cut]


def test_a_feast_day_does_not_become_one_story(index):
    """A hundred articles name the feast and the president, and each tells something else."""
    shared = {"w:perayaan": 3, "w:presiden": 3}
    keys = [
        synthetic(n, DAY, {**shared, **{f"w:sendiri{n}x{m}": 4 for m in range(3)}}, n) for n in range(100)
    ]
    assert _largest(index.place([_own_text(key, n) for n, key in enumerate(keys)])) <= 20


def test_a_large_story_is_not_torn_apart(index):
    """Three hundred articles of ten days, ten of the story's fourteen terms in each."""
    core = [f"w:inti{m}" for m in range(14)]
    keys = [
        synthetic(
            n,
            DAY + n // 30,
            {
                **{core[(n * 5 + m) % 14]: 4 + (n + m) % 5 for m in range(10)},
                **{f"w:sendiri{n}x{m}": 3 + m % 3 for m in range(8)},
            },
            n,
        )
        for n in range(300)
    ]
    assert _largest(index.place([_own_text(key, n) for n, key in enumerate(keys)])) >= 200


def _largest(placed):
    return max(Counter(placement.story for placement in placed).values())


def _own_text(key: ArticleKey, n: int) -> ArticleKey:
    """The key with a signature and copy keys that no other has."""
    signature = tuple(n * PLACES + place for place in range(PLACES))
    return replace(key, signature=signature, copy_keys=(n + 1000,))
