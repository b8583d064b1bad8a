"""Nothing a pack or a scenario says can crash or hang the process: it is refused, or decided, in good time."""

from __future__ import annotations

import copy
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from agreement import LONG, decided, settled
from hypothesis import given, settings
from hypothesis import strategies as st
from small_packs import (
    ATTRIBUTES,
    HEADER,
    WARM,
    Files,
    agreed,
    files,
    fired,
    items,
    loaded,
    refusal,
    rule,
    written,
)

import foirules
from foirules.engine import durable
from foirules.engine.durable import DurableEngine
from foirules.engine.reference import ReferenceEngine
from foirules.engine.world import MAX_PAIRS, MAX_SUBJECTS, Given, World
from foirules.errors import LimitError, PackError
from foirules.law import needs
from foirules.law.loading import load_data
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator, default_evaluator
from foirules.testing import strategies

FIRST, SECOND = {"warm": "yes"}, {"chosen": "yes"}


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes longer; generous, because machines differ."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds


# --- conditions that explode, and worlds that do


def any_of_any(depth: int, width: int) -> dict[str, Any]:
    """Conditions whose alternatives multiply: all of (any of ..., any of ...), nested."""
    if depth == 0:
        return {"colour": "red", "size": "small"}
    inner = [any_of_any(depth - 1, width), {"colour": "blue"}, {"size": "big"}]
    return {"all": [{"any": inner} for _ in range(width)]}


@pytest.mark.parametrize(
    "when",
    [
        {"any": [{"any": [{f"fact-{one}": "red"} for one in range(start, start + 5)]} for start in range(0, 65, 5)]},
        {"all": [{"any": [{f"fact-{one}": "red"}, {f"fact-{one + 1}": "red"}]} for one in range(0, 14, 2)]},
        {"all": [{"any": [{f"fact-{one + more}": "red"} for one in range(9)]} for more in (0, 9)]},
    ],
    ids=["any of any", "two to the seventh", "nine by nine"],
)
def test_a_condition_with_too_many_alternatives_is_refused_at_once(tmp_path: Path, when: dict[str, Any]) -> None:
    facts = {f"fact-{one}": ATTRIBUTES["colour"] for one in range(70)}
    with within(5):
        refusal(
            tmp_path, files(rule("wide", when, FIRST), attributes=facts), "rule `wide`", "more than 64 alternatives"
        )


def test_alternatives_that_are_the_same_are_counted_once(tmp_path: Path) -> None:
    with within(5):
        run = agreed(loaded(tmp_path, files(rule("folded", any_of_any(5, 3), FIRST))), items(2))
    assert fired(run) == ["folded", "folded"]


def test_a_condition_of_thousands_of_parts_is_refused_or_decided_at_once(tmp_path: Path) -> None:
    same = rule("long", {"all": [{"colour": "red"}] * 6_000}, FIRST)
    with within(20):
        assert fired(agreed(loaded(tmp_path, files(same)), items(1))) == ["long"]
    facts = {f"fact-{one}": ATTRIBUTES["colour"] for one in range(3000)}
    wide = rule("wide", {"any": [{f"fact-{one}": "red"} for one in range(3000)]}, FIRST)
    with within(20):
        refusal(tmp_path, files(wide, attributes=facts), "more than 64 alternatives")


def test_a_condition_may_be_nested_as_deep_as_yaml_may(tmp_path: Path) -> None:
    when: dict[str, Any] = {"colour": "red"}
    for number in range(14):
        when = {"any" if number % 2 else "all": [when]}
    assert fired(agreed(loaded(tmp_path, files(rule("deep", when, FIRST))), items(1))) == ["deep"]
    for _ in range(40):
        when = {"all": [when]}
    refusal(tmp_path, files(rule("deep", when, FIRST)), "nested more than 40 deep")


