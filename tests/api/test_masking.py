"""What is masked and what is not. All names, numbers and addresses here are made up or published as examples."""

import time
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.privacy.masking import find_personal, mask, mask_extraction
from api.privacy.numbers import is_card, is_company_code, is_identity
from api.privacy.personal import Kind
from extractor.document import (
    Document,
    DocumentKind,
    Level,
    Line,
    Node,
    Placement,
    Remark,
    Source,
    Span,
)
from extractor.extraction import extract
from extractor.quantities import Deadline, DeadlineKind, Unit
from extractor.records import Extraction, Finding, Record, RecordType, Reference, Status

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpora" / "documents"


def found(text: str) -> list[tuple[Kind, str]]:
    return [(personal.kind, personal.span.quote(text)) for personal in find_personal(text)]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("姓名：张三", "姓名：张*"),
        ("联系人：欧阳修远，电话", "联系人：欧***，电话"),
        ("法定代表人（签字）：王建国", "法定代表人（签字）：王**"),
        ("经办人: 李小明 2024年3月1日", "经办人: 李** 2024年3月1日"),
        ("投保人：赵六\n被保险人：孙小七", "投保人：赵*\n被保险人：孙**"),
        ("受益人：钱一、周二和吴三", "受益人：钱*、周*和吴*"),
        ("甲方：陈静（身份证", "甲方：陈*（身份证"),
        ("联系人\t郑爽爽\t联系电话", "联系人\t郑**\t联系电话"),
        ("姓名　张　三　性别", "姓名　张　*　性别"),
        ("姓名：阿依古丽·买买提", "姓名：阿***·***"),
        ("负责人为沈括，", "负责人为沈*，"),
        ("项目经理：韩梅梅电话", "项目经理：韩**电话"),
        ('{"姓名": "林冲之"}', '{"姓名": "林**"}'),
        ("│被保险人姓名│许仙│性别│", "│被保险人姓名│许*│性别│"),
        ("由王建国先生签收", "由王**先生签收"),
        ("司马相如女士", "司***女士"),
        ("客户经理高小敏（联系电话：13700001111）", "客户经理高**（联系电话：137****1111）"),
        ("乘客罗大佑（男，", "乘客罗**（男，"),
        ("被保险人张无忌（身份证号码", "被保险人张**（身份证号码"),
        ("投保人（签章）：__宋江__", "投保人（签章）：__宋*__"),
        ("紧急联系人及电话：孙悟空", "紧急联系人及电话：孙**"),
        ("查勘员赵敏 电话：", "查勘员赵* 电话："),
    ],
)
def test_names_are_masked_but_for_the_surname(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "被保险人姓名",
        "姓名：____　性别：",
        "被保险人姓名：\n身份证号码：",
        "联系人：电话：",
        "联系人　单位　职务",
        "姓名\t性别\t关系\t单位",
        "投保人：山雀财产保险有限公司",
        "甲方：金桥农业合作社",
        "被保险人：方圆公司",
        "受益人：法定",
        "被保险人：成年人",
        "投保人：\n应于收到通知之日起",
        "乙方：应于30日内付款",
        "姓名：同上",
        "联系人：无",
        "施工单位 电话：",
        "被保险人应当如实告知",
        "联系人应当及时回复",
        "经双方负责人签字后生效",
        "张先生来电",
        "单身女士、成年女士和任何先生",
        "自双方盖章之日起首先生效",
        "安阳公司（电话",
        "施救单位（联系电话",
        "法定代表人或者授权代表",
    ],
)
def test_labels_organisations_and_usual_words_are_no_names(text: str) -> None:
    assert found(text) == []


def test_a_column_of_names_is_masked_down_to_the_end_of_its_table() -> None:
    table = "序号\t姓名\t岗位\n1\t周若兰\t司机\n2\t严密\t单位\n3\t单位\t单位\n合计三人\n4\t何其芳\t司机"
    assert (
        mask(table)
        == "序号\t姓名\t岗位\n1\t周**\t司机\n2\t严*\t单位\n3\t单位\t单位\n合计三人\n4\t何其芳\t司机"
    )


def test_a_name_once_announced_is_masked_wherever_it_stands() -> None:
    text = "联系人：王小波。事故发生后王小波应当到场，王小二不必。"
    assert mask(text) == "联系人：王**。事故发生后王**应当到场，王小二不必。"


def test_two_characters_before_a_title_are_not_hunted_through_the_text() -> None:
    assert mask("成熟女士；果实成熟后") == "成*女士；果实成熟后"


