"""Sentences written from patterns (造句): what clauses and contracts state, in words that few of them use.

    python -m corpora.reading.sentences OUT.jsonl [--seed 0] [--count 1500]

A pattern names what a sentence states and leaves gaps for causes, persons, sums and times; all of it is ours. They teach the
learned reader wordings that the rules may not know, and sentences that state nothing.
"""

import argparse
import json
import random
import re
from pathlib import Path
from typing import Any

GAPS: dict[str, tuple[str, ...]] = {
    "cause": ("暴雨", "台风", "火灾", "爆炸", "盗窃", "战争", "地震", "酒后驾车", "自然磨损", "虫蛀鼠咬", "罢工", "核辐射", "吸毒", "打架斗殴", "故意自伤", "先天性疾病", "既往症", "高空坠物", "机器故障", "停电", "政府征用", "潜水", "整形手术", "设计缺陷", "水管爆裂", "雷击", "食物中毒", "交通事故", "疾病", "意外"),
    "loss": ("货物损坏", "车辆损失", "住院费用", "门诊费用", "营业中断的损失", "精神损害", "清理残骸的费用", "第三者的财产损失", "雇员的人身伤害", "间接损失", "罚款和滞纳金", "贬值", "诉讼费用", "救援费用", "误工损失", "假肢费用", "护理费用", "牲畜死亡"),
    "insurer": ("保险人", "我们", "本公司", "承保方", "保险公司", "乙方", "我司", "承保机构"),
    "customer": ("投保人", "被保险人", "您", "甲方", "客户", "被保险单位", "受益人", "要保人", "索赔人"),
    "party": ("甲方", "乙方", "双方", "任何一方", "违约方", "守约方", "服务商", "委托方", "采购人"),
    "sum": ("1000元", "人民币50万元", "200元", "3万元", "一百万元", "保险金额", "保单所载金额", "5000元", "当期保费"),
    "rate": ("80%", "百分之十", "20%", "3‰", "千分之五", "0.5%", "九成", "一半"),
    "time": ("30日", "十天", "48小时", "5个工作日", "六十日", "一个月", "2年", "24小时", "三个工作日", "15天"),
    "act": ("把事故经过书面告知{insurer}", "保护好现场", "妥善保管有关单据", "配合查勘", "如实说明健康状况", "安排专人对接", "提供用车清单", "做好防火防盗", "把保险单交到{customer}手上", "对客户资料保密", "支付尾款", "更换不合格的人员", "出具核定结论", "办理批改手续", "结清欠款", "定期培训驾驶员", "采取一切合理办法减少损失", "交回多领的款项", "每月报送报表"),
    "paper": ("身份证复印件", "医疗费用原始发票", "出险经过说明", "公安部门的证明", "死亡证明或者宣告死亡的判决", "户籍注销证明", "保险凭证", "损失清单", "银行账户信息", "受益人与被保险人的关系证明", "伤残鉴定书", "病历和出院小结", "维修报价单", "提货单、装箱单", "{insurer}要求的其他材料"),
    "term": ("意外伤害", "医院", "重大疾病", "保单年度", "现金价值", "第三者", "营业场所", "等待期", "专科医生", "有效身份证件", "暴雨", "服务期", "保密信息", "周岁", "每次事故"),
    "meaning": ("外来的、突发的、非本意的、使身体受到伤害的客观事件", "经卫生行政部门批准设立的二级及以上公立医疗机构", "从生效日起每满十二个月的期间", "24小时降水量达到50毫米以上的降雨", "按出生日期计算的整岁年龄", "保险单上载明的地址", "合同双方以外的自然人或者单位", "一方不愿公开的技术和经营资料"),
    "benefit": ("身故保险金", "住院津贴", "伤残金", "满期金", "一笔慰问金", "重疾金", "生存年金", "应付的赔款"),
    "place": ("甲方所在地", "保险人住所地", "合同签订地", "被告所在地", "工程所在地"),
    "company": ("云泽财产保险股份有限公司", "岚城人寿保险有限公司", "青陵客运有限公司", "松涧保险经纪有限公司", "霁川市第二医院"),
}  # fmt: skip

