"""What the tests of lint share: the shipped pack, read from its files once, and what the scenarios show of it."""

from __future__ import annotations

import pytest

from foirules.cli.rules_lint import shown_by
from foirules.consistency.findings import Pack, read_pack
from foirules.consistency.shown import Shown
from foirules.law.loading import source_folder


@pytest.fixture(scope="session")
def pack() -> Pack:
    folder = source_folder()
    assert folder is not None
    return read_pack(folder)


@pytest.fixture(scope="session")
def shown(pack: Pack) -> list[Shown]:
    return shown_by(pack.rulebook, None)