@pytest.mark.parametrize(
    ("text", "kind", "masked"),
    [
        ("手机13812345678", Kind.MOBILE, "手机138****5678"),
        ("手机：１３８１２３４５６７８", Kind.MOBILE, "手机：１３８****５６７８"),
        ("+86 138-1234-5678", Kind.MOBILE, "+86 138-****-5678"),
        ("张某138 1234 5678", Kind.MOBILE, "张某138 **** 5678"),
        ("传真0571-88886666", Kind.LANDLINE, "传真0571-8****666"),
        ("（010）6655 1234转8012", Kind.LANDLINE, "（010）6*** *234转8012"),
        ("0578-2123456-801", Kind.LANDLINE, "0578-****456-801"),
        ("电话：87654321", Kind.LANDLINE, "电话：8****321"),
        ("11010519491231002X", Kind.IDENTITY, "110***********002X"),
        ("身份证号110105194912310021", Kind.IDENTITY, "身份证号110***********0021"),
        ("110105491231002", Kind.IDENTITY, "110********1002"),
        ("身份证号码（或护照号）：\n1101 0519 4912 3100 2x", Kind.IDENTITY, None),
        ("证件号码：E12345678", Kind.PERMIT, "证件号码：E******78"),
        ("护照号码：G87654321", Kind.PERMIT, "护照号码：G******21"),
        ("港澳通行证号 C1234567801", Kind.PERMIT, "港澳通行证号 C********01"),
        ("工资卡4111111111111111", Kind.ACCOUNT, "工资卡************1111"),
        ("尾款付至6200 0000 0000 0005", Kind.ACCOUNT, "尾款付至**** **** **** 0005"),
        ("账号：3305016671350000", Kind.ACCOUNT, "账号：************0000"),
        ("开户账户（人民币）：571900-1234108", Kind.ACCOUNT, "开户账户（人民币）：******-***4108"),
        ("卡号 12345678", Kind.ACCOUNT, "卡号 ****5678"),
        ("邮箱zhang.san@example.com。", Kind.EMAIL, "邮箱z********@example.com。"),
        ("a@example.cn", Kind.EMAIL, "*@example.cn"),
        ("13812345678@example.com", Kind.EMAIL, "1**********@example.com"),
    ],
)
def test_numbers_and_addresses_are_masked_in_the_usual_way(text: str, kind: Kind, masked: str | None) -> None:
    ((told, _),) = found(text)
    assert told is kind
    assert mask(text) == (masked or "身份证号码（或护照号）：\n110* **** **** **00 2x")


def test_telephones_in_a_row_are_all_masked() -> None:
    assert mask("电话：87654321/87654322、13812345678") == "电话：8****321/8****322、138****5678"


@pytest.mark.parametrize(
    "text",
    [
        "保险金额为5,000,000元，累计100000000元",
        "注册资本13800000000元",
        "¥13800000000.00",
        "13812345678.50",
        "账户100000000元",
        "账户 2024-01-01 10:00:00",
        "第十二条 2.3.1.4 见1.2",
        "自2024年1月1日至2025-12-31止，20240101",
        "91350100M000100Y43",
        "统一社会信用代码：91350100M000100Y43",
        "证件号码：91350100M000100Y43",
        "统一社会信用代码：110105194912310021",
        "保单号：13812345678",
        "保险单号码为4111111111111111",
        "合同编号：11010519491231002X",
        "注册号：110105491231002",
        "《中华人民共和国保险法》（主席令第26号）第16条",
        "银保监发〔2021〕45号",
        "C00001032522021082610123",
        "PZAB202433010000012345",
        "110105194912310021",  # wrong check digit, no label
        "110105194913310021",  # no such month
        "4111111111111112",  # wrong check digit
        "客服热线95518、4008001234、400-800-1234",
        "服务电话：400-800-1234",
        "sha256 1a13812345678bc90d11010519491231002",
        "0b1f8c9e-3f7e-4a53-8b0a-138123456789",
        "职业类别1-4类，共128人，占51.5%",
        "甲@乙",
    ],
)
def test_amounts_dates_and_numbers_of_contracts_and_companies_stay(text: str) -> None:
    assert found(text) == []
    assert mask(text) == text


def test_check_digits() -> None:
    assert is_identity("11010519491231002X")
    assert not is_identity("110105194912310020")
    assert not is_identity("91010519491231002X")
    assert is_card("5555555555554444")
    assert not is_card("7555555555554442")
    assert is_company_code("91350100M000100Y43")
    assert not is_company_code("91350100M000100Y44")
    assert not is_company_code("91350100I000100Y43")


