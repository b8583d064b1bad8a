"""What must hold of every decision, whatever was found: each property has a name, and a source in the Act or a case.

The scenarios are generated. A property that reads off one decision is checked on both duties of every item; one that
compares two decisions changes one thing in the scenario and says what may change in the decision.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foirules.engine.driver import Run
from foirules.errors import FoirulesError
from foirules.law.loading import default_rulebook
from foirules.model.decision import Decision
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator, default_evaluator
from foirules.testing import strategies

Scenario = dict[str, Any]
EXAMPLES = settings(max_examples=25, deadline=None)
TOWARDS_DISCLOSURE = {"may_withhold": 0, "undetermined": 1, "communicate": 2, "excluded": 0, "confirm": 2, "deny": 2}


def evaluator() -> Evaluator:
    return default_evaluator("reference")


def decide(scenario: Scenario, **options: Any) -> Decision:
    return evaluator().evaluate(Document("generated", scenario, {}), **options)


def outcomes(decision: Decision) -> dict[tuple[str, str], str]:
    return {(question.item, question.duty): question.outcome for question in decision.questions}


def changed(scenario: Scenario, change: Callable[[Scenario], None]) -> Scenario:
    altered = copy.deepcopy(scenario)
    change(altered)
    return altered


def items_of(scenario: Scenario) -> list[Scenario]:
    return [item for part in scenario["parts"] for item in part.get("items", [part])]


# --- properties of one decision


def absolute_ignores_the_balance(decision: Decision, run: Run) -> None:
    """s2(1)(a), s2(2)(a): no public interest test for an absolute exemption."""
    for application in run.world.by_kind.get("application", []):
        if run.values["status", application] == "absolute":
            assert run.values["balance", application] in ("not_required", "not_reached")


def nothing_outside_the_list_is_absolute(decision: Decision, run: Run) -> None:
    """s2(3): the list is closed, "and no others", save where a contested point is switched."""
    listed = {name for entry in run.rulebook.header.absolute for name in entry.provisions}
    for application in run.world.by_kind.get("application", []):
        provision = run.values["provision", application]
        gateway = run.rulebook.limbs[provision].effect == "no-duty"
        switched = provision in ("s40(5A)", "s40(5B)(a)(i)", "s40(5B)(a)(ii)")
        if run.values["status", application] == "absolute" and not gateway and not switched:
            assert provision in listed


def ncnd_leaves_communicating_unreached(decision: Decision, run: Run) -> None:
    """s1(1)(b): the duty to communicate bites only if the information is held."""
    got = outcomes(decision)
    for (item, duty), outcome in got.items():
        if duty == "confirm_or_deny" and outcome == "excluded":
            assert got[item, "communicate"] == "not_reached"


def communicating_waits_for_holding(decision: Decision, run: Run) -> None:
    """s1(1)(b): nothing has to be communicated, or may be withheld, that is not confirmed to be held."""
    got = outcomes(decision)
    for (item, duty), outcome in got.items():
        if duty == "communicate" and outcome in ("communicate", "may_withhold"):
            assert got[item, "confirm_or_deny"] == "confirm"


def holding_is_read_only_where_the_duty_stands(decision: Decision, run: Run) -> None:
    """Where the duty to confirm or deny is excluded or open, holding is neither read nor asked."""
    for item in run.world.by_kind["item"]:
        stands = run.values["duty-state", f"{item}:confirm_or_deny"] == "stands"
        assert stands or run.values["held", item] == "not_read"


def not_considered_is_no_finding(decision: Decision, run: Run) -> None:
    """A claim left unconsidered shows neither engagement, balance nor disposal, and decides nothing."""
    for application in decision.applications:
        if not application.considered:
            assert (application.engagement, application.balance, application.disposal) == (None, None, None)
            asked = {entry.subject.partition(":")[0] for entry in decision.missing}
            assert f"{application.claim}@{application.item}" not in asked
    for question in decision.questions:
        left = {a.claim for a in decision.applications if a.item == question.item and not a.considered}
        left &= {a.claim for a in decision.applications if a.duty == question.duty}
        deciding = [a for a in decision.applications if a.claim in question.by and a.item == question.item]
        assert all(a.considered for a in deciding if a.duty == question.duty)


def an_upheld_claim_is_engaged(decision: Decision, run: Run) -> None:
    """s2: engagement first. Nothing stands that is not engaged and, where qualified, outweighing."""
    for application in run.world.by_kind.get("application", []):
        if run.values["disposal", application] == "upheld":
            assert run.values["engagement", application] == "engaged"
            assert run.values["balance", application] in ("not_required", "maintain")


def a_tie_upholds_nothing(decision: Decision, run: Run) -> None:
    """s2(1)(b), s2(2)(b): maintaining has to outweigh."""
    for application in run.world.by_kind.get("application", []):
        if run.values["balance", application] == "equal":
            assert run.values["disposal", application] in ("fails", "undetermined")


def limbs_that_exclude_each_other_are_never_both_upheld(decision: Decision, run: Run) -> None:
    """s24(1), s31(1), s36(1), s40(2): on one item, save in the alternative."""
    for application in run.world.by_kind.get("application", []):
        for rival in run.world.relations.get(("rival", application), []):
            masked = rival in run.world.relations.get(("alternative", application), [])
            both = [run.values["disposal", one] == "upheld" for one in (application, rival)]
            assert masked or not all(both)


def a_combined_balance_weighs_only_engaged_qualified_claims(decision: Decision, run: Run) -> None:
    """[2025] UKSC 27: engage each exemption first; absolute ones are outside."""
    for combination in run.world.by_kind.get("combination", []):
        question = run.world.subjects[combination].lineage["question"]
        weighed = run.world.relations.get(("weighs", combination), [])
        sound = all(
            run.values["engagement", one] == "engaged" and run.values["status", one] == "qualified" for one in weighed
        )
        if run.values["combined", question] in ("maintain", "duty", "equal"):
            assert sound


def nothing_is_ordered_disclosed_before_the_combined_balance(decision: Decision, run: Run) -> None:
    """[2025] UKSC 27: several engaged qualified exemptions that lose alone are weighed together first."""
    for question in run.world.by_kind["question"]:
        if run.values["combinable", question] == "yes" and run.values["duty-state", question] == "stands":
            assert run.values["combined", question] in ("duty", "equal")


def the_cost_limit_leaves_the_answer(decision: Decision, run: Run) -> None:
    """s12(1), (2): the limit on complying does not by itself take away the duty to confirm or deny.

    What does is s12(2), s14, no valid request (s8), or a clarification or fee still awaited (s1(3), s9(2)).
    """
    taken = [a for a in run.world.by_kind.get("application", []) if run.values["disposal", a] == "upheld"]
    for question in run.world.by_kind["question"]:
        lineage = [a for a in taken if run.world.subjects[a].lineage["question"] == question]
        if run.values["duty-state", question] == "no_duty" and run.values["duty", question] == "confirm_or_deny":
            invalid = run.values["valid-request", "request"] == "no"
            waits = run.values["awaited", "request"] != run.rulebook.attributes["awaited"].default
            assert (
                invalid or waits or any(run.values["provision", a] in ("s12(2)", "s14(1)", "s14(2)") for a in lineage)
            )


def section_17_4_takes_no_step_away(decision: Decision, run: Run) -> None:
    """s17(4): the fact, the exemption and the rights are owed whatever reasons are withheld."""
    refused = any(run.values["effect", a] == "exempt" for a in run.world.by_kind.get("application", []))
    if refused and run.values["document", "request"] == "response":
        assert {"RN-04", "RN-05", "RN-16", "RN-17"} <= {step.step for step in decision.notice}


def an_extension_never_moves_the_notice(decision: Decision, run: Run) -> None:
    """s10(3), s17(1): time to weigh the public interest does not move the time for the notice itself."""
    if run.values["response-time", "request"] == "late":
        assert all(step.state == "missing" for step in decision.notice if step.step == "RN-02")


def every_conclusion_cites_and_every_finding_has_an_author(decision: Decision, run: Run) -> None:
    """A rule's node names its sources; a finding names who found it."""
    for node in decision.trace:
        assert node.sources or node.rule.endswith("-otherwise")
        for fact in node.facts:
            assert fact.by or fact.fact == "held"


