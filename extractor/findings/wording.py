"""Words lost or corrupted (文字残缺): what the grammar of the sentence itself shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.document import Document, Level
from extractor.findings.passages import Passage, finding
from extractor.records import Finding

_MODAL = r"(?:还?应当?(?!的|税|收|付|缴|急|用|予|得|付)|还须|必须|不得(?!超过|低于|高于|少于|大于)|有权)"


@dataclass(frozen=True, slots=True)
class _Sign:
    code: str
    pattern: re.Pattern[str]
    message: str


_SIGNS = (
    _Sign(
        "garbled",
        re.compile(r"(?<=[\u4e00-\u9fff])(?<!是)(?<!否)[□\ufffd](?=[\u4e00-\u9fff])(?![^，。；]{0,8}□)"),
        "此处有字没有显示出来；请补上缺字。",
    ),
    _Sign(
        "garbled",
        re.compile(r"中华人民共和(?!国)[^，。；]{0,2}"),
        "“中华人民共和国”一词残缺，文字损坏；请改正。",
    ),
    _Sign(
        "garbled",
        re.compile(
            r"(?<=[\u4e00-\u9fff])(?<![第附成级类表为])[a-hj-mo-z](?=[具的和与在，。])(?<![\u4e00-\u9fff]n)"
        ),
        "汉字之间多出一个字母，疑为转换时损坏；请删去或恢复原字。",
    ),
    _Sign(
        "garbled",
        re.compile(r"[\u4e00-\u9fff]、[；，。][\u4e00-\u9fff]|；，|，，|、、"),
        "标点相连，其间疑有文字脱落；请补上。",
    ),
    _Sign(
        "garbled",
        re.compile(r"一(?:种|项|个|类)或(?![多数两几若一二三四五者以])"),
        "“一…或”之后疑脱“多”字，数量不明；请补上。",
    ),
    _Sign(
        "garbled",
        re.compile(r"符合本(?:保险)?合同的(?:医院|医疗机构|医生|鉴定机构)"),
        "“符合本合同的”之后疑脱“规定”或“释义”等字，标准不明；请补上。",
    ),
    _Sign(
        "garbled",
        re.compile(r"及时[^，。；]{0,40}进行及时[^，。；]{0,6}"),
        "同一句里“及时”重复，文句残缺；请改写。",
    ),
    _Sign(
        "garbled",
        re.compile(r"(?<!对)承诺(?:其他方|对方)(?!将|应|会|不|已)"),
        "“承诺”之后疑脱“对”字，义务的对象不明；请补上。",
    ),
    _Sign(
        "missing-object",
        re.compile(
            rf"(?:甲方|乙方|双方|保险人|投保人|被保险人|受益人)(?:提供|约定|签订|出具)?的(?={_MODAL})"
        ),
        "“的”字之后缺少名词，主语不明；请补上。",
    ),
    _Sign(
        "missing-object",
        re.compile(rf"(?:甲方|乙方|保险人|投保人|被保险人|受益人)[和与及](?={_MODAL})"),
        "连词之后缺少名词，说不清由谁承担；请补上。",
    ),
)


def find_wording(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Signs of lost or corrupted words, one finding a sign and provision."""
    told: set[tuple[str, str]] = set()
    for passage in passages:
        if passage.owner.level is Level.TABLE:
            continue
        text = passage.view.text
        for sign in _SIGNS:
            match = sign.pattern.search(text)
            if match is None or (passage.path, sign.message) in told:
                continue
            told.add((passage.path, sign.message))
            start, end = max(match.start() - 6, 0), min(match.end() + 6, len(text))
            yield finding(document, sign.code, passage.path, passage.view.span(start, end), sign.message)
    yield from _undetermined_factors(document, passages)
    yield from _truncated(document, passages)


_FACTOR = re.compile(
    r"(?:其中，?)?((?:退保|短期|折旧|调整|浮动|给付)(?:系数|比例表))(?:按照?|根据|依)[^，。；]{4,40}确定"
)


def _undetermined_factors(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """A coefficient that a formula needs, and that no table and no sentence gives."""
    for passage in passages:
        match = _FACTOR.search(passage.view.text)
        if match is None or re.search(r"附[件表录]|下表|费率表|载明|约定|公式", match[0]):
            continue
        name = match[1]
        given = any(
            (re.search(rf"{name}(?:为|是|：|=|表)\d*", other.view.text) and other is not passage)
            or (other.owner.level in (Level.TABLE, Level.APPENDIX) and name in other.view.text)
            for other in passages
        )  # fmt: skip
        if not given:
            message = f"“{name}”既没有数值表，也没有算式，据以计算的金额无从得出；请补上。"
            yield finding(document, "missing-object", passage.path, passage.view.span(*match.span()), message)


_ENDS = tuple("。；：！？.;:!?）)”】》…")


def _truncated(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """The last sentence of the body has no end, where the document ends its sentences."""
    body = [p for p in passages if p.owner.level in (Level.ARTICLE, Level.ITEM) and len(p.view.text) > 12]
    if len(body) < 5 or document.nodes[-1].level not in (Level.ARTICLE, Level.ITEM):
        return
    ended = sum(passage.view.text.endswith(_ENDS) for passage in body)
    last = body[-1]
    final = last.span.end >= max(passage.span.end for passage in passages)
    if (
        final
        and last.view.text[-1] != "页"
        and not last.view.text.endswith(_ENDS)
        and ended >= 0.9 * (len(body) - 1)
    ):
        span = last.view.span(max(len(last.view.text) - 40, 0), len(last.view.text))
        yield finding(
            document, "truncated", last.path, span, "正文到这里中断，句子没有结束；请补上缺失的部分。"
        )
