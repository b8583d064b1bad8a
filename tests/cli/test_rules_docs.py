"""`foirules rules docs`: a folder of pages, written again without harm to anything else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import ROOT, one_line, run

from foirules.cli.rules_docs import write_pages
from foirules.errors import InputError
from foirules.report.law_pages import MARK


def page(text: str) -> str:
    return f"{MARK}\n\n{text}\n"


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    output, scenarios = tmp_path / "law", tmp_path / "scenarios"
    shutil.copytree(ROOT / "scenarios" / "kent-police-2024", scenarios / "kent-police-2024")
    first = run("rules", "docs", "--output", output, "--scenarios", scenarios)
    written = {path: path.read_bytes() for path in output.rglob("*.md")}
    second = run("rules", "docs", "--output", output, "--scenarios", scenarios)
    assert (first.code, first.err, second.code, second.err) == (0, "", 0, "")
    assert f"{len(written)} pages" in first.out
    assert "0 of them new or changed" in second.out
    assert {path: path.read_bytes() for path in output.rglob("*.md")} == written
    assert "kent-police-2024" in (output / "limbs" / "s24-2.md").read_text(encoding="utf-8")


def test_a_page_that_is_needed_no_longer_is_removed(tmp_path: Path) -> None:
    write_pages(tmp_path, {"a.md": page("a"), "b/c.md": page("c")})
    assert write_pages(tmp_path, {"a.md": page("other")}) == 1
    assert [path.name for path in tmp_path.rglob("*.md")] == ["a.md"]
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == page("other")


def test_somebody_s_own_page_is_never_written_over(tmp_path: Path) -> None:
    own = tmp_path / "a.md"
    own.write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(InputError, match="was not written by"):
        write_pages(tmp_path, {"a.md": page("a"), "b.md": page("b")})
    assert own.read_text(encoding="utf-8") == "# Mine\n"
    assert not (tmp_path / "b.md").exists()


def test_a_file_for_the_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "law"
    file.write_text("", encoding="utf-8")
    assert "is a file" in one_line(run("rules", "docs", "--output", file))


def test_a_folder_has_to_be_named() -> None:
    assert "--output" in one_line(run("rules", "docs"))


@pytest.mark.parametrize("pack", ["tests/bad/packs/sound", "benchmarks/workload/pack"])
def test_another_pack_has_pages_without_scenarios(tmp_path: Path, pack: str) -> None:
    ran = run("rules", "docs", "--rules", ROOT / pack, "--output", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    index = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "(limbs/s1-2.md)" in index
    assert "## Gateways" not in index, "it has none"
    assert "foirules evaluate" not in "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md"))