_PARTS = st.sampled_from([
    "姓名", "联系人", "投保人", "被保险人", "法定代表人", "甲方", "先生", "女士", "身份证号码", "证件号码", "账号",
    "卡号", "电话", "手机", "护照号", "保单号", "张三", "王小波", "欧阳", "李", "安全", "公司", "的", "应当",
    "号", "单", "·", "：", ":", "、", "，", "（", "）", "(", ")", "-", "+", "@", ".", "/",
    "*", "＊", "￥", "元", "万", "和", "为", "＠", "1", "0", "6", "8", "X", "62", "138",
    "13812345678", "0571", "88886666", "11010519491231002X", "110105491231002",
    "4111111111111111", "6200000000000005", "91350100M000100Y43", "a@b.cn",
    "１３８１２３４５６７８", "E12345678", "x", "%", " ", "\u3000", "\t", "\n", "\r\n", "\x00",
    "\ud800", "𠮷", "〇",
])  # fmt: skip
_TEXTS = st.lists(_PARTS, max_size=24).map("".join) | st.text(max_size=60)


@settings(deadline=None)
@given(_TEXTS)
def test_the_length_stays_and_only_marks_are_put(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(new in (old, "*") for old, new in zip(text, masked, strict=True))


@settings(deadline=None)
@given(_TEXTS)
def test_masked_text_holds_nothing_more_to_mask(text: str) -> None:
    masked = mask(text)
    assert find_personal(masked) == ()
    assert mask(masked) == masked


@settings(deadline=None)
@given(_TEXTS)
def test_what_is_found_lies_in_the_text_and_apart(text: str) -> None:
    spans = [personal.span for personal in find_personal(text)]
    assert all(span.end <= len(text) for span in spans)
    assert all(one.end <= next_.start for one, next_ in pairwise(spans))


_PLAIN = "保险责任免除第条款项本合同约定赔偿损失，。；、：（）【】“”\n\t \u3000"


@settings(deadline=None)
@given(st.text(st.sampled_from(_PLAIN)))
def test_text_without_digits_and_labels_stays(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_in_our_own_documents_only_persons_and_numbers_after_their_label_are_masked(path: Path) -> None:
    expected = {
        "fleet-procurement": [
            (Kind.NAME, "陆见川"),
            (Kind.NAME, "闻人澍"),
            (Kind.NAME, "苏望舒"),
            (Kind.ACCOUNT, "6200 0000 1357 0024"),
        ]
    }
    assert sorted(found(path.read_text("utf-8"))) == sorted(expected.get(path.stem, []))


TEXT = """张三丰诉山雀保险合同
甲方：张三丰
第一条 张三丰的联系方式 甲方应当在三日内把款项汇入账号：
62000000000000051234，电话13812345678，按第九条办理。
"""


def _at(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(start, start + len(quote))


@pytest.fixture
def personal() -> Extraction:
    """A contract with a person: the name in title, heading, party and message; a number over two lines."""
    duty = TEXT[TEXT.index("甲方应当") : TEXT.index("，按第九条")]
    first = TEXT.index("62000")
    document = Document(
        text=TEXT,
        title="张三丰诉山雀保险合同",
        kind=DocumentKind.CONTRACT,
        source=Source.PDF,
        sha256=sha256(TEXT.encode()).hexdigest(),
        blocks=(),
        nodes=(
            Node(
                "第一条",
                "第一条",
                Level.ARTICLE,
                "张三丰的联系方式",
                _at("第一条"),
                section="张三丰诉山雀保险合同",
            ),
        ),
        pages=1,
        placements=(
            Placement(Span(first, first + 5), 1, Line("汇入 62000 电话13812345678"), 3),
            Placement(Span(first + 5, first + 20), 1, Line("000000000051234"), 0),
        ),
        remarks=(Remark("lost-text", "经办人：张三丰", 1),),
    )
    three = Deadline(3, Unit.DAY, DeadlineKind.WITHIN)
    records = (
        Record(
            RecordType.PARTY,
            "前言",
            _at("甲方：张三丰"),
            "甲方：张三丰",
            {"role": "甲方", "name": "张三丰"},
            0.9,
            "party.named",
            {"name": Span(TEXT.index("：张") + 1, TEXT.index("：张") + 4)},
        ),
        Record(
            RecordType.OBLIGATION,
            "第一条",
            _at(duty),
            duty,
            {
                "bearer": "甲方",
                "modality": "duty",
                "topic": "other",
                "deadline": three,
                "other_deadlines": (three,),
                "targets": ("第一条",),
                "consequence": "电话13812345678",
                "note": ("账号：\n62000000000000051234", "另见卡号123456789"),
            },
            0.8,
            "test",
            {},
        ),
    )
    reference = Reference("第一条", _at("第九条"), "第九条", Status.DANGLING, ())
    finding = Finding(
        "blank", "第一条", _at(duty), duty, "“62000000000000051234”与张三丰的户名不符，差13812元。"
    )
    return Extraction(document, records, (reference,), (finding,))


def test_every_quote_is_cut_from_the_masked_text(personal: Extraction) -> None:
    masked = mask_extraction(personal)
    text = masked.document.text
    assert text == (
        "张**诉山雀保险合同\n甲方：张**\n第一条 张**的联系方式 甲方应当在三日内把款项汇入账号：\n"
        "****************1234，电话138****5678，按第九条办理。\n"
    )
    for old, new in zip(
        (*personal.records, *personal.findings), (*masked.records, *masked.findings), strict=True
    ):
        assert new.quote == new.span.quote(text)
        assert new.span == old.span


def test_title_headings_fields_messages_and_printed_lines_are_masked_alike(personal: Extraction) -> None:
    masked = mask_extraction(personal)
    assert masked.document.title == masked.document.nodes[0].section == "张**诉山雀保险合同"
    assert masked.document.nodes[0].heading == "张**的联系方式"
    assert masked.document.remarks[0].message == "经办人：张**"
    assert [placed.line.text for placed in masked.document.placements] == [
        "汇入 ***** 电话138****5678",
        "***********1234",
    ]
    assert masked.findings[0].message == "“****************1234”与张**的户名不符，差13812元。"
    party, duty = masked.records
    assert party.fields == {"role": "甲方", "name": "张**"}
    assert duty.fields == {
        **personal.records[1].fields,
        "consequence": "电话138****5678",
        "note": ("账号：\n****************1234", "另见卡号*****6789"),
    }


def test_nothing_personal_is_left_and_masking_again_changes_nothing(personal: Extraction) -> None:
    masked = mask_extraction(personal)
    assert "张三丰" not in repr(masked)
    assert "0000000" not in repr(masked)
    assert "13812345678" not in repr(masked)
    assert mask_extraction(masked) == masked


def test_an_extraction_without_personal_data_stays_as_it_is(extraction: Extraction) -> None:
    assert mask_extraction(extraction) == extraction


@settings(deadline=None)
@given(_TEXTS.filter(bool), st.data())
def test_a_masked_extraction_keeps_its_invariants(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    quote = span.quote(text)
    document = Document(text, quote, DocumentKind.CONTRACT, Source.TEXT, "0" * 64, (), ())
    record = Record(
        RecordType.PARTY, "前言", span, quote, {"name": quote, "kind": quote}, 0.5, "test", {"name": span}
    )
    finding = Finding("blank", "前言", span, quote, f"“{quote}”")
    whole = Extraction(document, (record,), (), (finding,))
    masked = mask_extraction(whole)
    assert masked.document.text == mask(text)
    assert masked.records[0].quote == masked.records[0].fields["name"] == span.quote(mask(text))
    assert masked.records[0].fields["kind"] == quote
    assert len(masked.findings[0].message) == len(finding.message)
    assert mask_extraction(masked) == masked


def test_an_extraction_of_our_own_contract_is_masked_throughout() -> None:
    whole = extract((DOCUMENTS / "fleet-procurement.txt").read_bytes())
    masked = mask_extraction(whole)
    assert "陆见川" in whole.document.text
    assert "陆见川" not in repr(masked)
    assert len(masked.records) == len(whole.records)


@pytest.mark.parametrize(
    "repeated", ["1", "a@", "a.", "姓名：", "张", "姓名\t", " ", "账号 1 ", "账号(", "·王", "0571-", "、李四"]
)
def test_a_long_text_takes_time_in_proportion(repeated: str) -> None:
    """A text made to be slow: ten times as long takes about ten times as long, not a hundred times."""
    began = time.process_time()
    mask("联系人：张三" + repeated * 2_000)
    short = time.process_time() - began
    mask("联系人：张三" + repeated * 20_000)
    assert time.process_time() - began - short < 40 * short + 0.2
