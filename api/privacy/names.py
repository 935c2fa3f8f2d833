"""Names of persons (姓名): after a label, in a column of 姓名, before 先生 and 女士.

A name is a surname of the table with one or two characters, or a name with a middle dot (买买提·阿卜杜拉).
What is longer, ends like an organisation or is a usual word is none. Texts come narrowed; a mark is neither
part nor edge of a name, so that a masked name is never found again.
"""

import re
from collections.abc import Iterator

from extractor.document import Span

_COMPOUND = (
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|"
    "慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|令狐|呼延|拓跋|夹谷|百里|东郭|西门|南门|轩辕|淳于|单于|第五|纳兰|完颜|"
    "叶赫那拉|爱新觉罗"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗凤方俞任袁柳酆"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧成戴谈宋茅庞熊纪舒屈项"
    "祝董梁杜阮蓝闵席季麻贾娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯昝管卢莫房裘缪解应宗丁宣邓郁单杭洪包诸左石崔"
    "吉龚程嵇邢裴陆荣翁荀惠甄曲封芮储靳邴糜松段巫焦巴牧车侯宓蓬郗班仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶司韶黎蓟薄白怀蒲"
    "邰鄂索赖卓蔺屠蒙池乔闻莘党翟谭贡劳逄姬申扶冉宰郦雍郤桑桂濮牛边扈燕冀浦尚农温庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖庾"
    "居衡步耿满弘匡文寇禄阙欧沃蔚隆师巩聂晁勾敖冷訾辛阚那简饶曾沙鞠丰巢关蒯查荆游竺逯盖桓肖闫代付仝佟苟岳郜帅涂揭亓仉"
    "覃阳揣答操敬强路危楼牟"
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff〇\U00020000-\U0003ffff"
# No given name has one of the former characters, or ends in one of the latter.
_GIVEN = (
    f"(?![的了及或被须该此项号证码户款额险费章签]|[局院厂店社部处厅校站队室馆省市县区镇](?![{_HAN}]))[{_HAN}]"
)
_SHAPE = rf"(?:(?:{_COMPOUND})|[{_SURNAMES}]){_GIVEN}{{1,2}}"
_NAME = rf"(?P<name>{_SHAPE}|[{_SURNAMES}][ ]{{1,2}}(?![男女]){_GIVEN}|[{_HAN}]{{1,8}}(?:[·•‧・][{_HAN}]{{1,8}}){{1,3}})"
_END = rf"(?=[^{_HAN}*]|\Z)"
# What a form prints right after a name.
_FOLLOWING = (
    "电话|手机|联系|身份|证件|性别|出生|年龄|国籍|职务|职业|岗位|部门|单位|住所|住址|地址|通讯|邮编|邮政|邮箱|电子|"
    "传真|[账帐][号户]|开户|卡号|日期|先生|女士|小姐|签[字名章]|盖章|和|及|与|以及"
)
_PERSON_END = rf"(?=[^{_HAN}*]|\Z|{_FOLLOWING})"
_PARTY_END = r"(?=[\s(,;、。/_]|\Z|身份|证件|先生|女士|和|及|与|以及)"

_PERSONS = (
    "姓 ?名|联系人|联络人|经办人?|法定代表人|法人代表|代表人|负责人|授权代表|代理人|签约代表|签署人|签收人|收件人|接收人|报案人|"
    "监护人|驾驶[员人]|经理|专员|业务员|承办人|出单员?|制单人?|复核人?|审核人?|核保人?|查勘员|见证人|证明人|保证人|担保人|户名|"
    "收款人|签字|签名|签章|主任|客服|司机|车主"
)
_PARTIES = (
    "被保险人|投保人|受益人|被保人|要保人|申请人|委托人|受托人|出租[人方]|承租[人方]|出借人|借款人|抵押人|质押人|出卖人|买受人|"
    "原告|被告|权利人|索赔人|领款人|[甲乙丙丁]方"
)
_ASIDE = r"(?:及(?:联系)?(?:电话|方式))?(?: ?\([^()\n]{1,16}\)){0,2}[\"'”]?"
_LABELLED = (
    re.compile(rf"(?:{_PERSONS}){_ASIDE}(?: *[:│┃|][\s_\"'“]{{0,8}}|\t+){_NAME}{_PERSON_END}"),
    re.compile(rf"(?:姓名|联系人|经办人|法定代表人|负责人|户名)(?:[为是]| {{1,4}}){_NAME}{_END}"),
    re.compile(rf"(?:{_PARTIES}){_ASIDE}(?: *[:│┃|][ \t_\"'“]{{0,8}}|\t+){_NAME}{_PARTY_END}"),
)
_ANOTHER = re.compile(rf" ?(?:[/、]|和|及|与|以及) ?{_NAME}(?=[^{_HAN}*]|\Z|和|及|与|以及)")
_TITLES = ("先生", "女士", "小姐")
_ADDRESSED = re.compile(rf"(?P<name>{_SHAPE})(?=(?:{'|'.join(_TITLES)})(?![效产前后成活育长]))")
_INTRODUCED = re.compile(
    rf"(?P<name>{_SHAPE})(?= ?[(, ] ?(?:联系电话|电话|手机|[男女][,)]|公民身份|居民身份|身份证|证件号))"
)
_NAME_CELL = re.compile(_NAME)
_NAME_HEADING = re.compile(rf" *[{_HAN}]{{0,6}}姓 ?名 *")

# Words that look like a name where a form has something else.
_WORDS = re.compile(
    "安排|安装|包含|成立|成本|常务|常住|车号|代办|代码|单独|单身|单个|单价|方可|方便|方式|方案|付清|付讫|高龄|关联|何时|何种|华夏|华为|平安|惠民|连带|路线|满足|明确|任意|"
    "任职|容许|时尚|司法|通讯|万元|温州|文件|文本|文字|席位|宣告|宣布|严重|尤其|余额|余下|章程|左右|甘肃|江苏|江西|宁波|武汉|苏州|万科|安邦|金额|解除|答复|党员|步骤|师生|"
    "师傅|农民|农业|查询|盖章|签章|曾用|班级|符合|符号|劳务|习惯|齐全|纪律|季度|高度|房产|宗教|程序|宁夏|祖籍|景点|谈判|项下|严格|章节|范本|方法|方向|方面|任期|费用|费率|"
    "毕业|于是|顾客|顾问|成人|高于|高校|高中|应聘|单据|单证|单元|单方|左侧|车队|车间|车型|车牌|文书|古代|居间|满期|简单|简历|简称|关键|连接|查验|代为|代收|代缴|强制|敬请|"
    "敬启"
)
_BEGINNINGS = re.compile(
    "安全|包括|成年|成员|车主|车辆|车上|代表|代理|单位|付款|高级|高管|管理|关系|关于|范围|金融|居民|任何|申请|施工|时间|司机|索赔|"
    "项目|向[其甲乙]|应[于在当按由向以付收急届]|于[本签每]|支付|农户|强制"
)


_ORGANISATION = re.compile(
    "(?:公司|银行|[分支]行|集团|中心|协会|委会|学会|大学|中学|小学|学校|医院|工厂|商行|商店|门店|总部|网点|机构)$"
)


def find_names(text: str) -> Iterator[Span]:
    """Names that a label or a column announces, in a narrowed text; in no order."""
    if text.isascii():
        return
    for label in _LABELLED:
        for first in label.finditer(text):
            yield from _series(text, first)
    if "名" in text and "\t" in text:
        yield from _columns(text)


def find_addressed(text: str) -> Iterator[Span]:
    """Names before 先生 or 女士, or before a telephone or identity number, in a narrowed text.

    张先生 holds a surname only and stays.
    """
    patterns = [_ADDRESSED] if any(title in text for title in _TITLES) else []
    patterns += [_INTRODUCED] if not text.isascii() else []
    for pattern in patterns:
        yield from (Span(*match.span("name")) for match in pattern.finditer(text) if _is_name(match["name"]))


def _is_name(shaped: str) -> bool:
    """Whether what has the shape of a name is one: no usual word, no organisation."""
    return not (_WORDS.fullmatch(shaped) or _BEGINNINGS.match(shaped) or _ORGANISATION.search(shaped))


def _series(text: str, first: re.Match[str]) -> Iterator[Span]:
    """The name after a label and those listed with it: 张三、李四和王五."""
    match: re.Match[str] | None = first
    while match is not None and _is_name(match["name"]):
        yield Span(*match.span("name"))
        match = _ANOTHER.match(text, match.end())


def _columns(text: str) -> Iterator[Span]:
    """Cells under a heading 姓名, down to the first line that is no row of the table."""
    columns: list[int] = []
    start = 0
    for line in text.splitlines(keepends=True):
        cells = line.rstrip("\r\n").split("\t")
        named = [at for at, cell in enumerate(cells) if _names_a_person(cell)]
        headings = [at for at, cell in enumerate(cells) if _NAME_HEADING.fullmatch(cell)]
        if len(cells) == 1:
            columns = []
        elif headings and not named:
            columns = headings
        else:
            yield from (_cell_span(cells, at, start) for at in named if at in columns)
        start += len(line)


def _names_a_person(cell: str) -> bool:
    return _NAME_CELL.fullmatch(cell.strip()) is not None and _is_name(cell.strip())


def _cell_span(cells: list[str], column: int, start: int) -> Span:
    cell = cells[column]
    at = start + sum(len(before) + 1 for before in cells[:column]) + len(cell) - len(cell.lstrip())
    return Span(at, at + len(cell.strip()))
