"""A backup holds the store as it was at one moment, and brings it back on either database."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, Interval, MetaData, Table, delete, select, update
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from api.store import backup, leases, search
from api.store.backup import back_up, kept_tables
from api.store.backup_file import BackupProblem, Step
from api.store.columns import now
from api.store.portable import Kind, Layout, layout_of
from api.store.restore import restore
from api.store.tables import Base, RecordRow, SignIn, Version
from api.store.tables_work import AuditChange, AuditEvent, Hold, Job, Reply
from tests.store.stocked import OWNER, Store, digest, job_of, opened, original, stock


@pytest.fixture
def source(database_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(database_url, tmp_path / "source") as store:
        yield store


@pytest.fixture
def target(empty_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(empty_url, tmp_path / "target") as store:
        yield store


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """An empty store on SQLite."""
    with opened(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "other") as store:
        yield store


def settled(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Without jobs and versions: a restore queues again what was running."""
    return {name: kept for name, kept in rows.items() if name not in {"job", "version"}}


def test_everything_comes_back_on_either_database(source: Store, target: Store, tmp_path: Path) -> None:
    stock(source)
    with source.database.writing() as session:
        for number, written in enumerate(('{"a": 1.50,\t"b":[1e2]}', '"\u2028\u007f"', "null")):
            session.execute(
                update(Reply).where(Reply.key == f"钥{number}").values(headers=sql(f"'{written}'"))
            )
    path = source.back_up(tmp_path / "b.zip")
    manifest = restore(path, target.database, target.originals)

    before, after = source.rows(), target.rows()
    assert settled(after) == settled(before)
    assert all(before[name] for name in before), "every table has something to compare"
    assert manifest.rows == sum(map(len, after.values()))
    assert target.indexed() == source.indexed()
    assert target.files() == {
        f"ws_own/{digest(name)[:2]}/{digest(name)}": original(name) for name in ("甲", "乙", "丙", "丁")
    }
    with target.database.reading() as session:
        for row in (SignIn, Hold):
            assert session.scalars(select(row)).all() == [], "nobody is signed in, nothing is held"


def test_running_jobs_are_queued_again_and_others_as_they_were(
    source: Store, target: Store, tmp_path: Path
) -> None:
    stock(source)
    stopped = source.upload("止")
    lease = source.claim(job_of(stopped))
    with source.database.writing() as session:
        session.execute(update(Job).where(Job.lease == lease).values(cancel_asked=True))
    restore(source.back_up(tmp_path / "b.zip"), target.database, target.originals)

    with source.database.reading() as session:
        was = {job.id: job.state for job in session.scalars(select(Job))}
    assert sorted(was.values()) == ["queued", "running", "running", "succeeded", "succeeded", "succeeded"]
    with target.database.reading() as session:
        for job in session.scalars(select(Job)):
            version = session.get_one(Version, job.version_id)
            assert job.lease is None and job.lease_until is None
            if job.id == job_of(stopped).id:
                assert (job.state, version.state) == ("cancelled", "cancelled")
            elif was[job.id] == "succeeded":
                assert (job.state, version.state) == ("succeeded", "ready")
            else:
                assert (job.state, version.state, job.attempts) == ("queued", "queued", 0)


def test_a_restored_store_goes_on(source: Store, target: Store, tmp_path: Path) -> None:
    """Numbers count on, jobs are claimed, records are found."""
    stock(source)
    restore(source.back_up(tmp_path / "b.zip"), target.database, target.originals)
    before = target.rows()
    while True:
        with target.database.writing() as session:
            job = leases.claim(session, "wrk_new", now(), target.settings)
            if job is None:
                break
            leases.give_back(session, job.id, job.lease)
            session.expunge(job)
        target.read(job)
    added = target.upload("己")
    target.read(job_of(added))
    after = target.rows()
    for name in ("record", "passage", "audit_event"):
        assert after[name][: len(before[name])] == before[name]
        assert len(after[name]) > len(before[name])
    with target.database.reading() as session:
        found = search.matching(session.connection(), "record_search", "ws_own", "战争")
        query = select(RecordRow.document_id).join(found, found.c.id == RecordRow.id).distinct()
        assert added.document.id in session.scalars(query).all()


def test_the_audit_trail_still_only_grows(sqlite_url: str, target: Store, tmp_path: Path) -> None:
    with opened(sqlite_url, tmp_path / "source") as source:
        stock(source)
        restore(source.back_up(tmp_path / "b.zip"), target.database, target.originals)
    for row in (AuditEvent, AuditChange):
        for change in (update(row).values(document_id="x"), delete(row)):
            with pytest.raises(DBAPIError, match="append-only"), target.database.writing() as session:
                session.execute(change)


