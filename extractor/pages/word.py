"""Word documents (.docx, .docm) → lines with the numbers that Word prints (Word 文档).

ISO/IEC 29500 WordprocessingML, transitional and strict. The parts are walked directly: libraries for
writing Word files leave out automatic numbers, notes, revisions and text boxes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from extractor.document import Line, LineKind, Page, Reading, Remark, Source
from extractor.errors import BrokenDocument, EmptyDocument, OversizedDocument, UnsupportedFormat
from extractor.pages.emphasis import marked_line, with_text
from extractor.pages.package import Package, Relationship, open_package
from extractor.pages.word_blocks import Story, WordFile
from extractor.pages.word_markup import R, W
from extractor.pages.word_numbering import Lists
from extractor.pages.word_prose import Tally
from extractor.pages.word_styles import Styles
from extractor.pages.word_tables import tabbed_rows
from extractor.pages.word_wrapping import unwrapped

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Zero-width marks, direction marks, soft hyphens, byte-order marks and controls print nothing.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]"
)
_TEXT_KINDS = frozenset({LineKind.BODY, LineKind.HEADING, LineKind.ROW})


def read_docx(data: bytes) -> Reading:
    """Read a .docx or .docm: one page numbered 0 with a line for every paragraph, ``joins`` False
    (None in a file whose paragraphs are printed lines pasted from a PDF).

    A line's text begins with its automatic number (``第一条 ``). Raises EncryptedDocument,
    UnsupportedFormat, BrokenDocument, OversizedDocument, EmptyDocument.
    """
    package = open_package(data)
    try:
        return _read(package)
    except RecursionError as error:
        raise OversizedDocument(
            "Word 文件的表格或文本框嵌套层数过多，已停止读取。请取消嵌套后另存，再重新提交。"
        ) from error


def _read(package: Package) -> Reading:
    root_links = package.related("")
    main = next((link.target for link in root_links.values() if link.kind == "officeDocument"), None)
    document = package.tree(main or "word/document.xml")
    if document is None or document.tag != W + "document":
        raise UnsupportedFormat("这个压缩包不是 Word 文档。请提交 .docx、.doc、PDF、HTML 或文本文件。")
    links = package.related(main or "word/document.xml")
    file = _word_file(package, links, document)
    body = document.find(W + "body")
    if body is None:
        raise BrokenDocument("Word 文件没有正文部分，可能已损坏。请用 Word 打开后另存为 .docx，再重新提交。")
    text = _tidy(Story(file, document).lines(body))
    if not any(line.kind in _TEXT_KINDS for line in text):
        # A file converted from PDF can hold its whole text in text boxes: then they are the text.
        text = [replace(line, kind=LineKind.BODY) if line.kind is LineKind.NOTE else line for line in text]
    if not any(line.kind is not LineKind.FURNITURE for line in text):
        raise EmptyDocument(_empty_message(file.tally))
    heads, feet = (_furniture(package, file, document, links, kind) for kind in ("header", "footer"))
    remarks = [*_remarks(package, file, links)]
    loose = unwrapped(text)
    if loose is not None:
        remarks.append(
            Remark("hard-wrapped", "文档每个印刷行自成一段（多由 PDF 粘贴而来），段落按文字重新拼合")
        )
    page = Page(0, (*heads, *(loose or text), *feet))
    return Reading(Source.DOCX, (page,), tuple(remarks), _title(package, root_links))


def _word_file(package: Package, links: dict[str, Relationship], document: etree._Element) -> WordFile:
    styles = Styles(_linked(package, links, "styles"))
    notes = {}
    for kind in ("footnote", "endnote"):
        root = _linked(package, links, kind + "s")
        for note in root.iterfind(W + kind) if root is not None else ():
            notes[kind, note.get(W + "id", "")] = note
    lists = Lists(_linked(package, links, "numbering"), styles)
    return WordFile(styles, lists, notes, styles.usual(document))


def _linked(package: Package, links: dict[str, Relationship], kind: str) -> etree._Element | None:
    target = next((link.target for link in links.values() if link.kind == kind), None)
    return package.tree(target) if target else None


def _furniture(
    package: Package,
    file: WordFile,
    document: etree._Element,
    links: dict[str, Relationship],
    kind: str,
) -> list[Line]:
    """Headers or footers (页眉、页脚) of all sections, each printed text once."""
    targets = dict.fromkeys(
        links[reference.get(R + "id", "")].target
        for reference in document.iter(W + kind + "Reference")
        if reference.get(R + "id", "") in links
    )
    roots = [root for root in map(package.tree, targets) if root is not None]
    file = replace(file, tally=Tally())  # a logo in the page header is no loss of text
    lines = [line for root in roots for line in Story(file, root, LineKind.FURNITURE).lines(root)]
    return list({line.text: line for line in _tidy(lines)}.values())


def _tidy(lines: Iterable[Line]) -> list[Line]:
    """Lines without invisible characters, tabs only between cells, tables numbered in their order."""
    clean = [with_text(line, marked_line(line).replaced(_INVISIBLE, "")) for line in lines]
    kept = [line for line in clean if line.text.strip()]
    used = 1 + max((line.table for line in kept if line.table is not None), default=-1)
    rows = tabbed_rows(kept, used)
    order = {
        number: at
        for at, number in enumerate(dict.fromkeys(line.table for line in rows if line.table is not None))
    }
    return [replace(line, table=order[line.table]) if line.table is not None else line for line in rows]


def _title(package: Package, root_links: dict[str, Relationship]) -> str:
    try:
        core = _linked(package, root_links, "core-properties")
    except BrokenDocument:
        return ""  # a title that cannot be read is no title; the text does not hang on it
    return "" if core is None else (core.findtext(_TITLE) or "").strip()


def _remarks(package: Package, file: WordFile, links: dict[str, Relationship]) -> Iterator[Remark]:
    tally = file.tally
    if tally.inserted or tally.deleted:
        counts = f"插入{tally.inserted}处、删除{tally.deleted}处"
        yield Remark("tracked-changes", f"文档含修订痕迹：{counts}，已按接受修订后的文本读取")
    comments = _linked(package, links, "comments")
    written = len(comments.findall(W + "comment")) if comments is not None else 0
    if written:
        yield Remark("comments", f"文档含批注{written}条，批注内容未读入正文")
    if tally.hidden:
        yield Remark("hidden-text", f"文档含隐藏文字{tally.hidden}字，未读入正文")
    if tally.struck:
        yield Remark("struck-text", f"文档含删除线文字{tally.struck}字，按已删除处理，未读入正文，请人工核对")
    if any(name.endswith("vbaproject.bin") for name in package.names):
        yield Remark("macro", "文档含宏代码，未运行也未读取")
    yield from _losses(file)


def _losses(file: WordFile) -> Iterator[Remark]:
    """What Word prints and this reading does not have."""
    tally = file.tally
    if tally.pictures:
        yield Remark("pictures", f"文档含图片或图表{tally.pictures}个，其中的文字未读取，请人工核对")
    if tally.ornaments:
        yield Remark(
            "ornaments",
            f"文档含徽标、印章等小图或正文之前、衬于文字下方的图片{tally.ornaments}个，其中的文字未读取",
        )
    if tally.objects:
        yield Remark(
            "lost-text", f"文档含嵌入对象{tally.objects}个（如公式、电子表格），其内容未读取，请人工核对"
        )
    if tally.chunks:
        yield Remark(
            "lost-text", f"文档含嵌入的其他文件{tally.chunks}个，其内容未读取，请在 Word 中另存后重新提交"
        )
    if tally.symbols:
        yield Remark("lost-text", f"文档含无法识别的特殊符号{tally.symbols}个，已用“\ufffd”代替")
    if tally.fields:
        yield Remark(
            "lost-text", f"文档含{tally.fields}个未保存结果的域（自动编号或公式），其内容未读取，请人工核对"
        )
    if file.unknown_numerals:
        styles = "、".join(sorted(file.unknown_numerals))
        yield Remark(
            "numbering", f"文档的自动编号使用了不支持的样式（{styles}），已按阿拉伯数字读取，请人工核对"
        )


def _empty_message(tally: Tally) -> str:
    if tally.pictures or tally.ornaments:
        return "Word 文件里只有图片、没有文字（可能是扫描件）。请先做文字识别（OCR），或提交有文字的文件。"
    return "Word 文件里没有文字。请检查是否选错了文件。"
