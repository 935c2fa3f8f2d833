"""``claim``, ``refund``, ``calculate`` and ``deadlines`` as they are run: whole processes, real files."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.api.test_cli import run
from tests.claims.cases import CLAUSES, EVENT, SCHEDULE


@pytest.fixture(name="clauses")
def _clauses(tmp_path: Path) -> Path:
    path = tmp_path / "条款.txt"
    path.write_text(CLAUSES, "utf-8")
    return path


def _claim(folder: Path, **changes: Any) -> Path:
    path = folder / "案件.json"
    told = {"document": "条款.txt", "schedule": SCHEDULE, "event": {**EVENT, **changes}}
    path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return path


def test_a_claim_is_shown_in_the_terminal(clauses: Path) -> None:
    result = run("claim", _claim(clauses.parent))
    assert result.returncode == 0, result.stderr
    for shown in ("赔款计算", "50,000.00 元", "损失清单", "不是理赔决定", "2025-08-19"):
        assert shown in result.stdout


def test_a_claim_is_written_in_every_form(clauses: Path, tmp_path: Path) -> None:
    claim = _claim(clauses.parent)
    for suffix, start in ((".html", b"<!doctype"), (".docx", b"PK"), (".xlsx", b"PK"), (".json", b"{")):
        output = tmp_path / f"意见{suffix}"
        result = run("claim", claim, "--output", output)
        assert (result.returncode, "已写入" in result.stderr) == (0, True), result.stderr
        assert output.read_bytes().startswith(start)
    assert json.loads((tmp_path / "意见.json").read_text("utf-8"))["payout"]["amount"] == 50000


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"discovered": "2025-05-01"}, "/event/discovered"),
        ({"paid_before": -1}, "/event/paid_before"),
        ({"unknown": 1}, "/event/unknown"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(clauses: Path, changes: dict[str, Any], told: str) -> None:
    result = run("claim", _claim(clauses.parent, **changes))
    assert (result.returncode, told in result.stderr) == (2, True), result.stderr


def test_a_document_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("claim", _claim(tmp_path))
    assert (result.returncode, "条款.txt" in result.stderr) == (3, True)


def test_many_claims_under_two_documents(clauses: Path, tmp_path: Path) -> None:
    (tmp_path / "另一份.txt").write_text(CLAUSES.replace("山雀", "喜鹊"), "utf-8")
    heads = [
        "案件号",
        "条款",
        "保险起期",
        "保险止期",
        "出险时间",
        "出险原因",
        "损失1名称",
        "损失1金额",
        "每次事故限额",
        "免赔额",
    ]
    common = ["2025-01-01", "2025-12-31", "2025-06-01", "火灾", "货", "60000", "50000", "5000"]
    rows = [[f"A{at}", name, *common] for at, name in enumerate(["条款.txt", "另一份.txt", "没有.txt"])]
    rows.append(["A3", "条款.txt", *common[:2], "昨天", *common[3:]])
    table = tmp_path / "案件.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([heads, *rows])
    for suffix in (".csv", ".xlsx", ".jsonl"):
        result = run("claim", table, "--output", tmp_path / f"结果{suffix}", "--jobs", "2")
        assert result.returncode == 1, result.stderr
        assert "核定 2 个案件，未能核定 2 个" in result.stderr
    assert "第 5 行：/event/occurred 出险时间：" in result.stderr
    told = list(csv.DictReader(io.StringIO((tmp_path / "结果.csv").read_text("utf-8-sig"))))
    assert [row["应付（元）"] for row in told] == ["50000.0", "50000.0", "", ""]
    assert [row["条款"] for row in told[:2]] == ["山雀财产保险条款", "喜鹊财产保险条款"]
    one_document = run("claim", table, "--document", clauses)
    assert one_document.returncode == 1
    assert one_document.stdout.count("50,000.00 元") == 3


def test_the_template_can_be_filled_in(clauses: Path, tmp_path: Path) -> None:
    template = tmp_path / "案件.xlsx"
    assert run("claim", "--template", template).returncode == 0
    book = openpyxl.load_workbook(template)
    sheet = book["案件"]
    filled = {"出险时间": "2025-06-01", "出险原因": "火灾", "损失1名称": "货", "损失1金额": 100}
    sheet.append([filled.get(str(cell.value)) for cell in sheet[1]])
    book.save(template)
    result = run("claim", template, "--document", clauses)
    assert result.returncode == 0, result.stderr


def test_use_that_makes_no_sense_is_refused(clauses: Path, tmp_path: Path) -> None:
    claim = _claim(clauses.parent)
    assert run("claim").returncode == 2
    assert run("claim", claim, "-o", tmp_path / "x.pdf").returncode == 2
    assert run("claim", claim, "-o", tmp_path / "nowhere" / "x.json").returncode == 4
    assert run("claim", claim, "-o", claim).returncode == 2
    assert run("claim", tmp_path / "none.json").returncode == 3
    assert run("claim", "--template", tmp_path / "x.txt").returncode == 2
    assert list(tmp_path.glob(".*.part")) == []


def test_a_refund_is_computed(clauses: Path, tmp_path: Path) -> None:
    dates = ("--on", "2024-12-20", "--start", "2025-01-01", "--end", "2025-12-31")
    result = run("refund", clauses, *dates, "--premium", "12000")
    # 12000 less 5 %
    assert (result.returncode, "11,400.00 元" in result.stdout, "第八条" in result.stdout) == (0, True, True)
    output = tmp_path / "退费.json"
    assert run("refund", clauses, *dates, "--premium", "12000", "-o", output).returncode == 0
    assert json.loads(output.read_text("utf-8"))["amount"] == 11400
    missing = run("refund", clauses, "--on", "2024-12-20")
    assert "待查" in missing.stdout
    wrong = run("refund", clauses, "--on", "昨天", "--set", "premum=1")
    assert wrong.returncode == 2
    assert "/on" in wrong.stderr and "/premum" in wrong.stderr


def test_other_computations_take_names_and_values(clauses: Path, tmp_path: Path) -> None:
    given = ("-s", "total=100", "-s", "first=2025-01-31", "-s", "count=2", "-s", "frequency=monthly")
    result = run("calculate", "periodic-instalments", clauses, *given)
    assert (result.returncode, "2025-02-28" in result.stdout) == (0, True), result.stderr
    (tmp_path / "输入.json").write_text('{"breaches": [{"what": "逾期"}]}', "utf-8")
    told = run("calculate", "penalties", clauses, "-i", tmp_path / "输入.json")
    assert (told.returncode, "—" in told.stdout) == (0, True)
    assert run("calculate", "penalties", clauses, "-s", "price").returncode == 2


def test_deadlines_become_dates_and_a_calendar(clauses: Path, tmp_path: Path) -> None:
    fact = ("--fact", "complete_documents=2025-07-20")
    result = run("deadlines", clauses, *fact)
    assert (result.returncode, "2025-08-19" in result.stdout) == (0, True)
    for suffix, start in ((".ics", b"BEGIN:VCALENDAR"), (".xlsx", b"PK"), (".json", b"{")):
        output = tmp_path / f"期限{suffix}"
        assert run("deadlines", clauses, *fact, "-o", output).returncode == 0
        assert output.read_bytes().startswith(start)
    unknown = run("deadlines", clauses, "--fact", "complete=2025-07-20")
    assert unknown.returncode == 2
    assert "complete_documents" in unknown.stderr, "the names that there are"