ONE_DECISION = [
    absolute_ignores_the_balance,
    nothing_outside_the_list_is_absolute,
    ncnd_leaves_communicating_unreached,
    communicating_waits_for_holding,
    holding_is_read_only_where_the_duty_stands,
    not_considered_is_no_finding,
    an_upheld_claim_is_engaged,
    a_tie_upholds_nothing,
    limbs_that_exclude_each_other_are_never_both_upheld,
    a_combined_balance_weighs_only_engaged_qualified_claims,
    nothing_is_ordered_disclosed_before_the_combined_balance,
    the_cost_limit_leaves_the_answer,
    section_17_4_takes_no_step_away,
    an_extension_never_moves_the_notice,
    every_conclusion_cites_and_every_finding_has_an_author,
]


@settings(EXAMPLES, max_examples=120)
@given(strategies.scenarios())
def test_properties_of_one_decision(scenario: Scenario) -> None:
    document = Document("generated", scenario, {})
    decision = evaluator().evaluate(document)
    run, _ = evaluator().run(document)
    for holds in ONE_DECISION:
        holds(decision, run)


# --- properties of two decisions


@EXAMPLES
@given(strategies.scenarios(), st.sampled_from(["yes", "no", "unstated"]))
def test_holding_never_matters_to_a_refusal_to_confirm_or_deny(scenario: Scenario, held: str) -> None:
    """ICO guidance on neither confirm nor deny; Kent notice, para 11."""
    before = decide(scenario)
    got = outcomes(before)
    answers = {item: outcome for (item, duty), outcome in got.items() if duty == "confirm_or_deny"}
    closed = {item for item, outcome in answers.items() if outcome in ("excluded", "undetermined", "no_duty")}

    def flip(altered: Scenario) -> None:
        for item in items_of(altered):
            if item["id"] in closed:
                item["held"] = held

    assume(closed)
    assert decide(changed(scenario, flip)).to_json() == before.to_json()