def test_two_somes_over_many_related_subjects_cost_their_sum_and_not_their_product(tmp_path: Path) -> None:
    both = {"all": [{"some": {"next": {"colour": "red"}}}, {"some": {"next": {"size": "small"}}}]}
    above = rule(
        "above",
        {"all": [{"some": {"item": {"colour": "red"}}}, {"some": {"item": {"size": "small"}}}]},
        {"glad": "yes"},
        about="request",
    )
    glad = {"glad": {**ATTRIBUTES["warm"], "about": "request"}}
    rulebook = loaded(tmp_path, files(rule("both", both, FIRST), above, attributes=glad))
    world = items(150, "next")
    with within(30):
        run = agreed(rulebook, world)
    assert len(fired(run)) == 151
    assert len(next(c for c in run.conclusions if c.rule == "both").matched) == 300


def test_a_world_too_large_is_a_limit_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(LimitError, match="more than 20000 subjects") as caught, within(10):
        items(MAX_SUBJECTS)
    assert caught.value.exit_code == 3
    with pytest.raises(LimitError, match="pairs of related subjects"), within(10):
        items(int(MAX_PAIRS**0.5) + 1, "next")


@pytest.mark.parametrize("engine", [DurableEngine, ReferenceEngine])
def test_too_much_work_is_a_limit_before_it_is_begun(tmp_path: Path, engine: Callable[..., Any]) -> None:
    entry = {**ATTRIBUTES["warm"]}
    points = {f"point-{one}": entry for one in range(1000)}
    rules = [rule(f"rule-{one}", {"colour": "red"}, {f"point-{one}": "yes"}) for one in range(1000)]
    running = engine(loaded(tmp_path, files(*rules, attributes=points)))
    world = items(15_000)
    with pytest.raises(LimitError, match="steps of work") as caught, within(10):
        running.run(world)
    assert caught.value.mend
    assert len(running.run(items(1)).conclusions) == 1002


def test_more_facts_than_the_library_has_room_for_is_a_limit_and_the_reference_engine_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "MAX_FACTS", 3000)
    entry = {**ATTRIBUTES["colour"], "values": ["red", "blue", "green", "white"]}
    sets = [["red"], ["red", "blue"], ["red", "green"], ["red", "white"]]
    points = {f"point-{one}": ATTRIBUTES["warm"] for one in range(4)}
    rules = [rule(f"rule-{one}", {"tint": asked}, {f"point-{one}": "yes"}) for one, asked in enumerate(sets)]
    rulebook = loaded(tmp_path, files(*rules, attributes={"tint": entry, **points}))
    world = items(1000, tint="red")
    with pytest.raises(LimitError, match="more than 3,000 facts for durable-rules") as caught:
        DurableEngine(rulebook).run(world)
    assert "--engine reference" in caught.value.mend
    assert len(fired(ReferenceEngine(rulebook).run(world))) == 4_000


@pytest.mark.parametrize("engine", ["durable", "reference"])
def test_a_scenario_with_too_much_in_it_ends_with_exit_code_three(engine: Any) -> None:
    parts = [{"id": f"part-{number}", "asks": "What?"} for number in range(4000)]
    claims = [{"id": f"claim-{number}", "provision": "s24(2)"} for number in range(8)]
    scenario = {"schema": "foirules/scenario/1", "id": "big", "title": "Big", "viewpoint": "tribunal"}
    with pytest.raises(LimitError) as caught, within(30):
        foirules.evaluate({**scenario, "authority": {"name": "A"}, "parts": parts, "claims": claims}, engine=engine)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-11-30", "2200-12-31", "1000-01-01"])
@pytest.mark.parametrize("key", ["received", "created", "relevant_death", "law_as_at", "date"])
def test_a_date_at_the_end_of_the_calendar_is_refused_or_decided(day: str, key: str) -> None:
    part = {"id": "part-1", "asks": "What?", "created": "1950-01-01", "relevant_death": "1950-01-01"}
    scenario: dict[str, Any] = {"schema": "foirules/scenario/1", "id": "old", "title": "Old", "viewpoint": "tribunal"}
    scenario |= {"authority": {"name": "A"}, "parts": [part], "request": {}, "notice": {"kind": "other"}}
    rulebook = default_evaluator("reference").rulebook
    ending = [name for name, known in rulebook.limbs.items() if known.cut_off is not None]
    scenario["claims"] = [{"id": f"claim-{number}", "provision": name} for number, name in enumerate(ending[:40])]
    place = {"received": scenario["request"], "law_as_at": scenario, "date": scenario["notice"]}.get(key, part)
    place[key] = day
    outcome = decided(default_evaluator("reference"), scenario)
    assert outcome.startswith(("{", "InputError: ")), outcome


