"""What is no whole backup of this program changes nothing, and is not restored over data either."""

import json
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from api.store import indexing
from api.store import restore as restoring
from api.store.backup_file import BackupProblem, Step
from api.store.restore import restore
from api.store.tables import Workspace
from tests.store.stocked import Store, digest, opened, stock

_COMMENT = 64
Entries = dict[str, bytes]


@pytest.fixture(scope="module")
def backup(sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole backup."""
    folder = tmp_path_factory.mktemp("backup")
    (folder / "tiaokuan.db").write_bytes(sqlite_model.read_bytes())
    with opened(f"sqlite:///{folder / 'tiaokuan.db'}", folder) as store:
        stock(store)
        return store.back_up(folder / "b.zip")


@pytest.fixture
def target(empty_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(empty_url, tmp_path / "target") as store:
        yield store


def is_untouched(store: Store) -> bool:
    """Whether the store is as empty as before."""
    with store.database.reading() as session:
        tables = inspect(session.connection()).get_table_names()
    return tables == [] and store.files() == {}


def forge(backup: Path, path: Path, change: Callable[[Entries], None]) -> Path:
    """The backup with other entries, and a digest that is right."""
    with zipfile.ZipFile(backup) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w") as archive:
        archive.comment = b"0" * _COMMENT
        for name, data in entries.items():
            archive.writestr(name, data)
    data = path.read_bytes()
    path.write_bytes(data[:-_COMMENT] + sha256(data).hexdigest().encode())
    return path


def manifest_with(**values: Any) -> Callable[[Entries], None]:
    """A change of the manifest."""

    def change(entries: Entries) -> None:
        entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | values).encode()

    return change


def test_a_forged_backup_without_a_change_is_taken(backup: Path, target: Store, tmp_path: Path) -> None:
    """So that the refusals below are for what was changed."""
    forged = forge(backup, tmp_path / "f.zip", lambda _: None)
    assert restore(forged, target.database, target.originals).rows > 100


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_backup_with_a_bit_flipped_anywhere_is_refused(
    backup: Path, sqlite_url: str, tmp_path: Path, data: st.DataObject
) -> None:
    whole = bytearray(backup.read_bytes())
    at = data.draw(st.integers(0, len(whole) * 8 - 1), "bit")
    whole[at // 8] ^= 1 << at % 8
    refuse(bytes(whole), sqlite_url, tmp_path)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_backup_that_is_cut_off_is_refused(
    backup: Path, sqlite_url: str, tmp_path: Path, data: st.DataObject
) -> None:
    whole = backup.read_bytes()
    refuse(whole[: data.draw(st.integers(0, len(whole) - 1), "length")], sqlite_url, tmp_path)


@pytest.mark.parametrize("content", [b"", b"x" * 5000, sha256(b"0" * _COMMENT).hexdigest().encode()])
def test_a_file_that_is_no_backup_is_refused(content: bytes, sqlite_url: str, tmp_path: Path) -> None:
    refuse(content, sqlite_url, tmp_path)


def refuse(content: bytes, url: str, folder: Path) -> None:
    """The content is not restored, and the store stays empty."""
    path = folder / "damaged.zip"
    path.write_bytes(content)
    with opened(url, folder / "empty") as store:
        with pytest.raises(BackupProblem, match="不是完整的 tiaokuan 备份"):
            restore(path, store.database, store.originals)
        assert not any(store.rows().values())
        assert store.files() == {}


def _lose_a_row(entries: Entries) -> None:
    entries["tables/record.jsonl"] = entries["tables/record.jsonl"].partition(b"\n")[2]


def _change_a_row(entries: Entries) -> None:
    entries["tables/document.jsonl"] = entries["tables/document.jsonl"].replace("乙".encode(), "己".encode())


def _break_a_row(entries: Entries) -> None:
    entries["tables/document.jsonl"] = b"[1,2]\n"


def _lose_a_table(entries: Entries) -> None:
    del entries["tables/record.jsonl"]


def _lose_an_original(entries: Entries) -> None:
    del entries[f"originals/ws_own/{digest('丁')}"]


def _change_an_original(entries: Entries) -> None:
    entries[f"originals/ws_own/{digest('丁')}"] = b"?" * len(entries[f"originals/ws_own/{digest('丁')}"])


def _lengthen_an_original(entries: Entries) -> None:
    entries[f"originals/ws_own/{digest('丁')}"] += b"?"


def _lose_the_manifest(entries: Entries) -> None:
    del entries["manifest.json"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_lose_a_row, "不是完整的"),
        (_change_a_row, "不是完整的"),
        (_break_a_row, "不是完整的"),
        (_lose_a_table, "不是完整的"),
        (_lose_an_original, "不是完整的"),
        (_change_an_original, "不是完整的"),
        (_lengthen_an_original, "不是完整的"),
        (_lose_the_manifest, "不是完整的"),
        (manifest_with(tables=[{}]), "不是完整的"),
        (manifest_with(format=2), "升级"),
        (manifest_with(revision="9999", program="9.9"), "较新版本的程序（9.9）"),
    ],
)
def test_a_backup_that_does_not_agree_with_itself_is_refused(
    backup: Path, target: Store, tmp_path: Path, change: Callable[[Entries], None], told: str
) -> None:
    forged = forge(backup, tmp_path / "f.zip", change)
    with pytest.raises(BackupProblem, match=told):
        restore(forged, target.database, target.originals)
    assert is_untouched(target)


def test_values_that_do_not_fit_the_database_are_refused(
    backup: Path, postgres_url: str, tmp_path: Path
) -> None:
    """PostgreSQL keeps no NUL in a text, SQLite does."""

    def change(entries: Entries) -> None:
        table = entries["tables/document.jsonl"].replace("乙".encode(), b"\\u0000")
        entries["tables/document.jsonl"] = table
        manifest = json.loads(entries["manifest.json"])
        for one in manifest["tables"]:
            if one["layout"]["name"] == "document":
                one["sha256"] = sha256(table).hexdigest()
        entries["manifest.json"] = json.dumps(manifest).encode()

    forged = forge(backup, tmp_path / "f.zip", change)
    with opened(postgres_url, tmp_path / "target") as target:
        with pytest.raises(BackupProblem, match="表 document 的数据不能写入"):
            restore(forged, target.database, target.originals)
        assert not any(target.rows().values())
        assert target.files() == {}


def test_a_store_with_data_stays_as_it_is(backup: Path, sqlite_url: str, tmp_path: Path) -> None:
    with opened(sqlite_url, tmp_path / "target") as target:
        with target.database.writing() as session:
            session.add(Workspace(id="ws_mine", name="我的"))
        before = target.rows()
        with pytest.raises(BackupProblem, match="数据库中已有数据"):
            restore(backup, target.database, target.originals)
        assert target.rows() == before
        assert target.files() == {}


def test_a_store_whose_schema_is_made_may_be_empty(backup: Path, database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path / "target") as target:
        manifest = restore(backup, target.database, target.originals)
        assert sum(map(len, target.rows().values())) == manifest.rows


class _Cut(BaseException):
    """As when the process is told to end."""


def test_a_restore_that_is_cut_off_can_be_done_again(backup: Path, target: Store) -> None:
    def cut(step: Step, _done: int, _total: int) -> None:
        if step is Step.INDEXING:
            raise _Cut

    with pytest.raises(_Cut):
        restore(backup, target.database, target.originals, cut)
    assert is_untouched(target)
    restore(backup, target.database, target.originals)
    assert len(target.files()) == 4


def test_originals_that_are_there_already_are_used_or_replaced(backup: Path, target: Store) -> None:
    """A restore that was killed leaves originals, the last one perhaps damaged by whatever killed it."""
    damaged = target.originals.place("ws_own", digest("甲"))
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"half")
    restore(backup, target.database, target.originals)
    assert {path.rpartition("/")[2] for path in target.files()} == {digest(name) for name in "甲乙丙丁"}
    assert all(sha256(data).hexdigest() in path for path, data in target.files().items())


def test_originals_stay_where_the_rows_may_have_come(
    backup: Path, target: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks after the end of the transaction was kept, and before anybody heard of it."""
    rebuild = indexing.rebuild_search

    def rebuild_and_break(session: Any, watch: Any) -> None:
        rebuild(session, watch)
        commit = session.commit

        def broken() -> None:
            commit()
            raise ConnectionError

        monkeypatch.setattr(session, "commit", broken)

    monkeypatch.setattr(restoring, "rebuild_search", rebuild_and_break)
    with pytest.raises(ConnectionError):
        restore(backup, target.database, target.originals)
    assert len(target.rows()["document"]) == 4
    assert len(target.files()) == 4
