"""What a record asks for (所需单证): the papers of a sentence, which of them are alternatives, and in which case."""

import re
from dataclasses import dataclass

from extractor.adjustment.papers.dictionary import load_dictionary, reading


@dataclass(frozen=True, slots=True)
class Wanted:
    """One paper that is asked for (``label``): any of ``choices`` will do. ``case`` names the condition, empty where there
    is none. ``open`` is a catch-all (其他证明和资料) that names nothing; ``optional`` one that the insurer may call for."""

    label: str
    choices: tuple[str, ...]
    case: str = ""
    open: bool = False
    optional: bool = False


_HAND_IN = r"(?:提供|提交|递交|出具|携带|附送|备齐|附上)(?!的)"
_INTRO = re.compile(
    rf"^[^、。；：]{{0,40}}?{_HAND_IN}(?:了)?(?:下列|以下|如下)?[^、，。；：]{{0,12}}："
    rf"|^(?:[^，。；：、]{{0,24}}，)?(?:[^，。；：、]{{0,12}})?(?:还|另|并|亦|则|均|也|同时|应当?|必须|须|需要?|请|由|只要|补充|要求)[^，。；：、]{{0,14}}?{_HAND_IN}(?:下列|以下|如下)?"
    rf"|^{_HAND_IN}"
)
_CASE = re.compile(
    r"^(?P<case>(?:如果?|若|倘若|凡|对于|涉及|属于|因)[^，。；：]{2,80}?(?:的|时|者)?)，(?!例如)"
    rf"|^(?P<of>[^，。；：、]{{2,70}}(?:的|时|者))，?(?=[^，。；：、]{{0,16}}{_HAND_IN})"
    rf"|^(?P<where>[^，。；：、的]{{2,12}})(?=(?:还|另)[^，。；：、]{{0,8}}{_HAND_IN})"
    rf"|^(?P<touching>(?:涉及|如|若|属于)[^，。；：、]{{2,14}}?)(?=(?:需|须|应|请)[^，。；：、]{{0,4}}{_HAND_IN})"
    r"|^(?P<then>[^，。；：、]{2,50}的)，"
)
_CLAIMING = re.compile(
    r"索赔|请求赔偿|请求给付|^[^委代遗]{0,10}申请(?:理赔|赔偿|给付|保险金|领取)?(?:的|时)?$|赔偿请求|^必要"
)
_BRACKET_CASE = re.compile(
    r"[（(](?P<case>(?:如有|若有|如适用|适用于|如|若|仅|限|需要时)[^（）()]{0,24})[）)]"
)
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_SENTENCE = re.compile(r"[。；]")
_TURN = re.compile(
    r"，(?=(?:如|若|涉及|属于)[^，。；]{2,24})|，(?=[^，。；、]{2,14}的(?:，|还|另|提供|提交|须|应))"
)
_EXAMPLE = re.compile(r"[，（(]?(?:例如|比如|譬如|诸如|如：|包括但不限于|包括)[：:]?")
_ISSUES = r"(?:出具|开具|签发|作出|颁发|签署|填具|填写|提供)的"
_AGENCY = r"(?:机关|机构|部门|医院|医生|医师|法院|单位|公司|局|委员会|居委会|村委会|中心|[人方]|代表|所|站|银行|级|以上|指定|农技|气象|公安|消防|水利|交警)"
_ISSUER = re.compile(
    rf"(?:(?:(?!{_ISSUES})[^、，。；])*?{_AGENCY}(?:、|或者|或|和|以及|及))*(?:(?!{_ISSUES})[^、，。；]){{1,40}}?{_ISSUES}"
)
_HEAD = re.compile(
    r"(?:证明书?|证件?|[单书表册簿函票状卡号标]|记录|凭[证据]|收据|单据|票据|借据|依据|报告|资料|材料|文件|合同|协议|照片|录像|日志|文书|函电|钥匙|账目|病历|处方|小结|信息|保函|通知)(?:原件|复印件|正本|副本|影印件|扫描件|等)*$"
)
_CERTAINLY_OPEN = re.compile(
    r"所?能(?:够)?提供的|与确认[^。；]{0,60}(?:有关|相关)|能够?(?:证明|确认)[^，。；]{0,24}的(?:其他|其它)"
)
_PERHAPS_OPEN = re.compile(
    r"(?:其他|其它)[^，。；]{0,28}(?:证明|资料|材料|单证|文件|凭证|信息|手续)"
    r"|(?:必要|必需|合理|有关|相关)的?(?:证明|单证|资料|材料|文件)(?:和资料|及资料|材料)?$"
)
_OTHER = re.compile(r"其他|其它|必要|要求")
_JOINT = re.compile(
    r"，?(?:或者|以及|并附|、|/|或|和(?!解)|(?<![涉危])及(?!时|格)|与(?!确认|被|本|其|该|信|投|事|保|损|催|申)|，)"
)
_ANY, _ALL = frozenset({"或者", "或", "/"}), frozenset({"以及", "并附", "和", "及", "与", ""})
_BARE = re.compile(r"(?:等|有关|相关|必要|其他|其它|合理|的|记录|凭证|证明|资料|材料|文件|单证|信息)+")
_SUMMED_UP = re.compile(r"等[^、，]{0,8}(?:证明|资料|材料|文件|凭证|票据|单据)$")
_ATTACHED = re.compile(r"^(?P<before>.*?)附有(?P<attached>.+)的(?P<main>[^的]+)$")
_DISTRIBUTED = re.compile(
    r"^(?P<kind>.+?)(?P<head>(?:等)?(?:有关|相关)?(?:费用)?的?(?:原始)?(?:证明书?|凭证|票据|单据|发票|清单|鉴定书|报告|照片|记录|认定书))$"
)
_MARKS = "、，或和及"
_HOLD = str.maketrans({mark: chr(0xE000 + at) for at, mark in enumerate(_MARKS)})
_FREE = str.maketrans({chr(0xE000 + at): mark for at, mark in enumerate(_MARKS)})


