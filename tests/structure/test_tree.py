"""The clause tree: nesting, paths, headings, sections, and who owns a paragraph."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import BlockKind, Document, Level, Span
from tests.documents import document_of, node_at, own_text, paths_of

TITLE = "松陵货物运输保险条款\n\n"


def chain(document: Document, path: str) -> list[str]:
    """Paths from the node up to the top."""
    found = []
    index = document.nodes.index(node_at(document, path))
    while index >= 0:
        found.append(document.nodes[index].path)
        index = document.nodes[index].parent
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一条 下列损失不赔：\n（一）战争；\n（二）罚款：\n1．行政罚款；\n2．滞纳金；\n（三）其他。\n第二条 附则。",
            ["第一条", "第一条（一）", "第一条（二）", "第一条（二）1", "第一条（二）2", "第一条（三）", "第二条"],
        ),
        (
            "第一条 责任如下：\n1、赔偿损失：\n（1）直接损失；\n（2）费用：\n①施救费；\n②检验费。\n2、支付费用。\n第二条 附则。",
            ["第一条", "第一条1", "第一条1（1）", "第一条1（2）", "第一条1（2）①", "第一条1（2）②", "第一条2", "第二条"],
        ),
        (
            "一、投保范围\n（一）车辆；\n（二）船舶。\n二、服务要求\n1．响应时间；\n2．专人服务。\n三、附则",
            ["一", "一（一）", "一（二）", "二", "二1", "二2", "三"],
        ),
        (
            "1.1 合同构成\n本合同由条款组成。\n1.2 犹豫期\n您有十五日犹豫期。\n2.3 保险责任\n责任如下：\n1．身故；\n2．全残。\n2.4 责任免除\n（1）故意；\n（2）酒驾。",
            ["1.1", "1.2", "2.3", "2.3·1", "2.3·2", "2.4", "2.4（1）", "2.4（2）"],
        ),
        (
            "1.1 合同构成\n如下。\n2.1 保险责任\n如下。\n2.1.1 基本责任\n如下：\n（1）火灾；\n（2）爆炸。\n2.1.2 附加责任\n盗窃。\n2.2 责任免除\n战争。",
            ["1.1", "2.1", "2.1.1", "2.1.1（1）", "2.1.1（2）", "2.1.2", "2.2"],
        ),
        (
            "第一条 下列损失不赔：\n（一）战争；\n（二）罢工；\n（二）暴动；\n（三）核辐射。\n第二条 附则。\n第二条 生效。",
            ["第一条", "第一条（一）", "第一条（二）", "第一条（二）#2", "第一条（三）", "第二条", "第二条#2"],
        ),
        (
            "第一章 总则\n第一条 定义。\n第二条 范围。\n第二章 赔偿\n第一条 请求。\n第二条 核定：\n（一）资料；\n（二）查勘。",
            ["第一章第一条", "第一章第二条", "第二章第一条", "第二章第二条", "第二章第二条（一）", "第二章第二条（二）"],
        ),
        (
            "第一章 总则\n第一条 定义。\n第二条 范围。\n第二章 赔偿\n第三条 请求。",
            ["第一条", "第二条", "第三条"],
        ),
        (
            "第一条 保险人负责赔偿下列损失：（一）火灾；（二）爆炸；（三）雷击。\n第二条 附则。",
            ["第一条", "第一条（一）", "第一条（二）", "第一条（三）", "第二条"],
        ),
        (
            "第一条 责任。\n第二条 附则。\n附件一 残疾比例表\n1．一级残疾；\n2．二级残疾。\n附件二 费率\n年费率为千分之二。",
            ["第一条", "第二条", "附件一", "附件一1", "附件一2", "附件二"],
        ),
        (
            "第一条 下列情形不赔：\n（一）被保险人的：\n1．故意行为；\n2．欺诈行为；\n（二）投保人的：\n1．故意行为；\n2．欺诈行为。\n第二条 附则。",
            [
                "第一条", "第一条（一）", "第一条（一）1", "第一条（一）2", "第一条（二）", "第一条（二）1", "第一条（二）2",
                "第二条",
            ],
        ),
        (
            "第一条 责任：\n（1）火灾；\n（2）爆炸。\n第五条规定的情形除外。\n第二条 附则。",
            ["第一条", "第一条（1）", "第一条（2）", "第二条"],
        ),
    ],
)  # fmt: skip
def test_paths(text: str, expected: list[str]) -> None:
    assert paths_of(TITLE + text) == expected


def test_nodes_hang_under_their_articles_and_sections() -> None:
    document = document_of(
        TITLE
        + "责任免除\n第一条 不赔：\n（一）战争；\n（二）罚款：\n1．行政罚款；\n2．税款。\n赔偿处理\n第二条 核定。"
    )
    assert chain(document, "第一条（二）2") == ["第一条（二）2", "第一条（二）", "第一条", "责任免除"]
    assert node_at(document, "第一条（一）").section == "责任免除"
    assert node_at(document, "第二条").section == "赔偿处理"


def test_parts_chapters_and_sections_nest() -> None:
    document = document_of(
        TITLE
        + "第一部分 通用条款\n第一章 总则\n第一节 构成\n第一条 构成。\n第二节 生效\n第二条 生效。\n第二章 其他\n第三条 其他。\n第二部分 附加条款\n第四条 附加。"
    )
    assert chain(document, "第二条")[1:] == ["第二节", "第一章", "第一部分"]
    assert chain(document, "第三条")[1:] == ["第二章", "第一部分"]
    assert chain(document, "第四条")[1:] == ["第二部分"]


@pytest.mark.parametrize(
    ("line", "heading", "rest"),
    [
        ("第一条 合同构成", "合同构成", []),
        ("第一条 合同构成\n本合同由条款组成。", "合同构成", ["本合同由条款组成。"]),
        ("第一条 本合同由条款、投保单、保险单组成。", "", ["本合同由条款、投保单、保险单组成。"]),
    ],
)
def test_a_heading_is_taken_off_its_text(line: str, heading: str, rest: list[str]) -> None:
    document = document_of(f"{TITLE}{line}\n第二条 说明义务\n保险人应当说明。\n第三条 生效\n本合同次日生效。")
    assert node_at(document, "第一条").heading == heading
    assert [own for own in own_text(document, "第一条") if own != heading] == rest


def test_headings_glued_to_their_text_come_off_where_articles_have_headings() -> None:
    document = document_of(
        TITLE
        + "第一条 合同生效\n本合同次日生效。\n第二条 保密义务双方应当保守秘密。\n第三条 争议解决：双方应当协商解决争议。\n第四条 其他\n无。"
    )
    assert node_at(document, "第二条").heading == "保密义务"
    assert own_text(document, "第二条") == ["双方应当保守秘密。"]
    assert node_at(document, "第三条").heading == "争议解决"
    assert own_text(document, "第三条") == ["双方应当协商解决争议。"]


def test_a_number_alone_takes_the_heading_below_it() -> None:
    document = document_of(
        "云麓终身寿险条款\n\n1.1\n\n合同构成\n\n本合同由条款组成。\n\n1.2\n\n犹豫期\n\n您有犹豫期。\n\n7.8\n\n现金价值\n\n指退保时的价值。\n\n7.9\n\n周岁\n\n指年龄。"
    )
    assert [(n.path, n.heading) for n in document.nodes if n.level is Level.ARTICLE] == [
        ("1.1", "合同构成"), ("1.2", "犹豫期"), ("7.8", "现金价值"), ("7.9", "周岁"),
    ]  # fmt: skip


def test_an_item_between_2_1_and_2_2_is_no_section() -> None:
    text = "云麓寿险条款\n\n1. 合同\n1.1 构成\n由条款组成。\n1.2 生效\n次日生效。\n2. 保障\n2.1 保险责任\n下列责任：\n1. 身故保险金\n身故时给付。\n2. 全残保险金\n全残时给付。\n2.2 责任免除\n因下列情形不给付：\n（1）故意；\n（2）酒驾。"
    assert paths_of(text) == ["1.1", "1.2", "2.1", "2.1·1", "2.1·2", "2.2", "2.2（1）", "2.2（2）"]
    document = document_of(text)
    assert [n.path for n in document.nodes if n.level is Level.SECTION] == ["1", "2"]
    assert chain(document, "2.2（1）") == ["2.2（1）", "2.2", "2"]


def test_a_section_numbered_without_a_point_is_still_one() -> None:
    text = "云麓寿险条款\n\n1 合同\n1.1 构成\n由条款组成。\n1.2 生效\n次日生效。\n1.3 期间\n一年。\n2 释义\n2.1 周岁\n指年龄。"
    document = document_of(text)
    assert chain(document, "2.1")[1] == "2"
    assert node_at(document, "2").heading == "释义"
    assert own_text(document, "1.3") == ["一年。"]


def test_the_last_item_before_an_article_is_no_section_where_it_goes_on_a_list() -> None:
    text = "第五条 保险责任\n一、身故保险金\n按保额给付。\n二、豁免保险费\n豁免各期保险费。\n第六条 附则"
    assert paths_of(TITLE + text)[-4:] == ["第五条", "第五条一", "第五条二", "第六条"]
    numbered = document_of(TITLE + "一、总则\n第一条 说明\n一、甲；\n二、保险责任\n第二条 附则")
    assert [node.path for node in numbered.nodes if node.level is Level.SECTION] == ["一", "二"]


def test_the_text_after_a_list_belongs_to_the_article() -> None:
    document = document_of(
        TITLE + "第一条 不赔：\n（一）战争；\n（二）罢工。\n上述各项损失，保险人均不负责。\n第二条 附则。"
    )
    assert own_text(document, "第一条") == ["不赔：", "上述各项损失，保险人均不负责。"]


def test_a_remark_on_several_items_belongs_to_the_article() -> None:
    document = document_of(
        TITLE
        + "第一条 保险责任如下：\n（1）身故保险金\n身故的，给付。\n（2）全残保险金\n全残的，给付。\n以上第（1）项与第（2）项，只给付其中一项。\n第二条 附则。"
    )
    assert own_text(document, "第一条") == ["保险责任如下：", "以上第（1）项与第（2）项，只给付其中一项。"]


def test_a_paragraph_inside_a_list_belongs_to_its_item() -> None:
    document = document_of(
        TITLE
        + "第一条 保险责任如下：\n（一）身故保险金\n被保险人身故的，给付。\n（二）残疾保险金\n被保险人残疾的，给付。\n（三）医疗保险金\n发生费用的，给付。\n第二条 附则。"
    )
    assert own_text(document, "第一条（二）")[-1] == "被保险人残疾的，给付。"
    assert own_text(document, "第一条") == ["保险责任如下："]


def test_what_stands_before_the_first_article_is_the_preamble() -> None:
    document = document_of(
        "团险服务合同\n甲方：青屿物流公司\n乙方：苍屏财产保险公司\n第一条 标的。\n第二条 期限。"
    )
    preamble = node_at(document, "前言")
    assert preamble.level is Level.PREAMBLE
    assert own_text(document, "前言")[1:] == ["甲方：青屿物流公司", "乙方：苍屏财产保险公司"]
    assert node_at(document, "第一条").parent == -1


def test_definitions_without_an_article_begin_with_their_name() -> None:
    document = document_of(
        TITLE + "第一条 责任。\n第二条 附则。\n释义\n1．货物：指运单列明的物品。\n2．事故：指意外。"
    )
    assert [n.path for n in document.nodes if n.path.startswith("释义")] == ["释义", "释义1", "释义2"]


def test_rows_are_a_table_under_their_article() -> None:
    document = document_of(
        TITLE + "第一条 费率如下表：\n类别\t费率\t保险费\n一类\t0.8\t80\n二类\t1.2\t120\n第二条 附则。"
    )
    (table,) = [node for node in document.nodes if node.level is Level.TABLE]
    assert [span.quote(document.text) for span in table.paragraphs] == [
        "类别\t费率\t保险费",
        "一类\t0.8\t80",
        "二类\t1.2\t120",
    ]
    assert document.nodes[table.parent].path == "第一条"
    assert table.path == "第一条"


def test_a_column_of_names_and_one_of_figures_is_a_table() -> None:
    document = document_of(
        TITLE + "第一条 比例如下表：\n残疾等级\t给付比例\n一级\t100%\n二级\t90%\n第二条 附则。"
    )
    assert [len(node.paragraphs) for node in document.nodes if node.level is Level.TABLE] == [3]


def test_two_parties_side_by_side_are_no_table() -> None:
    document = document_of(
        TITLE + "第一条 附则。\n甲方：青屿公司\t乙方：苍屏公司\n账号：6200\t账号：6300\n电话：110\t电话：120"
    )
    assert not [node for node in document.nodes if node.level is Level.TABLE]


def test_the_signature_block_is_no_provision() -> None:
    document = document_of(
        "团险服务合同\n第一条 标的。\n第二条 期限。\n第三条 价款。\n第四条 争议。\n第五条 文本。\n第六条 生效。\n（以下无正文）\n甲方（盖章）：\n法定代表人：\n开户银行：\n附件一 名册\n无。"
    )
    (signature,) = [node for node in document.nodes if node.level is Level.SIGNATURE]
    assert len(signature.paragraphs) == 4
    assert own_text(document, "第六条") == ["生效。"]
    assert node_at(document, "附件一").level is Level.APPENDIX


def test_a_drafting_note_is_noise() -> None:
    text = "服务合同\n第一条 标的\n甲方购买服务。\n风险提示：\n约定不明容易产生纠纷，建议写明数量。\n第二条 期限\n自签字之日起一年。\n第三条 其他\n无。"
    document = document_of(text)
    owned = [span.quote(document.text) for node in document.nodes for span in node.paragraphs]
    assert "甲方购买服务。" in owned
    assert not [own for own in owned if "建议" in own or "风险提示" in own]


_LABELS = [
    "第一条 ",
    "第二条 ",
    "第三条 ",
    "（一）",
    "（二）",
    "1．",
    "2、",
    "（1）",
    "①",
    "2.1 ",
    "2.2 ",
    "一、",
    "第二章 ",
    "附件一 ",
    "",
]
_BODIES = [
    "下列损失不赔：",
    "战争；",
    "保险人应当赔偿。",
    "责任免除",
    "释义",
    "货物：指物品。",
    "一类\t0.8",
    "甲方（盖章）：",
    "风险提示：",
]
_TEXTS = st.lists(
    st.tuples(st.sampled_from(_LABELS), st.sampled_from(_BODIES)).map("".join), min_size=1, max_size=25
)


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_any_text_gives_a_sound_tree(lines: list[str]) -> None:
    document = document_of("\n".join(lines))
    owned: list[Span] = []
    for index, node in enumerate(document.nodes):
        assert node.parent < index
        if node.parent >= 0:
            assert document.nodes[node.parent].span.covers(node.span)
        assert all(node.span.covers(span) for span in node.paragraphs)
        owned.extend(node.paragraphs)
    ordered = sorted(owned)
    assert all(before.end <= after.start for before, after in itertools.pairwise(ordered))
    starts = [node.span.start for node in document.nodes]
    assert starts == sorted(starts)
    assert all(block.kind in BlockKind for block in document.blocks)
    labelled = [n.path for n in document.nodes if n.level in (Level.ARTICLE, Level.ITEM, Level.APPENDIX)]
    assert len(labelled) == len(set(labelled))


def test_a_formula_alone_on_its_line_is_no_heading() -> None:
    document = document_of(
        TITLE + "保险费\n第一条 每亩保险费为24元。\n保险费＝每亩保险费×面积\n第二条 附则。"
    )
    assert "保险费＝每亩保险费×面积" in own_text(document, "第一条")


def test_numbers_that_count_sections_count_from_their_first() -> None:
    text = "一、基本条款\n1. 关于本合同\n本合同由双方订立。\n2. 合同的构成\n由保险单构成。\n二、投保\n3. 投保条件\n3.1 投保人\n您须年满18周岁。\n3.2 被保险人\n年龄不限。\n4. 保险期间\n4.1 期间\n一年。\n4.2 起止\n见保险单。\n"
    paths = [node.path for node in document_of(TITLE + text).nodes]
    assert [path for path in paths if path[0].isdigit()] == [
        "1", "2", "3", "3.1", "3.2", "4", "4.1", "4.2",
    ]  # fmt: skip


def test_a_request_to_the_reader_is_no_heading() -> None:
    text = "请扫描以查询验证条款\n\n松陵疾病保险条款\n\n第一条 责任。\n第二条 附则。"
    assert "请扫描以查询验证条款" not in paths_of(text)


def test_a_space_divides_a_heading_from_its_text() -> None:
    text = "1. 责任\n1.1 保险期间　一年。\n1.2 责任免除　因下列情形身故的，我们不承担责任：\n（1）自杀；\n1.3 犹豫期　十五日。\n1.4 宽限期　六十日。"
    assert node_at(document_of(TITLE + text), "1.2").heading == "责任免除"


def test_numbers_that_restart_in_parts_carry_the_part() -> None:
    text = "第一部分　主险\n一、保险财产\n二、保险责任\n三、除外责任\n第二部分　附加险\n一、保险财产\n二、保险责任\n三、除外责任\n"
    assert "第二部分二" in paths_of(TITLE + text)


def test_an_item_goes_on_in_the_paragraph_below_it_and_a_list_may_start_anew() -> None:
    text = "第一条 责任免除\n下列损失，保险人不赔：\n（1）自杀；\n（2）酒后驾驶、驾驶\n无证的车辆；（3）战争；（4）核辐射。\n第二条 等级\n（1）甲级；\n（2）乙级。\n分为：（1）轻度；（2）重度。\n第三条 附则\n无。"
    assert [path for path in paths_of(TITLE + text) if "（" in path] == [
        "第一条（1）", "第一条（2）", "第一条（3）", "第一条（4）",
        "第二条（1）", "第二条（2）", "第二条（1）#2", "第二条（2）#2",
    ]  # fmt: skip


def test_a_sentence_keeps_its_beginning_in_a_document_of_two_articles() -> None:
    document = document_of(
        TITLE + "第一条 每次事故绝对免赔额为五百元。\n第二条 未经保险人书面同意，被保险人不得转让本合同。"
    )
    assert own_text(document, "第一条") == ["每次事故绝对免赔额为五百元。"]
    assert own_text(document, "第二条") == ["未经保险人书面同意，被保险人不得转让本合同。"]


def test_defined_terms_count_as_headings_of_a_decimal_document() -> None:
    document = document_of(
        TITLE
        + "1.1 犹豫期您签收本合同后有十五日。\n1.2 减保您可以申请减保。\n2.1 潜水指使用器材在水下的运动。\n2.2 酒后驾驶指经检测超标的驾驶。\n2.3 周岁指按证件计算的年龄。"
    )
    assert node_at(document, "1.2").heading == "减保"
    assert own_text(document, "2.2") == ["酒后驾驶指经检测超标的驾驶。"]
