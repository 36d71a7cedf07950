import pytest

from saksi.lexicons.load import default_lexicons
from saksi.stories.origins import (
    Copying,
    Version,
    added_spans,
    copyings,
    independent,
    newsrooms_of,
    origins,
    version_of,
)
from story_helpers import FERRY, INDEPENDENT, LOCAL_LEDE, article


@pytest.fixture(scope="module")
def newsrooms():
    return newsrooms_of(default_lexicons())


def version(name, family=0, published="2025-05-02T08:00", outlet=None, credits=()):
    return Version(name, family, published, outlet, tuple(credits))


def test_copies_of_one_text_are_one_origin_and_the_agency_is_named(newsrooms):
    found = origins(
        [
            version("a", outlet="Kompas.com", credits=["ANTARA"]),
            version("b", outlet="Jawa Pos"),
            version("c", family=1, outlet="Gatra"),
        ],
        newsrooms,
    )
    assert found["a"] == found["b"] == {"agency:ANTARA"}
    assert found["c"] == {"outlet:Gatra"}


def test_an_agency_that_prints_its_own_text_is_its_origin(newsrooms):
    assert origins([version("a", outlet="ANTARA")], newsrooms)["a"] == {"agency:ANTARA"}


def test_a_newsroom_that_credits_itself_is_an_outlet(newsrooms):
    assert origins([version("a", outlet="Kompas.com", credits=["Kompas.com"])], newsrooms)["a"] == {
        "outlet:Kompas.com"
    }


def test_a_text_of_unknown_printer_stands_for_itself(newsrooms):
    found = origins([version("a", family=3), version("b", family=4)], newsrooms)
    assert found == {"a": {"text:3"}, "b": {"text:4"}}


@pytest.mark.parametrize(
    ("reports", "count"),
    [
        ([{"agency:Reuters"}, {"agency:Reuters"}], 1),
        ([{"agency:Reuters"}, {"outlet:Gatra"}], 2),
        ([{"agency:Reuters", "agency:AFP"}], 1),
        ([{"agency:Reuters", "agency:AFP"}, {"agency:Reuters"}, {"agency:AFP"}], 2),
        ([], 0),
    ],
)
def test_independent_reports_share_no_origin(reports, count):
    assert independent(map(frozenset, reports)) == count


def test_a_credit_tells_who_copied_whom_even_against_the_date(newsrooms):
    late_agency = version("antara", outlet="ANTARA", published="2025-05-02T09:00")
    early_copy = version("salin", outlet="Jawa Pos", credits=["Antara"], published="2025-05-02T08:30")
    assert copyings([late_agency, early_copy], newsrooms) == (
        Copying("antara", "salin", None, "date"),
        Copying("salin", "antara", "ANTARA", "credit"),
    )


def test_a_chain_of_credits_is_kept_link_by_link(newsrooms):
    """AFP, reported by Kompas.com, printed by a paper that credits Kompas.com."""
    first = version("kompas", outlet="Kompas.com", credits=["AFP"])
    second = version("gatra", outlet="Gatra", credits=["Kompas.com"], published="2025-05-02T10:00")
    assert copyings([first, second], newsrooms) == (
        Copying("kompas", None, "AFP", "credit"),
        Copying("gatra", "kompas", "Kompas.com", "credit"),
    )


def test_without_credits_the_earliest_is_the_source_and_equals_are_left_open(newsrooms):
    one, other, later = version("a"), version("b"), version("c", published="2025-05-02T11:00")
    assert copyings([later, one, other], newsrooms) == (
        Copying("c", "a", None, "date"),
        Copying("a", None, None, None),
        Copying("b", None, None, None),
    )


def test_undated_versions_are_no_sources(newsrooms):
    assert copyings([version("a", published=None), version("b")], newsrooms)[1].source is None


def test_what_a_version_added_are_the_paragraphs_that_its_origin_lacks():
    origin = article("antara", *FERRY)
    local = article("lokal", LOCAL_LEDE, *FERRY[:3], INDEPENDENT[0])
    assert [local.text[slice(*span)] for span in added_spans(local, origin)] == [LOCAL_LEDE, INDEPENDENT[0]]
    assert added_spans(article("pendek", *FERRY[1:3]), origin) == ()


def test_a_version_holds_what_matters_of_its_record():
    record = article("a", *FERRY, outlet="Gatra", credits=["AFP"])
    assert version_of(record, 7) == Version(record.id, 7, record.published, "Gatra", ("AFP",))
