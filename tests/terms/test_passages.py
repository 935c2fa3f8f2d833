"""Passages: every unit in its place, with its role, its lead-ins and its neighbours."""

import pytest

from extractor.structure.headings import Role
from extractor.terms.passages import Passage
from tests.documents import passages_of

TITLE = "松陵保险条款\n\n"
NESTED = """责任免除
第一条 下列损失，保险人不负责赔偿：
（一）战争；
（二）被保险人的下列费用：
1．罚款；
2．诉讼费。
赔偿处理
第二条 保险人应当核定。被保险人应当协助。
第三条 附则。
"""


def passage(text: str, body: str) -> Passage:
    (found,) = [p for p in passages_of(TITLE + body) if p.text == text]
    return found


@pytest.mark.parametrize(
    ("text", "path", "role", "leads"),
    [
        ("战争", "第一条（一）", Role.EXCLUSION, ["下列损失，保险人不负责赔偿"]),
        ("罚款", "第一条（二）1", Role.EXCLUSION, ["被保险人的下列费用", "下列损失，保险人不负责赔偿"]),
        ("诉讼费", "第一条（二）2", Role.EXCLUSION, ["被保险人的下列费用", "下列损失，保险人不负责赔偿"]),
        ("被保险人应当协助", "第二条", Role.CLAIMS, []),
    ],
)
def test_a_passage_inherits_what_stands_above_it(text: str, path: str, role: Role, leads: list[str]) -> None:
    found = passage(text, NESTED)
    assert (found.node.path, found.role) == (path, role)
    assert [lead.text for lead in found.leads] == leads


def test_lead_ins_and_leaves() -> None:
    leads = {p.text for p in passages_of(TITLE + NESTED) if p.is_lead}
    assert leads == {"下列损失，保险人不负责赔偿", "被保险人的下列费用"}
    assert not passage("被保险人的下列费用", NESTED).leaf
    assert passage("罚款", NESTED).leaf


def test_passages_are_chained_in_reading_order() -> None:
    found = passages_of(TITLE + NESTED)
    assert [p.previous for p in found] == [None, *found[:-1]]
    assert [p.next for p in found] == [*found[1:], None]
    spans = [p.unit.span() for p in found]
    assert spans == sorted(spans)


def test_siblings_after_end_with_the_article() -> None:
    first = passage("战争", NESTED)
    assert [p.text for p in first.siblings_after()] == ["被保险人的下列费用", "罚款", "诉讼费"]


@pytest.mark.parametrize(
    ("body", "text", "article"),
    [
        (NESTED, "罚款", "第一条"),
        (
            "1.1 构成\n由条款组成。\n1.2 生效\n次日生效。\n2.1 责任\n如下：\n1．身故；\n2．全残。\n2.2 免除\n故意。",
            "全残",
            "2.1",
        ),
        ("第一条 甲。\n第一条 乙：\n（一）丙。\n（二）丁。", "丁", "第一条#2"),
    ],
)
def test_the_article_of_a_passage(body: str, text: str, article: str) -> None:
    assert passage(text, body).article == article


def test_an_article_heading_gives_its_own_role() -> None:
    body = "总则\n第一条 责任免除\n保险人不赔战争损失。\n第二条 保险期间\n一年。\n第三条 附则\n无。"
    assert passage("保险人不赔战争损失", body).role is Role.EXCLUSION
    assert passage("一年", body).role is Role.PERIOD


def test_noise_tables_and_signatures_hold_no_passages() -> None:
    body = "第一条 费率如下表：\n类别\t费率\t保险费\n一类\t0.8\t80\n第二条 附则。\n第三条 生效。\n第四条 文本。\n（以下无正文）\n甲方（盖章）："
    texts = [p.text for p in passages_of(TITLE + body)]
    assert "附则" in texts
    assert not [text for text in texts if "一类" in text or "盖章" in text]
