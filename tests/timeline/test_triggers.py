"""What sets off the clock of a deadline, who must act, and what must be done."""

import pytest

from tests.timeline.clauses import clauses, entry, last_day, table


@pytest.mark.parametrize(
    ("sentence", "bearer", "action", "counted_from"),
    [
        ("保险人收齐索赔单证后，应当在15日内作出核定。", "保险人", "核定", "complete_documents"),
        ("保险人应当自收到赔偿请求之日起十日内作出核定。", "保险人", "核定", "claimed"),
        ("保险人应当在与被保险人达成赔偿协议后七日内支付赔款。", "保险人", "赔付", "agreement_reached"),
        ("经核定应予赔付的，保险人应当在七日内支付赔款。", "保险人", "赔付", "decided"),
        ("不予赔付的，保险人应当在三日内书面通知被保险人。", "保险人", "发出拒赔通知", "decided"),
        ("被保险人知道保险事故发生后，应当在48小时内通知保险人。", "被保险人", "通知保险人", "discovered"),
        ("发生保险事故后，被保险人应当在24小时内向保险人报案。", "被保险人", "报案", "occurred"),
        ("本合同成立后，保险人应当在五个工作日内签发保险单。", "保险人", "签发保险单", "contract_made"),
        ("保险人应当自收到解除合同通知之日起三十日内退还现金价值。", "保险人", "退还现金价值", "termination_notice"),
        ("投保人解除合同的，保险人应当自收到通知之日起20日内退还保险费。", "保险人", "退还保险费", "termination_notice"),
        ("保险标的转让的，受让人应当在十日内通知保险人。", "受让人", "通知保险人", "transferred"),
        ("投保人住所变更的，应当在十五日内书面通知保险人。", "投保人", "通知保险人", "details_changed"),
        ("保险标的的危险程度显著增加的，被保险人应当在三日内通知保险人。", "被保险人", "通知保险人", "risk_changed"),
        ("被保险人收到起诉状后，应当在5日内通知保险人。", "被保险人", "通知保险人", "lawsuit_received"),
        ("投保人应当在保险期间届满前30日通知保险人是否续保。", "投保人", "通知保险人", "period_end"),
        ("保险人解除合同的，应当提前15日通知投保人。", "保险人", "通知投保人", "termination_planned"),
        ("自合同成立之日起超过二年的，保险人不得解除合同。", "保险人", "不得解除合同", "contract_made"),
        ("前款解除权，自保险人知道有解除事由之日起，超过三十日不行使而消灭。", "保险人", "行使解除权", "rescission_ground_known"),
        ("投保人自签收保险单之日起15日内为犹豫期。", "投保人", "犹豫期内解除合同", "policy_received"),
        ("被保险人请求赔偿的诉讼时效期间为二年，自其知道或者应当知道保险事故发生之日起计算。", "被保险人", "请求赔偿或者给付（时效届满）", "discovered"),
    ],
)  # fmt: skip
def test_the_words_that_start_the_clock(sentence: str, bearer: str, action: str, counted_from: str) -> None:
    one = entry(sentence, action=action)
    assert (one.bearer, one.counted_from) == (bearer, counted_from)
    assert one.due is None
    assert f"（{counted_from}）" in one.open_because
    assert "未告知" in one.open_because


def test_a_sentence_goes_on_from_the_one_before() -> None:
    found = table(
        "保险人收到赔偿请求后，应当及时作出核定；情形复杂的，应当在三十日内作出核定。",
        claimed="2025-07-10",
    )
    assert [(one.counted_from, last_day(one)) for one in found] == [
        ("claimed", "文本只要求“及时”，未载明期限"),
        ("claimed", "2025-08-11"),  # day 30 is Saturday 08-09
    ]
    assert found[1].due is not None
    assert "起算点取自前文“保险人收到赔偿请求后”" in found[1].due.counting


def test_the_second_sentence_does_not_inherit_at_random() -> None:
    found = table("本合同成立后，投保人应当交纳保险费。被保险人应当在十日内提交安全报告。")
    (one,) = [one for one in found if one.action != "交纳保险费"]
    assert one.counted_from == ""
    assert one.open_because == "文本未载明从何时起算"


def test_a_list_goes_on_from_its_opening() -> None:
    found = table(
        "发生保险事故后，被保险人应当履行下列义务：\n（一）24小时内通知保险人；\n（二）立即采取施救措施；",
        occurred="2026-03-02T20:00",
    )
    dated = {one.action: last_day(one) for one in found}
    assert dated["通知保险人"] == "2026-03-03T20:00"
    assert "文本只要求“立即”，未载明期限" in dated.values()