_Group = tuple[str, ...]


def wanted_of(quote: str) -> tuple[Wanted, ...]:
    """The papers that the words of a record ask for, in order."""
    found: list[Wanted] = []
    for number, sentence in enumerate(_SENTENCE.split(reading(quote))):
        if number and not re.search(_HAND_IN, sentence) and not _names_paper(sentence):
            continue
        for part in _TURN.split(sentence):
            if part.strip("，：:、"):
                found.extend(_papers_of(*_case_of(part.strip("，：:、"))))
    return tuple(found)


def _case_of(sentence: str) -> tuple[str, str]:
    """The case that a sentence begins with, empty where there is none, and what it asks for."""
    match = _CASE.match(sentence)
    if match is None:
        return "", sentence
    case = next(words for words in match.groups() if words)
    if _CLAIMING.search(case) or (_HEAD.search(case) and load_dictionary().heads(case)):
        return ("必要时" if case.startswith("必要") else ""), sentence
    return case, sentence[match.end() :]


def _papers_of(case: str, sentence: str) -> list[Wanted]:
    body = _INTRO.sub("", sentence, count=1).strip("：:，、")
    bracketed = _BRACKET_CASE.search(body)
    case = case or (bracketed["case"] if bracketed else "")
    if not body:
        return []
    body = _without_open_tail(body)
    if _is_open(body):
        return [Wanted(body, (body,), case, open=True, optional=bool(_OTHER.search(body)))]
    main, examples = _with_examples(_NOTE.sub("", body) or body)
    groups = _groups(main)
    named = [group for group in groups if not _is_open(group[0])] or groups
    return [Wanted(label, (*choices, *examples), case) for label, choices in map(_labelled, named)]


def _labelled(group: _Group) -> tuple[str, tuple[str, ...]]:
    choices = (choice for token in group for choice in _choices(token))
    return "或".join(token.translate(_FREE) for token in group), tuple(dict.fromkeys(choices))


