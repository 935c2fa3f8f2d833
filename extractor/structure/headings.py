"""Headings (标题): what a short line announces, numbered or not, and headings glued to their text."""

import re
from enum import StrEnum


class Role(StrEnum):
    """What a section or an article is about, by its heading."""

    GENERAL = "general"  # 总则
    COVERAGE = "coverage"  # 保险责任
    EXCLUSION = "exclusion"  # 责任免除
    LIMIT = "limit"  # 赔偿限额与免赔额、保险金额
    PERIOD = "period"  # 保险期间、等待期
    PREMIUM = "premium"  # 保险费
    INSURER_DUTIES = "insurer_duties"  # 保险人义务
    INSURED_DUTIES = "insured_duties"  # 投保人、被保险人义务
    CLAIMS = "claims"  # 赔偿处理、保险金申请与给付
    TERMINATION = "termination"  # 合同变更与解除
    DISPUTE = "dispute"  # 争议处理
    DEFINITIONS = "definitions"  # 释义
    APPENDIX = "appendix"  # 附录、费率表
    OTHER = "other"


_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.DEFINITIONS,
        re.compile(
            r"^(?:名词|术语|条款|重要术语|用语)?(?:释义|定义|解释)(?:[与和]解释)?$|^(?:名词|术语)(?:解释|定义|释义)"
        ),
    ),
    (
        Role.EXCLUSION,
        re.compile(
            r"责任免除|除外责任|免除[^，。]{0,8}责任|免责|责任的免除|不保事项|不承担保险责任|除外事项|不承保|不负责赔偿"
        ),
    ),
    (Role.DISPUTE, re.compile(r"争议|法律适用|适用法律|司法管辖|仲裁|纠纷")),
    (Role.TERMINATION, re.compile(r"解除|变更|终止|退保|恢复效力|效力中止|效力恢复|复效|注销")),
    (Role.INSURER_DUTIES, re.compile(r"^(?:保险人|我们|本公司|公司|承保人)的?(?:的?义务|责任)")),
    (
        Role.INSURED_DUTIES,
        re.compile(
            r"(?:投保人|被保险人|受益人|您)[^的]*的?义务|如实告知|安全防范|危险(?:程度)?增加|告知义务"
        ),
    ),
    (
        Role.CLAIMS,
        re.compile(
            r"赔偿处理|理赔|索赔|保险金的?(?:申请|给付|领取)|给付申请|申请领取|赔款|事故通知|赔偿(?:金额)?计算|受益人"
        ),
    ),
    (Role.LIMIT, re.compile(r"限额|免赔|保险金额|保额|赔付比例|给付比例|责任限制")),
    (Role.PREMIUM, re.compile(r"保险费|保费|缴费|交费")),
    (
        Role.PERIOD,
        re.compile(
            r"保险期[间限]|责任起讫|责任期间|等待期|观察期|犹豫期|宽限期|追溯期|诉讼时效|索赔期限|合同期限|服务期限|责任的?开始"
        ),
    ),
    (
        Role.COVERAGE,
        re.compile(
            r"保险责任|责任范围|保障责任|保障范围|承保范围|赔偿责任$|(?:我们|公司)提供的保障|保险利益|保障内容|承保险别|^[^，。]{2,12}险责任$"
        ),
    ),
    (
        Role.GENERAL,
        re.compile(r"^总则|合同(?:的)?(?:构成|成立|组成|订立)|基本条款|与我们的合同|投保范围|投保年龄"),
    ),
    (Role.APPENDIX, re.compile(r"^附[录件表]|费率表|比例表|系数表")),
)
_OTHER = re.compile(
    r"^(?:其他|其它|附则|通用|一般|特别约定|保密|违约|结算|不可抗力|安全保障|服务|合同|送达|通知)"
)
_NUMBER = re.compile(
    r"^\d{1,2}[.．、]?(?=[\u4e00-\u9fff])(?!日|天|年|个|周|月)"
)  # a section's number without a point
_ENDING = "。；，、！？：;,!?:"
_CLAUSE = re.compile(r"[，。；！？]")


def role_of(heading: str) -> Role:
    """The role that a heading announces; OTHER where it says nothing we act on."""
    compact = _NUMBER.sub("", "".join(heading.split()).strip("【】[]：:"))
    if re.search(r"(?:保障|保险责任|责任范围)[^，。]{0,4}[及和与、]责任免除", compact):
        return Role.OTHER  # a chapter of both: its articles tell
    for role, pattern in _ROLES:
        if pattern.search(compact):
            return role
    return Role.OTHER


_NOTE = re.compile(r"(?<=.{4})（(?:以下简?称|下称)[^（）]{2,16}）$")


def is_title_like(text: str, longest: int = 26) -> bool:
    """A short line without a sentence in it: it can be a heading."""
    compact = _NOTE.sub("", text.strip())
    if not 1 < len(compact) <= longest or "\t" in compact or compact[-1] in _ENDING:
        return False
    if re.search("[=＝×÷]", compact):  # a formula alone on its line
        return False
    if "：" in compact[:-1] or ":" in compact[:-1] or "__" in compact or "＿＿" in compact:
        return False
    return _CLAUSE.search(compact) is None


def announces_section(text: str) -> bool:
    """A title-like line whose words are those of the sections of insurance clauses and contracts."""
    compact = "".join(text.split()).strip("【】[]：:")
    if re.search(r"请[见参]|详见|参见|见《|相关内容", compact):
        return False
    return is_title_like(compact, 20) and (role_of(compact) is not Role.OTHER or bool(_OTHER.match(compact)))


_SUBJECT = re.compile(
    r"(?:甲、?乙?双?方(?!的声明)|乙方(?!的声明)|双方|任何一方|各方|本(?:保险)?合同|本协议|本保险|保险人|投保人|被保险人|受益人|您|我们|本公司"
    r"|凡|如果|如(?![下实上])|若|因|在|除|自|当|为(?=[了保维明规加促切]|充分)|对|经|订立|发生|按|根据|依|下列|以下|\d)"
)
_UNFINISHED = re.compile(r"(?:[前后时内中和与或及未已由向]|之日)$")  # 保险费交清前 发生的事故 is a sentence


def glued_heading(rest: str) -> int:
    """Length of a heading that runs straight into its text (``反洗钱双方均应…`` → 3), or 0.

    Only for documents whose articles have headings; the heading must be a bare noun phrase of at most
    fourteen characters before the first word that can begin a sentence.
    """
    match = _SUBJECT.search(rest, 2)
    if match is None or match.start() > 14 or _SUBJECT.match(rest):
        return 0
    heading = rest[: match.start()]
    plain = heading.replace("的声明", "").replace("不可抗力", "")
    if _UNFINISHED.search(heading) or re.search(r"[，。；：:,;\s的应须可不得是将为由=＝%％]", plain):
        return 0
    return match.start()


DRAFTING_NOTE = re.compile(r"(?:再次)?(?:风险|温馨|律师|填写|起草|使用)(?:提示|说明|提醒)\s*[：:]")
SIGNATURE = re.compile(
    r"以下无正文|签署页|^[（(【]?\s*(?:甲方|乙方|丙方)\s*[（(](?:公章|盖章|签章|签字|签名)|^(?:甲方|乙方)(?:签字|盖章|签章)|^(?:法定代表人|授权代表|开户银行|开户行|账号)\s*[（(：:]"
)
