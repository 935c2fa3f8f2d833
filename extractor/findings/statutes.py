"""Provisions that depart from the law (与法律不符). First a set of rules whose breach the words themselves show.

Sources: 《保险法》(2015), 《民法典》(2020); the message names the article. Clauses may depart from a rule in the
insured's favour, and old clauses were lawful in their day: a finding is a place to look at, not a verdict.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.document import Document
from extractor.findings.passages import Passage, finding
from extractor.language.numerals import parse_number
from extractor.language.units import Unit
from extractor.records import Finding
from extractor.structure.headings import Role, role_of

_NUMBER = r"([\d一二三四五六七八九十百两]+)"


@dataclass(frozen=True)
class _Context:
    """One unit of the text, with what surrounds it."""

    passage: Passage
    unit: Unit
    before: str
    paper: "_Paper"

    @property
    def text(self) -> str:
        return self.unit.text


@dataclass(frozen=True)
class _Paper:
    """What the rules must know of the whole document."""

    document: Document

    @cached_property
    def text(self) -> str:
        return "".join(self.document.text.split())

    @cached_property
    def is_marine(self) -> bool:
        """Marine insurance answers to 《海商法》 first."""
        return re.search(r"海洋运输|海运|海轮|提单|船舶保险", self.text) is not None

    @cached_property
    def is_life(self) -> bool:
        """人寿保险: life, endowment, annuity; accident and health insurance are not."""
        return (
            re.search(r"寿险|人寿保险(?!股份|有限|公司|集团)|两全|年金|终身", self.document.title) is not None
        )

    @cached_property
    def is_personal(self) -> bool:
        """人身保险: it pays on death or injury, so that there can be a beneficiary."""
        return "身故保险金" in self.text and "受益人" in self.text


@dataclass(frozen=True, slots=True)
class _Rule:
    """A sign in a unit, and the law that it departs from."""

    sign: re.Pattern[str]
    message: str
    applies: Callable[[_Context], bool] = lambda context: True


def find_statutes(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Places where the words depart from a rule of law, one finding a rule and provision."""
    paper = _Paper(document)
    told: set[tuple[int, str]] = set()
    for passage in passages:
        before = ""
        for unit in passage.units:
            context = _Context(passage, unit, before, paper)
            for at, rule in enumerate(_RULES):
                if (at, passage.path) not in told and rule.sign.search(unit.text) and rule.applies(context):
                    told.add((at, passage.path))
                    yield finding(document, "statute", passage.path, unit.span(), rule.message)
            before = unit.text


def _more_than(limit: int) -> Callable[[_Context], bool]:
    """Does the number in the sign pass the limit of the law?"""

    def applies(context: _Context) -> bool:
        rule = next(rule for rule in _RULES if rule.applies is applies)
        match = rule.sign.search(context.text)
        value = parse_number(match[1]) if match else None
        return value is not None and value > limit

    return applies


def _excludes(context: _Context) -> bool:
    """The unit stands in a list of exclusions, or says so itself."""
    nodes, at = context.passage.document.nodes, context.passage.node
    headings = {context.passage.owner.section}
    while at >= 0:
        headings.add(nodes[at].heading)
        at = nodes[at].parent
    return any(role_of(heading) is Role.EXCLUSION for heading in headings)


_FAULT = re.compile(
    r"故意|重大过失|恶意|部分不|难以确定|危险|变[化更]|转让|扩大|显著|因此(?:增加|受到)|不可抗力"
)


def _bars_all_for_late_notice(context: _Context) -> bool:
    about_notice = re.compile(
        r"(?:出险|事故|损失|索赔|获悉|知道)[^。；]{0,30}通知|通知[^。；]{0,20}(?:保险人|本公司|我们)"
    )
    whole = context.before + "。" + context.text
    return bool(about_notice.search(whole)) and not _FAULT.search(whole)


