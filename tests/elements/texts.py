"""Wordings made from short texts, and our own documents read once."""

from functools import lru_cache
from pathlib import Path

from extractor.answers import Answer
from extractor.elements.catalogue import answer, catalogue
from extractor.elements.wording import Wording
from extractor.extraction import extract

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"


def wording(*articles: str, title: str = "测试责任保险条款") -> Wording:
    """A wording of the articles, each under a heading: ``责任免除：（一）战争；`` (heading, then the text)."""
    lines = [title, ""]
    for number, article in enumerate(articles, 1):
        heading, _, text = article.partition("：")
        lines += [heading, f"第{'一二三四五六七八九'[number - 1]}条　{text}", ""]
    return Wording(extract("\n".join(lines).encode(), "条款.txt"))


@lru_cache(maxsize=20)
def own(name: str) -> Wording:
    """One of our own documents."""
    return Wording(extract((DOCUMENTS / f"{name}.txt").read_bytes(), f"{name}.txt"))


def asked(read: Wording, key: str) -> Answer:
    """What the wording says on the element of that key."""
    return answer(read, catalogue()[key])


def shown(read: Wording, key: str) -> list[str]:
    """What the cell shows."""
    return [entry.shown for entry in asked(read, key).entries]
