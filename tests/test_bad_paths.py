"""Files, folders, streams and options that cannot be used: one line, exit code 2 or 3, and nothing written."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from command_line import ROOT, one_line, run, spawn

from foirules import __version__
from foirules.model import files

KENT = ROOT / "scenarios" / "kent-police-2024" / "scenario.yaml"
posix = pytest.mark.skipif(os.name != "posix", reason="this kind of file exists on POSIX systems only")


def refused(path: str | Path, *options: str, code: int = 2) -> str:
    """What is said of a scenario's path, without the path."""
    said = one_line(run("evaluate", path, *options), code)
    place, _, rest = said.partition(": ")
    assert place.startswith(str(path))
    return rest


def test_a_missing_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.yaml") == "no such file (check the path)"


def test_a_folder_without_scenarios(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a scenario")
    mend = "name a scenario file, or a folder with scenario.yaml files in it"
    assert refused(tmp_path) == f"holds no scenario ({mend})"


def test_a_folder_that_is_a_scenario_is_only_its_scenario(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_bytes(KENT.read_bytes())
    (tmp_path / "expected.yaml").write_text("not: a scenario")
    assert run("evaluate", tmp_path, "--explain", "brief").code == 0


def test_a_folder_named_like_a_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").mkdir()
    (tmp_path / "kent.yaml").write_bytes(KENT.read_bytes())
    assert run("evaluate", tmp_path, "--explain", "brief").code == 0


def test_a_bad_file_in_a_folder_is_named_and_does_not_hide_the_good_ones(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("")
    (tmp_path / "b.yaml").write_bytes(KENT.read_bytes())
    ran = run("evaluate", tmp_path)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert ran.err.startswith(f"foirules: {tmp_path / 'a.yaml'}: is empty ")
    assert "kent-police-2024" in ran.out


def test_a_file_that_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert refused(KENT) == "may not be read (check its permissions)"


def test_a_file_that_vanishes_after_it_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kent.yaml"
    path.write_bytes(KENT.read_bytes())
    really_open = os.open

    def after_removal(file: object, flags: int) -> int:
        path.unlink()
        return really_open(path, flags)

    monkeypatch.setattr(os, "open", after_removal)
    assert one_line(run("evaluate", tmp_path)) == f"{path}: no such file (check the path)"


@posix
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert refused(tmp_path / "pipe.yaml") == "is not an ordinary file (name a file, or `-` for standard input)"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no /dev/zero here")
def test_an_endless_device_is_refused() -> None:
    assert refused("/dev/zero") == "is not an ordinary file (name a file, or `-` for standard input)"


@posix
def test_a_link_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(tmp_path / "gone.yaml")
    assert refused(tmp_path / "link.yaml") == "is a link to a file that is not there (mend the link)"


@posix
def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(tmp_path / "link.yaml")
    assert refused(tmp_path / "link.yaml") == "cannot be opened: too many levels of symbolic links (check the path)"


@posix
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("two\nlines.yaml", r"two\nlines.yaml"),
        ("red\x1b[31m.yaml", r"red\x1b[31m.yaml"),
        ("\u202e.yaml", r"\u202e.yaml"),
    ],
)
def test_a_file_name_cannot_write_to_the_terminal(name: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("")
    said = one_line(run("evaluate", tmp_path / name))
    assert said == f"{tmp_path}{os.sep}{shown}: is empty (check that it is the right file)"


@posix
def test_a_file_name_that_is_not_unicode(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.yaml")
    Path(os.fsdecode(path)).write_text("")
    assert one_line(spawn("evaluate", os.fsdecode(path))).endswith(
        r"caf\udce9.yaml: is empty (check that it is the right file)"
    )


@posix
def test_a_file_name_too_long_for_the_system() -> None:
    said = one_line(run("evaluate", "x" * 5000 + ".yaml"))
    assert said.endswith(": cannot be opened: file name too long (check the path)")


def test_a_file_name_no_system_has() -> None:
    assert (
        one_line(run("evaluate", "a\0b.yaml")) == r"a\x00b.yaml: cannot be opened: not a usable path (check the path)"
    )


def test_a_hundred_megabytes_are_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(files, "read_stream")
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    started = time.perf_counter()
    expected = "is larger than 4 MB, the most that is read (check that it is the right file, or split it)"
    assert refused(path) == expected
    assert time.perf_counter() - started < 1


def test_a_hundred_megabytes_of_standard_input_are_refused() -> None:
    said = one_line(run("evaluate", "-", stdin=b"#" * 100 * 1024 * 1024))
    assert said.startswith("standard input: is larger than 4 MB")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_brackets_are_refused_at_once(opening: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text(opening * 100_000)
    started = time.perf_counter()
    said = refused(path)
    assert said in (
        "is nested more than 40 deep (flatten it)",
        "has a key that is not a word (use a plain word as the key)",
    )
    assert time.perf_counter() - started < 2


def test_too_many_values_are_a_limit_and_not_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("[" + "a," * 200_001 + "]")
    assert refused(path, code=3) == "holds more than 200,000 values (split it into several)"


def scenario(items: int, claims: int, found: int = 0) -> str:
    lines = ["schema: foirules/scenario/1", "id: large", "title: Large", "viewpoint: authority", "authority: {name: A}"]
    lines += ["parts:", *(f"  - {{id: p{n}, asks: x}}" for n in range(items))]
    lines += ["claims:", *(f"  - {{id: c{n}, provision: s24(2)}}" for n in range(claims))]
    lines += ["found:", *["  - {claim: c0, engagement: engaged, by: authority}"] * found] if found else []
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (scenario(10_000, 1), "parts[5000].id: more than 5,000 items (split the scenario)"),
        (scenario(1, 41), "claims[40]: more than 40 claims on the item `p0` (split the scenario)"),
        (
            scenario(1000, 1, 201),
            "found[200]: the findings bear on more than 200,000 items, counted for each finding (split the scenario)",
        ),
    ],
    ids=["items", "claims", "findings"],
)
def test_more_than_can_be_worked_through_is_a_limit(text: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text(text)
    assert refused(path, code=3) == expected


def test_a_limit_reached_while_deciding_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text(scenario(5000, 1))
    said = one_line(run("evaluate", path), 3)
    assert said.startswith(f"{path}: more than 20000 subjects to decide (")


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + KENT.read_bytes().replace(b"\n", b"\r\n"))
    assert run("evaluate", path).out == run("evaluate", KENT).out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "standard input: is empty (check that it is the right file)"),
        (b"\x89PNG\r\n\x1a\n\0\0", "standard input:1: is not UTF-8 text (save it as UTF-8)"),
        (b"a\0b", "standard input: is a binary file (name a YAML file)"),
    ],
)
def test_standard_input_that_holds_no_scenario(content: bytes, said: str) -> None:
    assert one_line(run("evaluate", "-", stdin=content)) == said


