"""Passages find their counterparts: in the same words, in others, moved, split, merged, under another number."""

from pathlib import Path

import pytest

from extractor.comparison.alignment import align
from extractor.comparison.passages import read_passages
from extractor.differences import Place
from extractor.extraction import extract
from tests.comparison.wordings import BASE, Aligned, edited

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpora" / "documents").glob("*.txt"))

WAR = "（二）战争、敌对行动、军事行为、武装冲突；\n"
NUCLEAR = "（三）核辐射、核爆炸、核污染；\n"
NOTICE = "第九条 被保险人应当在知道事故发生后四十八小时内通知保险人。"
NO_NOTICE = "故意或者因重大过失未及时通知，致使损失难以确定的，保险人对无法确定的部分不承担赔偿责任。"


def moved(aligned: Aligned) -> list[str]:
    return [text for each in aligned.matches if each.place is Place.MOVED for text in aligned.texts(each)[0]]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_is_the_same_as_itself(path: Path) -> None:
    passages = read_passages(extract(path.read_bytes(), path.name))
    assert [(each.a, each.b, each.place) for each in align(passages, passages)] == [
        ((at,), (at,), Place.SAME) for at in range(len(passages))
    ]


def test_an_item_that_is_gone_stands_alone_and_the_others_are_renumbered() -> None:
    aligned = Aligned(
        BASE, edited((WAR, ""), ("（三）核辐射", "（二）核辐射"), ("（四）货物自身", "（三）货物自身"))
    )
    assert aligned.alone() == (["战争、敌对行动、军事行为、武装冲突；"], [])
    assert aligned.match("核辐射").place is Place.RENUMBERED
    assert aligned.match("被保险人及其雇员").place is Place.SAME


def test_an_item_in_the_place_of_another_that_says_something_else_is_no_counterpart() -> None:
    aligned = Aligned(BASE, edited((WAR, "（二）地震、海啸及其次生灾害；\n")))
    assert aligned.alone() == (["战争、敌对行动、军事行为、武装冲突；"], ["地震、海啸及其次生灾害；"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("每次事故免赔额500元", "每次事故免赔率5%"),
        ("每次事故免赔额500元", "绝对免赔额为每次事故人民币3,000元"),
        ("罚款、罚金和惩罚性赔偿，保险人不负责赔偿", "对于行政或刑事罚款、罚金，保险人一概不予赔付"),
        ("依法设立并经营仓储业务的企业，可以作为本合同的被保险人", "凡在境内登记、从事货物保管业务的法人，均可成为被保险人"),
        ("保险人收到完整单证后三十日内作出核定，达成赔偿协议后十日内支付赔款", "保险人应在单证齐全之日起60日内核定损失，双方达成一致后付款"),
        ("提交望江仲裁委员会仲裁", "向保险人所在地人民法院起诉，败诉方承担律师费"),
    ],
)  # fmt: skip
def test_a_sentence_rewritten_in_its_place_keeps_its_counterpart(old: str, new: str) -> None:
    aligned = Aligned(BASE, edited((old, new)))
    assert aligned.alone() == ([], [])
    assert all(len(each.a) == len(each.b) == 1 for each in aligned.matches)


def test_a_moved_article_takes_its_items_along() -> None:
    start, end = BASE.index("第十条"), BASE.index("第十一条")
    block = BASE[start:end]
    rest = BASE.replace(block, "").replace("第三条 在保险期间", block + "第三条 在保险期间")
    aligned = Aligned(BASE, rest)
    assert aligned.alone() == ([], [])
    assert moved(aligned) == ["被保险人请求赔偿时，应当提交下列单证："]


def test_a_moved_item_is_the_only_one_that_moved() -> None:
    items = BASE[BASE.index("（一）被保险人及其雇员") : BASE.index("第六条")]
    first, second, third, fourth = items.splitlines(keepends=True)
    order = [
        fourth.replace("（四）", "（一）").replace("。", "；"),
        first.replace("一", "二", 1),
        second.replace("二", "三", 1),
    ]
    aligned = Aligned(
        BASE, BASE.replace(items, "".join([*order, third.replace("三", "四", 1).replace("；", "。")]))
    )
    assert moved(aligned) == ["货物自身的虫蛀、霉变、自然损耗。"]


def test_a_sentence_that_went_to_a_paragraph_of_its_own_was_split_off() -> None:
    aligned = Aligned(BASE, edited((NOTICE + NO_NOTICE, f"{NOTICE}\n{NO_NOTICE}")))
    split = aligned.match("被保险人应当在知道")
    assert (split.place, len(split.a), len(split.b)) == (Place.SPLIT, 1, 2)
    assert aligned.alone() == ([], [])


def test_a_sentence_that_became_an_article_was_split_off() -> None:
    text = edited(
        (NOTICE + NO_NOTICE, f"{NOTICE}\n第十条 {NO_NOTICE}"),
        ("第十二条", "第十三条"),
        ("第十一条", "第十二条"),
    )
    aligned = Aligned(BASE, text.replace("第十条 被保险人请求", "第十一条 被保险人请求"))
    split = aligned.match("被保险人应当在知道")
    assert (split.place, len(split.b)) == (Place.SPLIT, 2)
    assert aligned.match("因履行本合同").place is Place.RENUMBERED


