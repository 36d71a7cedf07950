"""A denial is paired with the accusation, a refusal with what was asked, a silence with what it leaves open."""

from dataclasses import replace

from saksi.events.answers import with_answers
from saksi.events.drafts import EventFinding
from saksi.records import Actor, Event, Witness
from saksi.reference.mentions import Reference

ACTORS = tuple(
    Actor(ref, ref, "person", code, (code or "")[:3] or None, None, ())
    for ref, code in (("a1", "IDNGOV"), ("a2", "IDNOPP"), ("a3", "IDNGOV"), ("a4", None))
)
REFERENCE = Reference(ACTORS, (), (), (), (), ())


def event(number: int, kind: str, source: str, target: str = "", cameo: str = "", **more: object) -> Event:
    made = Event(
        f"e{number}", kind, None, (), cameo or None, None, tuple(source.split()), tuple(target.split()),
        None, None, "happened", False, None, (0, 9), Witness(), 0.5,
    )  # fmt: skip
    return replace(made, **more)


def answers(*events: Event) -> dict[str, str | None]:
    found = with_answers([EventFinding(e, None) for e in events], REFERENCE)
    return {f.event.id: f.event.answers for f in found}


ACCUSED = event(1, "ACCUSE", "a2", "a1", "112")


def test_the_accused_deny() -> None:
    assert answers(ACCUSED, event(2, "REJECT", "a1", cameo="016")) == {"e1": None, "e2": "e1"}


def test_one_of_the_same_side_denies_for_it() -> None:
    assert answers(ACCUSED, event(2, "REJECT", "a3", cameo="016"))["e2"] == "e1"


def test_nobody_answers_what_he_said_himself_or_what_was_not_put_to_him() -> None:
    assert answers(ACCUSED, event(2, "REJECT", "a2", cameo="016"))["e2"] is None
    assert answers(ACCUSED, event(2, "REJECT", "a4", cameo="016"))["e2"] is None


def test_a_denial_in_the_lead_meets_the_accusation_told_after_it() -> None:
    denial = event(1, "REJECT", "a1", cameo="016")
    assert answers(denial, event(2, "ACCUSE", "a2", "a1", "112"))["e1"] == "e2"


def test_a_refusal_answers_the_demand_and_not_the_accusation() -> None:
    demand = event(2, "REQUEST", "a2", "a1")
    assert answers(ACCUSED, demand, event(3, "REJECT", "a1", "a2", "120"))["e3"] == "e2"


def test_a_silence_leaves_open_what_came_last() -> None:
    silence = event(2, "CONSULT", "a1", cameo="010", negated=True)
    assert answers(ACCUSED, silence)["e2"] == "e1"


def test_who_is_named_as_accuser_must_be_the_accuser() -> None:
    other = event(2, "ACCUSE", "a4", "a1", "112")
    assert answers(ACCUSED, other, event(3, "REJECT", "a1", "a2", "016"))["e3"] == "e1"