@EXAMPLES
@given(strategies.scenarios(), st.randoms(use_true_random=False))
def test_the_order_of_claims_and_findings_changes_no_outcome(scenario: Scenario, random: Any) -> None:
    def shuffle(altered: Scenario) -> None:
        random.shuffle(altered["claims"])
        random.shuffle(altered["found"])

    assert outcomes(decide(changed(scenario, shuffle))) == outcomes(decide(scenario))


@EXAMPLES
@given(strategies.scenarios())
def test_considering_every_claim_changes_no_outcome(scenario: Scenario) -> None:
    assert outcomes(decide(scenario, consider_all=True)) == outcomes(decide(scenario))


@EXAMPLES
@given(strategies.scenarios(), st.sampled_from(["Some other body", "Ministry of Tests"]))
def test_the_authoritys_name_changes_nothing_but_itself(scenario: Scenario, name: str) -> None:
    renamed = changed(scenario, lambda altered: altered["authority"].update(name=name))
    assert decide(renamed).model_copy(update={"authority": ""}) == decide(scenario).model_copy(update={"authority": ""})


@EXAMPLES
@given(strategies.scenarios())
def test_what_others_submit_decides_nothing(scenario: Scenario) -> None:
    """Only the viewpoint's own findings, and those it adopted, are decisive."""

    def silence(altered: Scenario) -> None:
        viewpoint = altered["viewpoint"]
        altered["found"] = [
            finding
            for finding in altered["found"]
            if viewpoint in (finding["by"], finding.get("adopted", {}).get("by"))
        ]

    assert outcomes(decide(changed(scenario, silence))) == outcomes(decide(scenario))


@EXAMPLES
@given(strategies.scenarios())
def test_a_considerations_list_is_never_weighed(scenario: Scenario) -> None:
    def add(altered: Scenario) -> None:
        for finding in altered["found"]:
            if "balance" in finding:
                finding["factors"] = [{"side": "duty", "what": "Something irrelevant", "at": "para 99"}]

    assert outcomes(decide(changed(scenario, add))) == outcomes(decide(scenario))


@EXAMPLES
@given(strategies.scenarios())
def test_a_late_answer_changes_the_notice_and_not_the_merits(scenario: Scenario) -> None:
    """s10, s17(1): lateness is a matter of the notice."""

    def late(altered: Scenario) -> None:
        altered["request"] = {"received": "2020-01-06", "answered": "2020-12-07"}
        altered["law_as_at"] = law

    def prompt(altered: Scenario) -> None:
        altered["request"] = {"received": "2020-01-06", "answered": "2020-01-07"}
        altered["law_as_at"] = law

    law = decide(scenario).pack.law_as_at.isoformat()
    scenario = changed(scenario, lambda altered: altered.pop("notice", None))
    assert outcomes(decide(changed(scenario, late))) == outcomes(decide(changed(scenario, prompt)))


@EXAMPLES
@given(strategies.scenarios())
def test_a_level_of_likelihood_left_unstated_is_the_lower_one(scenario: Scenario) -> None:
    """Hogan; the Commissioner's practice."""

    def level(value: str) -> Callable[[Scenario], None]:
        def put(altered: Scenario) -> None:
            for finding in altered["found"]:
                if finding.get("is") in ("would_be_likely", "shown"):
                    finding["is"] = value

        return put

    unstated = decide(changed(scenario, level("shown")))
    assert outcomes(unstated) == outcomes(decide(changed(scenario, level("would_be_likely"))))


