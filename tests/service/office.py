"""An office with the service in it: somebody with every scope, files to upload, jobs carried out at once."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self, TypeVar

from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from api.access.keys import create_key
from api.analysis.orders import Performance
from api.callers import Caller, Scope
from api.service.app import create_app
from api.service.children import Children
from api.service.context import Service
from api.settings import Settings
from api.store import analyses, leases
from api.store.columns import now
from api.store.jobs import ANALYSE, CLAIMS
from api.store.readings import save_reading
from api.store.tables import Version, Workspace
from api.store.tables_analysis import Analysis
from api.store.tables_work import Job as JobRow
from api.work.claiming import Checkout
from extractor.errors import TiaokuanError
from extractor.extraction import extract
from extractor.pages.isolation import Job, Worker

T = TypeVar("T")
TEXT = """山雀财产保险条款

第一章 保险责任
第一条 在保险期间内，因火灾造成保险标的损失的，保险人按照本保险合同的约定负责赔偿。
第二条 每次事故赔偿限额为100万元，每次事故免赔额为5000元。

第二章 责任免除
第三条 下列损失，保险人不负责赔偿：
（一）战争造成的损失；
（二）投保人的故意行为造成的损失，但不知情的被保险人除外。

第三章 赔偿处理
第四条 保险人应当自收到索赔请求之日起三十日内作出核定，并按照第九条的约定赔付。
联系人：张三丰，电话：13800138000。
"""
SCAN = b"GIF89a" + bytes(64)  # a kind of picture that is not read


@dataclass(frozen=True)
class Office:
    """The application with a workspace and a key that may do everything there."""

    service: Service
    client: TestClient
    caller: Caller
    key: str

    @classmethod
    @contextmanager
    def at(cls, url: str, folder: Path, **settings: Any) -> Iterator[Self]:
        """An office whose database is at ``url``, its files under ``folder``."""
        app = create_app(Settings(data=folder, database=url, **settings))
        service: Service = replace(app.state.service, children=InProcess())
        app.state.service = service
        with TestClient(app, raise_server_exceptions=False) as client:
            caller, key = newcomer(service, "甲部")
            client.headers["Authorization"] = f"Bearer {key}"
            yield cls(service, client, caller, key)

    def elsewhere(self) -> TestClient:
        """A client of another workspace, with every scope there."""
        _, key = newcomer(self.service, "乙部")
        return self.holding(key)

    def holding(self, key: str) -> TestClient:
        """A client with another key."""
        return TestClient(
            self.client.app, headers={"Authorization": f"Bearer {key}"}, raise_server_exceptions=False
        )

    def having(self, *scopes: Scope) -> TestClient:
        """A client of this workspace with these scopes only."""
        with self.service.database.writing() as session:
            made = create_key(session, self.caller, "部分权限", list(scopes))
        return self.holding(made.token)

    def upload(self, data: bytes | str = TEXT, name: str = "条款.txt", **headers: str) -> dict[str, Any]:
        """The only item of an upload."""
        content = data.encode() if isinstance(data, str) else data
        answer = self.client.post("/v1/documents", files={"files": (name, content)}, headers=headers)
        assert answer.status_code in {200, 202}, answer.text
        (item,) = answer.json()["items"]
        found: dict[str, Any] = item
        return found

    def document(self, data: bytes | str = TEXT, name: str = "条款.txt") -> str:
        """The id of a document that has been read."""
        found = str(self.upload(data, name)["document_id"])
        self.work()
        return found

    def work(self) -> int:
        """Carry out every job that is due, in this process; how many. Children are tested with the jobs."""
        done = 0
        while self._work_once():
            done += 1
        return done

    def _work_once(self) -> bool:
        database, originals = self.service.database, self.service.originals
        with database.writing() as session:
            job = leases.claim(session, "office", now(), self.service.settings)
        if job is None:
            return False
        if job.kind == CLAIMS:
            self._check(job)
            return True
        with database.writing() as session:
            if job.kind == ANALYSE:
                _analyse(session, job)
                return True
            version = session.get_one(Version, job.version_id)
            try:
                extraction = extract(originals.read(version.workspace_id, version.sha256), version.filename)
            except TiaokuanError as error:
                leases.fail(session, job.id, job.lease, error.code, str(error))
                return True
            leases.finish(session, job.id, job.lease, save_reading(session, version, extraction).id)
        return True

    def _check(self, job: JobRow) -> None:
        database, settings = self.service.database, self.service.settings
        Checkout(database, settings, InProcessWorker(), job).run(lambda: False)
        with database.writing() as session:
            leases.finish(session, job.id, job.lease)


class InProcessWorker(Worker):
    """Runs the jobs of workers in this process."""

    def run(self, job: Job[T], data: bytes, name: str = "") -> T:
        """``job(data, name)``."""
        return job(data, name)


class InProcess(Children):
    """Runs the jobs of requests in this process. The real children are tested by themselves."""

    def run(self, job: Job[T], data: bytes = b"", name: str = "") -> T:
        """``job(data, name)``."""
        return job(data, name)


def _analyse(session: Session, job: JobRow) -> None:
    analysis = session.get_one(Analysis, job.analysis_id)
    order, extractions = analyses.order_of(analysis), analyses.subject_extractions(session, analysis)
    analyses.keep_result(session, analysis, Performance(order, extractions)(b"", ""))
    leases.finish(session, job.id, job.lease)


def newcomer(service: Service, name: str) -> tuple[Caller, str]:
    """A caller with every scope in a new workspace, and their key."""
    with service.database.writing() as session:
        workspace = Workspace(name=f"{name} {secrets.token_hex(4)}")
        session.add(workspace)
        session.flush()
        caller = Caller("usr_ling", "凌云", workspace.id, frozenset(Scope))
        made = create_key(session, caller, "全权", list(Scope))
    return caller, made.token
