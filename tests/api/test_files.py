import os
from pathlib import Path

import pytest

from api.files import Target, output_names, select, shown


def _touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_a_folder_gives_its_readable_files_sorted_and_each_once(tmp_path: Path) -> None:
    wanted = [
        tmp_path / "a" / "甲.PDF",
        tmp_path / "a" / "里" / "乙.docx",
        tmp_path / "b.txt",
        tmp_path / "扫描.png",
    ]
    _touch(
        *wanted,
        tmp_path / "表.xlsx",
        tmp_path / ".隐.txt",
        tmp_path / ".git" / "c.txt",
        tmp_path / "~$锁.docx",
    )
    selection = select([tmp_path, tmp_path / "b.txt"])
    assert sorted(selection.paths) == wanted
    assert selection.several


def test_a_file_that_is_named_is_tried_whatever_it_is_called(tmp_path: Path) -> None:
    _touch(tmp_path / "条款")
    selection = select([tmp_path / "条款", tmp_path / "." / "条款"])
    assert selection.paths == (tmp_path / "条款",)
    assert not selection.several


def test_reports_of_an_earlier_run_below_the_input_are_no_input(tmp_path: Path) -> None:
    _touch(tmp_path / "甲.txt", tmp_path / "out" / "甲.html")
    assert select([tmp_path], outside=tmp_path / "out").paths == (tmp_path / "甲.txt",)


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    _touch(tmp_path / "甲.txt")
    (tmp_path / "圈").symlink_to(tmp_path)
    assert select([tmp_path]).paths == (tmp_path / "甲.txt",)


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["a/甲.txt", "a/乙.pdf"], ["甲.json", "乙.json"]),
        (["a/甲.txt", "a/甲.pdf", "a/乙.pdf"], ["甲.txt.json", "甲.pdf.json", "乙.json"]),
        (["一/甲.txt", "二/甲.txt"], ["一·甲.txt.json", "二·甲.txt.json"]),
    ],
)
def test_outputs_are_named_after_their_files(paths: list[str], names: list[str]) -> None:
    assert output_names([Path(path) for path in paths], ".json") == names


@pytest.mark.parametrize(
    "paths",
    [
        ["x/同/甲.txt", "y/同/甲.txt"],
        ["A/条款.TXT", "a/条款.txt"],
        ["a/b.txt", "c/b.txt", "a/b.txt.txt", "a/a·b.txt.txt"],
        ["a/" + "长" * 80 + "甲.txt", "b/" + "长" * 80 + "乙.txt"],
    ],
)
def test_no_two_outputs_share_a_name_or_pass_what_a_file_system_holds(paths: list[str]) -> None:
    names = output_names([Path(path) for path in paths], ".json")
    assert len({name.casefold() for name in names}) == len(paths)
    assert max(len(os.fsencode(name)) for name in names) <= 255


def test_an_output_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "甲.json"
    path.write_text("旧")
    with pytest.raises(RuntimeError), Target(path) as stream:
        stream.write("新的一半".encode())
        raise RuntimeError
    assert path.read_text() == "旧"
    with Target(path) as stream:
        stream.write("新".encode())
    assert path.read_text() == "新"
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_is_written_and_stays_a_device() -> None:
    with Target(Path("/dev/null")) as stream:
        stream.write(b"x")
    assert Path("/dev/null").is_char_device()


def test_a_name_that_is_no_text_can_still_be_shown() -> None:
    shown(Path(os.fsdecode(b"\xff.txt"))).encode()
