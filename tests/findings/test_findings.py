"""Findings: each code fires where the text proves it, and stays silent on sound text."""

import json
from pathlib import Path

import pytest

from extractor.document import Document
from extractor.findings import find_findings
from extractor.pages.plain import read_plain
from extractor.records import Finding
from extractor.structure.reading import read_document
from extractor.structure.references import find_references


def found_in(text: str) -> tuple[Document, tuple[Finding, ...]]:
    data = text.encode()
    document = read_document(read_plain(data), data)
    return document, find_findings(document, (), find_references(document))


def codes(text: str) -> set[tuple[str, str]]:
    return {(one.code, one.path) for one in found_in(text)[1]}


SOUND = """屏山仓储责任保险条款

保险责任

第一条 被保险人保管的货物因火灾受损，依法应当承担的赔偿责任，保险人负责赔偿。

第二条 保险人对下列费用负责赔偿：
（一）仲裁费；
（二）诉讼费；
（三）检验费；
（四）清理费。

责任免除

第三条 投保人故意造成的损失，保险人不负责赔偿。

保险费

第四条 每次事故赔偿限额为人民币伍拾万元整（¥500000元），保险费为赔偿限额的1%，即人民币5000元。

第五条 投保人应当在合同成立之日起五日内交清保险费。

赔偿处理

第六条 被保险人应当在知道事故后及时通知保险人；故意或者因重大过失未及时通知，致使损失程度难以确定的，保险人对无法确定的部分不承担赔偿责任。

第七条 保险人按照第二条的约定支付费用。
"""


def test_sound_clauses_give_nothing() -> None:
    assert found_in(SOUND)[1] == ()


@pytest.mark.parametrize(
    ("sound", "flawed", "expected"),
    [
        ("第六条 被", "第五条 被", ("duplicate-number", "第五条#2")),
        ("第七条 保", "第八条 保", ("missing-number", "第七条")),
        ("（三）检验费；\n", "", ("missing-number", "第二条（三）")),
        (
            "（二）诉讼费；\n（三）检验费；",
            "（三）检验费；\n（二）诉讼费；",
            ("out-of-order-number", "第二条（二）"),
        ),
        ("（四）清理费", "（三）清理费", ("duplicate-number", "第二条（三）#2")),
        ("按照第二条", "按照第十二条", ("dangling-reference", "第七条")),
        ("（¥500000元）", "（¥50000元）", ("amount-mismatch", "第四条")),
        ("人民币5000元", "人民币6000元", ("amount-mismatch", "第四条")),
        ("下列费用", "下列五项费用", ("amount-mismatch", "第二条")),
        ("五日内", "____日内", ("blank", "第五条")),
        ("五日内", "[填写具体日数]日内", ("blank", "第五条")),
        ("支付费用。", "支付费用。【此处由法务定稿时请删除】", ("drafting-note", "第七条")),
        ("支付费用。", "支付费用，并在核定以后把其余的数额", ("truncated", "第七条")),
        ("支付费用。", "支付费用。保险人和应当说明理由。", ("missing-object", "第七条")),
        ("支付费用。", "支付费用。中华人民共和境内的事故适用本条。", ("garbled", "第七条")),
        ("支付费用。", "支付费用，，并说明理由。", ("garbled", "第七条")),
        (
            "支付费用。",
            "支付费用。争议可以提交仲裁委员会仲裁，也可以向人民法院起诉。",
            ("conflict", "第七条"),
        ),
        ("故意或者因重大过失未及时通知", "因过失未履行告知义务", ("statute", "第六条")),
        ("支付费用。", "支付费用。赔偿请求的时效为二年，从事故发生之日起计算。", ("statute", "第七条")),
        ("支付费用。", "支付费用。情形复杂的，应当在六十日内作出核定。", ("statute", "第七条")),
        ("支付费用。", "支付费用。遗产依照《中华人民共和国继承法》处理。", ("statute", "第七条")),
    ],
)
def test_a_planted_flaw_is_the_only_finding(sound: str, flawed: str, expected: tuple[str, str]) -> None:
    assert sound in SOUND
    assert codes(SOUND.replace(sound, flawed, 1)) == {expected}


def test_a_number_that_the_contents_have_and_the_body_lacks() -> None:
    chapters = {
        "1": ("我们的合同", ["合同构成", "合同生效", "投保范围"]),
        "2": ("我们的保障", ["保险金额", "保险期间", "保险责任", "责任免除"]),
        "3": ("保险金申请", ["受益人", "事故通知", "申请材料"]),
    }
    body, listed = [], []
    for number, (title, headings) in chapters.items():
        listed.append(f"{number}. {title}")
        body.append(f"{number}. {title}")
        for at, heading in enumerate(headings, 1):
            listed.append(f"{number}.{at} {heading}")
            label = "" if (number, at) == ("2", 3) else f"{number}.{at} "
            body += [f"{label}{heading}", f"关于{heading}的约定以保险单载明的内容为准，双方应当遵守。"]
    text = "\n".join(["岚州人寿定期寿险条款", "条款目录", *listed, *body])
    assert ("missing-number", "2.3") in codes(text)