# --- sentences: only words that exist, never a format, an attribute or an index


EVIL = [
    "{0}",
    "{}",
    "{0.__class__}",
    "{subject.__class__}",
    "{subject.__class__.__mro__[1].__subclasses__}",
    "{subject[0]}",
    "{subject!r}",
    "{subject!r:>99999999}",
    "{subject:>999999999}",
    "{subject:{subject}}",
    "{provision}",
    "{size}",
    "{nobody}",
    "{subject",
    "subject}",
    "{",
]


@pytest.mark.parametrize("text", EVIL)
def test_a_sentence_names_only_what_there_is(tmp_path: Path, text: str) -> None:
    refusal(tmp_path, files(rule("odd", {"colour": "red"}, FIRST, says=text)), "rule `odd`", "`says`")
    attributes = {"warm": {**ATTRIBUTES["warm"], "otherwise_says": text}}
    refusal(
        tmp_path, files(WARM, attributes=attributes), "attribute `warm`", "`otherwise_says`", file="attributes.yaml"
    )
    for key in ("what", "asks"):
        question = {
            "id": "ask-it",
            "title": "It",
            "about": "item",
            "when": {"colour": "red"},
            "what": "it",
            "asks": "It?",
        }
        question |= {"bears_on": "outcome", "sources": ["s1"], key: text}
        refusal(tmp_path, files(WARM, questions_yaml={"questions": [question]}), "ask-it", file="questions.yaml")


def test_a_sentence_may_name_what_the_rule_reads_whichever_way_it_holds(tmp_path: Path) -> None:
    good = rule(
        "good", {"colour": "red", "request": {"mood": "bad"}}, FIRST, says="{subject} is {colour}, {mood}; {{so}}."
    )
    loaded(tmp_path, files(good))
    either = {"any": [{"colour": "red"}, {"colour": "blue", "size": "small"}]}
    loaded(tmp_path, files(rule("either", either, FIRST, says="It is {colour}.")))
    refusal(
        tmp_path, files(rule("either", either, FIRST, says="It is {size}.")), "`{size}`", "does not exist for every"
    )
    some = rule("some", {"some": {"next": {"size": "big"}}}, FIRST, says="It is {size}.")
    refusal(tmp_path, files(some), "`{size}`")


# --- limbs


def limb(**more: Any) -> dict[str, Any]:
    """A limb of a made-up section."""
    entry = {"duty": "communicate", "title": "a limb", "kind": "bespoke", "status": "qualified", "test": "harm"}
    return {**entry, "sources": ["s1"], "verified": "made up", **more}


def with_limbs(limbs: dict[str, Any], elements: tuple[str, ...] = ("harm",), **more: Any) -> Files:
    """A pack with limbs."""
    about = {"about": "application", "title": "a conclusion", "stage": "second"}
    attributes = {
        "status": {**about, "values": ["absolute", "qualified"], "otherwise": "qualified"},
        "test": {**about, "values": ["met", "not_met", "unknown"], "otherwise": "unknown"},
    }
    words = {status: {"says": "It is so.", "sources": ["s1"]} for status in ("absolute", "qualified", "gateway")}
    header = {"kinds": {**HEADER["kinds"], "application": "item"}, "statuses": words}
    section = {"section": "s1", "title": "A section", "limbs": limbs}
    section["elements"] = {name: {"asks": "Is it so?", "sources": ["s1"]} for name in elements}
    return {**files(WARM, attributes={**attributes, **more}, header=header), "provisions/s1.yaml": section}


