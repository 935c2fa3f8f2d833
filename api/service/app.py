"""The application (应用): every route, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api.service import guards, workbench
from api.service.children import Children
from api.service.context import Service
from api.service.exchange import Exchange
from api.service.images import PageImages
from api.service.problems import handle_problems
from api.service.routes import (
    analyses,
    audit,
    calculating,
    changes,
    claims,
    content,
    documents,
    exports,
    findings,
    jobs,
    keys,
    members,
    operations,
    playbooks,
    portfolio,
    records,
    references,
    searching,
    session,
)
from api.settings import Settings
from api.store.engine import Database
from api.store.originals import Originals

_DESCRIPTION = """读取中文保险条款和合同，提供带出处的结构化记录：上传文件、检索、复核、导出。

- **登录**：程序用密钥（`Authorization: Bearer tk_…`），人用用户名和密码（`POST /v1/session`）。
- **出处**：每条记录都有条号、原文和位置；`全文[start:end]` 逐字等于 `quote`。位置按 Unicode 码位计。
- **数值**：金额以元为单位，比例为小数（3% 写作 0.03）。条文没有写明的不填。
- **错误**：一律为 `application/problem+json`（RFC 9457），`detail` 说明原因和做法。
- **并发**：修改须带 `If-Match`；新建可带 `Idempotency-Key`，重发不会重复执行。
"""
_TAGS = {
    "登录": "登录、退出、切换工作区。",
    "密钥": "程序使用的密钥。",
    "成员": "工作区的成员和权限。",
    "文档": "上传、列出、改名、重新读取、删除。",
    "任务": "读取任务的进度与取消。",
    "内容": "全文、目录树、页面和图像。",
    "记录": "保险责任、责任免除、限额、义务等记录，及其复核。",
    "发现": "文档中有误或有风险之处，及其复核。",
    "引用": "条款之间的引用。",
    "检索": "在全部文档中检索原文。",
    "导出": "数据文件和审阅报告。",
    "总览": "许多文档的限额、免赔、期间、责任免除汇总，每个数字都能回到原文。",
    "分析": "比对、要素对照、按标准审查、与法律核对、免责事项；保存在工作区，可导出为报告。",
    "理赔": "按条款核定案件：单个当场完成，批量作为任务；期限、退费等计算。",
    "审查标准": "随附的审查标准，以及工作区自有的审查标准（YAML）。",
    "审计": "何人何时做了什么。",
    "运行": "运行状态与指标。",
}


def create_app(settings: Settings) -> FastAPI:
    """The service with these settings. The database must be migrated; workers are started elsewhere."""
    database = Database(settings.database_url)
    originals = Originals(settings.originals)
    children = Children()
    images = PageImages(originals, settings.cache, children)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        children.close()
        database.dispose()

    app = FastAPI(
        title="tiaokuan · 条款",
        version=version("tiaokuan"),
        description=_DESCRIPTION,
        openapi_tags=[{"name": name, "description": told} for name, told in _TAGS.items()],
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = Service(settings, database, originals, images, children)
    handle_problems(app)
    guards.prepare(app, settings)
    for module in (
        session,
        keys,
        members,
        documents,
        jobs,
        content,
        changes,
        records,
        findings,
        references,
        searching,
        exports,
        portfolio,
        analyses,
        playbooks,
        claims,
        calculating,
        audit,
        operations,
    ):
        app.include_router(module.router)
    app.include_router(workbench.router)
    if settings.origins:
        _allow_origins(app, settings)
    app.add_middleware(Exchange, request_bytes=settings.request_bytes)
    return app


def _allow_origins(app: FastAPI, settings: Settings) -> None:
    """Keys only: a cookie is not sent across sites (SameSite=Strict), and is not to be."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=[origin.strip() for origin in settings.origins.split(",")],
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"],
        expose_headers=["ETag", "Location", "X-Request-Id", "RateLimit-Remaining", "Retry-After"],
    )
