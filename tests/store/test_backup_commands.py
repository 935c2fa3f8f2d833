"""``tiaokuan backup`` and ``tiaokuan restore`` as they are run."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from api import backup_commands
from api.settings import settings
from tests.store.stocked import Store, opened, stock

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """A command, run with the data folder and the database given."""
    app = typer.Typer()
    backup_commands.mount(app)

    def run(*arguments: str | Path, data: Path, database: str = "") -> Result:
        monkeypatch.setenv("TIAOKUAN_DATA", str(data))
        monkeypatch.setenv("TIAOKUAN_DATABASE", database)
        settings.cache_clear()
        return CliRunner().invoke(app, list(map(str, arguments)))

    yield run
    settings.cache_clear()


@pytest.fixture
def store(sqlite_url: str, tmp_path: Path) -> Iterator[Store]:
    """A store at its default place: the database is in the data folder."""
    with opened(sqlite_url, tmp_path) as store:
        stock(store)
        yield store


def test_there_and_back(run: Run, store: Store, empty_url: str, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    made = run("backup", path, data=tmp_path)
    assert made.exit_code == 0, made.stderr
    assert made.stdout == ""
    for told in ("已备份到", str(path), "4 份原件", "妥善保管"):
        assert told in made.stderr

    brought = run("restore", path, data=tmp_path / "new", database=empty_url)
    assert brought.exit_code == 0, brought.stderr
    for told in ("已恢复到备份时", "4 份原件", "重新登录"):
        assert told in brought.stderr
    with opened(empty_url, tmp_path / "new") as target:
        assert target.rows()["record"] == store.rows()["record"]
        assert len(target.files()) == 4


def test_quiet_says_nothing_unless_it_fails(run: Run, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    made = run("backup", path, "--quiet", data=tmp_path)
    assert (made.exit_code, made.output) == (0, "")
    again = run("backup", path, "--quiet", data=tmp_path)
    assert again.exit_code == 4
    assert "“b.zip”已经存在" in again.stderr


def test_without_a_database_nothing_is_made(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "nowhere"
    result = run("backup", tmp_path / "b.zip", data=data)
    assert result.exit_code == 4
    assert "没有数据库" in result.stderr and "TIAOKUAN_DATA" in result.stderr
    assert not data.exists()


@pytest.mark.parametrize(
    ("place", "told"), [("none/b.zip", "路径不存在"), ("file/b.zip", "路径中有一段不是文件夹")]
)
def test_a_backup_that_cannot_be_written(
    run: Run, store: Store, tmp_path: Path, place: str, told: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = run("backup", tmp_path / place, data=tmp_path)
    assert result.exit_code == 4
    assert told in result.stderr
    assert store.holds() == 0


def test_a_backup_that_is_not_there_is_not_restored(run: Run, tmp_path: Path) -> None:
    result = run("restore", tmp_path / "b.zip", data=tmp_path / "new")
    assert result.exit_code == 4
    assert "路径不存在" in result.stderr


def test_a_store_in_use_is_not_restored_over(run: Run, store: Store, tmp_path: Path) -> None:
    path = store.back_up(tmp_path / "b.zip")
    before = store.rows()
    result = run("restore", path, data=tmp_path)
    assert result.exit_code == 4
    assert "数据库中已有数据" in result.stderr
    assert store.rows() == before


def test_a_database_that_is_away_is_told(run: Run, store: Store, tmp_path: Path) -> None:
    path = store.back_up(tmp_path / "b.zip")
    away = f"postgresql://nobody@/nothing?host={tmp_path}"
    for arguments in (("backup", tmp_path / "c.zip"), ("restore", path)):
        result = run(*arguments, data=tmp_path / "new", database=away)
        assert result.exit_code == 4
        assert "数据库无法使用" in result.stderr


def test_a_backup_that_is_told_to_end_puts_everything_away(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    pipe = store.originals.place("ws_own", json.loads(_manifest(store, tmp_path))["originals"][0]["sha256"])
    pipe.unlink()
    os.mkfifo(pipe)  # whoever reads it waits
    command = "import sys; from pathlib import Path; from api import backups; sys.exit(backups.make_backup(Path(sys.argv[1]), quiet=True))"
    process = subprocess.Popen(
        [sys.executable, "-c", command, str(folder / "b.zip")],
        env={**os.environ, "TIAOKUAN_DATA": str(tmp_path)},
        stderr=subprocess.PIPE,
    )
    with pipe.open("wb"):  # opens as soon as the backup reads it
        assert store.holds() == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 4
    assert process.stderr is not None
    with process.stderr as told:
        assert told.read() == b""
    assert store.holds() == 0
    assert list(folder.iterdir()) == []


def _manifest(store: Store, folder: Path) -> bytes:
    with zipfile.ZipFile(store.back_up(folder / "first.zip")) as archive:
        return archive.read("manifest.json")