def test_tables_are_read_at_one_moment(source: Store, other: Store, tmp_path: Path) -> None:
    """What is written once the first table has been read is in none of the later ones."""
    stock(source)
    expected = source.rows()
    late: list[str] = []

    def watch(step: Step, _done: int, _total: int) -> None:
        if step is Step.TABLES and not late:
            uploaded = source.upload("后来")
            source.read(job_of(uploaded))
            late.append(uploaded.document.id)

    back_up(source.database, source.originals, tmp_path / "b.zip", watch)
    restore(tmp_path / "b.zip", other.database, other.originals)
    assert late
    assert settled(other.rows()) == settled(expected)
    assert len(source.rows()["document"]) == len(expected["document"]) + 1


def test_originals_stay_while_they_are_copied(source: Store, other: Store, tmp_path: Path) -> None:
    stock(source)
    expected = source.rows()
    files = {name: data for name, data in source.files().items() if digest("戊") not in name}
    removed = False

    def watch(step: Step, _done: int, _total: int) -> None:
        nonlocal removed
        if step is Step.ORIGINALS and not removed:
            with source.database.reading() as session:
                documents = session.scalars(select(Version.document_id)).all()
            for document in documents:
                source.remove(document)
            source.sweep()
            removed = True

    back_up(source.database, source.originals, tmp_path / "b.zip", watch)
    assert source.holds() == 0
    source.sweep()
    assert source.files() == {}

    restore(tmp_path / "b.zip", other.database, other.originals)
    assert settled(other.rows()) == settled(expected)
    assert other.files() == files


def test_the_hold_is_renewed_as_long_as_it_takes(
    source: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(source)
    monkeypatch.setattr(backup, "_HELD", timedelta(milliseconds=1))
    until: list[datetime] = []

    def watch(_step: Step, _done: int, _total: int) -> None:
        with source.database.reading() as session:
            until.extend(session.scalars(select(Hold.until)))

    back_up(source.database, source.originals, tmp_path / "b.zip", watch)
    assert len(until) > 10
    assert until == sorted(until)
    assert until[-1] > until[0]


@pytest.mark.parametrize(("harm", "told"), [("unlink", "不见了"), ("change", "已损坏"), ("cut", "已损坏")])
def test_an_original_that_is_gone_or_changed_fails_the_backup(
    source: Store, tmp_path: Path, harm: str, told: str
) -> None:
    stock(source)
    place = source.originals.place(OWNER.workspace_id, digest("乙"))
    if harm == "unlink":
        place.unlink()
    else:
        data = original("乙")
        place.write_bytes(data[:-1] + b"?" if harm == "change" else data[:-1])
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(BackupProblem, match=f"“乙.txt”{told}"):
        source.back_up(folder / "b.zip")
    assert list(folder.iterdir()) == []
    assert source.holds() == 0


def test_a_backup_never_takes_the_place_of_a_file(source: Store, tmp_path: Path) -> None:
    stock(source)
    path = tmp_path / "b.zip"
    path.write_bytes(b"precious")
    with pytest.raises(BackupProblem, match="已经存在"):
        source.back_up(path)
    assert path.read_bytes() == b"precious"
    assert source.holds() == 0


def test_what_is_in_a_backup_is_for_its_owner_only(source: Store, tmp_path: Path) -> None:
    stock(source)
    path = source.back_up(tmp_path / "b.zip")
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
    left_out = {"sign_in", "hold", "discarded", "worker"}
    tables = {name for name in Base.metadata.tables if name not in left_out}
    originals = {f"originals/ws_own/{digest(name)}" for name in ("甲", "乙", "丙", "丁")}
    assert names == {"manifest.json", *originals, *(f"tables/{name}.jsonl" for name in tables)}


def test_a_database_of_another_schema_is_not_backed_up(target: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="没有本版本"):
        target.back_up(tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


_VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: st.text(),
    Kind.WHOLE: st.integers(-(1 << 63), (1 << 63) - 1),
    Kind.REAL: st.floats(allow_nan=False),
    Kind.TRUTH: st.booleans(),
    Kind.BYTES: st.binary(),
    Kind.MOMENT: st.datetimes(timezones=st.just(UTC)),
}


@given(st.tuples(*(st.none() | values for values in _VALUES.values())))
def test_a_line_gives_back_its_row(row: tuple[Any, ...]) -> None:
    layout = Layout("t", tuple((kind.value, kind) for kind in _VALUES))
    line = layout.line(row)
    assert line.index(b"\n") == len(line) - 1
    assert layout.row(line) == dict(zip(map(str, _VALUES), row, strict=True))


def test_every_column_has_a_form() -> None:
    for table in kept_tables():
        assert len(layout_of(table).columns) == len(table.columns)
    odd = Table("odd", MetaData(), Column("id", Integer), Column("length", Interval))
    with pytest.raises(TypeError, match="no portable form"):
        layout_of(odd)