_WHO = r"(?:(?:其他|其它)?(?:投保人|被保险人|受益人|保险金申请人|申请人|索赔人)(?:、|或者?|和)?)*"
_OPEN_TAIL = re.compile(rf"(?:、|，|以及|[和及或])(?:其他|其它)?{_WHO}(?:所?能(?:够)?提供的|与确认).*$")


def _without_open_tail(body: str) -> str:
    """``保险单、损失清单和所能提供的其他证明``: the papers named; the catch-all at the end asks for nothing by name."""
    front = _OPEN_TAIL.sub("", body)
    return front if front and load_dictionary().heads(front) else body


def _is_open(body: str) -> bool:
    if _CERTAINLY_OPEN.search(body):
        return True
    return (
        bool(_PERHAPS_OPEN.search(body))
        and not load_dictionary().heads(body)
        and not re.search("、|及|和", body)
    )


def _with_examples(body: str) -> tuple[str, tuple[str, ...]]:
    """``流向记录，例如银行对账单、交易清单``: the examples are choices of the paper before them."""
    match = _EXAMPLE.search(body)
    if match is None or match.start() < 2:
        return body, ()
    examples = re.split(r"[、，/（）]|以及|或者|[或及和]", body[match.end() :])
    return body[: match.start()], tuple(each.removesuffix("等") for each in examples if len(each) > 1)


def _groups(body: str) -> list[_Group]:
    """The papers of a list; each a group of names, any of which will do. A, B 或 C without 和 is one group."""
    attached = _ATTACHED.match(body)
    if attached:
        return [(f"{attached['before']}{attached['main']}",), _attachments(attached["attached"])]
    tokens = _tokens(_ISSUER.sub(lambda issuer: issuer[0].translate(_HOLD), body))
    kinds = {joint.strip("，") for _, joint in tokens[1:]}
    if kinds & _ANY and not kinds & _ALL:
        return [tuple(token for token, _ in tokens)]
    groups: list[_Group] = []
    for token, joint in tokens:
        if groups and joint.strip("，") in _ANY:
            groups[-1] = (*groups[-1], token)
        else:
            groups.append((token,))
    return groups or [(body,)]


def _attachments(words: str) -> _Group:
    """What a certificate must come with (附有病理显微镜检查、血液检验报告): any of it."""
    return tuple(part for part in re.split(r"、|以及|或者|[及和或]", words) if len(part) > 1)


def _tokens(text: str) -> list[tuple[str, str]]:
    """The names in a list with the joint before each; words that name no paper belong to the name after them."""
    tokens: list[tuple[str, str]] = []
    start, joint = 0, ""
    strict = bool(_SUMMED_UP.search(text))
    for match in (*_JOINT.finditer(text), None):
        token = text[start : match.start() if match else len(text)]
        if match and not _names_paper(token, strict=strict):
            continue
        if tokens and _BARE.fullmatch(token):
            tokens[-1] = (f"{tokens[-1][0]}{joint.translate(_HOLD)}{token}", tokens[-1][1])
        elif token:
            tokens.append((token, joint))
        if match:
            start, joint = match.end(), match[0]
    return tokens


def _names_paper(token: str, *, strict: bool = False) -> bool:
    bare = re.sub(r"(?:等|各一份|一份|原件|复印件|正本|副本|[（(][^（）()]*[）)])+$", "", token)
    if _HEAD.search(bare):
        return True
    named = () if strict else load_dictionary().namings(bare)
    return any(naming.end == len(bare) and not naming.gapped for naming in named)


def _choices(token: str) -> tuple[str, ...]:
    """``伤残、死亡或者财物损坏的证明``: any of three papers; other names stand for themselves."""
    whole = token.translate(_FREE)
    kinds = re.split(r"、|或者|或", token)
    match = _DISTRIBUTED.match(kinds[-1])
    if len(kinds) == 1 or match is None or any(len(kind) > 16 or "及" in kind for kind in kinds):
        return (whole,)
    head = re.sub("^等(?:有关|相关)?", "", match["head"])
    spread = (f"{kind}{head}".translate(_FREE) for kind in (*kinds[:-1], match["kind"]))
    return (whole, *spread)