@pytest.mark.parametrize(
    ("limbs", "words"),
    [
        ({"s1(1)": limb(through=["s1(1)"])}, ["limb `s1(1)`", "names the limb itself"]),
        ({"s1(1)": limb(), "s1(2)": limb(through=["s1(1)", "s1(1)"])}, ["limb `s1(2)`", "one limb twice"]),
        ({"s1(1)": limb(through=["s1(9)"])}, ["s1(1) names s1(9)"]),
        ({"s1(1)": limb(exclusive_with=["s9(9)"])}, ["s1(1) names s9(9)"]),
        ({"s1(1)": limb(if_held=True)}, ["no element `class-if-held`"]),
        ({"s1(1)": limb(test="harmm")}, ["no element `harmm`"]),
        ({"s1(1)": limb(test={"all": []})}, ["test.all"]),
        ({"s1(1)": limb(test={"all": ["harm"], "any": ["harm"]})}, ["`test` must be"]),
        ({"s1(1)": limb(test={"if": {"colour": "red", "size": "big"}})}, ["`test` must be"]),
        ({"s1(1)": limb(test={"if": {"nothing": "red"}})}, ["no attribute `nothing`"]),
        ({"s1(1)": limb(test={"if": {"test": "met"}})}, ["settled only in stage"]),
        ({"s1(1)": limb(test={"if": {"colour": "red"}})}, ["about a item"]),
        ({"s1(1)": limb(test=7)}, ["`test` must be"]),
        ({"s1(1)": limb(title="{subject.__class__}")}, ["rule `s1(1)/test-met`", "`says`"]),
        ({"s1(1)": limb(status=[{"is": "qualified", "says": "{0}", "sources": ["s1"]}])}, ["s1(1)/status-1", "`says`"]),
        ({"s1(1)": limb(status="absolute")}, ["is absolute but not in"]),
        ({"s1(1)": limb(sources=["nobody"])}, ["no source `nobody`"]),
    ],
)  # fmt: skip
def test_a_limb_that_does_not_resolve_is_refused(tmp_path: Path, limbs: dict[str, Any], words: list[str]) -> None:
    refusal(tmp_path, with_limbs(limbs), *words, file="provisions/s1.yaml")


def test_limbs_that_ask_for_each_other_if_held_are_refused(tmp_path: Path) -> None:
    circle = {
        "s1(1)": limb(if_held=True, through=["s1(2)"], test="class-if-held"),
        "s1(2)": limb(if_held=True, through=["s1(1)"], test="class-if-held"),
    }
    pack = with_limbs(circle, elements=("harm", "class-if-held"))
    refusal(tmp_path, pack, "limb `s1(1)`", "asks the same of another limb", file="provisions/s1.yaml")


@pytest.mark.parametrize("name", ["provision", "through", "switch-point", "colour"])
def test_an_element_takes_no_name_that_a_rule_reads_as_something_else(tmp_path: Path, name: str) -> None:
    switch = {"asks": "Which?", "values": {"one": "This.", "two": "That."}}
    switch["default"] = [{"is": "one", "because": "It is.", "sources": ["s1"]}]
    pack = with_limbs({"s1(1)": limb(test=name)}, elements=(name,))
    pack["switches.yaml"] = {"switches": {"point": switch}}
    where = "attributes.yaml" if name == "colour" else "provisions/s1.yaml"
    refusal(tmp_path, pack, f"`{name}`", file=where)


def test_an_element_that_asks_with_a_format_is_refused(tmp_path: Path) -> None:
    pack = with_limbs({"s1(1)": limb()})
    pack["provisions/s1.yaml"]["elements"]["harm"]["asks"] = "{provision!r:>99999999}"
    refusal(tmp_path, pack, "element `harm`", "`asks` formats {provision}", file="provisions/s1.yaml")


def test_provisions_of_any_length_stay_apart(tmp_path: Path) -> None:
    names = ["s1(" + "a" * 65_536 + ")", "s1(" + "a" * 65_536 + "b)", "s1(a)"]
    rulebook = loaded(tmp_path, with_limbs({name: limb() for name in names}))
    world = items(1)
    for number, name in enumerate(names):
        world.add(f"claim-{number}", "application", "item-0")
        world.given["provision", f"claim-{number}"] = Given(name)
    assert len([one for one in fired(agreed(rulebook, world)) if one.endswith("/status")]) == 3


