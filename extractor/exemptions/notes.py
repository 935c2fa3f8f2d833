"""What the reader of the map must know (说明): what could not be seen, and what the law asks beside it."""

import re
from collections.abc import Iterator, Sequence

from extractor.assessments import Exemption, Prompt
from extractor.document import Source
from extractor.elements.wording import UNREAD
from extractor.exemptions.prompting import Typography
from extractor.records import Extraction

# Remarks after which an exemption may stand in what was not read, or was struck out.
_UNREAD = UNREAD | {"hidden-text", "struck-text", "tracked-changes"}
_JUDGED = (
    "字体按逐字判断：一条中半数以上文字加粗，或用黑体、下划线、底纹、颜色、着重号、较大字号的，计为突出显示。"
)
_UNSEEN = {
    Source.PDF: "PDF 文件中表格单元格与图片上的底纹未能读取，请对照原件核对。",
    Source.HTML: "网页样式表里的设置未能读取，请对照原网页核对。",
}
_CLAIMS = re.compile(
    r"[^。；\n]{0,40}(?:免除|免责|除外)[^。；\n]{0,40}(?:加粗|加黑|黑体|加下划线|阴影|着重号|不同颜色|显著方式|突出显示|特别标[识示注])[^。；\n]{0,20}"
)
_FORBIDDEN_BY_LAW = re.compile(
    r"酒后|醉酒|饮酒|无[^，。；]{0,6}(?:驾驶|行驶)证|无证驾|毒品|吸毒|犯罪|刑事强制"
)
_RESCINDS = re.compile(r"有权[^，。；]{0,8}解除|可以?[^，。；]{0,6}解除")


def notes_on(
    extraction: Extraction, exemptions: Sequence[Exemption], typography: Typography
) -> Iterator[str]:
    """Chinese sentences, the gravest first."""
    if not exemptions:
        yield "没有读出免除或减轻保险人责任的条款；请人工核对后再作结论。"
    yield from (
        f"文件有内容未能完整读取（{remark.message}），其中可能另有免责条款。"
        for remark in extraction.document.remarks
        if remark.code in _UNREAD
    )
    if exemptions:
        yield from _on_type(extraction, typography)
        yield from _on_prompts(exemptions)
        yield from _on_law(extraction, exemptions)


def _on_type(extraction: Extraction, typography: Typography) -> Iterator[str]:
    source = extraction.document.source
    claim = _CLAIMS.search(extraction.document.text)
    if not typography.styled:
        yield "原文没有字体信息（纯文本、扫描件或图片，或没有加粗等突出显示的网页），字体上的提示无法判断；请对照正式印制的文本核对。"
        if claim:
            yield f"原文称对有关内容已作特别标示（“{claim[0].strip()}”），本次读取的文本不能证实。"
        return
    if typography.plain:
        yield "文件中没有任何加粗或以其他字体方式突出显示的文字：免责内容未见以字体作出提示。"
    elif typography.everywhere:
        yield f"正文几乎全部{typography.everywhere}，已不能区别免责内容，未计为提示。"
    yield f"{_JUDGED}{_UNSEEN.get(source, '')}"


def _on_prompts(exemptions: Sequence[Exemption]) -> Iterator[str]:
    outside = sum(not exemption.section for exemption in exemptions)
    if outside:
        yield f"有{outside}条在责任免除部分之外，订立合同时同样应当提示并明确说明。"
    hidden = sum(exemption.prompt is Prompt.NOT_SHOWN for exemption in exemptions)
    if hidden:
        yield f"有{hidden}条未见以加粗、字号、符号或标题作出提示。"
    headed = sum(_by_heading_alone(exemption) for exemption in exemptions)
    if headed:
        yield (
            f"有{headed}条仅凭单列标题计为已提示；仅有标题是否“足以引起投保人注意”，裁判不一，建议另行加粗。"
        )


def _by_heading_alone(exemption: Exemption) -> bool:
    return exemption.prompt is Prompt.SHOWN and exemption.evidence.startswith("单列于")


def _on_law(extraction: Extraction, exemptions: Sequence[Exemption]) -> Iterator[str]:
    if any(
        exemption.section and _FORBIDDEN_BY_LAW.search(exemption.quotation.quote) for exemption in exemptions
    ):
        yield (
            "以法律、行政法规的禁止性规定情形（如酒后驾驶、无证驾驶、犯罪、吸毒）为免责事由的，"
            "保险人作出提示即可（司法解释（二）第十条）；其余各条还须明确说明。"
        )
    if any(_RESCINDS.search(record.quote) for record in extraction.records):
        yield (
            "仅赋予保险人解除权的约定不属于“免除保险人责任的条款”（司法解释（二）第九条第二款），未列入；"
            "解除后不赔、不退费的约定已列入。"
        )
