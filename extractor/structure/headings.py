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


# The first word of a sentence; not the end of another word (绝|对, 解|除, 未|经) nor the beginning of one (自|动).
_SUBJECT = re.compile(
    r"(?:甲、?乙?双?方(?!的声明)|乙方(?!的声明)|双方|任何一方|各方|(?<!基)本(?:附加|主)?(?:保?险)?合同|本协议|(?<!基)本保险|(?<!被)保险人|投保人|被保险人|(?<!保险金)受益人|您|我们|本公司"
    r"|(?<![大但])凡|如果|(?<![例比假诸])如(?![下实上])|(?<![倘假])若|(?<![原起病诱基])因|(?<![存所现实])在|(?<![解免扣排消清拆删])除"
    r"|(?<![各亲来擅独])自(?![动然身行用愿由费负付体治己杀主])|(?<![应相适正不恰])当(?!事|地)|为(?=了|保[证障护]|维|明|规|加|促|切|充分)|(?<![绝相针面核比反])对(?![应象方价账])"
    r"|(?<![未已一曾神业])经(?![营纪济办过常理验])|(?<!合同)订立|(?<!事故)(?<!初次)(?<!首次)发生(?![后时前]|变[动化])|按|根据|(?<![法唯])依(?!法)|(?<![如])下列|以下(?!简称|的)|\d{1,2}[.．、])"
)
# 保险费交清前 发生的事故, 有 下列情形: what comes before the subject is the sentence's own beginning.
_UNFINISHED = re.compile(
    r"(?:[前后时内中和与或及未已由向有指于经对以被从给是把在]|之日|出现|符合|具备|包括|属于|没有|适用|达到|采用|致使|要求|认定)$"
)
_BEGINS = re.compile(r"(?:未[经能按]|没有|上述|前述|任何|每一|一旦|同一|每次事故$)")
# 承运人|在运输过程中, 保险费|按保险金额计收: a noun that acts or is set, and the sentence about it.
_ACTS = re.compile(
    r"(?:人|者|方|员|公司|机构|部门|机关|单位|法院|车|船舶|工程|飞机|货物|标的|财产|合同|协议|条款|办法|规定)\|(?:[因在自为对经按依若]|根据|如果|发生)"
    r"|(?:费|费率|佣金|报酬|价款|金额|限额|免赔额|免赔率)\|(?:按|依|根据|在[^，。；]{0,14}(?:载|写|列|注)明)"
)


def glued_heading(rest: str) -> int:
    """Length of a heading that runs straight into its text (``反洗钱双方均应…`` → 3), or 0.

    Only for documents whose articles have headings; the heading must be a bare noun phrase of at most
    fourteen characters before the first word that can begin a sentence.
    """
    match = _SUBJECT.search(rest, 2)
    if match is None or match.start() > 14 or _SUBJECT.match(rest):
        return 0
    heading = rest[: match.start()]
    return 0 if _is_begun_sentence(heading, rest[match.start() :]) else match.start()


def _is_begun_sentence(heading: str, body: str) -> bool:
    """The words before the subject belong to its sentence and are no noun phrase that could head it."""
    plain = heading.replace("的声明", "").replace("不可抗力", "")
    if _BEGINS.match(heading) or _UNFINISHED.search(heading) or plain.count("（") != plain.count("）"):
        return True
    if re.search(r"[，。；：:,;\s的应须可不得是将为由=＝%％]", plain):
        return True
    return _ACTS.search(f"{heading[-3:]}|{body[:20]}") is not None


DRAFTING_NOTE = re.compile(r"(?:再次)?(?:风险|温馨|律师|填写|起草|使用)(?:提示|说明|提醒)\s*[：:]")
SIGNATURE = re.compile(
    r"以下无正文|签署页|^[（(【]?\s*(?:甲方|乙方|丙方)\s*[（(](?:公章|盖章|签章|签字|签名)|^(?:甲方|乙方)(?:签字|盖章|签章)|^(?:法定代表人|授权代表|开户银行|开户行|账号)\s*[（(：:]"
)