# --- packs that an engine can run and a scenario cannot be decided under


def minimal() -> Files:
    """A pack with exactly what a decision needs."""
    attributes: dict[str, Any] = {}
    for name, (about, values) in needs.GIVEN.items():
        attributes[name] = {"about": about, "values": list(values), "title": "a fact", "default": values[0]}
    conclusion = {"title": "a conclusion", "stage": "first"}
    for name, (about, values) in needs.CONCLUDED.items():
        known = [*values, "other"] if name != needs.REMEDY else ["none", "communicate"]
        attributes[name] = {**conclusion, "about": about, "values": known, "otherwise": known[0]}
    attributes["outcome"] = {**conclusion, "about": needs.QUESTION, "values": ["open"], "otherwise": "open"}
    duties = {duty: {"title": "A duty", "source": "s1", "outcome": "outcome"} for duty in needs.DUTIES}
    header = {**HEADER, "kinds": needs.KINDS, "relations": {}, "duties": duties, "weights": ["none", "some"]}
    return {"pack.yaml": header, "attributes.yaml": {"attributes": attributes}}


def without(pack: Files, *path: str) -> Files:
    """The pack with one thing left out."""
    smaller = copy.deepcopy(pack)
    place: Any = smaller
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return smaller


def test_what_a_decision_needs_is_enough_to_decide_generated_scenarios() -> None:
    rulebook = load_data(minimal())

    @settings(max_examples=30)
    @given(strategies.scenarios(rulebook))
    def decide(scenario: dict[str, Any]) -> None:
        assert decided(Evaluator(rulebook, "reference"), scenario).startswith("{")

    decide()


@pytest.mark.parametrize("name", [*needs.GIVEN, *needs.CONCLUDED, "outcome"])
def test_a_pack_without_what_a_decision_needs_says_what_is_missing(tmp_path: Path, name: str) -> None:
    folder = written(tmp_path, without(minimal(), "attributes.yaml", "attributes", name))
    scenario = {"schema": "foirules/scenario/1", "id": "any", "title": "Any", "viewpoint": "tribunal"}
    scenario |= {"authority": {"name": "A"}, "parts": [{"id": "part-1", "asks": "What?"}]}
    with pytest.raises(PackError, match="scenarios cannot be decided under this pack") as caught:
        foirules.evaluate(scenario, rules=folder)
    assert str(folder / "pack.yaml") in str(caught.value)
    assert (name if name != "outcome" else "for the outcome") in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: p["pack.yaml"].update(kinds={**needs.KINDS, "question": "request"}), "no kind `question`"),
        (lambda p: p["pack.yaml"].update(relations={"rival": {"from": "item", "to": "item", "title": "x"}}), "`rival`"),
        (lambda p: p["pack.yaml"].update(duties={}), "for the outcome on confirm_or_deny"),
        (lambda p: p["attributes.yaml"]["attributes"]["remedy"].update(otherwise="communicate"), "`remedy`"),
        (lambda p: p["attributes.yaml"]["attributes"]["remedy"].update(values=["none", "fine"]), "`remedy`"),
        (lambda p: p["attributes.yaml"]["attributes"].update(held=ATTRIBUTES["colour"]), "`held`"),
        (lambda p: p["attributes.yaml"]["attributes"].update(test=ATTRIBUTES["warm"]), "`test`"),
    ],
)
def test_a_pack_that_gives_a_needed_name_to_something_else_is_refused(
    change: Callable[[Files], None], words: str
) -> None:
    pack = copy.deepcopy(minimal())
    change(pack)
    with pytest.raises(PackError, match="scenarios cannot be decided") as caught:
        Evaluator(load_data(pack), "reference")
    assert words in str(caught.value)


