"""What a document says and how it looks (内容): text, tree, pages, images."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import FileResponse

from api.problems import NotFound
from api.service.context import ServiceDep
from api.service.etags import IfNoneMatch
from api.service.extents import emphasis_within, page_extents
from api.service.guards import Reader
from api.service.problems import documented
from api.service.routes.documents import DocumentId
from api.service.wire.content import (
    BoxesOut,
    LineOut,
    NodeOut,
    PageLinesOut,
    PageOut,
    PagesOut,
    TextOut,
    TreeOut,
    page_out,
)
from api.service.wire.reviews import DoubtOut, SpanOut
from api.store.documents import get_document
from api.store.readings import find_reading, list_nodes, load_document
from api.store.records import printed
from extractor.document import Document, Span

router = APIRouter(prefix="/v1/documents/{document_id}", tags=["内容"])
ReadingId = Annotated[
    str | None,
    Query(max_length=64, description="读取结果编号；不写为当前结果", examples=["rdg_3k9x2m4q7w8r5t6y1z0a"]),
]
PageNumber = Annotated[int, Path(ge=1, le=100_000, description="页码，从 1 起")]
_READ = documented(401, 403, 404, 409, 422, 429, 503)


@router.get("/text", response_model=TextOut, responses=_READ, summary="全文", operation_id="getText")
def text(
    found: ServiceDep,
    caller: Reader,
    document_id: DocumentId,
    reading: ReadingId = None,
    start: Annotated[int, Query(ge=0, description="从第几个字符起")] = 0,
    end: Annotated[int | None, Query(ge=0, description="到第几个字符止；不写为到结尾")] = None,
) -> TextOut:
    """读出的全文，或其中一段。"""
    with found.database.reading() as session:
        document = get_document(session, caller.workspace_id, document_id)
        chosen = find_reading(session, document, reading)
        held = load_document(chosen)
    first, last = _ends(held.text, start, end)
    standing_out = [SpanOut(start=one.start, end=one.end) for one in emphasis_within(held, first, last)]
    unsure = held.doubts(Span(first, last)) if first < last else ()
    return TextOut(
        reading_id=chosen.id,
        length=len(held.text),
        start=first,
        end=last,
        text=held.text[first:last],
        emphasis=standing_out,
        doubtful=[
            DoubtOut(start=place.start, end=place.end, confidence=round(sure, 4)) for place, sure in unsure
        ],
    )


@router.get(
    "/boxes", response_model=BoxesOut, responses=_READ, summary="一段文字的方框", operation_id="getBoxes"
)
def boxes(
    found: ServiceDep,
    caller: Reader,
    document_id: DocumentId,
    start: Annotated[int, Query(ge=0, description="从第几个字符起")],
    end: Annotated[int, Query(ge=0, description="到第几个字符止")],
    reading: ReadingId = None,
) -> BoxesOut:
    """全文中任意一段在页面上的各行方框，用来在页面上标出这一段。"""
    with found.database.reading() as session:
        document = get_document(session, caller.workspace_id, document_id)
        chosen = find_reading(session, document, reading)
        held = load_document(chosen)
    first, last = _ends(held.text, start, end)
    lines = printed(held, Span(first, last))["boxes"] if first < last else []
    return BoxesOut(reading_id=chosen.id, start=first, end=last, boxes=lines)


def _ends(text: str, start: int, end: int | None) -> tuple[int, int]:
    """Both ends brought into the text; nothing lies between them where they are the wrong way round."""
    first = min(start, len(text))
    return first, len(text) if end is None else max(first, min(end, len(text)))


@router.get("/tree", response_model=TreeOut, responses=_READ, summary="目录树", operation_id="getTree")
def tree(
    found: ServiceDep,
    caller: Reader,
    document_id: DocumentId,
    reading: ReadingId = None,
    path: Annotated[
        str | None, Query(max_length=200, description="只要这一条及其下级", examples=["第五条"])
    ] = None,
) -> TreeOut:
    """章、条、款、项的层级，每个节点都有条号和位置。"""
    with found.database.reading() as session:
        document = get_document(session, caller.workspace_id, document_id)
        chosen = find_reading(session, document, reading)
        nodes = [NodeOut.of(node) for node in list_nodes(session, chosen, path)]
    return TreeOut(reading_id=chosen.id, nodes=nodes)


@router.get("/pages", response_model=PagesOut, responses=_READ, summary="页面列表", operation_id="listPages")
def pages(found: ServiceDep, caller: Reader, document_id: DocumentId, reading: ReadingId = None) -> PagesOut:
    """各页的大小和图像地址。"""
    with found.database.reading() as session:
        chosen = find_reading(session, get_document(session, caller.workspace_id, document_id), reading)
        document = load_document(chosen)
    sizes = zip(document.sizes, page_extents(document), strict=True)
    told = [
        PageOut.model_validate(page_out(document_id, chosen, number, size, extent))
        for number, (size, extent) in enumerate(sizes, start=1)
    ]
    return PagesOut(reading_id=chosen.id, pages=told)


@router.get(
    "/pages/{number}",
    response_model=PageLinesOut,
    response_model_exclude_none=True,
    responses=_READ,
    summary="一页的各行",
    operation_id="getPage",
)
def page(
    found: ServiceDep, caller: Reader, document_id: DocumentId, number: PageNumber, reading: ReadingId = None
) -> PageLinesOut:
    """一页上的各行文字，带位置和方框，可与页面图像对照。"""
    with found.database.reading() as session:
        chosen = find_reading(session, get_document(session, caller.workspace_id, document_id), reading)
        document = load_document(chosen)
    size = _size(document, number)
    extent = page_extents(document)[number - 1]
    return PageLinesOut.model_validate(
        page_out(document_id, chosen, number, size, extent) | {"lines": _lines(document, number)}
    )


@router.get(
    "/pages/{number}/image",
    response_class=FileResponse,
    responses={
        200: {"content": {"image/png": {}}, "description": "PNG 图像"},
        304: {"description": "未变化"},
        **_READ,
    },
    summary="页面图像",
    operation_id="getPageImage",
)
def image(
    found: ServiceDep,
    caller: Reader,
    document_id: DocumentId,
    number: PageNumber,
    reading: ReadingId = None,
    dpi: Annotated[int, Query(ge=36, le=300, description="分辨率（每英寸点数）")] = 110,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """页面的 PNG 图像。方框的坐标乘以 dpi/72 即为图像上的像素位置。"""
    with found.database.reading() as session:
        document = get_document(session, caller.workspace_id, document_id)
        chosen = find_reading(session, document, reading)
        version = next(one for one in document.versions if one.id == chosen.version_id)
        _size(load_document(chosen), number)
    tag = f'"{version.sha256[:16]}-{number}-{dpi}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=3600"}
    if if_none_match == tag:
        return Response(status_code=304, headers=headers)
    place = found.images.image(version, page=number, dpi=dpi)
    return FileResponse(place, media_type="image/png", headers=headers)


def _size(document: Document, number: int) -> tuple[float, float]:
    if not document.sizes:
        raise NotFound("no-pages", "该文档的格式不分页，没有页面图像。请使用全文和目录树。")
    if number > len(document.sizes):
        raise NotFound("page-not-found", f"该文档共 {len(document.sizes)} 页，没有第 {number} 页。")
    return document.sizes[number - 1]


def _lines(document: Document, number: int) -> list[LineOut]:
    """The placements of a page: stretches of the text with their line's box."""
    lines = []
    for placed in document.placements:
        if placed.page != number:
            continue
        box = next((box for page, box in document.boxes(placed.span) if page == number), None)
        lines.append(
            LineOut(
                start=placed.span.start,
                end=placed.span.end,
                text=placed.span.quote(document.text),
                box=None
                if box is None
                else [round(e, 2) for e in (box.left, box.top, box.right, box.bottom)],
                kind=placed.line.kind.value,
            )
        )
    return lines
