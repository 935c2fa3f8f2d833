"""Short texts of our own as reviews read them."""

from dataclasses import replace

from extractor.assessments import Assessment
from extractor.document import Remark
from extractor.elements.wording import Wording
from extractor.extraction import extract, read, read_extraction
from extractor.playbooks import read_playbook, review

CLAUSES = "澄江财产保险股份有限公司\n某某责任保险条款\n\n总则\n\n第一条 本保险合同由保险条款、投保单、保险单和批单组成。\n"
CONTRACT = (
    "车辆保险服务合同\n\n甲方：澄江客运有限公司\n乙方：澄江财产保险股份有限公司\n\n"
    "第一条 甲方和乙方订立本合同，由乙方承保。甲方和乙方应当遵守，甲方和乙方各执一份。\n"
)
AGENCY = (
    "保险业务往来协议\n\n甲方：澄江财产保险股份有限公司\n乙方：泊舟信息有限公司\n\n"
    "第一条 甲方和乙方订立本协议。甲方和乙方应当遵守，甲方和乙方各执一份。\n"
)


def wording_of(text: str, head: str = CLAUSES, heading: str = "") -> Wording:
    """A document of ``head`` and one article of ``text`` under ``heading``."""
    section = f"\n{heading}\n\n" if heading else ""
    return Wording(extract(f"{head}{section}第二条 本条约定如下。\n{text}\n".encode(), "own.txt"))


def unread_wording_of(text: str) -> Wording:
    """The same of a document one page of which could not be read."""
    document = read(f"{CLAUSES}第二条 本条约定如下。\n{text}\n".encode(), "own.txt")
    lost = Remark("no-text-layer", "第2页没有文字层", 2)
    return Wording(read_extraction(replace(document, remarks=(*document.remarks, lost))))


HEAD = """\
id: own
title: 自拟标准
stance: insured
lines: [liability]
version: '1'
sections:
  - title: 一组
    checks:
"""


def playbook_text(check: str) -> str:
    """YAML of a playbook with one check; ``check`` holds its condition, one key a line."""
    common = ["id: point", "title: 要点", "weight: high", "requirement: 应当如此", "advice: 请改"]
    lines = [*common, *check.strip().splitlines()]
    return HEAD + "      - " + "\n        ".join(lines) + "\n"


def assessed(wording: Wording, check: str) -> Assessment:
    """What the one check comes to."""
    return review(wording, read_playbook(playbook_text(check), "自拟.yaml")).assessments[0]