@EXAMPLES
@given(strategies.scenarios())
def test_one_more_engaged_qualified_exemption_never_moves_towards_disclosure(scenario: Scenario) -> None:
    """[2025] UKSC 27: interests for maintaining add up. The new claim loses alone, and excludes nothing."""
    limbs = default_rulebook().limbs
    used = {claim["provision"] for claim in scenario["claims"]}
    rivals = {rival for name in used for rival in limbs[name].exclusive_with}
    assume("s38(1)(b)" not in used | rivals)
    before = decide(scenario)

    def add(altered: Scenario) -> None:
        viewpoint = altered["viewpoint"]
        altered["claims"].append({"id": "another", "provision": "s38(1)(b)"})
        altered["found"].append({"claim": "another", "engagement": "engaged", "by": viewpoint})
        altered["found"].append({"claim": "another", "balance": "duty", "by": viewpoint})

    after = outcomes(decide(changed(scenario, add)))
    for key, outcome in outcomes(before).items():
        if outcome in TOWARDS_DISCLOSURE and after[key] in TOWARDS_DISCLOSURE:
            assert TOWARDS_DISCLOSURE[after[key]] <= TOWARDS_DISCLOSURE[outcome]


@EXAMPLES
@given(strategies.scenarios())
def test_more_weight_for_maintaining_never_moves_towards_disclosure(scenario: Scenario) -> None:
    assume(any(finding.get("balance") for finding in scenario["found"]))

    def tip(altered: Scenario) -> None:
        for finding in altered["found"]:
            if "balance" in finding and altered["viewpoint"] in (finding["by"], finding.get("adopted", {}).get("by")):
                finding["balance"] = "maintain"
                finding.pop("weights", None)

    after = outcomes(decide(changed(scenario, tip)))
    for key, outcome in outcomes(decide(scenario)).items():
        if outcome in TOWARDS_DISCLOSURE and after[key] in TOWARDS_DISCLOSURE:
            assert TOWARDS_DISCLOSURE[after[key]] <= TOWARDS_DISCLOSURE[outcome]


@EXAMPLES
@given(strategies.scenarios())
def test_taking_a_finding_away_never_settles_what_was_open(scenario: Scenario) -> None:
    """Unknown never becomes an answer: with nothing found at all, no claim is upheld and none fails on its merits."""
    silent = changed(scenario, lambda altered: altered.update(found=[], notice=None))
    for application in decide(silent, consider_all=True).applications:
        assert application.disposal in ("undetermined", "not_available")


@EXAMPLES
@given(strategies.scenarios())
def test_splitting_an_item_in_two_gives_each_half_the_same_answer(scenario: Scenario) -> None:
    """An item is decided by what is claimed and found of it, not by what stands beside it."""
    first = items_of(scenario)[0]["id"]

    def double(altered: Scenario) -> None:
        part = next(p for p in altered["parts"] if first in [item["id"] for item in p.get("items", [p])])
        twin = {**next(item for item in part.get("items", [part]) if item["id"] == first), "id": "its-twin"}
        twin.pop("items", None)
        altered["parts"].append(twin)
        for entry in (*altered["claims"], *altered["found"], *altered.get("notice", {}).get("answers", [])):
            if first in (entry.get("items") or []):
                entry["items"].append("its-twin")
        twins = [{**found, "item": "its-twin"} for found in altered["found"] if found.get("item") == first]
        altered["found"] += twins

    got = outcomes(decide(changed(scenario, double)))
    for duty in ("confirm_or_deny", "communicate"):
        assert got["its-twin", duty] == got[first, duty] == outcomes(decide(scenario))[first, duty]


@pytest.mark.parametrize("provision", ["s21(1)", "s43(1)"])
def test_a_limb_without_a_twin_never_founds_a_refusal_to_confirm_or_deny(provision: str) -> None:
    """s21 and s43(1) have no limb on confirming or denying (s43(3) speaks of s43(2) only)."""
    rulebook = default_rulebook()
    assert rulebook.limbs[provision].duty == "communicate"
    section = rulebook.sections[provision]
    beside = [name for name in rulebook.limbs if rulebook.sections[name] == section]
    twins = [name for name in beside if rulebook.limbs[name].duty == "confirm_or_deny"]
    assert all(provision not in limb.through for limb in rulebook.limbs.values())
    assert twins == ([] if section == "s21" else ["s43(3)"])


def test_the_model_has_no_place_for_who_the_applicant_is() -> None:
    """P17: a request is decided blind to who asks and why, save where the Act makes that an element of a limb."""
    base = {"schema": "foirules/scenario/1", "id": "a", "title": "t", "viewpoint": "authority",
            "authority": {"name": "n"}, "parts": [{"id": "part-1", "asks": "q"}]}  # fmt: skip
    decide(base)
    for key in ("applicant", "requester", "complainant", "motive"):
        with pytest.raises(FoirulesError):
            decide({**base, key: "somebody"})
        with pytest.raises(FoirulesError):
            decide({**base, "request": {key: "somebody"}})