def test_a_sentence_names_the_value_of_its_own_subject_and_not_of_a_related_one() -> None:
    pack = copy.deepcopy(minimal())
    limbs = with_limbs({"s1(1)": limb()}, masked={**ATTRIBUTES["warm"], "about": "application"})
    pack["pack.yaml"] |= {"relations": {"other": {"from": "application", "to": "application", "title": "x"}}}
    pack["pack.yaml"] |= {"statuses": limbs["pack.yaml"]["statuses"]}
    added = {name: limbs["attributes.yaml"]["attributes"][name] for name in ("status", "test", "masked")}
    added["alternatives"] = {"about": "application", "values": ["yes", "no"], "title": "x", "default": "no"}
    pack["attributes.yaml"]["attributes"] |= added
    either = {"alternatives": ["yes", "no"]}
    says = rule("says", {**either, "some": {"other": either}}, {"masked": "yes"}, about="application", warning=True)
    pack |= {
        "provisions/s1.yaml": limbs["provisions/s1.yaml"],
        "reasoning/1.yaml": {"rules": [{**says, "says": "{alternatives}"}]},
    }
    masks = {"one": "mask", "two": "mask", "three": None, "four": None}
    scenario = {"schema": "foirules/scenario/1", "id": "any", "title": "Any", "viewpoint": "tribunal"}
    scenario |= {"authority": {"name": "A"}, "parts": [{"id": "part-1", "asks": "What?"}]}
    scenario["claims"] = [{"id": claim, "provision": "s1(1)", "alternatives": mask} for claim, mask in masks.items()]
    decision = Evaluator(load_data(pack), "reference").evaluate(Document("the scenario", scenario, {}))
    said = {node.subject.partition("@")[0]: node.says for node in decision.trace if node.rule == "says"}
    assert said == {"one": "Yes", "two": "Yes", "three": "No", "four": "No"}


# --- rules that contradict each other only when they run


@pytest.mark.parametrize("engine", [DurableEngine, ReferenceEngine])
def test_rules_that_contradict_each_other_on_some_facts_are_named(tmp_path: Path, engine: Callable[..., Any]) -> None:
    cold = rule("cold-if-small", {"size": "small"}, {"warm": "no"})
    running = engine(loaded(tmp_path, files(WARM, cold)))
    with pytest.raises(PackError, match="rules `cold-if-small` and `warm-if-red` conclude different values") as caught:
        running.run(items(1))
    assert caught.value.where is not None
    assert caught.value.where.file.endswith("reasoning/1.yaml")
    assert caught.value.where.line is not None
    assert caught.value.mend
    assert fired(running.run(items(1, size="big"))) == ["warm-if-red"]


def test_rules_and_attributes_do_not_share_names_in_the_trace(tmp_path: Path) -> None:
    odd = rule("warm-otherwise", {"warm": "yes"}, SECOND)
    refusal(tmp_path, files(WARM, odd), "rule `warm-otherwise`", "rename the rule")


def guard(stage: str = "first", attribute: str = "size", values: list[str] | None = None) -> dict[str, Any]:
    """A guard that keeps an input from being read until a stage."""
    return {"stage": stage, "attribute": attribute, "is": values or ["big"], "otherwise": "red"}


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"guard": guard(), "stage": "first", "otherwise": "no"}, "only an input"),
        ({"guard": guard(stage="facts"), "default": "red"}, "not concluded before"),
        ({"guard": guard(attribute="mood"), "default": "red"}, "not concluded before"),
        ({"guard": guard(values=["huge"]), "default": "red"}, "does not exist"),
        ({"default": "red", "otherwise": "no"}, "either `default`"),
        ({"default": "green"}, "`green` is not one of its values"),
        ({"default": "red", "about": "box"}, "no kind `box`"),
        ({"default": "red", "values": ["red", "red"]}, "names a value twice"),
        ({"default": "red", "stage": "first"}, "an input must not have one"),
        ({"otherwise": "no", "stage": "tenth"}, "no stage `tenth`"),
    ],
)
def test_an_attribute_that_cannot_be_settled_is_refused(tmp_path: Path, entry: dict[str, Any], words: str) -> None:
    odd = {"about": "item", "values": ["red", "no"], "title": "odd", **entry}
    refusal(tmp_path, files(WARM, attributes={"odd": odd}), words, file="attributes.yaml")


