"""A document's text, tree and pages on the wire (全文、目录树、页面)."""

from typing import Any

from pydantic import BaseModel, Field

from api.service.extents import Extent
from api.service.wire.reviews import BoxOut, DoubtOut, SpanOut
from api.store.tables import NodeRow, Reading


class TextOut(BaseModel):
    """全文。各处的 start、end 都按此文本的字符（Unicode 码位）计。"""

    reading_id: str = Field(description="读取结果编号")
    length: int = Field(description="全文的字符数")
    start: int = Field(description="本段开始位置")
    end: int = Field(description="本段结束位置")
    text: str = Field(description="本段文字", examples=["第五条 保险人应当在三十日内作出核定。"])
    emphasis: list[SpanOut] = Field(
        description="本段中突出显示（加粗、下划线、底纹、着重号等）的各处，按次序；格式没有样式的为空",
        examples=[[{"start": 812, "end": 840}]],
    )
    doubtful: list[DoubtOut] = Field(
        description="本段中图像识别没有把握的各处，按次序；不是识别出的文字为空",
        examples=[[{"start": 820, "end": 821, "confidence": 0.62}]],
    )


class NodeOut(BaseModel):
    """目录树的一个节点：章、条、款、项、释义、附录等。"""

    position: int = Field(description="在目录树中的序号，从 0 起")
    parent: int = Field(description="上级节点的序号；-1 表示没有上级")
    path: str = Field(description="条号，如 第五条（三）1", examples=["第五条（三）1"])
    label: str = Field(description="本级编号", examples=["1"])
    level: str = Field(description="层级", examples=["item"])
    heading: str = Field(description="标题", examples=["责任免除"])
    section: str = Field(description="所在的章节标题", examples=["责任免除"])
    start: int = Field(description="开始位置（含下级）")
    end: int = Field(description="结束位置（含下级）")
    page: int = Field(description="开始处的页码，从 1 起；0 表示不分页")

    @classmethod
    def of(cls, node: NodeRow) -> "NodeOut":
        """From its row."""
        return cls.model_validate({name: getattr(node, name) for name in cls.model_fields})


class TreeOut(BaseModel):
    """目录树，按阅读次序。"""

    reading_id: str = Field(description="读取结果编号")
    nodes: list[NodeOut] = Field(description="各节点")


class LineOut(BaseModel):
    """页面上的一行。"""

    start: int = Field(description="在全文中的开始位置")
    end: int = Field(description="在全文中的结束位置")
    text: str = Field(description="文字")
    box: list[float] | None = Field(
        default=None,
        description="左、上、右、下（点，1/72 英寸，从页面左上角起）",
        examples=[[72, 310.5, 523.3, 322.5]],
    )
    kind: str = Field(description="body 正文、heading 标题、row 表格行、note 脚注、furniture 页眉页脚")


class PageOut(BaseModel):
    """一页的大小。"""

    number: int = Field(description="页码，从 1 起")
    width: float = Field(description="宽（点）", examples=[595.3])
    height: float = Field(description="高（点）", examples=[841.9])
    start: int = Field(description="本页文字在全文中的开始位置", examples=[640])
    end: int = Field(description="结束位置；没有文字的页与 start 相等", examples=[1320])
    image: str = Field(
        description="页面图像的地址",
        examples=["/v1/documents/doc_7h2k9m4q8w3r5t6y1z0a/pages/1/image?reading=rdg_3k9x2m4q7w8r5t6y1z0a"],
    )


class PageLinesOut(PageOut):
    """一页的大小和各行。"""

    lines: list[LineOut] = Field(description="各行，按阅读次序")


class PagesOut(BaseModel):
    """页面列表。没有分页的格式（Word、网页、纯文本）为空。"""

    reading_id: str = Field(description="读取结果编号")
    pages: list[PageOut] = Field(description="各页")


class BoxesOut(BaseModel):
    """全文中的一段在页面上的位置。"""

    reading_id: str = Field(description="读取结果编号")
    start: int = Field(description="本段开始位置")
    end: int = Field(description="本段结束位置")
    boxes: list[BoxOut] = Field(description="各行的方框，按次序；没有分页的格式为空")


class PassageOut(BaseModel):
    """检索到的一段原文。"""

    document_id: str = Field(description="文档编号")
    document_name: str = Field(description="文档名称")
    reading_id: str = Field(description="读取结果编号")
    path: str = Field(description="所在条号", examples=["第五条（三）"])
    start: int = Field(description="开始位置")
    end: int = Field(description="结束位置")
    page: int = Field(description="页码，从 1 起；0 表示不分页")
    text: str = Field(description="原文")


class PassagePage(BaseModel):
    """检索结果的一页，最相关的在前。"""

    items: list[PassageOut] = Field(description="原文；极常见的字词只列出最相关的 300 段")
    total: int = Field(description="共有多少段；10000 表示至少这么多", examples=[42])
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")


def page_out(
    document_id: str, reading: Reading, number: int, size: tuple[float, float], printed: Extent
) -> dict[str, Any]:
    """The fields of PageOut; ``printed`` is the stretch of the text on the page."""
    return {
        "number": number,
        "width": round(size[0], 2),
        "height": round(size[1], 2),
        "start": printed.start,
        "end": printed.end,
        "image": f"/v1/documents/{document_id}/pages/{number}/image?reading={reading.id}",
    }
