"""Passages made of one sentence under a heading, read as a document is."""

from functools import lru_cache

from extractor.comparison.passages import Passage, read_passages
from extractor.extraction import extract

HEADINGS = {
    "保": "保险责任", "免": "责任免除", "限": "赔偿限额与免赔额", "投": "投保人、被保险人义务", "险": "保险人义务", "理": "赔偿处理", "期": "保险期间",
    "费": "保险费", "解": "合同解除和终止", "义": "释义", "总": "总则",
}  # fmt: skip


@lru_cache(maxsize=1024)
def provision(section: str, sentence: str) -> tuple[Passage, ...]:
    """The passages of article two, which holds the sentence under the heading of its section."""
    text = f"试拟保险条款\n\n总则\n\n第一条 合同构成\n本保险合同由保险条款、投保单、保险单组成。\n\n{HEADINGS[section]}\n\n第二条 约定事项\n{sentence}\n"
    passages = read_passages(extract(text.encode(), "provision.txt"))
    return tuple(passage for passage in passages if passage.path.startswith("第二条"))
