"""Every fault that durable-rules is known to have, one by one: no pack can say it, or it makes no difference.

Each test writes a pack that would run into the fault. It is refused with a place and a mend, or both engines agree.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_packs import (
    ATTRIBUTES,
    WARM,
    agreed,
    alone,
    files,
    fired,
    items,
    loaded,
    refusal,
    rule,
    written,
)

from foirules.engine import durable
from foirules.engine.driver import Run
from foirules.engine.durable import MAX_FACTS, DurableEngine
from foirules.engine.durable_program import MAX_USES, PAGE, Program
from foirules.engine.world import Given, World
from foirules.errors import LimitError, PackError
from foirules.law.loading import default_rulebook
from foirules.law.validation import MAX_ATOMS, MAX_KINDS, MAX_MATCHES

FIRST, SECOND = {"warm": "yes"}, {"chosen": "yes"}


def many(number: int, about: str = "item", stage: str = "first") -> dict[str, Any]:
    """That many conclusions, so that rules with one condition need not contradict each other."""
    entry = {"about": about, "values": ["yes", "no"], "title": "a point", "stage": stage, "otherwise": "no"}
    return {f"point-{one}": entry for one in range(number)}


# --- a session that is deleted before anything fired in it


def test_a_session_in_which_nothing_fires_is_deleted_without_harm(tmp_path: Path) -> None:
    folder = written(tmp_path, files(rule("never", {"colour": "blue"}, FIRST)))
    script = """
        import json, sys
        from pathlib import Path
        from foirules.engine.durable import DurableEngine
        from foirules.law.loading import load
        from small_packs import items
        junk = [json.loads(json.dumps({str(i): "x" * (i * 37 % 3000) for i in range(300)})) for _ in range(20)]
        del junk
        for _ in range(20):
            engine = DurableEngine(load(Path(sys.argv[1])))
            assert all(engine.run(items(2)).values["warm", "item-0"] == "no" for _ in range(20))
        print("well")
    """
    assert alone(script, folder) == "well"


def test_an_interruption_before_anything_fired_leaves_no_harm_and_no_facts(tmp_path: Path) -> None:
    folder = written(tmp_path, files(WARM))
    script = """
        import sys
        from pathlib import Path
        from foirules.engine.durable import DurableEngine
        from foirules.law.loading import load
        from small_packs import items

        class Library:
            def __init__(self, library):
                self.library, self.fail = library, True
            def __getattr__(self, name):
                if self.fail and name in ("start_action_for_state", "delete_state"):
                    raise KeyboardInterrupt(name)
                return getattr(self.library, name)

        for _ in range(30):
            engine = DurableEngine(load(Path(sys.argv[1])))
            engine._library = library = Library(engine._library)
            try:
                engine.run(items(3))
            except KeyboardInterrupt as stopped:
                assert stopped.args == ("delete_state",)
            library.fail = False
            world = items(3, colour="blue")
            assert [engine.run(world).values["warm", f"item-{one}"] for one in range(3)] == ["no"] * 3
        print("well")
    """
    assert alone(script, folder) == "well"


# --- what the language cannot say: joins other than equality, arithmetic, negation, priorities


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"size": {"$gt": "colour"}}, ["when.size", "a word or a list of words"]),
        ({"size": {"$div": [1, 0]}}, ["when.size", "a word or a list of words"]),
        ({"$not": {"colour": "red"}}, ["when.$not", "a word or a list of words"]),
        ({"not": [{"colour": "red"}]}, ["when.not", "a word or a list of words"]),
        ({"none": [{"colour": "red"}]}, ["when.none", "a word or a list of words"]),
        ({"$nex": "colour"}, ["reads `$nex`, which no file declares"]),
        ({"m0": "red"}, ["reads `m0`, which no file declares"]),
        ({}, ["`when` must be a mapping"]),
        ({"any": []}, ["when.any", "a list of conditions"]),
        ({"all": [{}]}, ["when.all[0]", "must be a mapping"]),
        ({"some": {"next": {}}}, ["when.some.next", "must be a mapping"]),
        ({"some": "next"}, ["when.some", "must name a relation"]),
        ({"colour": []}, ["when.colour", "a word or a list of words"]),
    ],
)
def test_a_condition_is_positive_words_and_nothing_else(tmp_path: Path, when: Any, words: list[str]) -> None:
    refusal(tmp_path, files(WARM, rule("odd", when, FIRST)), *words)


@pytest.mark.parametrize("key", ["pri", "priority", "count", "run", "$not"])
def test_a_rule_has_no_priority_and_no_action(tmp_path: Path, key: str) -> None:
    refusal(tmp_path, files(rule("odd", {"colour": "red"}, FIRST, **{key: 1})), f"`{key}` is not a key here")


def test_what_is_compiled_tests_constants_and_joins_by_equality_only() -> None:
    program = Program(default_rulebook())
    kinds = set(program.codes.values())
    for name, definition in program.definitions.items():
        assert set(definition) == {"all"}
        for position, atom in enumerate(definition["all"]):
            ((alias, tests),) = atom.items()
            assert alias == f"m{position}"
            if name == "begin":
                continue
            constants, joins = tests["$and"][:2], tests["$and"][2:]
            assert [set(test) for test in constants] == [{"k"}, {"v"}]
            assert len(joins) == (position > 0)
            for join in joins:
                ((own, theirs),) = join.items()
                assert own in kinds
                assert set(theirs) == {"m0"}
                assert set(theirs.values()) <= kinds | {"t"}


def test_a_conclusion_of_the_same_stage_cannot_be_read_so_negation_is_always_of_a_lower_one(tmp_path: Path) -> None:
    odd = rule("odd", {"colour": "red", "warm": "no"}, {"point-0": "yes"})
    pack = files(WARM, odd, attributes=many(1))
    refusal(tmp_path, pack, "rule `odd`", "reads `warm`, which is settled only in stage `first`", "earlier stages")


def test_what_is_otherwise_so_is_read_only_where_no_rule_concluded_anything(tmp_path: Path) -> None:
    rulebook = loaded(tmp_path, files(WARM, rule("if-cold", {"warm": "no"}, SECOND)))
    for number in range(1, 40, 7):
        world = items(number)
        for one in range(0, number, 2):
            world.given["colour", f"item-{one}"] = Given("blue")
        run = agreed(rulebook, world)
        assert all(run.values["chosen", f"item-{one}"] == ("no" if one % 2 else "yes") for one in range(number))


# --- limits on how many rules and constants the library survives: met by sharing facts out


@pytest.mark.parametrize("number", [65, 257, 600])
def test_many_rules_with_one_condition_each_fire_once(tmp_path: Path, number: int) -> None:
    rules = [rule(f"rule-{one}", {"colour": "red"}, {f"point-{one}": "yes"}) for one in range(number)]
    run = agreed(loaded(tmp_path, files(*rules, attributes=many(number))), items(2))
    assert len(fired(run)) == 2 * number


@pytest.mark.parametrize("number", [65, 520])
def test_many_rules_that_join_on_one_fact_each_fire_once(tmp_path: Path, number: int) -> None:
    ask = {"request": {"mood": "bad"}, "size": "small"}
    rules = [rule(f"rule-{one}", {"colour": "red", **ask}, {f"point-{one}": "yes"}) for one in range(number)]
    run = agreed(loaded(tmp_path, files(*rules, attributes=many(number))), items(2))
    assert len(fired(run)) == 2 * number


def test_a_thousand_constants_are_told_apart(tmp_path: Path) -> None:
    entry = {"about": "item", "values": ["yes", "no", "open"], "title": "a fact", "default": "no"}
    facts = {f"fact-{one}": entry for one in range(1000)}
    rules = [rule(f"rule-{one}", {f"fact-{one}": "yes"}, {f"point-{one % 400}": "yes"}) for one in range(1000)]
    rulebook = loaded(tmp_path, files(*rules, attributes={**facts, **many(400)}))
    world = items(2)
    world.given["fact-17", "item-0"] = Given("yes")
    world.given["fact-617", "item-1"] = Given("yes")
    assert fired(agreed(rulebook, world)) == ["rule-17", "rule-617"]


def test_the_copies_of_a_fact_stay_within_what_the_library_survives() -> None:
    assert MAX_USES <= 64
    assert PAGE < 512
    assert MAX_ATOMS / PAGE < 511
    assert MAX_MATCHES < 4096


def test_fourteen_facts_at_once_are_matched_and_fifteen_are_refused(tmp_path: Path) -> None:
    facts = {f"fact-{one}": {**ATTRIBUTES["colour"]} for one in range(15)}
    for number in (14, 15):
        pack = files(rule("wide", {f"fact-{one}": "red" for one in range(number)}, FIRST), attributes=facts)
        if number == 14:
            assert fired(agreed(loaded(tmp_path, pack), items(2))) == ["wide", "wide"]
        else:
            refusal(tmp_path, pack, "rule `wide`", "more than 14 facts at once", "an earlier stage")


def test_fourteen_attributes_of_a_related_subject_are_matched_and_fifteen_are_refused(tmp_path: Path) -> None:
    facts = {f"fact-{one}": {**ATTRIBUTES["colour"]} for one in range(15)}
    for number in (14, 15):
        when = {"some": {"next": {f"fact-{one}": "red" for one in range(number)}}}
        pack = files(rule("wide", when, FIRST), attributes=facts)
        if number == 14:
            assert fired(agreed(loaded(tmp_path, pack), items(2, "next"))) == ["wide", "wide"]
        else:
            refusal(tmp_path, pack, "rule `wide`", "more than 14 attributes at once")


def test_a_pack_of_thousands_of_rules_is_decided_or_refused_in_good_time(tmp_path: Path) -> None:
    number = MAX_MATCHES // 2
    rules = [rule(f"rule-{one}", {"colour": "red", "size": "small"}, {f"point-{one}": "yes"}) for one in range(number)]
    run = agreed(loaded(tmp_path, files(*rules, attributes=many(number))), items(2))
    assert len(fired(run)) == 2 * number
    each = [
        rule(f"rule-{one}", {"any": [{"colour": "red"}, {"size": "small"}]}, {f"point-{one}": "yes"})
        for one in range(number)
    ]
    more = [*each, rule("one-more", {"colour": "red"}, FIRST)]
    pack = files(*more, attributes=many(number))
    refusal(tmp_path, pack, "have 4,001 alternatives", "split the pack", file="pack.yaml")


# --- one hash, two things: the library tells names, facts and sessions apart by 32 bits


COLLIDING = [("costarring", "liquid"), ("declinate", "macallums"), ("altarage", "zinke")]


def fnv(text: str) -> int:
    """The 32-bit hash that durable-rules keeps things under."""
    hashed = 0x811C9DC5
    for byte in text.encode():
        hashed = (hashed ^ byte) * 0x01000193 & 0xFFFFFFFF
    return hashed


@pytest.mark.parametrize(("one", "other"), COLLIDING)
def test_names_with_one_hash_stay_apart(tmp_path: Path, one: str, other: str) -> None:
    assert fnv(one) == fnv(other)
    kinds = {"request": None, one: "request", other: one}
    attributes = {
        one: {"about": other, "values": [one, other], "title": "a fact", "default": one},
        other: {"about": other, "values": [one, other], "title": "a fact", "default": one},
    }
    attributes = {f"{name}-fact": entry for name, entry in attributes.items()}
    more = {f"{name}-point": {**ATTRIBUTES["warm"], "about": other} for name in (one, other)}
    rules = [
        rule(f"rule-{name}", {f"{name}-fact": name}, {f"{name}-point": "yes"}, about=other) for name in (one, other)
    ]
    header = {"kinds": kinds, "relations": {}}
    pack = {**files(*rules, header=header), "attributes.yaml": {"attributes": {**attributes, **more}}}
    world = World()
    world.add("request", "request")
    for above in (one, other):
        world.add(above, one, "request")
        for below in (one, other):
            world.add(f"{above}-{below}", other, above)
    world.given[f"{other}-fact", f"{other}-{one}"] = Given(other)
    run = agreed(loaded(tmp_path, pack), world)
    assert fired(run).count(f"rule-{one}") == 4
    assert fired(run).count(f"rule-{other}") == 1


def test_facts_are_numbered_so_that_no_two_share_a_hash() -> None:
    assert len({fnv(str(number)) for number in range(MAX_FACTS + 1)}) == MAX_FACTS + 1


def test_every_fact_is_posted_under_a_number_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = DurableEngine(loaded(tmp_path, files(WARM)))
    posted: list[str] = []
    dumps = durable.json.dumps
    monkeypatch.setattr(durable.json, "dumps", lambda batch: posted.extend(f["id"] for f in batch) or dumps(batch))
    assert len(fired(engine.run(items(3000)))) == 3000
    assert len(posted) == len(set(posted)) == 3001


# --- values that the library confuses are words here


@pytest.mark.parametrize("value", [1, 1.5, True, None, 2**63, 1e300])
def test_a_value_is_a_word(tmp_path: Path, value: Any) -> None:
    refusal(tmp_path, files(rule("odd", {"colour": value}, FIRST)), "when.colour", "quote it")
    refusal(tmp_path, files(rule("odd", {"colour": "red"}, {"warm": value})), "rules[0].then.warm")
    attributes = {"odd": {**ATTRIBUTES["colour"], "values": ["red", value]}}
    refusal(tmp_path, files(WARM, attributes=attributes), "attributes.odd.values[1]", file="attributes.yaml")


def test_words_that_look_like_numbers_stay_apart(tmp_path: Path) -> None:
    values = [
        "1",
        "01",
        "1.0",
        "true",
        "9223372036854775808",
        "9223372036854775813",
        "1e16",
        "1e-05",
        "x" * 60,
        "x" * 59,
    ]
    attributes = {"odd": {"about": "item", "values": values, "title": "a fact", "default": "1"}, **many(len(values))}
    rules = [rule(f"rule-{one}", {"odd": value}, {f"point-{one}": "yes"}) for one, value in enumerate(values)]
    rulebook = loaded(tmp_path, files(*rules, attributes=attributes))
    for number, value in enumerate(values):
        assert fired(agreed(rulebook, items(1, odd=value))) == [f"rule-{number}"]


def test_a_long_value_is_refused(tmp_path: Path) -> None:
    attributes = {"odd": {**ATTRIBUTES["colour"], "values": ["red", "x" * 70_000]}}
    refusal(tmp_path, files(WARM, attributes=attributes), "attributes.odd.values[1]", file="attributes.yaml")


def test_a_lone_surrogate_never_gets_as_far_as_an_engine(tmp_path: Path) -> None:
    folder = written(tmp_path, files(WARM))
    path = folder / "reasoning" / "1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("It follows.", '"\\ud800"'), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        loaded(tmp_path, {})
    assert caught.value.where is not None
    assert caught.value.mend


# --- threads, sessions, keys


def test_no_thread_is_started_and_no_host_is_loaded(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    agreed(loaded(tmp_path, files(WARM)), items(2))
    assert set(threading.enumerate()) == before
    assert "durable.engine" not in sys.modules


def test_five_thousand_evaluations_and_a_hundred_engines_do_not_grow_the_process(tmp_path: Path) -> None:
    script = """
        import gc, os, sys
        from pathlib import Path
        from foirules.engine.durable import DurableEngine
        from foirules.law.loading import load
        from small_packs import items

        def resident():
            gc.collect()
            with open("/proc/self/statm") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

        rulebook, world = load(Path(sys.argv[1])), items(5)
        engine = DurableEngine(rulebook)
        def evaluate(times):
            for _ in range(times):
                assert len(engine.run(world).conclusions) == 10
        def create(times):
            for _ in range(times):
                DurableEngine(rulebook).run(world)
        evaluate(300), create(10)
        before = resident()
        evaluate(5000), create(100)
        print(resident() - before)
    """
    if not Path("/proc/self/statm").exists():
        pytest.skip("no /proc")
    assert float(alone(script, written(tmp_path, files(WARM)))) < 12


def test_a_fact_has_few_keys_however_deep_the_kinds_go(tmp_path: Path) -> None:
    def frame(number: int) -> dict[str, Any]:
        below = {f"kind-{one}": f"kind-{one - 1}" if one else "item" for one in range(number - 2)}
        return {"kinds": {"request": None, "item": "request", **below}}

    rulebook = loaded(tmp_path, files(WARM, header=frame(MAX_KINDS)))
    world = items(1)
    for one in range(MAX_KINDS - 2):
        world.add(f"deep-{one}", f"kind-{one}", f"deep-{one - 1}" if one else "item-0")
    assert fired(agreed(rulebook, world)) == ["warm-if-red"]
    refusal(tmp_path, files(WARM, header=frame(MAX_KINDS + 1)), "more than 32 kinds", file="pack.yaml")


@pytest.mark.parametrize("kind", ["k", "v", "id", "sid", "t", "s0", "m0", "begin", "1"])
def test_a_kind_may_have_any_name_that_the_library_uses_itself(tmp_path: Path, kind: str) -> None:
    header = {"kinds": {"request": None, "item": "request", kind: "item"}}
    attributes = {"odd": {**ATTRIBUTES["colour"], "about": kind}, "even": {**ATTRIBUTES["warm"], "about": kind}}
    rules = [rule("odd-rule", {"odd": "red", "item": {"colour": "red"}}, {"even": "yes"}, about=kind)]
    rules.append(rule("any-below", {"some": {kind: {"odd": "red"}}}, FIRST))
    world = items(2)
    world.add("below-0", kind, "item-0")
    world.add("below-1", kind, "item-0")
    run = agreed(loaded(tmp_path, files(*rules, header=header, attributes=attributes)), world)
    assert fired(run) == ["any-below", "odd-rule", "odd-rule"]


@pytest.mark.parametrize("kind", ["all", "any", "some", "self", "$s", "a b", "", "ä", "Item", "x" * 5 + "-", "{0}"])
def test_a_kind_that_a_condition_could_not_name_is_refused(tmp_path: Path, kind: str) -> None:
    header = {"kinds": {"request": None, "item": "request", kind: "item"}}
    refusal(tmp_path, files(WARM, header=header), "cannot be called that", file="pack.yaml")


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ({}, "exactly one kind must have no parent"),
        ({"request": None, "item": None}, "exactly one kind must have no parent"),
        ({"request": None, "item": "box"}, "do not end at `request`"),
        ({"request": None, "item": "box", "box": "item"}, "do not end at `request`"),
        ({"request": None, "item": "request", "next": "item"}, "a relation and of a kind"),
    ],
)
def test_kinds_that_are_no_tree_are_refused(tmp_path: Path, kinds: dict[str, Any], words: str) -> None:
    refusal(tmp_path, files(WARM, header={"kinds": kinds}), words, file="pack.yaml")


# --- errors while the library runs


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, RuntimeError])
def test_an_error_raised_while_rules_fire_comes_out_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    engine = DurableEngine(loaded(tmp_path, files(WARM)))
    count = iter(range(1000))
    record: Callable[..., Any] = durable._Session._record

    def stop(*arguments: Any) -> Any:
        if next(count) == 3:
            raise error("while stepping")
        return record(*arguments)

    monkeypatch.setattr(durable._Session, "_record", stop)
    with pytest.raises(error, match="while stepping"):
        engine.run(items(5))
    run: Run = engine.run(items(5, colour="blue"))
    assert fired(run) == []


def test_what_the_library_refuses_while_running_is_a_limit_and_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = DurableEngine(loaded(tmp_path, files(WARM)))
    library = engine._library

    class Failing:
        error = library.error

        def __getattr__(self, name: str) -> Any:
            return getattr(library, name)

        def assert_facts(self, *arguments: Any) -> None:
            library.assert_facts(*arguments)
            raise library.error("Could not assert facts, error code: 303")

    engine._library = Failing()
    with pytest.raises(LimitError, match="303") as caught:
        engine.run(items(5))
    assert caught.value.exit_code == 3
    assert "--engine reference" in caught.value.mend
    engine._library = library
    assert fired(engine.run(items(2, colour="blue"))) == []


def test_a_pack_the_library_refuses_is_a_pack_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = loaded(tmp_path, files(WARM))
    monkeypatch.setattr(durable.json, "dumps", lambda _: '{"rule": {"none": []}}')
    with pytest.raises(PackError, match="durable-rules refuses the pack"):
        DurableEngine(rulebook)


def test_a_closed_engine_says_so(tmp_path: Path) -> None:
    engine = DurableEngine(loaded(tmp_path, files(WARM)))
    engine.close()
    engine.close()
    with pytest.raises(ValueError, match="closed"):
        engine.run(items(1))
