"""Which lines of insurance a document is about (险种): by its title, else by what it covers."""

import re

from extractor.assessments import LineOfCover
from extractor.document import Document, DocumentKind
from extractor.terms.setting import COMPANY

_COVER = LineOfCover
_TITLES: tuple[tuple[LineOfCover, re.Pattern[str]], ...] = (
    (
        _COVER.SERVICE,
        re.compile(r"采购|服务合同|合作协议|代理(?:合同|协议)|经纪|委托(?:合同|协议)|服务协议|合作框架"),
    ),
    (_COVER.CREDIT, re.compile(r"保证保险|信用保险|保函|履约保证|贷款保证")),
    (
        _COVER.AGRICULTURE,
        re.compile(r"种植|养殖|农业保险|水稻|小麦|玉米|耕牛|能繁母猪|生猪|奶牛|森林保险|家畜|大棚"),
    ),
    (_COVER.MOTOR, re.compile(r"机动车|交强险|车辆损失|车损险|车上人员|商业车险|摩托车|拖拉机")),
    (_COVER.CARGO, re.compile(r"货物运输|货运|海洋运输|船舶|运输保险")),
    (_COVER.LIABILITY, re.compile(r"责任(?:保险|险)|责任综合险|账户.{0,6}(?:资金|盗)|网络安全|数据泄露")),
    (_COVER.PROPERTY, re.compile(r"财产|家财|企财|一切险|工程(?:保险|险)|盗抢|现金保险|机器损坏|营业中断")),
    (_COVER.HEALTH, re.compile(r"医疗|疾病|重疾|健康|防癌|癌症|住院|津贴|护理|失能|药品|恶性肿瘤")),
    (_COVER.ACCIDENT, re.compile(r"意外|伤害|交通工具|航空(?!货|运输)|旅行|旅游")),
    (
        _COVER.LIFE,
        re.compile(r"寿险|人寿保险(?!股份|有限|公司|集团)|两全|年金|终身|身故|养老|万能|投资连结|分红"),
    ),
)
_CONTENT: tuple[tuple[LineOfCover, re.Pattern[str]], ...] = (
    (_COVER.MOTOR, re.compile(r"被保险机动车|保险车辆|投保车辆")),
    (
        _COVER.LIABILITY,
        re.compile(r"依法应(?:由被保险人)?承担的?[^，。；]{0,12}(?:经济)?赔偿责任|第三者|受害人"),
    ),
    (_COVER.HEALTH, re.compile(r"初次(?:确诊|患|发生)|医疗费用|住院|重大疾病")),
    (_COVER.LIFE, re.compile(r"身故保险金|现金价值|保单贷款|满期")),
    (_COVER.ACCIDENT, re.compile(r"意外伤害|伤残评定")),
    (_COVER.CARGO, re.compile(r"提单|承运人|目的地|起运")),
    (_COVER.PROPERTY, re.compile(r"保险标的|保险财产|保险价值")),
)
_OFTEN = 3
_POLICY = re.compile(r"保险(?:合同|单|条款)$")


def lines_of_cover(document: Document) -> tuple[LineOfCover, ...]:
    """The lines in order of weight: those the title names, then those the text speaks of often. Never empty for
    clauses; a contract between named parties is SERVICE too, a policy that is called 保险合同 is not."""
    text = "".join(document.text.split())
    title = COMPANY.sub("", "".join(document.title.split()))
    named = [line for line, sign in _TITLES if sign.search(title)]
    spoken = sorted(((len(sign.findall(text)), line) for line, sign in _CONTENT), key=lambda pair: -pair[0])
    told = [line for count, line in spoken if count >= _OFTEN]
    if document.kind is DocumentKind.CONTRACT and (_is_deal(text) or not (named or _POLICY.search(title))):
        named.append(_COVER.SERVICE)
    if not named:
        return tuple(dict.fromkeys(told[:2])) or (_COVER.PROPERTY,)
    return tuple(dict.fromkeys(named))


def _is_deal(text: str) -> bool:
    """A contract of 甲方 and 乙方, and no policy between 投保人 and 保险人."""
    return text.count("甲方") >= _OFTEN and text.count("乙方") >= _OFTEN