def test_a_sentence_said_again_elsewhere_and_twice_running() -> None:
    sentence = "投保人应当在合同成立之日起五日内交清保险费。"
    again = SOUND.replace("支付费用。", "支付费用。" + sentence)
    assert codes(again) == {("duplicated-text", "第七条")}
    assert codes(SOUND.replace(sentence, sentence * 2)) == {("duplicated-text", "第五条")}


def test_tables_products_and_totals() -> None:
    rows = [
        "品名\t数量\t单价（元）\t小计（元）",
        "箱式车\t10\t300\t3000",
        "平板车\t20\t200\t4000",
        "冷藏车\t5\t500\t2500",
    ]
    table = "\n".join([*rows, "合计\t35\t/\t9500"])
    text = SOUND.replace("第六条 被", f"各类车辆的保险费如下：\n{table}\n\n第六条 被")
    assert codes(text) == set()
    assert codes(text.replace("4000", "4400")) == {("amount-mismatch", "第五条")}
    assert codes(text.replace("9500", "9300")) == {("amount-mismatch", "第五条")}


def test_every_finding_quotes_the_text_and_tells_what_to_do() -> None:
    document, findings = found_in(SOUND.replace("第七条 保", "第八条 保").replace("五日内", "____日内"))
    assert len(findings) == 2
    for one in findings:
        assert one.span.quote(document.text) == one.quote
        assert one.message.endswith("。") and "请" in one.message


OWN = Path(__file__).parents[2] / "corpora"
PROVABLE = {
    "duplicate-number", "missing-number", "out-of-order-number", "dangling-reference", "duplicated-text",
    "amount-mismatch", "blank", "truncated", "drafting-note",
}  # fmt: skip


def article(path: str) -> str:
    """The article of a path, as the measure counts findings."""
    head = path.partition("（")[0].partition("·")[0]
    before, mark, rest = head.partition("条")
    return before + mark + ("" if not rest.startswith("#") else rest[:2]) if mark else head


def test_own_documents_reach_the_bar() -> None:
    right = predicted = wanted = 0
    for path in sorted((OWN / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))["findings"]
        text = (OWN / "documents" / f"{path.name[: -len('.gold.json')]}.txt").read_text("utf-8")
        proved = {(one["code"], article(one["path"])) for one in gold if one["code"] in PROVABLE}
        found = {(one.code, article(one.path)) for one in found_in(text)[1] if one.code in PROVABLE}
        right, predicted, wanted = right + len(proved & found), predicted + len(found), wanted + len(proved)
    assert wanted > 60
    assert 2 * right / (predicted + wanted) >= 0.9


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("本合同一式陆份，甲方执叁份，乙方执贰份，备案壹份，采购代理机构存壹份。", "amount-mismatch"),
        ("筹资标准为每人每年80元。参保人数按20000人计算，保费总额为人民币162万元。", "amount-mismatch"),
        ("每亩保险费为20元。财政补贴每亩17元，农户自缴每亩4元。", "amount-mismatch"),
        ("合同暂定总金额为人民币200000元。保证金为合同暂定总金额的5%，即人民币12000元。", "amount-mismatch"),
        ("甲方联系人：          ，联系电话：          。", "blank"),
    ],
)
def test_totals_that_do_not_add_up(clause: str, code: str) -> None:
    assert codes(SOUND.replace("支付费用。", f"支付费用。{clause}")) == {(code, "第七条")}


@pytest.mark.parametrize(
    "clause",
    [
        "本合同一式伍份，甲乙双方各执贰份，备案壹份。",
        "本合同一式肆份，具有同等效力。",
        "筹资标准为每人每年80元。参保人数按20000人计算，保费总额为人民币160万元。",
        "每亩保险费为20元。财政补贴每亩16元，农户自缴每亩4元。",
        "按下列一种方式处理：（1）退还；（2）补交。",
    ],
)
def test_totals_that_add_up_give_nothing(clause: str) -> None:
    assert codes(SOUND.replace("支付费用。", f"支付费用。{clause}")) == set()


def test_a_number_skipped_in_the_second_part_though_the_first_prints_it() -> None:
    part = "第一条 保险人赔偿火灾损失。\n第二条 保险人赔偿爆炸损失。\n第三条 保险人赔偿雷击损失。\n第四条 保险人赔偿暴雨损失。\n"
    text = f"屏山财产保险条款\n\n第一部分 房屋\n\n{part}\n第二部分 货物\n\n{part.replace('第三条 保险人赔偿雷击损失。', '')}"
    assert ("missing-number", "第二部分第三条") in codes(text)