def test_papers_of_a_refund_are_not_those_of_a_claim() -> None:
    one = entry("保险人收到上述证明文件和资料之日起30日内退还未满期净保险费。")
    assert one.counted_from == "termination_papers"


def test_words_outside_the_vocabulary_are_told() -> None:
    one = entry("高危补丁发布后，被保险人应当在14日内完成安装。")
    assert one.counted_from == ""
    assert "高危补丁发布后" in one.open_because
    assert "无法判断起算点" in one.open_because


def test_prompt_without_a_number() -> None:
    one = entry("被保险人知道保险事故发生后，应当及时通知保险人。", {"discovered": "2026-03-02"})
    assert (one.due, one.action, one.counted_from) == (None, "通知保险人", "discovered")
    assert one.open_because == "文本只要求“及时”，未载明期限"


def test_failing_to_be_prompt_is_no_deadline() -> None:
    found = table("被保险人未及时通知，致使损失无法确定的，保险人对无法确定的部分不承担赔偿责任。")
    assert found == []


def test_what_follows_from_an_omission_is_due_from_the_other() -> None:
    one = entry(
        "违约方收到守约方的书面通知后10日内仍未改正的，守约方可以解除本协议。",
        {"notice_received": "2026-03-02"},
    )
    assert (one.action, last_day(one)) == ("改正", "2026-03-12")
    assert one.bearer != "守约方"


def test_loss_ascertained_is_not_the_occurrence() -> None:
    assert entry("自损失确定之日起七日内，保险人应当支付赔款。").counted_from == "loss_ascertained"


def test_a_day_of_the_calendar() -> None:
    one = entry("投保人应于2026年6月30日前缴清第二期保险费。")
    assert last_day(one) == "2026-06-30"
    assert one.due is not None
    assert "是否包含当日" in one.due.counting


def test_what_recurs_is_told_not_dated() -> None:
    one = entry("投保人应当在每月10日前向保险人报送上月营业额。")
    assert one.due is None
    assert one.open_because == "按周期重复（“每月10日前”），不逐期推算日期"


def test_a_case_of_a_decision_does_not_start_the_clock_beside_the_papers() -> None:
    one = entry(
        "保险人收到给付申请书及有关证明和资料后，对确定属于保险责任的，在10日内履行给付保险金责任。",
        action="赔付",
    )
    assert one.counted_from == "complete_documents"


@pytest.mark.parametrize(
    ("sentence", "counted_from"),
    [
        ("被保险人应当在得知保险事故后48小时内通知保险人。", "discovered"),
        ("被保险人收到第三者的赔偿请求后，应当在5日内通知保险人。", "third_party_claim"),
        ("受领人应当在知道被保险人生还之日起30日内退还保险金。", "reappeared"),
        ("保险人收到补充材料之日起10日内应当作出核定。", "supplement_received"),
        ("乙方应当在收到中标通知书后5个工作日内缴纳保证金。", "award_received"),
        ("甲方收到发票后，应当在10个工作日内支付保险费。", "invoice_received"),
        ("贷款发放后3个工作日内，保险人应当签发保险单。", "loan_released"),
        ("投保人应当在货物起运前三日内通知保险人。", "departed"),
        ("合同终止后，乙方应当在7日内删除数据。", "terminated"),
        ("发生信息泄露的，被保险人应当在24小时内通知保险人。", "data_incident"),
    ],
)
def test_more_words(sentence: str, counted_from: str) -> None:
    assert entry(sentence).counted_from == counted_from


def test_tiers_say_which_is_which() -> None:
    found = table(
        "索赔单证齐全的，1万元以下的赔案，保险人应当在1个工作日内支付赔款；1-5万元的赔案，3个工作日内支付赔款；"
        "5万元以上的赔案，5个工作日内支付赔款。",
        complete_documents="2026-09-30",
    )
    # The holiday runs to 10-07; 10-08 1, 10-09 2, 10-10 (Saturday, make-up) 3, 10-12 4, 10-13 5.
    assert [last_day(one) for one in found] == ["2026-10-08", "2026-10-10", "2026-10-13"]
    assert len({one.action for one in found}) == 3


def test_every_entry_quotes_the_text() -> None:
    extraction = clauses("本合同成立后，保险人应当在五个工作日内签发保险单。", "被保险人应当及时通知保险人。")
    for one in table("本合同成立后，保险人应当在五个工作日内签发保险单。", "被保险人应当及时通知保险人。"):
        assert one.source.span.quote(extraction.document.text) == one.source.quote
