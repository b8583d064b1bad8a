"""A file is written whole or not at all, and never over another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from foirules.cli.writing import write_whole
from foirules.errors import InputError


def test_a_new_file_has_the_text_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "new.txt", "caf\N{LATIN SMALL LETTER E WITH ACUTE}\n")
    assert (tmp_path / "new.txt").read_bytes() == b"caf\xc3\xa9\n"
    assert os.listdir(tmp_path) == ["new.txt"]


@pytest.mark.skipif(os.name != "posix", reason="permissions as on POSIX systems")
def test_a_new_file_may_be_read_by_those_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new.txt", "x")
    finally:
        os.umask(before)
    assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o640


def test_a_disk_without_links_is_written_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    write_whole(tmp_path / "new.txt", "x")
    assert (tmp_path / "new.txt").read_text() == "x"
    assert os.listdir(tmp_path) == ["new.txt"]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_kept(links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, really_link = tmp_path / "new.txt", os.link

    def link(source: str, target: Path) -> None:
        path.write_text("theirs")
        if not links:
            raise OSError(95, "Operation not supported")
        really_link(source, target)

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(InputError, match="is there already"):
        write_whole(path, "mine")
    assert path.read_text() == "theirs"
    assert os.listdir(tmp_path) == ["new.txt"]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "chmod", full)
    with pytest.raises(InputError, match=r"cannot be written: no space left on device \(check the folder\)"):
        write_whole(tmp_path / "new.txt", "x")
    assert not os.listdir(tmp_path)
