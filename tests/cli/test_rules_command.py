"""`foirules rules list` and `foirules rules show`."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from foirules.cli import main
from foirules.cli.rules_show import find_entries, place, tell
from foirules.errors import Where
from foirules.law.loading import default_rulebook, load, source_folder
from foirules.law.rulebook import Rulebook
from foirules.report.plain import plain

Run = tuple[int, str, str]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def rules(capsys: pytest.CaptureFixture[str]):
    """Run `foirules rules` with the arguments: its exit code, standard output and standard error."""

    def run(*args: str) -> Run:
        with pytest.raises(SystemExit) as stopped:
            main(["rules", *args])
        out, err = capsys.readouterr()
        return stopped.value.code, out, err

    return run


@pytest.fixture(scope="module")
def pack() -> Rulebook:
    return default_rulebook()


@pytest.fixture(scope="module")
def loaded() -> Rulebook:
    folder = source_folder()
    assert folder is not None
    return load(folder)


# --- list


def test_the_list_names_every_limb_once_and_gateways_apart(rules, pack: Rulebook) -> None:
    code, out, err = rules("list")
    assert (code, err) == (0, "")
    exemptions, gateways = out.split("\nGateways: ")
    for name, limb in pack.limbs.items():
        own, other = (exemptions, gateways) if limb.effect == "exempt" else (gateways, exemptions)
        assert len(re.findall(rf"^  {re.escape(name)} ", own, re.MULTILINE)) == 1
        assert f"  {name} " not in other


def test_the_columns_of_the_list_are_aligned(rules) -> None:
    _, out, _ = rules("list")
    starts = {
        line.index("  qualified  ") for line in out.splitlines() if line.startswith("  s") and "  qualified  " in line
    }
    assert len(starts) == 1
    assert max(map(len, out.splitlines())) <= 100


def test_a_section_and_a_duty_narrow_the_list(rules, pack: Rulebook) -> None:
    for spelling in ("s31", "31", "section 31", "S31"):
        _, out, _ = rules("list", "--section", spelling, "--duty", "confirm_or_deny", "--format", "json")
        assert [limb["provision"] for limb in json.loads(out)["limbs"]] == ["s31(3)"]
    _, out, _ = rules("list", "--duty", "communicate", "--format", "json")
    found = {limb["provision"] for limb in json.loads(out)["limbs"]}
    assert found == {name for name, limb in pack.limbs.items() if limb.duty != "confirm_or_deny"}


@pytest.mark.parametrize(
    ("provision", "status"),
    [
        ("s24(2)", "qualified"),
        ("s40(1)", "absolute"),
        ("s23(5)", "depends"),
        ("s40(5B)(a)(i)", "contested"),
        ("s12(1)", "gateway"),
    ],
)
def test_the_status_in_the_list_is_the_limbs_own(rules, provision: str, status: str) -> None:
    _, out, _ = rules("list", "--format", "json")
    assert [limb["status"] for limb in json.loads(out)["limbs"] if limb["provision"] == provision] == [status]


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("hogan-2006", True),
        ("ico-prejudice-test", True),
        ("tribunal-rules-2009", False),
        ("s24(2)", True),
        ("s22A(2)", True),
        ("s31(3)", False),
    ],
)
def test_the_unverified_list_has_what_was_not_read_at_first_hand(rules, name: str, listed: bool) -> None:
    _, out, _ = rules("list", "--unverified", "--format", "json")
    found = json.loads(out)
    names = {*(limb["provision"] for limb in found["limbs"]), *found["authorities"]}
    assert (name in names) is listed


def test_the_unverified_list_says_what_was_verified(rules) -> None:
    _, out, _ = rules("list", "--unverified")
    assert "hogan-2006" in out
    assert out.count("Verified: ") == len(re.findall(r"^  s\d", out, re.MULTILINE)) + len(
        re.findall(r"^  [a-z0-9]+(-[a-z0-9]+)+$", out, re.MULTILINE)
    )


def test_switches_are_listed_with_their_dated_defaults_and_what_is_contested(rules, pack: Rulebook) -> None:
    code, out, _ = rules("list", "--switches")
    assert code == 0
    flat = " ".join(out.split())
    assert "Taken as separate until 22 November 2023 (not that day): each is weighed alone." in flat
    assert "Taken as cumulative from 22 November 2023" in flat
    for name, switch in pack.switches.items():
        assert f"(policy switch {name})" in flat
        assert (switch.contested or "") in flat


def test_options_that_contradict_each_other_are_refused(rules) -> None:
    code, out, err = rules("list", "--section", "s31", "--switches")
    assert (code, out) == (2, "")
    assert err.startswith("foirules: --section and --duty narrow the list of limbs")
    assert rules("list", "--section", "s99")[0] == 2


# --- show


@pytest.mark.parametrize("spelling", ["24(2)", "section 24(2)", "s.24(2)", "S24 (2)", "Section 24 (2)", " s24(2) "])
def test_a_limb_is_found_however_it_is_written(rules, spelling: str) -> None:
    assert rules("show", spelling) == rules("show", "s24(2)")


def test_words_need_no_quotes(rules) -> None:
    assert rules("show", "section", "24") == rules("show", "s24")


def test_a_limb_is_told_with_its_duty_status_test_sources_and_scenarios(rules) -> None:
    code, out, err = rules("show", "s24(2)")
    assert (code, err) == (0, "")
    flat = " ".join(out.split())
    assert out.startswith("s24(2): exemption from answering required for safeguarding national security\n")
    assert "Duty confirm or deny, s1(1)(a)" in flat
    assert "Status qualified: the public interest test applies" in flat
    assert "s24(2) is qualified: it is not in the closed list of s2(3)" in flat
    test = out[out.index("\nThe test\n") : out.index("\nWhat it rests on\n")]
    lines = [line for line in test.splitlines() if line.lstrip().startswith("- ")]
    depth = {line.strip()[2:40]: len(line) - len(line.lstrip()) for line in lines}
    assert depth["All of:"] < depth["Is safeguarding national security the "] == depth["At least one of:"]
    assert depth["At least one of:"] < depth["Would a confirmation that the informat"]
    assert "A real risk of harm is enough" in " ".join(test.split())
    assert "http://www.legislation.gov.uk/id/ukpga/2000/36/section/24/2" in out
    assert "(foirules evaluate kent-police-2024)" in flat
    assert "Not legal advice." in flat


def test_a_question_is_filled_with_the_words_of_the_limb_it_is_asked_for(rules) -> None:
    communicate = " ".join(rules("show", "s43(2)")[1].split())
    confirm = " ".join(rules("show", "s43(3)")[1].split())
    assert "Does the harm flow from disclosing the information?" in communicate
    assert "Does the harm flow from confirming or denying whether the information is held?" in confirm
    assert "protects (the commercial interests" in communicate


def test_a_status_that_depends_on_the_facts_says_on_which(rules) -> None:
    flat = " ".join(rules("show", "s23(1)")[1].split())
    assert "Status depends: absolute or qualified, on the facts" in flat
    assert "- Absolute where: - Kind of record of the item: current, historical or unstated" in flat
    assert "The closed list of absolute exemptions names it in paragraph (b)" in flat


def test_a_contested_status_names_the_switch_and_both_readings(rules) -> None:
    flat = " ".join(rules("show", "s40(5A)")[1].split())
    assert "Status contested" in flat
    assert "Policy switch s40-ncnd-status: regulator (absolute, as the Commissioner's guidance says)" in flat
    assert "Contested: The Commissioner says absolute; s2(3) does not list them" in flat
    assert "It is claimed through one or more of s40(1)" in flat
    assert "In force from 25 May 2018" in flat


def test_what_a_test_takes_for_granted_is_told_with_the_switch_behind_it(rules) -> None:
    flat = " ".join(rules("show", "s31(1)(a)")[1].split())
    assert "Nothing need be found where this holds: Information taken to be outside" in flat
    assert "policy switch carve-out-when-unclaimed" in flat
    assert "It cannot be engaged on the same information as s30(1)(a), s30(1)(b), s30(1)(c) and s30(2)" in flat


@pytest.mark.parametrize(
    ("limb", "says"),
    [
        ("s30(1)(a)", "It ends when the record becomes a historical record: after 20 years"),
        ("s36(2)(b)(i)", "[s62(1); s63(2A)]"),
        ("s30(3)", "claimed through, where that is s30(1)(a), s30(1)(b) or s30(1)(c)."),
        ("s24(2)", None),
    ],
)
def test_a_limb_says_when_it_ends_with_the_age_of_the_record(rules, limb: str, says: str | None) -> None:
    flat = " ".join(rules("show", limb)[1].split())
    assert ("When it ends with the age of the record" in flat) is (says is not None)
    assert (says or "") in flat


def test_a_section_or_a_part_of_one_tells_its_limbs(rules, pack: Rulebook) -> None:
    section = rules("show", "s31")[1]
    part = rules("show", "31(1)")[1]
    limbs = [name for name, own in pack.sections.items() if own == "s31"]
    assert [name for name in limbs if f"\nThe test of {name}\n" in section] == limbs
    assert [name for name in limbs if f"\nThe test of {name}\n" in part] == [n for n in limbs if n.startswith("s31(1)")]


def test_a_rule_is_told_with_its_conditions_its_sentence_and_its_line(rules) -> None:
    _, out, _ = rules("show", "balance-maintain")
    assert "- Engagement: engaged\n- Status under s2(3): qualified\n" in out
    assert "Concludes   public interest balance: maintaining outweighs" in out
    assert "The public interest in maintaining <exclusion> outweighs" in out
    file, line = re.findall(r"Written in +(.+), line (\d+)", out)[0]
    assert "id: balance-maintain" in (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


@pytest.mark.parametrize("name", ["balance-equal", "s24(2)/test-met", "NC-08"])
def test_a_rule_of_the_fast_form_has_the_line_of_its_file(loaded: Rulebook, name: str) -> None:
    folder = source_folder()
    assert folder is not None
    where = loaded.places["rule", name]
    without_line = {("rule", name): Where(str(Path(where.file).relative_to(folder)), None, None, where.path)}
    assert place(replace(loaded, places=without_line), name) == place(loaded, name)
    assert place(loaded, name).line == where.line
    assert where.line is not None
    assert where.line > 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("NC-08", "Owed when all of this holds"),
        ("nc-08", "The balance is about the yes or no"),
        ("aggregation-ncnd", "Contested yes"),
        ("hogan-2006", "Court Information Tribunal"),
        ("hogan-2006", "s31(3) the answer would prejudice a matter in s31(1) (limb)"),
        ("real-prejudice", "Is the prejudice from <act> real, actual or of substance?"),
        ("ask-balance", "A tie does not."),
    ],
)
def test_a_check_switch_authority_element_or_question_is_told_by_its_id(rules, name: str, says: str) -> None:
    code, out, _ = rules("show", name)
    assert code == 0
    assert says in " ".join(out.split())


@pytest.mark.parametrize(
    ("name", "near"),
    [("s24(9)", "s24(2)"), ("24(2", "s24(2)"), ("balance-maintian", "balance-maintain"), ("NC-99", "NC-09")],
)
def test_an_unknown_name_is_one_error_with_the_nearest_names(rules, name: str, near: str) -> None:
    code, out, err = rules("show", name)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert f"the pack has nothing called `{name}` (did you mean " in err
    assert near in err


def test_a_name_like_nothing_is_pointed_to_the_list(rules) -> None:
    assert "`foirules rules list` names every limb" in rules("show", "qqqq")[2]


def test_everything_in_the_pack_can_be_shown(pack: Rulebook) -> None:
    questions = [entry.id for entry in pack.questions]
    tables = (pack.limbs, pack.section_titles, pack.checks, pack.switches, pack.elements, pack.authorities, pack.rule)
    names = {*questions, *(name for table in tables for name in table)}
    for name in sorted(names):
        kinds = set()
        for entry in find_entries(pack, name):
            kinds.add(entry[0])
            if entry[0] != "limb":  # telling a limb reads scenarios, which other tests do
                text = plain(tell(pack, entry))
                assert "{" not in text
        assert kinds, name


def test_json_has_the_packs_own_entry_with_what_it_names_resolved(rules) -> None:
    _, out, _ = rules("show", "s31(3)", "--format", "json")
    (entry,) = json.loads(out)["entries"]
    assert (entry["kind"], entry["id"], entry["status"]) == ("limb", "s31(3)", "qualified")
    assert entry["entry"]["through"][0] == "s31(1)(a)"
    assert entry["elements"]["likelihood"]["values"] == "likelihood"
    assert "kent-police-2024" in entry["scenarios"]
    assert entry["sources"][0]["uri"].endswith("/section/31/3")


def test_json_of_a_rule_has_its_condition_as_data(rules) -> None:
    _, out, _ = rules("show", "exclusive-limbs-both-engaged", "--format", "json")
    (entry,) = json.loads(out)["entries"]
    assert entry["then"] == {"conflict": "yes"}
    (some,) = [part for part in entry["when"]["all"] if "some" in part]
    assert some["some"] == "rival"
    assert {"attribute": "engagement", "is": ["engaged"]} in some["where"]


def test_markdown_has_headings(rules) -> None:
    _, out, _ = rules("show", "s24(2)", "--format", "markdown")
    assert "\n## The test\n" in out


def test_another_pack_is_read_from_its_folder(rules, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    source = source_folder()
    assert source is not None
    shutil.copytree(source, folder)
    section = folder / "provisions" / "s24.yaml"
    section.write_text(section.read_text(encoding="utf-8").replace("title: National security", "title: Mine"))
    assert "\ns24 Mine\n" in rules("list", "--rules", str(folder), "--section", "24")[1]
    assert "s24 Mine" in rules("show", "s24(2)", "--rules", str(folder))[1]
    (folder / "pack.yaml").unlink()
    assert rules("list", "--rules", str(folder))[0] == 2
