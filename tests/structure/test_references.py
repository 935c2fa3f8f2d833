"""References: what counts as one, what it finds, and what is left out."""

import json
from pathlib import Path

import pytest

from extractor.document import Document
from extractor.pages.plain import read_plain
from extractor.records import Reference, Status
from extractor.structure.reading import read_document
from extractor.structure.references import expand_targets, find_miscounts, find_references


def document_of(text: str) -> Document:
    data = text.encode()
    return read_document(read_plain(data), data)


ARTICLES = """青屿物流责任保险条款

保险责任

第一条 被保险人在运输途中造成货物损失，依法应当承担的赔偿责任，保险人负责赔偿。

第二条 保险人对下列费用负责赔偿：
（一）仲裁费和诉讼费；
（二）施救费；
（三）检验费。

责任免除

第三条 下列损失保险人不负责赔偿：
（一）罚款；
（二）间接损失。

第四条 {clause}

赔偿处理

第五条 保险人按照实际损失计算赔偿。

释义

第六条 货物：指运单列明的物品。
"""


def cited(clause: str) -> list[tuple[str, Status, tuple[str, ...]]]:
    """The references in the fourth article."""
    found = find_references(document_of(ARTICLES.format(clause=clause)))
    return [(one.quote, one.status, one.targets) for one in found if one.path == "第四条"]


def targets(clause: str) -> list[tuple[str, ...]]:
    return [paths for _, _, paths in cited(clause)]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("保险人按照第五条的约定赔偿。", ("第五条",)),
        ("保险人按照本保险合同第5条赔偿。", ("第五条",)),
        ("符合第二条第（二）项的费用另行计算。", ("第二条（二）",)),
        ("第二条第（一）、（三）项的费用另行计算。", ("第二条（一）", "第二条（三）")),
        ("第二条第（一）至（三）项的费用另行计算。", ("第二条（一）", "第二条（二）", "第二条（三）")),
        ("第二条中的（一）、（二）两项费用另行计算。", ("第二条（一）", "第二条（二）")),
        ("第一条至第三条所列情形适用本合同。", ("第一条", "第二条", "第三条")),
        ("第一条、第五条的约定同样适用。", ("第一条", "第五条")),
        ("被保险人违反本条约定的，保险人可以解除合同。", ("第四条",)),
        ("被保险人应当报案。未履行前款义务的，损失自负。", ("第四条",)),
        ("货物的范围以本保险合同释义为准。", ("第六条",)),
        ("保险人依照前条办理。", ("第三条",)),
    ],
)
def test_a_phrase_finds_its_provisions(clause: str, expected: tuple[str, ...]) -> None:
    assert targets(clause) == [expected]
    assert cited(clause)[0][1] is Status.RESOLVED


@pytest.mark.parametrize(
    "clause",
    [
        "保险人按照《中华人民共和国保险法》第五条办理。",
        "依照《道路交通安全法》第三条、第五条处理。",
        "未尽事宜按主合同第五条办理。",
        "本条款的解释权归保险人。",
        "本条所称“运输”指公路运输。",
        "招标文件为本合同附件。",
        "保险费不得低于前款项下已交数额以外的预付款。",
    ],
)
def test_statutes_definitions_and_other_contracts_are_no_references(clause: str) -> None:
    assert cited(clause) == []


def test_a_number_without_provision_dangles() -> None:
    assert cited("按照第十九条办理。") == [("第十九条", Status.DANGLING, ())]
    assert cited("损失计算方法详见附件二。") == [("详见附件二", Status.DANGLING, ())]
    assert cited("第二条第（七）项的费用不赔。")[0][1] is Status.DANGLING


def test_a_number_that_two_provisions_carry_is_ambiguous() -> None:
    text = ARTICLES.format(clause="按照第五条办理。").replace("第六条 货物", "第五条 货物")
    found = [one for one in find_references(document_of(text)) if one.path == "第四条"]
    assert [(one.status, one.targets) for one in found] == [(Status.AMBIGUOUS, ("第五条", "第五条#2"))]


def test_an_appendix_is_found_by_number_and_by_title() -> None:
    text = (
        ARTICLES.format(clause="按照附件一《退费比例表》退费。")
        + "\n附件一 退费比例表\n月数\t1\t2\n比例\t10%\t20%\n"
    )
    found = find_references(document_of(text))
    assert [(one.quote, one.targets) for one in found] == [("附件一《退费比例表》", ("附件一",))]