def test_standard_input_is_read_once() -> None:
    said = one_line(run("evaluate", "-", "-", stdin=KENT.read_bytes()))
    assert said == "`-` is named twice (standard input can be read once)"


@posix
def test_standard_input_that_is_closed() -> None:
    import subprocess

    from command_line import PROGRAM

    command = " ".join(f"'{part}'" for part in [*PROGRAM, "evaluate", "-"]) + " <&-"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "foirules: standard input: is not open (name a file instead of `-`)\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--switch", "aggregation"], "--switch `aggregation` is not a switch and its value (write --switch id=value)"),
        (["--switch", "=x"], "--switch `=x` is not a switch and its value (write --switch id=value)"),
        (
            ["--switch", "agregation=x"],
            "--switch: no switch `agregation` (did you mean `aggregation` or `aggregation-ncnd`?)",
        ),
        (
            ["--switch", "aggregation=\x1b[31m"],
            r"--switch: `\x1b[31m` is not a value of the switch `aggregation` (use cumulative or separate)",
        ),
        (
            ["--switch", "aggregation=separate", "--switch", "aggregation=cumulative"],
            "--switch sets `aggregation` twice, differently (keep one of them)",
        ),
        (
            ["--format", "xml"],
            "invalid value for `--format`: `xml` is not one of `text`, `json`, `markdown`, `html`, `junit` "
            "(see `foirules evaluate --help`)",
        ),
        (["--fromat", "json"], "no such option `--fromat`. Did you mean `--format`? (see `foirules evaluate --help`)"),
        (
            ["--format", "html", str(KENT)],
            "an HTML page shows one scenario (name one scenario, or use --format markdown)",
        ),
    ],
)
def test_an_option_that_cannot_be_used(options: list[str], said: str) -> None:
    assert one_line(run("evaluate", KENT, *options)) == said


