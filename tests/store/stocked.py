"""A store with documents, readings and decisions in it, and what it holds, to be compared."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Select, Text, column, select, table, type_coerce
from sqlalchemy.orm import Session

from api.analysis.orders import Kind, Order
from api.analysis.results import encode_result
from api.callers import Caller, Scope
from api.claims.checking import Checked
from api.claims.rows import of_values
from api.settings import Settings
from api.store import analyses, claims, decisions, documents, leases, playbooks, profiles
from api.store.analyses import Subject
from api.store.backup import back_up, kept_tables
from api.store.columns import Json, now
from api.store.documents import Arrival, Intake, Uploaded
from api.store.engine import Database
from api.store.originals import Originals
from api.store.playbooks import Written
from api.store.readings import save_reading
from api.store.subjects import FINDINGS, RECORDS
from api.store.sweeping import remove_files
from api.store.tables import ApiKey, FindingRow, Member, RecordRow, SignIn, User, Version, Workspace
from api.store.tables_work import Hold, Job, Reply
from extractor.assessments import ExemptionMap
from extractor.document import Source
from extractor.extraction import extract
from extractor.records import Extraction

CLAUSES = (
    "第一条 保险责任：在保险期间内，被保险人遭受意外伤害的，保险人按保险金额给付保险金。\n"
    "第二条 责任免除：因下列情形之一造成损失的，保险人不承担赔偿责任：\n（一）投保人的故意行为；\n"
    "（二）战争、军事行动。\n"
    "第三条 每次事故赔偿限额为人民币1,234,567.89元，绝对免赔额按照第十九条确定。\n"
    "第四条 被保险人应当自知道保险事故发生之日起十日内书面通知保险人。\n"
)
Row = TypeVar("Row", RecordRow, FindingRow)
OWNER = Caller("usr_owner", "阿甲", "ws_own", frozenset(Scope))


@cache
def extraction() -> Extraction:
    """What is read in the clauses."""
    return extract(CLAUSES.encode(), "条款.txt")


class Store:
    """A database and its originals, as the service uses them. Each call is acknowledged when it returns."""

    def __init__(self, url: str, folder: Path) -> None:
        self.settings = Settings(data=folder, database=url)
        self.database = Database(url)
        self.originals = Originals(self.settings.originals)

    def open(self) -> None:
        """Make a workspace, and somebody who has signed in."""
        moment = now()
        with self.database.writing() as session:
            session.add_all([Workspace(id="ws_own", name="本部"), Workspace(id="ws_other", name="他部")])
            session.add(User(id="usr_owner", name="阿甲", password_hash="$argon2id$…", disabled=False))
            session.flush()
            session.add(Member(user_id="usr_owner", workspace_id="ws_own", scopes=["admin"]))
            session.add(
                SignIn(token_hash="0" * 64, user_id="usr_owner", workspace_id="ws_own", expires_at=moment)
            )
            key = {
                "name": "程序",
                "prefix": "tk_ab",
                "hash": "1" * 64,
                "scopes": ["read"],
                "created_by": "usr_owner",
            }
            session.add(ApiKey(workspace_id="ws_own", **key))
            for number in range(3):
                answer = {"status": 201, "headers": {}, "body": '{"a": 1.50}'}
                session.add(Reply(caller="usr_owner", key=f"钥{number}", fingerprint="2" * 64, **answer))

    def upload(self, name: str) -> Uploaded:
        """A document of one version, waiting to be read. Its text is the name, several times."""
        with (
            self.originals.receive(io.BytesIO(original(name)), at_most=1 << 20) as received,
            self.database.writing() as session,
        ):
            return Intake(session, OWNER, self.originals, self.settings).add(
                Arrival(received, f"{name}.txt", Source.TEXT)
            )

    def claim(self, job: Job) -> str:
        """Let a worker begin; gives its lease."""
        with self.database.writing() as session:
            claimed = leases.claim(session, "wrk_test", now(), self.settings, job.id)
            assert claimed is not None and claimed.lease is not None
            return claimed.lease

    def read(self, job: Job) -> None:
        """Have it read."""
        self.finish(job, self.claim(job))

    def finish(self, job: Job, lease: str) -> None:
        """Keep what was read."""
        with self.database.writing() as session:
            reading = save_reading(session, session.get_one(Version, job.version_id), extraction())
            leases.finish(session, job.id, lease, reading.id)

    def read_again(self, document_id: str) -> None:
        """Have it read once more."""
        with self.database.writing() as session:
            job = documents.read_again(session, OWNER, document_id, self.settings)
        self.read(job)

    def review(self, document_id: str) -> None:
        """Accept a record, correct one and reject one; reject a finding."""
        with self.database.writing() as session:
            rows = session.scalars(_current(RecordRow, document_id)).all()
            decisions.accept(session, OWNER, RECORDS, rows[0].key, revision=1, note="对")
            change = decisions.Change(span=(rows[1].start, rows[1].end - 1))
            decisions.correct(session, OWNER, RECORDS, rows[1].key, change, revision=1)
            decisions.reject(session, OWNER, RECORDS, rows[2].key, revision=1)
            finding = session.scalars(_current(FindingRow, document_id)).first()
            assert finding is not None
            decisions.reject(session, OWNER, FINDINGS, finding.key, revision=1)

    def analyse(self, document_id: str) -> None:
        """Have it looked at for exemptions, with a playbook and a profile beside."""
        with self.database.writing() as session:
            order = Order(Kind.EXEMPTIONS)
            named = analyses.find_subjects(session, "ws_own", order.kind, [Subject(document_id)])
            row = analyses.add_analysis(session, OWNER, order, named)
            analyses.keep_result(session, row, encode_result(ExemptionMap((), ("没有",))))
            playbooks.add_playbook(session, OWNER, Written("自有标准", "insured", 1, "id: 甲"))
            profiles.keep(session, named[0].reading.id, b"{}")
            self._claim(session, document_id)

    def _claim(self, session: Session, document_id: str) -> None:
        """A batch of two claims that is through: one was wrong in itself, the other could not be checked."""
        told = [{"document": document_id, "event": {"cause": "火灾"}}, {"event": {}}]
        batch = claims.add_batch(session, OWNER, list(of_values(told)), "案件")
        found = claims.pending(session, batch.id, 16)
        assert found is not None
        claims.keep_results(session, {found.items[0][0]: Checked(None, "claim-stopped", "未能核定")})
        batch.state = "ready"

    def rename(self, uploaded: Uploaded, name: str) -> None:
        """Give a document that was never renamed another name."""
        with self.database.writing() as session:
            documents.rename(session, OWNER, uploaded.document.id, name, uploaded.document.revision)

    def remove(self, document_id: str) -> None:
        """Delete a document."""
        with self.database.writing() as session:
            documents.remove(session, OWNER, document_id)

    def sweep(self) -> None:
        """Remove the originals that nothing needs any more."""
        remove_files(self.database, self.originals, self.settings.cache)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row that a backup is to hold, by table; JSON as its text."""
        with self.database.reading() as session:
            return {one.name: _rows(session, one) for one in kept_tables()}

    def indexed(self) -> dict[str, Sequence[Any]]:
        """What can be found."""
        names = ("record_search", "passage_search")
        found = {name: table(name, *map(column, ("id", "workspace", "size", "runs"))) for name in names}
        with self.database.reading() as session:
            return {
                name: session.execute(select(one).order_by(one.c.id)).all() for name, one in found.items()
            }

    def files(self) -> dict[str, bytes]:
        """Every original by its place."""
        folder = self.originals.folder
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    def holds(self) -> int:
        """How many backups hold the originals."""
        with self.database.reading() as session:
            return len(session.scalars(select(Hold.id)).all())

    def back_up(self, path: Path) -> Path:
        """A backup."""
        back_up(self.database, self.originals, path)
        return path


