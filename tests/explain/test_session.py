"""An interview asks what still matters, takes answers back, refuses bad ones, and always leaves a good scenario."""

from __future__ import annotations

from typing import Any

import pytest
from explained import evaluator, left_open, made, shipped

from foirules.errors import InputError
from foirules.explain.session import HEAD, Session
from foirules.model.reading import Document, parse

FACTS = ["A bridge", "A county council", "local authority", "commissioner", "6 September 2019", "", "1 June 2020"]
"""Title, authority, kind, viewpoint, received, answered, law as at."""


def session(data: dict[str, Any] | None = None) -> Session:
    return Session(evaluator(), data)


def tell(held: Session, *answers: str) -> Session:
    for answer in answers:
        held.answer(answer)
    return held


def step(held: Session) -> str | None:
    prompt = held.prompt()
    return prompt.step if prompt else None


def asked(held: Session) -> tuple[str | None, str | None]:
    """The pack's question that is asked, and the element if it asks for one."""
    prompt = held.prompt()
    assert prompt is not None
    assert prompt.question is not None
    return prompt.question.question, prompt.question.element


# --- the facts


def test_the_facts_make_a_scenario_that_is_decided() -> None:
    held = tell(session(), *FACTS, "The drawings", "The costs", "", "section 24(2)", "1", "")
    assert held.data == {
        "schema": "foirules/scenario/1",
        "id": "a-bridge",
        "title": "A bridge",
        "viewpoint": "commissioner",
        "law_as_at": "2020-06-01",
        "authority": {"name": "A county council", "kind": "local_authority"},
        "request": {"received": "2019-09-06"},
        "parts": [{"id": "part-1", "asks": "The drawings"}, {"id": "part-2", "asks": "The costs"}],
        "claims": [{"id": "s24-2", "provision": "s24(2)", "items": ["part-1"]}],
    }
    assert held.complete
    assert held.decision is not None
    assert [question.outcome for question in held.decision.questions][:2] == ["undetermined", "undetermined"]


def test_each_fact_is_asked_once_in_its_turn() -> None:
    held, steps = session(), []
    for answer in [*FACTS, "The drawings", "", ""]:
        steps.append(step(held))
        held.answer(answer)
    dates = ["received", "answered", "decided"]
    assert steps == ["title", "authority", "kind", "viewpoint", *dates, "part", "part", "provision"]
    assert step(held) == "question"


def test_an_authority_that_decides_is_not_asked_when_somebody_else_does() -> None:
    held = tell(session(), "A bridge", "A council", "other", "authority", "", "")
    assert step(held) == "part"


@pytest.mark.parametrize(
    ("given", "answer", "said"),
    [
        ([], "", "an answer is needed here"),
        (["T", "A"], "borough", "`borough` is not one of the answers"),
        (["T", "A", "other", "authority"], "yesterday", "not a date in a form that can be read"),
        (["T", "A", "other", "authority"], "30/02/2024", "not a day that exists"),
        (["T", "A", "other", "authority", "2024-03-04"], "2024-03-01", "before"),
        (["T", "A", "other", "authority", "", ""], "", "an answer is needed here"),
        (["T", "A", "other", "authority", "", "", "P", ""], "s24(9)", r"no limb .* \(the nearest are s24\(1\) and"),
        (["T", "A", "other", "authority", "", "", "P", ""], "s24(1) and s31(1)(a)", "is not one limb"),
        (["T", "A", "other", "authority", "", "", "P", ""], "fraud", "is not a provision"),
        (["T", "A", "other", "authority", "", "", "P", "Q", "", "s24(2)"], "3", "there is no part `3`"),
        (["T", "A", "other", "authority", "", "", "P", "", "s31(3)"], "s31(9)", "is not one of the answers"),
    ],
)
def test_a_fact_that_cannot_be_used_is_refused_and_changes_nothing(given: list[str], answer: str, said: str) -> None:
    held = tell(session(), *given)
    before, prompt = held.text(), held.prompt()
    with pytest.raises(InputError, match=said):
        held.answer(answer)
    assert (held.text(), held.prompt()) == (before, prompt)


def test_a_claim_is_told_what_it_was_understood_as() -> None:
    held = tell(session(), *FACTS, "The drawings", "")
    (note,) = held.answer("s 24(2)")
    assert note.startswith("s24(2): ")
    assert note.endswith("It bears on the duty to confirm or deny.")


def test_a_limb_that_covers_several_matters_is_asked_which_unless_it_is_said() -> None:
    held = tell(session(), *FACTS, "The drawings", "", "31(3) by 31(1)(a)", "31(3)")
    assert step(held) == "through"
    held = tell(held, "s31(1)(b)")
    assert [claim["by"] for claim in held.data["claims"]] == [["s31(1)(a)"], ["s31(1)(b)"]]
    assert [claim["id"] for claim in held.data["claims"]] == ["s31-3", "s31-3-2"]


def test_claims_on_the_same_duty_and_parts_can_be_put_in_the_alternative() -> None:
    held = tell(session(), *FACTS, "The drawings", "", "s23(5)", "s24(2)")
    assert step(held) == "alternatives"
    held.answer("s23(5)")
    assert {claim["alternatives"] for claim in held.data["claims"]} == {"either"}
    tell(held, "s43(2)")
    assert step(held) == "provision", "it is on the other duty"