_RULES: tuple[_Rule, ...] = (
    _Rule(
        re.compile(r"(?<!大)(?<!重)过失(?:未|没有)(?:能)?(?:如实)?(?:履行|告知)"),
        "《保险法》第十六条第二款、第五款只以故意或者重大过失为要件；此处写作一般过失，扩大了解除和免责的范围。",
    ),
    _Rule(
        re.compile(r"(?:未履行|没有履行|未如实)[^。；]*足以影响[^。；]*(?:无权|不得)解除"),
        "《保险法》第十六条第二款：故意或者重大过失未如实告知、足以影响承保或者费率的，保险人有权解除合同；此处写成无权解除。",
    ),
    _Rule(
        re.compile(rf"解除权[^。；]*知道有?解除事由之日起[^。；]*?(?:超过|逾){_NUMBER}日"),
        "《保险法》第十六条第三款：解除权自保险人知道解除事由之日起超过三十日不行使而消灭；此处的期间更长。",
        _more_than(30),
    ),
    _Rule(
        re.compile(
            r"^(?:否则|逾期|(?:未|没有)[^。；]{0,14}通知)[^。；]*(?:不承担|不负|有权拒绝|不予)[^。；]*(?:责任|赔偿|给付|赔付|受理)?"
        ),
        "《保险法》第二十一条：只有故意或者因重大过失未及时通知、致使性质原因损失难以确定的，才对无法确定的部分免责；此处一概免责。",
        _bars_all_for_late_notice,
    ),
    _Rule(
        re.compile(r"损失”?(?:是|系)?指[^。]{0,40}利息"),
        "《保险法》第二十三条第二款：未及时赔付的，应当赔偿因此受到的损失；此处把损失限定为利息，窄于法律规定。",
    ),
    _Rule(
        re.compile(rf"(?:达成[^，。；]{{0,20}}协议)(?:后|之日起){_NUMBER}(?:个工作)?日内"),
        "《保险法》第二十三条第一款：与被保险人或者受益人达成协议后十日内履行赔付义务；此处的期限更长。",
        _more_than(10),
    ),
    _Rule(
        re.compile(rf"(?:情形复杂|复杂)[^。；]*?{_NUMBER}(?:个工作)?日内[^。；]*核定"),
        "《保险法》第二十三条第一款：情形复杂的应当在三十日内作出核定；此处的期限更长。",
        _more_than(30),
    ),
    _Rule(
        re.compile(r"(?:核定结果|核定意见)(?:书面)?通知被保险人$|与被保险人达成(?!.*受益人)[^。；]*给付"),
        "《保险法》第二十三条第一款、第二十四条：核定结果应当通知被保险人或者受益人；此处漏列受益人，身故保险金的案件无从适用。",
        lambda context: context.paper.is_personal and "受益人" not in context.text,
    ),
    _Rule(
        re.compile(rf"作出核定之日起{_NUMBER}(?:个工作)?日内[^。；]*(?:拒绝|拒赔)"),
        "《保险法》第二十四条：不属于保险责任的，自作出核定之日起三日内发出拒绝通知书并说明理由；此处的期限更长。",
        _more_than(3),
    ),
    _Rule(
        re.compile(rf"(?:证明|资料|材料)[^。；]*之日起{_NUMBER}日内[^。；]*不能确定[^。；]*(?:先予|先行)"),
        "《保险法》第二十五条：收到请求和资料之日起六十日内数额不能确定的，应当先予支付能确定的数额；此处的期限更长。",
        _more_than(60),
    ),
    _Rule(
        re.compile(r"(?:时效|请求权)[^。；]*(?:自|从)(?:保险)?(?:事故|损失)发生之日(?:起)?"),
        "《保险法》第二十六条：诉讼时效自知道或者应当知道保险事故发生之日起计算；此处自事故发生之日起算，短于法律规定。",
        lambda context: not context.paper.is_marine,
    ),
    _Rule(
        re.compile(r"^(?!人寿保险的)[^。；]*(?:时效|请求权)[^。；]{0,24}(?:五|5)年"),
        "《保险法》第二十六条第一款：人寿保险以外的其他保险，诉讼时效期间为二年；本保险不是人寿保险，此处写五年。",
        lambda context: (
            not context.paper.is_life
            and re.search(r"意外|医疗|健康险|住院|津贴", context.paper.document.title) is not None
        ),
    ),
    _Rule(
        re.compile(
            r"(?:伪造|变造|谎称|编造|夸大)[^。]*(?:解除(?:本|保险)?合同|不承担(?:给付|赔偿)?[^。，；]{0,6}责任|拒绝赔偿)"
        ),
        "《保险法》第二十七条第三款：伪造、变造证据编造事故原因或者夸大损失的，保险人只对虚报的部分不承担责任；此处对全部赔款免责或者解除合同。",
        lambda context: (
            not re.search(r"部分不|虚报的?部分|未发生保险事故|谎称发生了?保险事故|夸大部分", context.text)
        ),
    ),
    _Rule(
        re.compile(r"年龄[^。；]*(?:不真实|不符|误报)[^。]*(?:解除|取消)[^。]*(?:手续费|无息退还)"),
        "《保险法》第三十二条第一款：因年龄不真实解除合同的，应当退还保险单的现金价值，解除权并受第十六条第三款、第六款限制；此处扣除手续费后退费。",
    ),
    _Rule(
        re.compile(
            r"^(?:[^。；]{0,30}，)?(?:保险人|本公司|我们)可以解除(?:本)?合同[^。；]*(?:扣除手续费|无息退还)"
        ),
        "《保险法》第三十二条第一款：因年龄不真实解除合同的，应当退还保险单的现金价值，解除权并受第十六条第三款、第六款限制；此处扣除手续费后退费。",
        lambda context: "年龄" in context.before + context.text,
    ),
    _Rule(
        re.compile(
            r"(?<!显著)增加(?:的)?[^。；]{0,20}(?:未|没有)(?:及时)?通知[^。；]*不(?:承担|负)[^。；]*责任"
        ),
        "《保险法》第五十二条：只有危险程度显著增加而未通知、且事故因此发生的，保险人才不承担责任；此处没有“显著”的限定。",
        lambda context: "危险" in context.text and "显著" not in context.before + context.text,
    ),
    _Rule(
        re.compile(r"(?:施救|防止或者?减少[^，。；]{0,8}损失)[^。；]*费用"),
        "《保险法》第五十七条第二款：为防止或者减少保险标的损失支付的必要合理费用由保险人承担，在损失赔偿以外另行计算；此处列为免责。",
        lambda context: (
            _excludes(context) and not re.search(r"不必要|不合理|超过|扩大|未经|但|除外", context.text)
        ),
    ),
    _Rule(
        re.compile(
            r"《(?:中华人民共和国)?(?:继承法|合同法|民法总则|民法通则|侵权责任法|婚姻法|担保法|物权法)》"
        ),
        "《民法典》第一千二百六十条：该法自2021年1月1日起废止；请改引《民法典》的相应条文。",
    ),
)
