"""The command as it is run: whole processes, real files."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

CLAUSES = """山雀财产保险股份有限公司雇主责任保险条款
总则
第一条 本保险合同由保险条款、投保单、保险单和批单组成。
保险责任
第二条 在保险期间内，被保险人的雇员因工作受到意外伤害的，保险人按照本保险合同的约定负责赔偿。
责任免除
第三条 下列原因造成的损失、费用和责任，保险人不负责赔偿：
（一）投保人、被保险人的故意行为；
（二）<script>alert(1)</script>战争、军事行动。
赔偿处理
第四条 保险人应当自收到赔偿请求之日起三十日内作出核定。
第五条 每次事故赔偿限额为人民币100万元，免赔额按照第十九条确定。
"""


@pytest.fixture
def clauses(tmp_path: Path) -> Path:
    path = tmp_path / "雇主.txt"
    path.write_text(CLAUSES, "utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    return path


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from api.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


def extract(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    result = run("extract", *arguments)
    assert "Traceback" not in result.stderr
    return result


def test_one_file_is_shown_as_tables_in_chinese(clauses: Path) -> None:
    result = extract(clauses)
    assert result.returncode == 0, result.stderr
    for shown in ("雇主责任保险条款", "责任免除", "第三条（一）", "100万元", "第十九条"):
        assert shown in result.stdout
    assert result.stderr == ""


def test_json_on_standard_output_is_nothing_but_json(clauses: Path) -> None:
    result = extract(clauses, "--format", "json")
    assert result.returncode == 0, result.stderr
    whole = json.loads(result.stdout)
    assert list(whole) == ["document", "nodes", "records", "references", "findings", "text"]
    assert {record["type"] for record in whole["records"]} >= {"coverage", "exclusion", "limit", "obligation"}
    for found in [*whole["records"], *whole["references"], *whole["findings"]]:
        assert whole["text"][found["start"] : found["end"]] == found["quote"]


def test_the_same_file_gives_the_same_bytes_under_another_name(clauses: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "另.txt"
    renamed.write_bytes(clauses.read_bytes())
    assert extract(clauses, "-o", tmp_path / "一.json").returncode == 0
    assert extract(renamed, "-o", tmp_path / "二.json").returncode == 0
    assert (tmp_path / "一.json").read_bytes() == (tmp_path / "二.json").read_bytes()


def test_a_bad_file_never_stops_the_rest_and_is_named_with_its_reason(clauses: Path, broken: Path) -> None:
    out = clauses.parent / "out"
    result = extract(broken, clauses, clauses.parent / "无.txt", "--output", out, "--jobs", "2")
    assert result.returncode == 1
    assert [path.name for path in out.iterdir()] == ["雇主.json"]
    assert "读出 1 份，未能读取 2 份" in result.stderr
    assert f"{broken}：" in result.stderr
    assert "无.txt：无法打开：路径不存在" in result.stderr


def test_nothing_read_is_a_failure_and_leaves_no_output(broken: Path, tmp_path: Path) -> None:
    result = extract(broken, "--output", tmp_path / "坏.json")
    assert result.returncode == 3
    assert not (tmp_path / "坏.json").exists()
    empty = tmp_path / "空"
    empty.mkdir()
    assert extract(empty, "--format", "csv").returncode == 3


def test_same_named_files_of_two_folders_keep_an_output_each(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "条款.txt").write_text(CLAUSES + folder, "utf-8")
    out = tmp_path / "out"
    assert extract(tmp_path / "in", "--output", out, "--jobs", "2").returncode == 0
    hashes = {path.name: json.loads(path.read_text("utf-8"))["document"]["sha256"] for path in out.iterdir()}
    assert sorted(hashes) == ["乙·条款.txt.json", "甲·条款.txt.json"]
    assert len(set(hashes.values())) == 2


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx"])
def test_several_files_are_collected_in_one(clauses: Path, form: str) -> None:
    second = clauses.parent / "二.txt"
    second.write_text(CLAUSES.replace("三十日", "二十日"), "utf-8")
    out = clauses.parent / f"全部.{form}"
    assert extract(clauses, second, "--output", out, "--records-only").returncode == 0
    assert _files_told(out) == {str(clauses), str(second)}


def _files_told(path: Path) -> set[str]:
    if path.suffix == ".jsonl":
        return {json.loads(line)["file"] for line in path.read_text("utf-8").splitlines()}
    if path.suffix == ".csv":
        return {row["文件"] for row in csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))}
    sheet = openpyxl.load_workbook(path)["记录"]
    return {str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)}


def test_the_suffix_of_the_output_names_the_format(clauses: Path) -> None:
    out = clauses.parent / "报告.html"
    assert extract(clauses, "--output", out).returncode == 0
    page = out.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;战争" in page
    assert page.count("<script>") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["雇主.txt", "--format", "json", "--output", "a.csv"], "不一致"),
        (["雇主.txt", "--output", "a.exe"], "看不出格式"),
        (["雇主.txt", "--output", "雇主.txt", "--format", "markdown"], "覆盖输入文件"),
        (["雇主.txt", "二.txt", "--format", "json"], "--output"),
        (["雇主.txt", "二.txt", "--output", "a.html"], "不能写成一个 html 文件"),
        ([".", "--output", ".", "--format", "html"], "请另选输出文件夹"),
    ],
)
def test_what_makes_no_sense_is_refused_in_chinese(clauses: Path, arguments: list[str], told: str) -> None:
    (clauses.parent / "二.txt").write_text(CLAUSES, "utf-8")
    result = run("extract", *arguments, cwd=clauses.parent)
    assert result.returncode == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert clauses.read_text("utf-8") == CLAUSES


def test_an_output_that_cannot_be_written_is_told_without_a_traceback(clauses: Path) -> None:
    result = extract(clauses, "--output", clauses / "里" / "a.json")
    assert result.returncode == 4
    assert result.stderr.startswith("无法写入 ")
    assert "路径中有一段不是文件夹" in result.stderr or "同名文件已存在" in result.stderr


def test_quiet_tells_only_failures(clauses: Path, broken: Path) -> None:
    assert extract(clauses, "--quiet", "-o", clauses.parent / "a.json").stderr == ""
    assert "坏.pdf：" in extract(clauses, broken, "--quiet", "-o", clauses.parent / "out").stderr


def test_a_reader_that_goes_away_ends_the_output_quietly(clauses: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from api.cli import main; main()",
        "extract",
        str(clauses),
        "-f",
        "jsonl",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode == 4


def test_a_file_without_an_end_is_refused(tmp_path: Path) -> None:
    assert "不是普通文件" in extract("/dev/zero").stderr
    os.mkfifo(tmp_path / "管道.txt")
    assert extract(tmp_path / "管道.txt").returncode == 3


def test_commands_of_the_text_to_a_terminal_are_not_passed_on(clauses: Path) -> None:
    clauses.write_text(CLAUSES.replace("战争", "\x1b[2J\x1b]0;假\x07战争"), "utf-8")
    result = extract(clauses)
    assert result.returncode == 0, result.stderr
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout


def test_version_and_exit_codes_are_told() -> None:
    assert run("--version").stdout.startswith("tiaokuan ")
    told = run("extract", "--help").stdout
    for code in ("0 全部读出", "1 部分文件未能读取", "2 用法错误", "3 没有读出任何文件", "4 输出无法写入"):
        assert code in told


def test_help_is_told_without_loading_the_extractor() -> None:
    command = "import sys, api.cli; print([m for m in ('extractor.extraction', 'rich', 'xlsxwriter', 'jinja2') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
