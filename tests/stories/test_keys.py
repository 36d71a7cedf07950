from saksi.stories.keys import SCHEME, article_key, resemblance, shingles
from story_helpers import FERRY, INDEPENDENT, LOCAL_LEDE, UNRELATED, article


def test_shingles_are_runs_of_five_words_without_punctuation_or_case():
    assert shingles(["Air pasang, lalu surut", "lagi."]) == {"air pasang lalu surut lagi"}
    assert len(shingles(["satu dua tiga empat lima enam tujuh"])) == 3


def test_a_shorter_text_is_one_shingle_and_an_empty_one_has_none():
    assert shingles(["Banjir surut"]) == {"banjir surut"}
    assert shingles(["", "..."]) == frozenset()
    assert article_key(article("kosong")).copy_keys == ()


def test_the_same_record_always_gives_the_same_key():
    assert article_key(article("feri", *FERRY)) == article_key(article("feri", *FERRY))


def test_the_scheme_has_not_changed_unseen():
    # Keys lie in archives. If these numbers change, SCHEME must change with them.
    key = article_key(article("feri", *FERRY))
    assert SCHEME == "1:2"
    assert key.signature[:3] == (1239277747, 870467380, 1025522480)
    assert key.copy_keys[:2] == (5113879924482763191, 9143787163143583993)


def test_resemblance_estimates_jaccard_and_containment():
    whole = article_key(article("utuh", *FERRY))
    short = article_key(article("pendek", *FERRY[:2]))
    exact = len(shingles(FERRY[:2])) / len(shingles(FERRY))
    found = resemblance(whole, short)
    assert abs(found.jaccard - exact) < 0.12
    assert found.containment > 0.75
    assert resemblance(whole, article_key(article("lain", *UNRELATED))).containment < 0.1


def test_the_error_of_containment_grows_with_the_difference_in_length():
    whole = article_key(article("utuh", *FERRY))
    near, far = (resemblance(whole, article_key(article(str(n), *FERRY[:n]))) for n in (4, 1))
    assert 0.0 < near.error < far.error
    empty = resemblance(whole, article_key(article("kosong")))
    assert (empty.jaccard, empty.containment, empty.error) == (0.0, 0.0, 0.0)


def test_a_short_copy_shares_a_copy_key_with_its_origin():
    whole = set(article_key(article("utuh", *FERRY)).copy_keys)
    assert whole & set(article_key(article("pendek", *FERRY[:2])).copy_keys)
    assert whole & set(article_key(article("lokal", LOCAL_LEDE, *FERRY)).copy_keys)
    assert not whole & set(article_key(article("sendiri", *INDEPENDENT)).copy_keys)


def test_copy_keys_fit_into_a_signed_integer_of_64_bits():
    assert all(0 <= key < 2**63 for key in article_key(article("feri", *FERRY)).copy_keys)


def test_the_day_is_that_of_printing_or_else_none():
    assert article_key(article("a", *FERRY, published="2025-05-02T23:59")).day == 739373
    assert article_key(article("b", *FERRY, published=None)).day is None
    assert article_key(article("c", *FERRY, published="bukan tanggal")).day is None
