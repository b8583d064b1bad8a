"""The page of the lint rules says what the rules say of themselves, and all of them."""

from __future__ import annotations

import re
from pathlib import Path

from foirules.consistency.lint import OF_PACKS, OF_SCENARIOS, UNUSED

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "lint.md").read_text(encoding="utf-8")


def test_the_page_tells_every_lint_rule_in_its_own_words() -> None:
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", PAGE, re.MULTILINE))
    assert told.pop(UNUSED)
    assert told == {rule.id: rule.looks_for for rule in (*OF_PACKS.values(), *OF_SCENARIOS.values())}
