"""Small wordings of our own, one for each line of insurance, with a sentence to judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from extractor.assessments import Assessment, Verdict
from extractor.elements.wording import Wording
from extractor.extraction import extract
from extractor.law import review_law

TITLES = {
    "liability": "公众责任保险条款",
    "property": "财产综合保险条款",
    "cargo": "国内货物运输保险条款",
    "sea": "远洋货物运输保险条款",
    "motor": "机动车商业保险条款",
    "ctpl": "机动车交通事故责任强制保险条款",
    "credit": "贷款履约保证保险条款",
    "agriculture": "水稻种植保险条款",
    "life": "终身寿险条款",
    "health": "住院医疗保险条款",
    "rider": "附加住院医疗保险条款",
    "accident": "人身意外伤害保险条款",
    "service": "信息平台服务合同",
    "fleet": "公务车辆定点保险服务采购合同",
}
_FIRST = {
    "sea": "本合同由条款和保险单组成，货物以海轮运输。",
    "ctpl": "本合同承保交强险。",
    "fleet": "乙方为甲方的车辆提供保险服务，险种含第三者责任险和车辆损失险。",
}


@dataclass(frozen=True)
class Sample:
    """One sentence, the line of its document and the verdict that a rule must give on it."""

    rule: str
    line: str
    verdict: Verdict
    text: str


def samples() -> Iterator[Sample]:
    """Every sample of ``cases.yaml``."""
    cases = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
    for rule, entry in cases.items():
        for name, said in entry.items():
            if name == "line":
                continue
            line, text = (said["line"], said["text"]) if isinstance(said, dict) else (entry["line"], said)
            yield Sample(rule, line, Verdict(name), text)


def wording(line: str, text: str) -> Wording:
    """A document of that line whose second article is ``text`` (``标题|正文`` puts it under a heading)."""
    heading, _, body = text.rpartition("|")
    first = _FIRST.get(line, "本合同由条款和保险单组成。")
    paragraphs = [
        f"海岚财产保险股份有限公司\n\n{TITLES[line]}",
        "总则",
        f"第一条 {first}",
        heading,
        f"第二条 双方约定如下。\n\n{body}",
    ]
    data = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return Wording(extract(data.encode(), f"{line}.txt"))


def assessed(line: str, text: str, rule: str) -> Assessment:
    """What the rule says of that document."""
    review = review_law(wording(line, text))
    return next(assessment for assessment in review.assessments if assessment.rule == rule)