def test_a_list_goes_on_with_the_article_named_before_it() -> None:
    text = """运营服务采购合同

第一条 服务内容
（一）承保服务：
1.出单。
2.培训。
（二）理赔服务：
1.查勘。
2.定损。
3.付款。

第二条 违约责任
乙方违反第一条（一）承保服务中的第2项及（二）理赔服务中的1、2、3两项的，每次支付违约金。
"""
    document = document_of(text)
    found = [(one.quote, one.targets) for one in find_references(document)]
    assert found == [
        ("第一条（一）承保服务中的第2项", ("第一条（一）2",)),
        ("（二）理赔服务中的1、2、3两项", ("第一条（二）1", "第一条（二）2", "第一条（二）3")),
    ]
    assert [(one.path, one.announced, one.listed) for one in find_miscounts(document)] == [("第二条", 2, 3)]
    clause = "乙方违反第一条（二）理赔服务中的1、3两项的"
    assert expand_targets(document, clause, "第二条") == ("第一条（二）1", "第一条（二）3")
    assert expand_targets(document, clause, "第九条") == ()


DECIMAL = """山岚人寿保险股份有限公司定期寿险条款

1. 我们与您的合同
1.1 合同构成
本合同由保险条款和投保单组成。
1.2 投保年龄
投保年龄见2.1，本公司接受的上限见第2.2条，2.5元的工本费由您承担。
2. 我们提供的保障
2.1 保险责任
我们按照下列约定给付：
（1）身故保险金；
（2）全残保险金。
发生上述第（2）项情形的，本合同终止。
2.2 明确说明
我们应当说明条款。解除权适用本保险条款“保险责任”的约定，参照9.9办理。
2.3 年龄
前条的解除权同样适用。
"""


def test_decimal_numbers_and_quoted_headings() -> None:
    found = {
        (one.path, one.quote): (one.status, one.targets) for one in find_references(document_of(DECIMAL))
    }
    assert found[("1.2", "2.1")] == (Status.RESOLVED, ("2.1",))
    assert found[("1.2", "第2.2条")] == (Status.RESOLVED, ("2.2",))
    assert found[("2.1", "上述第（2）项")] == (Status.RESOLVED, ("2.1（2）",))
    assert found[("2.2", "本保险条款“保险责任”")] == (Status.RESOLVED, ("2.1",))
    assert found[("2.3", "前条")] == (Status.RESOLVED, ("2.2",))
    assert not any("2.5" in quote for _, quote in found)


def test_quotes_are_the_text_at_their_spans() -> None:
    document = document_of(DECIMAL)
    references = find_references(document)
    assert references
    assert all(one.span.quote(document.text) == one.quote for one in references)


OWN = Path(__file__).parents[2] / "corpora"


def same(gold: dict[str, object], one: Reference) -> bool:
    quote, squeezed = "".join(str(gold["quote"]).split()), "".join(one.quote.split())
    return (
        (quote in squeezed or squeezed in quote)
        and gold["status"] == one.status.value
        and gold["targets"] == list(one.targets)
    )


def test_own_documents_reach_the_bar() -> None:
    right = predicted = wanted = 0
    for path in sorted((OWN / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))["references"]
        data = (OWN / "documents" / f"{path.name[: -len('.gold.json')]}.txt").read_bytes()
        found = list(find_references(read_document(read_plain(data), data)))
        wanted, predicted = wanted + len(gold), predicted + len(found)
        for one in gold:
            hit = next((candidate for candidate in found if same(one, candidate)), None)
            if hit is not None:
                found.remove(hit)
                right += 1
    assert wanted > 50
    assert 2 * right / (predicted + wanted) >= 0.95


def test_the_paragraphs_before_in_the_words_of_the_trade() -> None:
    text = ARTICLES.format(clause="保险人另行约定。").replace(
        "（三）检验费。", "（三）检验费；\n（四）除本条前两款约定外，境外费用须经公证。"
    )
    found = {one.quote: one.targets for one in find_references(document_of(text))}
    assert found["本条前两款"] == ("第二条（二）", "第二条（三）")


def test_several_items_named_by_bare_numerals() -> None:
    assert targets("第二条一、二两项以外的费用不赔。") == [("第二条（一）", "第二条（二）")]


def test_the_item_before_an_unnumbered_paragraph_is_the_provision_itself() -> None:
    assert targets("被保险人应当报案。未依前项约定报案的，损失自负。") == [("第四条",)]


def test_a_table_said_to_be_attached_and_not_there_dangles() -> None:
    assert cited("退费按所附短期费率表计算。") == [("所附短期费率表", Status.DANGLING, ())]
    assert cited("数额见保险单所附现金价值表。") == []


def test_see_the_appendix_after_a_title_in_brackets() -> None:
    text = ARTICLES.format(clause="按《伤残等级表》（见附表）给付。") + "\n附表 伤残等级表\n一级 全残\n"
    found = [one.quote for one in find_references(document_of(text)) if one.path == "第四条"]
    assert "见附表" in found