# type(s) | role of the section | modality, topic or kind of a limit | sentence
PATTERNS = """
exclusion|exclusion||因{cause}引起的{loss}，不在本保险保障之列
exclusion|exclusion||凡属{cause}所致，{insurer}分文不赔
exclusion|other||{loss}由{customer}自己承受，{insurer}不买单
exclusion|exclusion||{cause}
exclusion|exclusion||{cause}、{cause}以及由此带来的{loss}
exclusion|claims||逾期不交单据的，视为放弃索赔，{insurer}不再支付任何款项
exclusion|insured_duties||没有照做而使损失扩大的，扩大的那一部分{insurer}不认账
exclusion|exclusion||任何情况下，本保险都不包括{loss}
exclusion|coverage||但{cause}的情形，本条的保障不适用
exclusion|other||{loss}自理
exclusion|other||保费没有到账以前发生的事故，{insurer}免于负责
exclusion|exclusion||{customer}处于{cause}期间发生的{loss}，一概不赔
coverage|coverage||{customer}因{cause}住院的，{insurer}按实际开销的{rate}报销{loss}
coverage|coverage||遇有{cause}，{insurer}将为{loss}买单
coverage|coverage||因{cause}而身故的，受益人可得{benefit}，金额为{sum}
coverage|coverage||{cause}
coverage|coverage||为施救而花的合理费用，由{insurer}另行补偿
coverage|coverage||若{customer}生存至期满，{insurer}一次性付给{benefit}
coverage|coverage||{loss}列入本保险的保障范围
coverage|coverage||自确诊之日起，以后各期保费免交，保障照旧
limit|limit|per_occurrence|一次事故最多赔{sum}
limit|limit|aggregate|全年赔款总和以{sum}封顶
limit|limit|deductible|每次事故中{sum}以内的部分由{customer}自担
limit|limit|deductible|先减去{sum}，余下的才进入理赔
limit|coverage|copay|经社保结算的赔{rate}，未经社保结算的赔六成
limit|limit|per_person|每人上限{sum}
limit|coverage|sub_limit|其中{loss}不突破{sum}
limit|limit|sum_insured|保额由双方商量确定，写在保单上
limit|claims|contribution|另有别家保险的，{insurer}只按自己保额所占的份额出钱
limit|premium|per_item|每件物品顶额{sum}
obligation|claims|duty:loss_notice|出事后{time}内，{customer}须打电话向{insurer}报案
obligation|insured_duties|duty:disclosure|投保时{insurer}问到的，{customer}都要照实回答
obligation|other|duty:other|{party}负责{act}
obligation|other|duty:service|{party}要在{time}之内{act}
obligation|other|duty:cooperation|烦请{customer}{act}
obligation|other|prohibition:data|未经对方点头，{party}一律不许把资料交给别人
obligation|other|prohibition:transfer|{party}切勿把本合同转手他人
obligation|termination|right:termination|{customer}随时能够提出退保
obligation|termination|right:termination|连续两次考核不及格，{party}有资格单方面结束合同
obligation|insurer_duties|duty:settlement|材料齐全后，{insurer}于{time}内答复是否赔
obligation|insurer_duties|duty:settlement|谈妥赔款数额后{time}内打款
obligation|premium|duty:premium|{customer}按期把保费交到{insurer}指定账户
obligation|insured_duties|duty:prevention|{customer}平时就该{act}
obligation|insured_duties|duty:mitigation|一旦出险，{customer}要尽一切合理的办法减轻损失
obligation|insured_duties|duty:risk_change|用途改变、危险变大的，{customer}得马上知会{insurer}
obligation|claims|right:subrogation|赔过之后，{insurer}在赔款范围内取得向肇事方追讨的资格
obligation|general|duty:explanation|订约时{insurer}要把免责内容讲清楚
obligation|other|duty:notice|地址、电话变动的，{party}{time}内来函告知
obligation|other|duty:payment|{party}收到发票后{time}内付清
obligation|termination|duty:refund|{insurer}在{time}内把剩余保费退给{customer}
obligation|other|right:service|{party}得随时抽查服务质量
obligation|claims|right:claim_documents|必要时{insurer}得要求{customer}补交材料
period|period||保障从零点开始，满一年为止
period|period||本合同管{time}
period|period||头{time}为等待期
period|premium||过了交费日还有{time}的宽限
period|termination||收到保单后{time}内可以反悔，这段时间叫犹豫期
period|claims||索赔的权利过{time}不用便归于消灭
period|other||服务期{time}，自签字盖章那天算起
payment|premium||保费一年一交，每次{sum}
payment|premium||每车每年{sum}
payment|other||服务费按实收保费的{rate}计提，季度结算
payment|termination||退保时扣下{rate}的手续费
payment|other||合同价款共计{sum}，含税
payment|other||中标后先押{sum}作为保证金
penalty|other||每迟一天，另付欠款的{rate}
penalty|other||{party}失约的，赔给对方{sum}作为违约金
penalty|premium||拖欠的款项每日加收{rate}
penalty|other||漏报一次，扣{sum}
claim_document|claims||{paper}
claim_document|claims||{paper}；
claim_document|claims||能够证明{cause}发生的{paper}
definition|definitions||{term}：{meaning}
definition|definitions||{term}，即{meaning}
definition|definitions||所称{term}，说的是{meaning}
definition|definitions||{term}是{meaning}
definition|other||“{term}”一词在本合同里的含义为{meaning}
dispute|dispute||有分歧先坐下来谈
dispute|dispute||谈不拢的，提请{place}的仲裁机构裁决
dispute|dispute||任何一方都可以到{place}的法院打官司
dispute|dispute||本合同受中国大陆法律管辖
dispute|dispute||可请行业调解组织从中调停
party|other||甲方：{company}
party|other||乙方（承保机构）：{company}
|general||本合同由保险单、投保单、条款和批单几部分合成
|general||年满18周岁、身体健康的人都可以参加本保险
|general||本条款经备案后使用
|other||本合同一式四份，效力相同
|other||为明确各自的权利和责任，经友好商量，签订本合同
|other||签约日期：    年   月   日
|claims||理赔流程
|coverage||保障内容
|coverage||在保障期内，{insurer}承担以下各项：
|exclusion||下列情形之一造成的后果，{insurer}不赔：
|definitions||释义
|other||联系电话：400-800-0000
|other||本协议自双方签字之日起生效
|general||保险标的包括厂房、设备和存货
|other||以上内容已阅读并理解
|premium||保费与年龄、职业、保障计划有关
|appendix||职业类别表
"""


