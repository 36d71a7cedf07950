import math

from saksi.lexicons.load import default_lexicons
from saksi.stories.terms import KEPT, story_terms
from story_helpers import actor, article, day, event, place


def terms(*args, **more):
    return dict(story_terms(article("uji", *args, **more), default_lexicons()))


def test_words_meet_in_their_roots_but_names_stay_whole():
    found = terms("Warga menambang pasir di sungai milik Berian.", "Penambangan itu ditolak oleh Berian.")
    assert "w:tambang" in found
    assert "w:berian" in found


def test_what_nearly_every_article_says_weighs_nothing():
    found = terms("Ia mengatakan hal itu dan akan pergi ke Selat Karang.")
    assert "w:dan" not in found
    assert "w:karang" in found


def test_findings_of_the_record_are_terms():
    found = terms(
        "Brimob membubarkan pawai di Wamena kemarin.",
        actors=[actor("a1", "Brimob", "IDNCOP")],
        places=[place("p1", "Wamena", -4.1, 138.9)],
        dates=[day("d1", "2025-05-01")],
        events=[event("e1", "COERCE", "membubarkan", ["a1"])],
    )
    assert {"a:brimob", "c:IDNCOP", "p:wamena", "e:COERCE", "d:2025-05-01"} <= set(found)


def test_the_day_of_printing_is_no_term():
    assert "d:2025-05-02" not in terms("Hari ini hujan.", dates=[day("d1", "2025-05-02")])


def test_a_word_of_the_headline_weighs_more():
    body = "Longsor memutus jalan dan merusak jembatan."
    with_title = terms(body, title="Jembatan putus")
    assert with_title["w:jembatan"] > with_title["w:longsor"]


def test_terms_are_a_bounded_vector_of_length_one():
    many = " ".join(f"kata{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200))
    found = terms(many)
    assert len(found) == KEPT
    assert math.isclose(sum(weight**2 for weight in found.values()), 1.0, abs_tol=1e-3)
