"""Several insurances in one document (险种): which provision and which loss belongs to which."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.claim import Claim
from extractor.determination import Question
from extractor.payout.losses import shared
from extractor.payout.scheme import Scheme
from extractor.payout.standing import Line
from extractor.terms.passages import Passage

_COVER = re.compile(
    r"(?:第[一二三四五六七八九十]+[章编部分节]+)?[^，。；：、]{2,16}(?:责任|损失|伤害|盗抢)(?:保险|险)"
)
_PEOPLE = re.compile(r"车上人员|乘客|旅客|驾驶人|驾驶员|司机|本车人员")
_OWN_CAR = re.compile(r"本车|被保险(?:机动)?车|车损|标的车")
_THIRD = re.compile(r"第三者|第三方|三者|对方|路人|行人")


def covers_of(passages: Sequence[Passage]) -> tuple[str, ...]:
    """The insurances that headings of chapters or parts name, where there are two or more."""
    found: dict[str, None] = {}
    for passage in passages:
        for heading in passage.headings[1:] or passage.headings:
            title = "".join(heading.split())
            if _COVER.fullmatch(title) and "附加" not in title:
                found.setdefault(title)
    return tuple(found) if len(found) > 1 else ()


def cover_of(passage: Passage | None, covers: Sequence[str]) -> str:
    """The insurance whose chapter a passage stands in, empty where it is in none."""
    titles = ["".join(heading.split()) for heading in passage.headings] if passage else []
    return next((title for title in titles if title in covers), "")


def placed(scheme: Scheme, claim: Claim, lines: Sequence[Line]) -> tuple[list[Line], list[Question]]:
    """Every loss under its insurance, and a question for each that cannot be told."""
    if not scheme.covers:
        return list(lines), []
    found, asked = [], []
    for line in lines:
        cover = _cover_of_loss(scheme.covers, line, claim)
        if not cover:
            names = "、".join(scheme.covers)
            ask = f"“{line.loss.name}”属于哪一个险种的损失（{names}）？请在损失名称中写明"
            asked.append(Question(ask, f"/event/losses/{line.index}/name"))
        found.append(replace(line, cover=cover))
    return found, asked


def _cover_of_loss(covers: Sequence[str], line: Line, claim: Claim) -> str:
    said = [cover for cover in covers if cover in line.text]
    if len(said) == 1:
        return said[0]
    for sign in (_PEOPLE, _THIRD):
        if sign.search(line.text):
            return next((cover for cover in covers if sign.search(cover)), "")
    own = [cover for cover in covers if "损失" in cover]
    if len(own) == 1 and _OWN_CAR.search(line.text):
        return own[0]
    scored = {cover: shared(cover, line.text) for cover in covers}
    best = [cover for cover in covers if scored[cover] and scored[cover] == max(scored.values())]
    return best[0] if len(best) == 1 else ""