def original(name: str) -> bytes:
    """The file that is uploaded under a name."""
    return (f"{name}\n" * 50).encode()


def digest(name: str) -> str:
    """Its SHA-256."""
    return sha256(original(name)).hexdigest()


def _rows(session: Session, one: Any) -> list[tuple[Any, ...]]:
    columns = [type_coerce(each, Text) if isinstance(each.type, Json) else each for each in one.columns]
    ordered = session.connection().execute(select(*columns).order_by(*one.primary_key))
    return [tuple(row) for row in ordered]


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Store]:
    """A store, closed at the end."""
    folder.mkdir(exist_ok=True)
    store = Store(url, folder)
    try:
        yield store
    finally:
        store.database.dispose()


def stock(store: Store) -> None:
    """Something of everything: read, read again, reviewed, being read, waiting, deleted."""
    store.open()
    first, second, third, _, gone = (store.upload(name) for name in ("甲", "乙", "丙", "丁", "戊"))
    for uploaded in (first, second):
        store.read(job_of(uploaded))
    store.rename(first, "甲款")
    store.review(first.document.id)
    store.read_again(first.document.id)
    store.analyse(first.document.id)
    store.claim(job_of(third))
    store.remove(gone.document.id)


def job_of(uploaded: Uploaded) -> Job:
    """The job that reads what was uploaded."""
    assert uploaded.job is not None
    return uploaded.job


def _current(row: type[Row], document_id: str) -> Select[Row]:
    return select(row).where(row.document_id == document_id, row.is_current).order_by(row.id)