def test_a_claim_on_other_parts_is_in_no_alternative() -> None:
    held = tell(session(), *FACTS, "The drawings", "The costs", "", "s23(5)", "1", "s24(2)", "2")
    assert step(held) == "provision"


# --- the questions


def test_what_matters_most_is_asked_first_and_answers_are_found_by_who_decides() -> None:
    held = session(shipped("nothing-found-yet"))
    assert asked(held) == ("ask-held", None)
    held.answer("no")
    assert held.data["parts"][1]["held"] == "no"
    _, element = asked(held)
    held.answer("yes", at="note 3")
    assert held.data["found"] == [
        {"claim": "inspection", "element": element, "is": "met", "by": "authority", "at": "note 3"}
    ]


def test_it_stays_with_a_claim_where_another_would_do_as_well() -> None:
    names = {"one": "part-1", "two": "part-2"}
    data = made([{"id": name, "provision": "s43(2)", "items": [item]} for name, item in names.items()], items=2)
    data["parts"] = [{**part, "held": "yes"} for part in data["parts"]]
    met = {"claim": "one", "is": "met", "by": "commissioner"}
    data["found"] = [{**met, "element": name} for name in ("applicable-interest", "real-prejudice", "causal-link")]
    held = session(data)
    assert asked(held) == ("ask-elements", "likelihood")
    held.answer("would")
    assert asked(held) == ("ask-balance", None), "though the elements of the other claim come first in the decision"


def test_what_is_not_known_stays_open_and_is_asked_no_more() -> None:
    held = session(made([{"id": "security", "provision": "s24(2)"}]))
    seen = []
    while held.prompt() is not None:
        seen.append(asked(held))
        held.not_known()
    assert len(seen) == len(set(seen)) == held.left == len(left_open(held.data).questions)
    assert held.data["found"] == []


def test_it_ends_where_nothing_is_open() -> None:
    held = session(made([]))
    tell(held, "yes")
    assert held.prompt() is None
    assert held.left == 0
    with pytest.raises(InputError, match="no question is open"):
        held.answer("yes")


def test_the_last_answer_can_be_taken_back_as_far_as_the_start() -> None:
    held, texts = session(), []
    for answer in [*FACTS, "The drawings", "The costs", "", "s24(2)", "1", "", "yes", "no"]:
        texts.append((held.text(), held.prompt()))
        held.answer(answer)
    held.not_known()
    held.back()
    for before in reversed(texts):
        held.back()
        assert (held.text(), held.prompt()) == before
    with pytest.raises(InputError, match="nothing to go back to"):
        held.back()


def test_a_question_on_several_parts_can_be_asked_of_each() -> None:
    held = session(made([{"id": "security", "provision": "s24(2)"}], items=2))
    held.each()
    held.answer("yes")
    assert held.data["found"][0]["items"] == ["part-1"]
    prompt = held.prompt()
    assert prompt is not None
    assert prompt.question is not None
    assert (prompt.question.element, prompt.question.items) == (held.data["found"][0]["element"], ["part-2"])
    with pytest.raises(InputError, match="one part only"):
        held.each()


def test_a_claim_can_be_added_later() -> None:
    held = session(made([], items=1))
    held.claim()
    tell(held, "s24(2)", "")
    assert held.data["claims"] == [{"id": "s24-2", "provision": "s24(2)"}]
    assert asked(held)[0] == "ask-elements"


def test_an_answer_that_replaces_a_finding_says_so() -> None:
    held = session(shipped("finding-its-elements-contradict"))
    assert asked(held) == ("ask-contradiction", None)
    assert held.answer("engaged") == ["What was found before on the same thing has given way to it."]


def test_nothing_is_asked_of_holding_before_the_duty_to_confirm_or_deny_stands() -> None:
    held = session(made([{"id": "security", "provision": "s24(2)"}]))
    while asked(held)[0] == "ask-elements":
        assert "held" not in held.data["parts"][0]
        held.answer("no")
    assert asked(held) == ("ask-held", None)


# --- what is saved


def test_at_every_point_what_is_saved_can_be_gone_on_with() -> None:
    held = session()
    for answer in [*FACTS, "The drawings: all", "The costs", "", "s23(5)", "1", "s24(2)", "1", "1", "", "no", "yes"]:
        held.answer(answer)
        data = parse(held.text().encode(), "saved").data
        again = session(data)
        assert again.text() == held.text()
        if held.complete:
            evaluator().evaluate(Document("saved", data, {}))


def test_what_was_begun_goes_on_where_it_stopped() -> None:
    held = tell(session(), *FACTS[:2])
    assert step(session(held.data)) == "kind"
    tell(held, *FACTS[2:], "The drawings")
    assert step(session(held.data)) == "part"
    tell(held, "")
    tell(held, "s24(2)")
    assert step(session(held.data)) == "question"


def test_going_on_with_a_scenario_begins_with_its_open_questions() -> None:
    assert step(session(shipped("kent-police-2024"))) == "question"


def test_the_file_says_who_wrote_it() -> None:
    assert session().text().startswith(f"# {HEAD}\nschema: foirules/scenario/1\n")
