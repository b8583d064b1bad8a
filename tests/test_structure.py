"""The shape of the code: imports run one way, modules stay small, and nothing reaches for the network."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "foirules"
ORDER = ("errors", "model", "law", "engine", "reasoning", "explain", "drafts", "training", "consistency", "report",
         "testing", "cli", "web")  # fmt: skip
MOST_LINES = 350
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "webbrowser"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(module: str) -> int | None:
    parts = module.split(".")
    return ORDER.index(parts[1]) if parts[0] == "foirules" and len(parts) > 1 and parts[1] in ORDER else None


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    own = layer(name_of(path))
    if own is None:
        return
    backwards = [name for name in imported(path) if (other := layer(name)) is not None and other > own]
    assert not backwards, f"{name_of(path)} imports {backwards}, which come after it"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_idea_of_bearable_length(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_imports_anything_that_talks_to_a_network(path: Path) -> None:
    assert not {name.partition(".")[0] for name in imported(path)} & NETWORK


def test_every_module_says_what_it_is() -> None:
    silent = [name_of(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert not silent


def test_every_public_function_and_class_says_what_it_is() -> None:
    silent = []
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            named = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
            if named and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{name_of(path)}.{node.name}")
    assert not silent


def test_the_law_is_not_in_the_code() -> None:
    """Limbs are named in rules/, not in Python: docstrings and examples apart, no literal cites one."""
    cited = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                words = node.value.split()
                cited += [
                    f"{name_of(path)}: {word}"
                    for word in words
                    if word.startswith("s") and word[1:2].isdigit() and "(" in word
                ]
    allowed = ("law.clock", "law.calendar", "law.validation", "cli.")
    assert not [entry for entry in cited if not any(part in entry for part in allowed)]