@pytest.mark.parametrize("name", ["all", "any", "some", "self", "item"])
def test_an_attribute_that_a_condition_could_not_name_is_refused(tmp_path: Path, name: str) -> None:
    pack = files(WARM, attributes={name: ATTRIBUTES["colour"]})
    refusal(tmp_path, pack, f"attribute `{name}`", "rename it", file="attributes.yaml")


# --- any pack at all


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["all", "any", "some", "{0}", "s1", "facts", "self", "$not", "\ud800", "x" * 70_000, "no", "unknown"]
    ),
    st.lists(st.sampled_from(["low", "high", {"all": []}]), max_size=3),
    st.dictionaries(st.sampled_from(["low", "all", "some", "request", "", "{0}"]), st.just("low"), max_size=2),
)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a pack's data."""
    yield path
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield from places(value, (*path, key))


def at(data: Any, path: tuple[Any, ...]) -> Any:
    """What stands at a place."""
    for step in path:
        data = data[step]
    return data


def changed(draw: st.DrawFn, pack: Files) -> Files:
    """The pack with one or two of its values taken from elsewhere under the same key, replaced, or removed."""
    pack = copy.deepcopy(pack)
    for _ in range(draw(st.sampled_from([1, 1, 2]))):
        every = [path for path in places(pack) if len(path) > 1]
        path = draw(st.sampled_from(every))
        place, last = at(pack, path[:-1]), path[-1]
        way = draw(st.sampled_from(["graft", "graft", "graft", "junk", "remove"]))
        if way == "graft":
            alike = [other for other in every if str(other[-1]) == str(last) and other[-2:-1] == path[-2:-1]]
            place[last] = copy.deepcopy(at(pack, draw(st.sampled_from(alike))))
        elif way == "junk":
            place[last] = draw(JUNK)
        else:
            del place[last]
    return pack


@st.composite
def changed_packs(draw: st.DrawFn) -> Files:
    """Generated packs with something wrong in them."""
    return changed(draw, draw(strategies.packs(decidable=draw(st.booleans()))))


def test_a_pack_with_something_wrong_in_it_is_refused_or_run_alike_by_both_engines() -> None:
    reached: Counter[str] = Counter()

    @settings(max_examples=80 * LONG)
    @given(changed_packs(), st.data())
    def survive(pack: Files, data: st.DataObject) -> None:
        try:
            rulebook = load_data(pack)
        except PackError as error:
            reached["refused" if error.mend else "refused without a mend"] += 1
            return
        world: World = data.draw(strategies.worlds(rulebook))
        durable, reference = (settled(engine(rulebook), world) for engine in (DurableEngine, ReferenceEngine))
        assert durable == reference
        reached["run"] += 1
        try:
            evaluator = Evaluator(rulebook, "reference")
        except PackError:
            return
        outcome = decided(evaluator, data.draw(strategies.scenarios(rulebook)))
        reached["decided" if outcome.startswith("{") else outcome.partition(":")[0]] += 1

    survive()
    assert not reached["refused without a mend"]
    assert reached["refused"] > 15 * LONG, reached
    assert reached["run"] > 15 * LONG, reached
    assert reached["decided"] > 3 * LONG, reached


@st.composite
def changed_scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """Generated scenarios for the shipped pack with something wrong in them."""
    return changed(draw, {"scenario": draw(strategies.scenarios())})["scenario"]


def test_a_scenario_with_something_wrong_in_it_is_refused_or_decided() -> None:
    reached: Counter[str] = Counter()
    evaluator = default_evaluator("reference")

    @settings(max_examples=100 * LONG)
    @given(changed_scenarios())
    def survive(scenario: dict[str, Any]) -> None:
        outcome = decided(evaluator, scenario)
        reached["decided" if outcome.startswith("{") else outcome.partition(":")[0]] += 1

    survive()
    assert set(reached) <= {"decided", "InputError", "LimitError"}, reached
    assert reached["decided"] > 20 * LONG, reached
    assert reached["InputError"] > 20 * LONG, reached