def test_two_articles_in_one_paragraph_were_merged() -> None:
    aligned = Aligned(BASE, edited(("累计赔偿限额为1000万元。\n第八条 ", "累计赔偿限额为1000万元。")))
    merged = aligned.match("每次事故赔偿限额为")
    assert (merged.place, len(merged.a), len(merged.b)) == (Place.MERGED, 2, 1)
    assert aligned.alone() == ([], [])


def test_a_list_written_as_one_sentence_was_merged() -> None:
    listed = BASE[BASE.index("（一）保险单；") : BASE.index("第十一条")]
    aligned = Aligned(
        BASE,
        edited(("应当提交下列单证：\n" + listed, "应当提交保险单、索赔申请书、货物出入库记录和损失清单。\n")),
    )
    merged = aligned.match("被保险人请求赔偿时")
    assert (merged.place, len(merged.a)) == (Place.MERGED, 4)


def test_a_sentence_that_went_over_to_the_next_paragraph_is_no_loss() -> None:
    base = edited((NO_NOTICE, NO_NOTICE + "\n被保险人应当保护事故现场，协助保险人查勘。"))
    torn = edited(
        (NO_NOTICE, ""), (NOTICE, f"{NOTICE}\n{NO_NOTICE}被保险人应当保护事故现场，协助保险人查勘。")
    )
    aligned = Aligned(base, torn)
    both = aligned.match("被保险人应当在知道")
    assert (len(both.a), len(both.b)) == (2, 2)
    assert aligned.alone() == ([], [])


def test_the_same_words_in_another_list_are_not_the_same_item() -> None:
    more = "第十一条之一 被保险人请求返还保险费的，应当提交下列单证：\n（一）保险单；\n（二）退费申请。\n"
    with_more = edited(("\n争议处理", more + "\n争议处理"))
    without = edited(
        (BASE[BASE.index("第十条") : BASE.index("第十一条")], ""), ("\n争议处理", more + "\n争议处理")
    )
    aligned = Aligned(with_more, without)
    assert aligned.alone()[0] == [
        "被保险人请求赔偿时，应当提交下列单证：",
        "保险单；",
        "索赔申请书；",
        "货物出入库记录和损失清单。",
    ]


def test_matches_stand_in_the_order_of_b_and_what_is_gone_where_it_stood() -> None:
    aligned = Aligned(
        BASE, edited((WAR, ""), (NUCLEAR, "（三）核辐射、核爆炸、核污染；\n（五）盗窃、抢劫；\n"))
    )
    firsts = [(aligned.texts(each)[1] or aligned.texts(each)[0])[0] for each in aligned.matches]
    at = firsts.index("被保险人及其雇员的故意行为；")
    assert firsts[at : at + 4] == [
        "被保险人及其雇员的故意行为；",
        "战争、敌对行动、军事行为、武装冲突；",
        "核辐射、核爆炸、核污染；",
        "盗窃、抢劫；",
    ]


def test_rows_of_a_table_keep_to_their_first_cell() -> None:
    def table(factor: int) -> str:
        rows = "".join(
            f"{age}\t{age * factor}\t{age * factor + 1}\n"
            for age in range(20, 60)
            if age != 30 or factor == 7
        )
        return f"望江定期寿险费率表\n\n第一条 费率按下表计算。\n年龄\t男性\t女性\n{rows}"

    aligned = Aligned(table(7), table(11))
    assert aligned.alone() == (["30210211"], [])
    assert [text[:2] for each in aligned.matches if each.b for text in aligned.texts(each)[0]][-1] == "59"
    assert all(
        one[0][:2] == another[0][:2] for one, another in map(aligned.texts, aligned.matches) if another
    )


def test_a_row_whose_first_cell_changed_keeps_its_place() -> None:
    table = "望江定期寿险给付表\n\n第一条 给付比例按下表计算。\n年龄\t比例\n18-40周岁\t160%\n41-60周岁\t140%\n61周岁以上\t120%\n"
    aligned = Aligned(table, table.replace("41-60周岁", "41-65周岁"))
    assert aligned.alone() == ([], [])
    assert aligned.texts(aligned.match("41-60周岁")) == (["41-60周岁140%"], ["41-65周岁140%"])


def test_a_line_that_is_the_heading_in_the_other_document_takes_no_counterpart_away() -> None:
    glued = "江湾寿险条款\n\n一、 保险责任\n被保险人身故的，我们给付身故保险金。\n二、 事故通知\n{}"
    a = glued.format(
        "您知道事故后应当在10日内通知我们。故意未通知致使原因难以确定的，我们对无法确定的部分不承担责任。\n"
    )
    b = glued.format(
        "事故通知\n您知道事故后应当及时通知我们。\n您故意未通知，致使原因难以确定的，我们对无法确定的部分不承担责任。\n"
    )
    aligned = Aligned(a, b)
    split = aligned.match("您知道事故后")
    assert "您知道事故后应当及时通知我们。" in aligned.texts(split)[1]
