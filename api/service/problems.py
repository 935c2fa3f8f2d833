"""Problems on the wire: RFC 9457 ``application/problem+json`` (错误应答)."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DataError, OperationalError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.problems import FieldError, Invalid, Problem, Unavailable, UnsupportedFile
from api.service.workbench import page_of_nothing
from api.store.audit import request_id
from api.validation import field_errors
from extractor.errors import OversizedDocument, UnreadableDocument

MEDIA = "application/problem+json"
_log = structlog.get_logger("tiaokuan.service")


class FieldErrorOut(BaseModel):
    """一个不合要求的值。"""

    pointer: str = Field(
        description="值的位置：JSON 指针（RFC 6901），或“?参数名”", examples=["/fields/amount"]
    )
    message: str = Field(description="哪里不对、应当如何", examples=["应为数字"])


class ProblemOut(BaseModel):
    """RFC 9457 错误说明。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:tiaokuan:problem:document-not-found",
                    "title": "没有找到",
                    "status": 404,
                    "code": "document-not-found",
                    "detail": "没有这份文档。它可能已被删除，或属于其他工作区；请核对编号。",
                    "instance": "urn:tiaokuan:request:4f1c…",
                    "errors": [],
                }
            ]
        }
    )
    type: str = Field(description="错误种类的标识，稳定不变")
    title: str = Field(description="错误种类")
    status: int = Field(description="HTTP 状态码")
    code: str = Field(description="错误代码，供程序判断")
    detail: str = Field(description="这一次的原因，以及可以怎么做")
    instance: str = Field(description="本次请求的标识，反馈问题时请提供")
    errors: list[FieldErrorOut] = Field(default=[], description="不合要求的各个值")


_TITLES = {cls.status: cls.title for cls in Problem.__subclasses__()}
_SPOKEN = {
    404: ("no-such-address", "没有这个地址。请对照接口说明 /openapi.json 核对路径。"),
    405: ("method-not-allowed", "该地址不支持这种请求方法。请对照接口说明核对。"),
    400: ("unreadable-request", "请求的正文无法解析。请检查格式后重发。"),
}


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route that can answer with these problems."""
    return {
        status: {"model": ProblemOut, "description": _TITLES[status], "content": {MEDIA: {}}}
        for status in statuses
    }


def handle_problems(app: FastAPI) -> None:
    """Let every error leave as a problem."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(UnreadableDocument, _on_unreadable)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(OperationalError, _on_database)
    app.add_exception_handler(DataError, _on_unstorable)
    app.add_exception_handler(UnicodeEncodeError, _on_unstorable)


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The answer that tells a problem."""
    return _response(
        problem.status,
        problem.title,
        problem.code,
        problem.detail,
        errors=problem.errors,
        headers={**(headers or {}), **_retry(problem)},
    )


def _retry(problem: Problem) -> dict[str, str]:
    headers = {} if problem.retry_after is None else {"Retry-After": str(problem.retry_after)}
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="tiaokuan"'
    return headers


def _response(
    status: int,
    title: str,
    code: str,
    detail: str,
    *,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    content = {
        "type": f"urn:tiaokuan:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
        "instance": f"urn:tiaokuan:request:{request_id.get() or ''}",
        "errors": [{"pointer": one.pointer, "message": one.message} for one in errors],
    }
    return JSONResponse(content, status, headers=dict(headers or {}), media_type=MEDIA)


def _on_problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return problem_response(error)


def _on_unreadable(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, UnreadableDocument)
    if isinstance(error, OversizedDocument):
        return _response(413, _TITLES[413], error.code, str(error))
    return problem_response(UnsupportedFile(error.code, str(error)))


def _on_invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = field_errors(error.errors())
    told = "；".join(f"{one.pointer}：{one.message}" for one in errors[:3])
    return problem_response(
        Invalid("invalid-request", f"请求内容不合要求（{told}）。请更正后重发。", errors=errors)
    )


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and (page := page_of_nothing(request)):
        return page
    code, detail = _SPOKEN.get(error.status_code, ("http-error", "请求无法处理。请对照接口说明核对。"))
    title = _TITLES.get(error.status_code, "请求有误")
    headers = {"Allow": _methods(request)} if error.status_code == 405 else error.headers
    return _response(error.status_code, title, code, detail, headers=headers)


def _methods(request: Request) -> str:
    """Every method that the address has; the framework names those of one route only."""
    asked = {"type": "http", "path": request.url.path, "headers": []}
    known = {"GET", "POST", "PUT", "PATCH", "DELETE"}
    routes = request.app.routes
    return ", ".join(
        sorted(
            method
            for method in known
            if any(route.matches({**asked, "method": method})[0] is Match.FULL for route in routes)
        )
    )


def _on_database(_: Request, error: Exception) -> JSONResponse:
    _log.error("database", error=type(error.__cause__ or error).__name__)
    return problem_response(
        Unavailable(
            "database-unavailable",
            "数据库暂时无法使用。请稍后重试；如持续出现，请联系管理员。",
            retry_after=5,
        )
    )


def _on_unstorable(_: Request, _error: Exception) -> JSONResponse:
    """NUL and half of a surrogate pair are characters to JSON, and to no database."""
    detail = "请求中有无法保存的字符（NUL 或不成对的代理码位）。请去掉后重发。"
    return problem_response(Invalid("unstorable-character", detail))


def internal_error() -> JSONResponse:
    """The answer where something went wrong that nobody foresaw."""
    return _response(
        500,
        "内部错误",
        "internal-error",
        "服务内部出错，请求未完成。请稍后重试；如仍出现，请把 instance 一项告知管理员。",
    )