def test_a_command_that_does_not_exist() -> None:
    assert one_line(run("evalute", KENT)).startswith("no such command `evalute`")


def test_a_scenario_that_does_not_come_with_foirules() -> None:
    said = one_line(run("evaluate", "kent-police"))
    assert (
        said == "no scenario `kent-police` comes with foirules (did you mean `kent-police-2024`? or else name a file)"
    )


def test_a_scenario_named_without_its_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-case.yaml").write_bytes(KENT.read_bytes())
    said = one_line(run("evaluate", "my-case"))
    assert said == "no scenario `my-case` comes with foirules (did you mean `my-case.yaml`?)"


def test_rules_that_are_not_there(tmp_path: Path) -> None:
    said = one_line(run("evaluate", KENT, "--rules", tmp_path / "none"))
    assert said == f"{tmp_path / 'none'}: no such folder (name the folder that holds pack.yaml)"


def test_rules_that_are_a_file() -> None:
    said = one_line(run("evaluate", KENT, "--rules", KENT))
    assert said == f"{KENT}: is a file, not a folder of rules (name the folder that holds pack.yaml)"


def test_rules_that_are_another_folder(tmp_path: Path) -> None:
    said = one_line(run("evaluate", KENT, "--rules", tmp_path))
    assert said == f"{tmp_path}: has no pack.yaml (name the folder that holds it)"


def test_an_output_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "decision.txt"
    path.write_text("mine")
    said = one_line(run("evaluate", KENT, "--output", path))
    assert said == f"{path}: is there already (name a new file, or remove it first)"
    assert path.read_text() == "mine"


def test_an_output_that_is_there_is_told_of_before_anything_is_decided(tmp_path: Path) -> None:
    (tmp_path / "decision.txt").write_text("mine")
    said = one_line(run("evaluate", tmp_path / "none.yaml", "--output", tmp_path / "decision.txt"))
    assert "is there already" in said


def test_an_output_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    said = one_line(run("evaluate", KENT, "--output", tmp_path / "none" / "decision.txt"))
    assert said.endswith(": cannot be written: its folder is not there (make the folder first)")


def test_an_output_that_is_a_folder(tmp_path: Path) -> None:
    assert one_line(run("evaluate", KENT, "--output", tmp_path)) == f"{tmp_path}: is a folder (name a new file in it)"
    assert not list(tmp_path.iterdir())


@posix
def test_an_output_that_is_a_link_to_nothing_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    assert "is there already" in one_line(run("evaluate", KENT, "--output", tmp_path / "link"))
    assert not (tmp_path / "gone").exists()


def test_an_output_of_a_hyphen_is_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("evaluate", KENT, "--output", "-").out == run("evaluate", KENT).out
    assert not list(tmp_path.iterdir())


def test_the_version_is_told_without_an_installation() -> None:
    ran = spawn("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"foirules, version {__version__}\n", "")
