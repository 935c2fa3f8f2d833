"""Topics of norms (义务主题): what a duty, a prohibition or a right is about.

The order is from the particular to the general; the first topic whose words stand in the unit is taken.
"""

import re

from extractor.structure.headings import Role

_PAPERS = r"(?:证明|资料|单证|材料|文件|申请书|凭证)"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("transfer", re.compile(r"转让|让与|转包|分包|委付给")),
    ("explanation", re.compile(r"格式条款|明确说明|说明(?:本|保险)?(?:保险)?合同的?内容|(?:保险责任|责任免除)[^，。]{0,20}(?:等|信息)|提示说明")),
    ("advance_payment", re.compile(r"先予支付|先行(?:支付|赔付|垫付)|预付(?!保险费|款项)|垫付")),
    ("subrogation", re.compile(r"代位|追偿|(?:有关责任方|第三者|第三方|责任方)[^。；]*请求赔偿|请求赔偿(?:的)?权利|担保权|抵押权|向责任方|向他们提出索赔")),
    ("other_insurance", re.compile(r"重复保险|多支付的部分|其他保险(?:人|合同)|其它保险")),
    ("refund", re.compile(
        r"退还|返还(?!已给付)|退保手续费|手续费|退回(?:保险费|保费)|(?:剩余|多收)[^，。；]{0,8}(?:退|部分)|应退"
    )),
    ("claim_documents", re.compile(
        rf"(?:索赔|请求赔偿|申请[^，。；]{{0,14}}保险金|给付申请书|赔偿请求|遗产|无法核实|第三者责任)[^。；]*(?:提供|提交|补充)|{_PAPERS}[^。；]{{0,6}}不完整|(?:提供|提交|补充)[^，。；]{{0,12}}(?:下列|以下|其他合法有效的?)[^，。；]{{0,10}}{_PAPERS}"
    )),
    ("disclosure", re.compile(r"如实(?:告知|回答|填写|说明|申报|提供)|告知义务|(?:年龄|性别|职业)[^。；]*填明|询问[^。；]*告知|资质证明材料")),
    ("issue_policy", re.compile(
        r"签发|出具(?:保险单|保单|批单|保险凭证)|办理(?:承保|投保|出单)(?:手续)?|承保手续$|出单(?!时)|接受客户承保|单独签|(?:电子|纸质)(?:或纸质)?保单|签一份保险合同|核保结果"
    )),
    ("mitigation", re.compile(r"防止(?:或者?|和)?减少|减少(?:货物的)?损失|防止损失|施救|抢救(?!费)|扩大(?:的)?损失|损失(?:的)?扩大|整改(?!的权利)|紧急(?:挂失|保护)|督促[^，。]{0,10}还款|催收建议|必要(?:的)?[、合]?[^，。]{0,6}措施(?:，|防止)")),
    ("litigation", re.compile(r"诉讼|仲裁|传票|应诉|抗辩|法律援助")),
    ("risk_change", re.compile(r"危险程度|风险(?:程度)?(?:显著)?(?:增加|变化|增大)|重要事项变更|航程变更|不还款风险|改变(?:使用性质|用途)|职业或工种变更|(?:职业|工种)(?:发生)?变更|转卖|加装")),
    ("loss_notice", re.compile(
        r"(?:事故|出险|损失|欠款|逾期|违约|还款义务|赔偿请求|索赔|遭受|伤害|受损|责任)[^。；]*(?:通知|告知|报告|报案|申请检验)(?!书)(?!送达)"
    )),
    ("settlement", re.compile(
        r"核定|核损|理赔|拒绝(?:赔偿|给付|赔付)|赔付|赔款|定损|结案|履行[^，。；]{0,8}(?:赔偿|给付)|(?:赔偿|给付)(?:保险金)?(?:的)?(?:义务|责任)|支付[^，。；]{0,6}差额|赔偿金额[^，。；]{0,6}确定|继承法|索赔案件|赔偿标准|赔偿责任具体|评定|鉴定|给付(?:保险金|比例)|请求赔偿保险金|查勘|扣减|赔给|给付[^，。；]{0,8}保险金"
    )),
    ("data", re.compile(r"保密|商业秘密|客户信息|客户资料|个人信息|反洗钱|信息(?:安全|泄露)|数据(?:安全|保护|的安全)|反欺诈|网络系统安全|安全可靠的|业务数据")),
    ("termination", re.compile(r"解除(?!人)|终止(?!保险责任)|退保|终结|撤销本(?:合同|协议)|继续履行")),
    ("premium", re.compile(r"保险费|保费|交费|缴费|预付款|实际交易额|检查[^，。]{0,8}记录|交易额数据|优惠")),
    ("prevention", re.compile(
        r"安全(?!保障系统|产品)|防灾|防损|预防|消防|隐患|预案|遵守(?!本协议|、)|维护保养|保养|管理制度|及时检查|严格审核|妥善(?:保管|保存|维护)|审核[^，。]{0,8}资信|规章制度等"
    )),
    ("payment", re.compile(r"(?:服务费|费用|税费|款项|佣金|发票|结算|保证金|违约金|价款|合同款|对账)")),
    ("cooperation", re.compile(r"协助|配合|调查|现场|允许|核查|取证|工作指导|保留[^，。]{0,20}资料")),
    ("service", re.compile(
        r"服务|培训|咨询|接口|平台|系统|投诉|专人|接待|续保清单|宣传|人员|响应|信息提供|产品信息|制度|渠道|规则|上架|业务"
    )),
    ("notice", re.compile(r"通知|告知|提醒|联系(?:方式|人)|通讯地址|公布|反馈|送达")),
)
_BY_ROLE = {Role.CLAIMS: "settlement", Role.PREMIUM: "premium", Role.TERMINATION: "termination"}


def topic_of(text: str, act: str, role: Role) -> str:
    """The topic of a norm: by the words of its act first, then of the whole unit, then by its section."""
    for source in (act, text):
        for topic, pattern in _RULES:
            if pattern.search(source):
                return topic
    return _BY_ROLE.get(role, "other")