def written(chance: random.Random) -> dict[str, Any]:
    """One sentence as an example of the learned reader (see models/reading/README.md)."""
    types, role, told, pattern = chance.choice(PATTERNS.strip().splitlines()).split("|")
    example: dict[str, Any] = {
        "source": "written/patterns", "text": _filled(pattern, chance), "lead": "", "role": role,
        "types": [types] if types else [], "doubtful": [], "portions": [],
    }  # fmt: skip
    if types == "obligation":
        example["modality"], example["topic"] = told.split(":")
    elif types == "limit":
        example["limit"] = told
    return _led(example, chance) if example["text"] in GAPS["cause"] else example


def _filled(pattern: str, chance: random.Random) -> str:
    while "{" in pattern:
        pattern = re.sub(r"\{(\w+)\}", lambda gap: chance.choice(GAPS[gap[1]]), pattern)
    return pattern


def _led(example: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A bare cause says nothing without the lead-in above it."""
    leads = {
        "exclusion": (
            "下列原因造成的损失，保险人不负责赔偿",
            "出现下列情形的，我们不赔",
            "以下各项不在保障之列",
        ),
        "coverage": ("由于下列原因造成的损失，保险人负责赔偿", "以下风险在保障之列", "我们为下列事故买单"),
    }
    kind = example["types"][0]
    role = chance.choice((kind, "other", "general"))
    return {**example, "lead": chance.choice(leads[kind]), "role": role}


def main() -> None:
    """Write the sentences, each wording once."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1500)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    once = {
        (one["text"], one["lead"]): json.dumps(one, ensure_ascii=False)
        for one in (written(chance) for _ in range(chosen.count))
    }
    chosen.out.write_text("\n".join(once.values()) + "\n", "utf-8")
    print(f"{len(once)} sentences")


if __name__ == "__main__":
    main()
