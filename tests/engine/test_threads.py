"""Threads and forked children share engines: what they decide is what is decided one after another."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from agreement import settled
from small_packs import ATTRIBUTES, WARM, alone, files, items, loaded, rule, written

import foirules
from foirules.engine.durable import DurableEngine
from foirules.engine.reference import ReferenceEngine
from foirules.engine.world import World
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator, default_evaluator

THREADS = 6
ENGINES = ["durable", "reference"]


@pytest.fixture(autouse=True)
def _switch_often() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def scenario(number: int) -> dict[str, Any]:
    """One of several different scenarios, told apart by the number."""
    return {
        "schema": "foirules/scenario/1",
        "id": f"number-{number}",
        "title": f"Number {number}",
        "viewpoint": "tribunal",
        "authority": {"name": "An authority"},
        "parts": [{"id": f"part-{one}", "asks": "What?", "held": "yes"} for one in range(1 + number % 3)],
        "claims": [{"id": "one", "provision": "s24(2)"}, {"id": "two", "provision": "s31(1)(a)"}],
        "found": [
            {"claim": "one", "engagement": "engaged" if number % 2 else "not_engaged", "by": "tribunal"},
            {"claim": "one", "balance": ("maintain", "duty", "equal")[number % 3], "by": "tribunal"},
        ],
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_threads_that_share_an_evaluator_decide_as_if_alone(engine: Any) -> None:
    evaluator = default_evaluator(engine)
    one_by_one = [foirules.evaluate(scenario(number), engine=engine).to_json() for number in range(6)]
    with ThreadPoolExecutor(THREADS) as threads:
        numbers = [number % 6 for number in range(60)]
        documents = [Document("a scenario", scenario(number), {}) for number in numbers]
        decided = list(threads.map(lambda document: evaluator.evaluate(document).to_json(), documents))
    assert decided == [one_by_one[number] for number in numbers]


def test_threads_that_ask_for_the_shipped_pack_at_once_share_one_evaluator() -> None:
    with ThreadPoolExecutor(THREADS) as threads:
        evaluators = list(threads.map(lambda _: default_evaluator("durable"), range(THREADS)))
    assert len({id(evaluator) for evaluator in evaluators}) == 1


@pytest.mark.parametrize("engine", [DurableEngine, ReferenceEngine])
def test_threads_that_share_an_engine_settle_as_if_alone(tmp_path: Path, engine: Callable[..., Any]) -> None:
    running = engine(loaded(tmp_path, files(WARM)))
    worlds = [items(1 + number, colour="blue" if number % 2 else "red") for number in range(8)]
    expected = [settled(ReferenceEngine(running.rulebook), world) for world in worlds]
    failures: list[int] = []

    def work(start: int) -> None:
        for number in range(start, start + 60):
            if settled(running, worlds[number % 8]) != expected[number % 8]:
                failures.append(number)

    threads = [threading.Thread(target=work, args=(start,)) for start in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert not failures


def test_engines_of_different_packs_do_not_mix(tmp_path: Path) -> None:
    packs = [files(WARM), files(rule("warm-if-blue", {"colour": "blue"}, {"warm": "yes"}))]
    packs.append(files(attributes={"warm": {**ATTRIBUTES["warm"], "otherwise": "yes"}}))
    engines = [DurableEngine(loaded(tmp_path / str(number), pack)) for number, pack in enumerate(packs)]
    world = items(3)
    expected = [settled(ReferenceEngine(engine.rulebook), world) for engine in engines]
    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(lambda number: settled(engines[number % 3], world), range(150)))
    assert found == [expected[number % 3] for number in range(150)]


# --- fork


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")


@needs_fork
@pytest.mark.parametrize("engine", ENGINES)
def test_a_forked_child_decides_what_its_parent_decides(engine: str) -> None:
    script = """
        import os, sys, hashlib
        import foirules
        from test_threads import scenario

        def decided():
            decisions = [foirules.evaluate(scenario(number), engine=sys.argv[1]).to_json() for number in range(4)]
            return hashlib.sha256("".join(decisions).encode()).hexdigest()

        before = decided()
        for _ in range(3):
            child = os.fork()
            if child == 0:
                os._exit(0 if decided() == before else 7)
            assert decided() == before
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        print("well")
    """
    assert alone(script, engine) == "well"


@needs_fork
def test_a_child_forked_while_another_thread_decides_can_decide_too(tmp_path: Path) -> None:
    folder = written(tmp_path, files(WARM))
    script = """
        import os, sys, threading, warnings
        from pathlib import Path
        from foirules.engine.durable import DurableEngine
        from foirules.law.loading import load
        from small_packs import fired, items
        warnings.simplefilter("ignore", DeprecationWarning)

        engine = DurableEngine(load(Path(sys.argv[1])))
        inside, go_on = threading.Event(), threading.Event()
        record, stages = engine._program.facts, []

        def facts(values):
            stages.append(values)
            if len(stages) == 2:
                inside.set()
                go_on.wait(20)
            yield from record(values)

        engine._program.facts = facts
        thread = threading.Thread(target=engine.run, args=(items(4),))
        thread.start()
        assert inside.wait(20)
        child = os.fork()
        if child == 0:
            engine._program.facts = record
            run = engine.run(items(2, colour="blue"))
            os._exit(0 if fired(run) == [] and len(run.values) == 9 else 7)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        go_on.set()
        thread.join()
        engine._program.facts = record
        assert fired(engine.run(items(3))) == ["warm-if-red"] * 3
        print(code)
    """
    assert alone(script, folder, seconds=30) == "0"


@needs_fork
def test_a_child_forked_while_the_shipped_pack_is_being_loaded_can_load_it_too() -> None:
    script = """
        import os, threading, warnings
        from foirules.reasoning import evaluating
        from test_threads import scenario
        import foirules
        warnings.simplefilter("ignore", DeprecationWarning)

        inside, go_on, load = threading.Event(), threading.Event(), evaluating.default_rulebook
        def slowly():
            inside.set()
            go_on.wait(20)
            return load()
        evaluating.default_rulebook = slowly
        thread = threading.Thread(target=foirules.evaluate, args=(scenario(1),))
        thread.start()
        assert inside.wait(20)
        child = os.fork()
        if child == 0:
            evaluating.default_rulebook = load
            os._exit(0 if foirules.evaluate(scenario(1)).scenario == "number-1" else 7)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        go_on.set()
        thread.join()
        print(code)
    """
    assert alone(script, seconds=30) == "0"


def test_a_world_is_only_read(tmp_path: Path) -> None:
    rulebook = loaded(tmp_path, files(WARM))
    world: World = items(3, "next")
    before = repr(world)
    for engine in (DurableEngine(rulebook), ReferenceEngine(rulebook)):
        engine.run(world)
    assert repr(world) == before


def test_two_evaluators_of_one_rulebook_decide_alike() -> None:
    rulebook = default_evaluator("durable").rulebook
    document = Document("a scenario", scenario(5), {})
    assert len({Evaluator(rulebook, "durable").evaluate(document).to_json() for _ in range(3)}) == 1
