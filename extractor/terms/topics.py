"""Topics of norms (义务主题): what a duty, a prohibition or a right is about.

The order is from the particular to the general; the first topic whose words stand in the unit is taken.
"""

import re

from extractor.structure.headings import Role

_PAPERS = r"(?:证明|资料|单证|材料|文件|申请书|凭证)"
_DOMINANT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("explanation", re.compile(r"格式条款|明确说明|说明(?:本|保险)?(?:保险)?合同的?内容|提示说明|(?:保险责任|责任免除)[^，。]{0,10}、[^。]{0,30}等$")),
    ("advance_payment", re.compile(r"先予支付|先行(?:支付|赔付|垫付)|预付(?!保险费|款项)|垫付")),
    ("subrogation", re.compile(r"代位|追偿|(?:有关责任方|第三者|第三方|责任方)[^。；]*请求赔偿|请求赔偿(?:的)?权利|从有关责任方取得|担保权|抵押权|向责任方|向他们提出索赔")),
    ("other_insurance", re.compile(r"重复保险|多支付的部分|其他保险人|其它保险人")),
    ("other", re.compile(r"(?:指定|变更|确定|放弃)[^。；]{0,16}受益|受益(?:权|顺序|份额)|附贴批单|批单的方式变更|变更合同内容|变更本合同|司法机关|一切后果")),
)
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("other", re.compile(r"^(?:应当?|须|由|概由|均由|负责|提出)[^，。；]{0,20}(?:承担(?:全部|相应|一切)*责任|自行承担|赔偿责任$|负责(?:解决|赔偿)|赔偿$)|损失均由|纳入定点|转入[^，。；]{0,4}续保")),
    ("disclosure", re.compile(r"如实(?:告知|回答|填写|说明|申报|提供)|询问[^。；]*告知|(?:年龄|性别|职业|出生日期)[^。；]*填明")),
    ("termination", re.compile(r"^(?:可以?|有权|不得|亦可|无权|可|请填写解除)[^，。；]{0,24}(?:解除|终止|退保)|解约通知|解除合同申请书|^[^。；]{0,12}不行使而消灭")),
    ("service", re.compile(r"产品信息|接口|投诉|客户服务|响应|合法的服务|服务(?:如|承诺)|培训")),
    ("payment", re.compile(r"履约保证金|保证金")),
    ("transfer", re.compile(r"转让|让与|转包|分包|委付给")),
    ("service", re.compile(r"(?:开展|提供|给予|包括)[^。；]{0,60}服务(?!费|期)(?:$|，)|及其服务$|服务(?:承诺|的书面承诺|网点)")),
    ("litigation", re.compile(r"诉讼(?!时效)|仲裁|传票|应诉|抗辩|法律援助|法律文书")),
    ("claim_documents", re.compile(
        rf"(?:提供|提交|补充)[^，。；]{{0,12}}(?:下列|以下|其他合法有效的?)[^，。；]{{0,10}}{_PAPERS}|一次性通知|填写[^，。；]{{0,8}}(?:给付|理赔|索赔)申请书|(?:提供|提交)[^。；]{{0,60}}(?:单证$|单证或文件|权利文件|必要单证)"
    )),
    ("cooperation", re.compile(r"协助[^，。；]{0,20}(?:调查|处理|核查|开展|勘查)|配合[^，。；]{0,30}(?:调查|核查|查勘|解密|工作)|保护[^，。；]{0,10}现场|现场取证|工作指导|必要协助$")),
    ("refund", re.compile(
        r"退还(?!已给付的?理赔)|返还(?!已给付|相应的保险金|保险金)|退保手续费|收取手续费|退回(?:保险费|保费)|应退|退保(?:保险费|金)"
    )),
    ("issue_policy", re.compile(
        r"签发|出具(?:保险单|保单|保险凭证|[^，。；]{0,4}凭证)|办理(?:承保|投保|出单)(?:手续)?|承保手续$|出单(?!时|，)|接受客户承保|单独签|(?:电子|纸质)(?:或纸质)?保单|签一份保险合同"
    )),
    ("mitigation", re.compile(r"防止(?:或者?|和)?减少|减少(?:货物的)?损失|防止损失|施救|抢救(?!费)|整改(?!的权利)|紧急(?:挂失|保护)|督促[^，。]{0,10}还款|催收建议")),
    ("termination", re.compile(r"解除(?!人)|解约|(?:提前)?终止(?!保险责任|之后)|退保|撤销本(?:合同|协议)|继续履行")),
    ("settlement", re.compile(
        r"核定|核损|理赔|拒绝(?:赔偿|给付|赔付)|赔付|赔款|定损|结案|履行[^，。；]{0,8}(?:赔偿|给付)|(?:赔偿|给付)(?:保险金)?(?:的)?(?:义务|责任)|支付[^，。；]{0,6}差额|赔偿金额[^，。；]{0,6}确定|继承法|继承编|索赔案件|赔偿标准|伤残(?:类别|等级|程度)|鉴定(?!人|机构)|给付(?:保险金|比例)|请求赔偿保险金|查勘|扣减|赔给|给付[^，。；]{0,8}保险金|即予认可"
    )),
    ("data", re.compile(r"保密|商业秘密|客户信息|客户资料|个人信息|反洗钱|信息(?:安全|泄露)|数据(?:安全|保护|的安全)|反欺诈|网络系统安全|安全可靠的|业务数据")),
    ("premium", re.compile(r"保险费|保费|交费|缴费|预付款|实际交易额|检查[^，。]{0,8}记录|交易额数据|优惠")),
    ("prevention", re.compile(
        r"安全(?!保障系统|产品|建设)|防灾|防损|预防(?!工作)|消防|隐患|应急处置预案|遵守(?!本协议|、)[^，。；]{0,30}(?:法律|规定|法规|制度)|维护保养|保养|及时检查|审核|妥善(?:保管|保存|维护)|降低标准|付诸实施"
    )),
    ("payment", re.compile(r"(?:服务费|费用|税费|款项|佣金|发票|结算|保证金|违约金|价款|合同款|对账|补足)")),
    ("cooperation", re.compile(r"协助|配合|调查|现场|允许|核查|取证|保留[^，。]{0,20}资料")),
    ("notice", re.compile(r"通知|申请检验|告知|提醒|公布|反馈|送达|报案|报告")),
    ("service", re.compile(
        r"服务|培训|咨询|接口|平台|投诉|专人|接待|续保清单|宣传|人员|响应|产品信息|渠道|上架|联系和交流|小组|改进措施|系统"
    )),
)
_OF_NOTICE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("litigation", re.compile(r"诉讼、|仲裁|传票")),
    ("risk_change", re.compile(r"危险程度|风险(?:程度)?(?:显著)?(?:增加|变化|增大)|重要事项变更|航程变更|不还款风险|(?:使用性质|用途|职业|工种)(?:发生)?(?:变更|改变)|转卖|加装|遗漏或错误")),
    ("loss_notice", re.compile(r"事故(?!定损)|出险|欠款|还款义务|赔偿请求|索赔|遭受|受损|损失(?!扩大)|身故|确诊|船舶互撞责任")),
)
_BY_ROLE = {Role.CLAIMS: "settlement", Role.PREMIUM: "premium", Role.TERMINATION: "termination"}


def topic_of(text: str, act: str, role: Role, context: str = "") -> str:
    """The topic of a norm by the words of its act, then of the unit, then of its section.

    ``context`` is what stands above it (lead-ins): a bare 及时通知保险人 under 知道保险事故发生后 is a loss notice.
    """
    text, act = text.split("否则")[0] or text, act.split("否则")[0] or act
    for topic, pattern in _DOMINANT:
        if pattern.search(text) and not (topic == "subrogation" and "单证" in act):
            return topic
    topic = _first(act) or _first(text)
    if topic == "claim_documents" and re.search(r"解除|退保", text):
        return "termination"
    if topic == "notice" and not re.search(r"公安|联系人|提醒|对方", act):
        topic = next((special for special, pattern in _OF_NOTICE if pattern.search(text)), topic)
        if topic == "notice" and re.search(r"通知(?:保险人|我们|本公司)", act):
            topic = next((special for special, pattern in _OF_NOTICE if pattern.search(context)), topic)
    return topic or _BY_ROLE.get(role, "other")


def _first(text: str) -> str:
    return next((topic for topic, pattern in _RULES if pattern.search(text)), "")
