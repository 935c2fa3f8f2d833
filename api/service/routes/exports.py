"""Exports (导出): one document or several, in the formats of the command line."""

from collections.abc import Sequence
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import Annotated, BinaryIO, cast

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from api.callers import Caller
from api.export.formats import COLLECTING, SUFFIXES, Format, FormatFull
from api.export.gold import gold_archive, to_gold
from api.export.writing import begin
from api.privacy.masking import mask, mask_extraction
from api.problems import Conflict, Invalid
from api.service.context import Service, ServiceDep
from api.service.downloads import content_of, download
from api.service.guards import Reader
from api.service.problems import documented
from api.service.routes.content import ReadingId
from api.service.routes.documents import DocumentId
from api.store.documents import get_document
from api.store.readings import find_reading, load_extraction
from extractor.records import Extraction


class ExportAs(StrEnum):
    """In which form one document is exported."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    MARKDOWN = "markdown"
    HTML = "html"
    GOLD = "gold"  # for the scorer: to_gold


router = APIRouter(prefix="/v1", tags=["导出"])
_CHUNK = 1 << 16
_IN_MEMORY = 8 << 20
_MOST = 200

_AS = "json、jsonl、csv、xlsx：记录数据；docx、html、markdown：审阅报告；gold：复核后的标注，供评测程序使用"
_AS_SEVERAL = "jsonl、csv、xlsx：多份文档合为一个文件；gold：装有各份标注的 zip"
Masked = Annotated[bool, Query(description="是否遮盖姓名、电话、证件号和银行账号；遮盖后文字长度不变")]
RecordsOnly = Annotated[bool, Query(description="是否只要记录，不含目录树、引用、发现和全文")]
_CONTENT = {"content": content_of([*SUFFIXES.values(), ".zip"]), "description": "导出的文件"}


@router.get(
    "/documents/{document_id}/export",
    response_class=StreamingResponse,
    responses={200: _CONTENT, **documented(401, 403, 404, 409, 422, 429, 503)},
    summary="导出一份文档",
    operation_id="exportDocument",
)
def export_document(
    found: ServiceDep,
    caller: Reader,
    document_id: DocumentId,
    form: Annotated[ExportAs, Query(alias="format", description=_AS)],
    reading: ReadingId = None,
    masked: Masked = False,
    records_only: RecordsOnly = False,
) -> Response:
    """读取结果连同复核结果：已复核的以复核为准，已否决的不再列出。"""
    _refuse_masked_gold(form, masked)
    name, extraction = _load(found, caller, document_id, reading, masked)
    if form is ExportAs.GOLD:
        return download([to_gold(extraction, name).encode()], f"{name}.gold", ".json")
    return _exported([(name, extraction)], Format(form.value), name, records_only)


@router.get(
    "/exports",
    response_class=StreamingResponse,
    responses={200: _CONTENT, **documented(401, 403, 404, 409, 422, 429, 503)},
    summary="导出多份文档",
    operation_id="exportDocuments",
)
def export_documents(
    found: ServiceDep,
    caller: Reader,
    document_id: Annotated[
        list[str], Query(min_length=1, max_length=_MOST, description=f"文档编号，最多 {_MOST} 份")
    ],
    form: Annotated[ExportAs, Query(alias="format", description=_AS_SEVERAL)],
    masked: Masked = False,
    records_only: RecordsOnly = False,
) -> Response:
    """多份文档的读取结果合为一个文件，次序与所给编号一致。"""
    if form not in {*COLLECTING, ExportAs.GOLD}:
        told = "、".join([*sorted(COLLECTING), ExportAs.GOLD])
        raise Invalid("format-holds-one", f"{form} 只能装一份文档。多份文档请用 {told}，或逐份导出。")
    _refuse_masked_gold(form, masked)
    loaded = [_load(found, caller, one, None, masked) for one in dict.fromkeys(document_id)]
    if form is ExportAs.GOLD:
        return download([gold_archive(loaded)], "标注", ".zip")
    return _exported(loaded, Format(form.value), "导出", records_only)


def _refuse_masked_gold(form: ExportAs, masked: bool) -> None:
    if form is ExportAs.GOLD and masked:
        raise Invalid("gold-not-masked", "gold 要与原文逐字核对，不能遮盖。请去掉 masked，或换用其他格式。")


def _load(
    found: Service, caller: Caller, document_id: str, reading: str | None, masked: bool
) -> tuple[str, Extraction]:
    with found.database.reading() as session:
        document = get_document(session, caller.workspace_id, document_id)
        extraction = load_extraction(session, find_reading(session, document, reading))
    if masked:
        return mask(document.name), mask_extraction(extraction)
    return document.name, extraction


def _exported(
    loaded: Sequence[tuple[str, Extraction]], form: Format, name: str, records_only: bool
) -> Response:
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as stream:
        written = cast(BinaryIO, stream)
        export = begin(form, written, records_only=records_only)
        try:
            for title, extraction in loaded:
                export.add(extraction, title)
            export.close()
        except FormatFull as full:
            raise Conflict("format-full", str(full)) from None
        stream.seek(0)
        chunks = list(iter(lambda: stream.read(_CHUNK), b""))
    return download(chunks, name, SUFFIXES[form])
