"""``compare`` and ``check`` as they are run: whole processes, real files."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.api.test_cli import CLAUSES, run

CHANGED = CLAUSES.replace("100万元", "50万元").replace("三十日内", "六十日内")
PLAYBOOK = """id: own
title: 自有标准
stance: insured
lines: [liability]
version: "1"
sections:
  - title: 理赔
    checks:
      - id: decision
        title: 核定期限
        weight: high
        requirement: 核定期限不超过十五日。
        advice: 请缩短核定期限。
        select:
          - {type: obligation, by: insurer, has: deadline, words: 核定}
        value: deadline
        at_most: 15日
"""


@pytest.fixture(name="pair")
def _pair(tmp_path: Path) -> tuple[Path, Path]:
    before, after = tmp_path / "旧版.txt", tmp_path / "新版.txt"
    before.write_text(CLAUSES, "utf-8")
    after.write_text(CHANGED, "utf-8")
    return before, after


def test_two_files_are_compared_in_the_terminal(pair: tuple[Path, Path]) -> None:
    result = run("compare", *pair)
    assert (result.returncode, result.stderr) == (0, "")
    for shown in ("实质变更 2", "100万元", "50万元", "三十日", "六十日", "有利于保险人"):
        assert shown in result.stdout


def test_nothing_changed_is_said_in_words(pair: tuple[Path, Path]) -> None:
    result = run("compare", pair[0], pair[0])
    assert result.returncode == 0
    assert "没有发现变更" in result.stdout
    assert "说明" not in result.stdout, "no table without rows"


def test_reports_of_a_comparison(pair: tuple[Path, Path], tmp_path: Path) -> None:
    page, sheet, redline, data = (tmp_path / f"比对{one}" for one in (".html", ".xlsx", ".docx", ".json"))
    for output in (page, sheet, redline, data):
        result = run("compare", *pair, "--output", output)
        assert result.returncode == 0, result.stderr
        assert "已写入" in result.stderr
    assert "六十日" in page.read_text("utf-8")
    assert "差异" in openpyxl.load_workbook(sheet).sheetnames
    body = docx.Document(str(redline)).element.body.xml
    assert "<w:ins " in body
    assert "<w:del " in body
    told = json.loads(data.read_text("utf-8"))
    assert told["counts"]["changed"] == 2


def test_several_files_are_a_matrix(pair: tuple[Path, Path], tmp_path: Path) -> None:
    output = tmp_path / "对照.json"
    third = tmp_path / "第三份.txt"
    third.write_text(CLAUSES, "utf-8")
    assert run("compare", *pair, third, "--output", output).returncode == 0
    rows = {row["key"]: row for row in json.loads(output.read_text("utf-8"))["rows"]}
    shown = [
        [entry["shown"] for entry in answer["entries"]] for answer in rows["limit-per-occurrence"]["answers"]
    ]
    assert [figures[0].partition("元")[0] for figures in shown] == ["1,000,000", "500,000", "1,000,000"]


def test_a_file_is_checked_by_law_and_by_an_own_standard(pair: tuple[Path, Path], tmp_path: Path) -> None:
    by_law = run("check", pair[1])
    assert by_law.returncode == 0, by_law.stderr
    assert "第二十三条" in by_law.stdout
    own = tmp_path / "标准.yaml"
    own.write_text(PLAYBOOK, "utf-8")
    output = tmp_path / "审查.json"
    assert run("check", pair[0], "--by", own, "--output", output).returncode == 0
    (found,) = json.loads(output.read_text("utf-8"))["assessments"]
    assert (found["verdict"], found["sources"][0]["path"]) == ("worse", "第四条")
    assert "30日" in found["reason"]
    assert "15日" in found["reason"]


def test_exemptions_become_a_notice(pair: tuple[Path, Path], tmp_path: Path) -> None:
    output = tmp_path / "说明书.docx"
    assert run("check", pair[0], "--by", "exemptions", "--output", output).returncode == 0
    text = "\n".join(cell.text for table in docx.Document(str(output)).tables for cell in table._cells)
    assert "战争、军事行动" in text


def test_shipped_standards_are_listed() -> None:
    listed = run("playbooks").stdout
    assert {"liability", "cyber", "health"} <= {line.split()[0] for line in listed.splitlines()}


def test_what_cannot_be_done_says_why(pair: tuple[Path, Path], tmp_path: Path) -> None:
    faulty = tmp_path / "坏.yaml"
    faulty.write_text(PLAYBOOK.replace("at_most: 15日", "at_most: 十五"), "utf-8")
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    line = next(at for at, one in enumerate(PLAYBOOK.splitlines(), 1) if "at_most" in one)
    cases: list[tuple[tuple[str | Path, ...], int, str]] = [
        (("compare", pair[0]), 2, "2 至 20 份"),
        (("compare", pair[0], broken), 3, "坏.pdf"),
        (("compare", *pair, "--output", pair[1]), 2, "看不出"),
        (("compare", *pair, "--format", "html"), 2, "--output"),
        (("compare", *pair, "--output", pair[1], "--format", "html"), 2, "覆盖"),
        (("compare", *pair, "--matrix", "--output", tmp_path / "表.docx"), 2, "html"),
        (("check", pair[0], "--by", "nothing"), 2, "liability"),
        (("check", pair[0], "--by", faulty), 2, f"第{line}行"),
        (("check", pair[0], "--output", tmp_path / "无" / "报告.html"), 4, "无法写入"),
    ]
    for arguments, code, told in cases:
        result = run(*arguments)
        assert (result.returncode, told in result.stderr) == (code, True), (arguments, result.stderr)
        assert "Traceback" not in result.stderr
    assert pair[1].read_text("utf-8") == CHANGED
