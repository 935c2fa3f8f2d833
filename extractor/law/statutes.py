"""The statutes as rules (法律规则包): ``corpora/statutes``, one file for each statute, read and checked."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from extractor.assessments import Citation, LineOfCover, Verdict
from extractor.differences import Weight
from extractor.elements.declared import read_declared
from extractor.elements.measures import parse_measure
from extractor.elements.selection import Declared, Pattern, Selector
from extractor.language.numerals import parse_number
from extractor.structure.headings import Role

_FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "statutes"
# Words that stand in the patterns of every statute, so that each is written once.
_WORDS = {
    "{保险人}": "(?:保险人|保险方|保险公司|保险机构|本公司|我们|我公司|我方|承保人)",
    "{客户}": "(?:投保人|投保方|被保险人|受益人|申请人|索赔人|您|客户)",
    "{不赔}": "(?:不承担|不负|不予|不给付|不赔偿?|不赔付|不再承担|概不|拒绝|拒赔|有权拒|可以拒|免除)",
    "{期}": "(?:[\\d一二三四五六七八九十百两]+(?:个?工作日|个?交易日|个?自然日|小时|个?月|日|天|周年|年))",
    "{不退}": "(?:不退还|概不退还|不予退还|概不退|不退回|不再退还|无权要求退还|不退保险费|不退保费)",
}
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "persons": ("life", "health", "accident"),
    "property": ("liability", "property", "cargo", "motor", "credit", "agriculture"),
}
_ARTICLE = re.compile(r"第([一二三四五六七八九十百千零]+)条")


class Force(StrEnum):
    """Whether the contract may depart from the rule (效力)."""

    MANDATORY = "mandatory"  # 强制性规定
    INSURED = "insured"  # 半强制性规定: the contract may only be better for the insured
    DEFAULT = "default"  # 任意性规定: the law itself lets the contract say otherwise


def _lines(value: object) -> object:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list):
        return names
    return [line for name in names for line in _GROUPS.get(str(name), (str(name),))]


def _measured(text: str) -> str:
    parse_measure(text)
    return text


Lines = Annotated[tuple[LineOfCover, ...], BeforeValidator(_lines)]
Roles = Annotated[
    tuple[Role, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
]
Measured = Annotated[str, AfterValidator(_measured)]


class Reach(Declared):
    """Which documents the rule is for, beside their lines: patterns over title and text, and whether at sea."""

    title: Pattern = ""
    title_without: Pattern = ""
    text: Pattern = ""
    text_without: Pattern = ""
    sea: bool | None = None


class Case(Declared):
    """What the words must be like for a verdict. Everything that is given must hold.

    ``words``/``without``: over the sentence. ``near``/``far``: over the sentence with its lead-in, the one before
    and the one after it. ``around``/``apart``: over the whole article. ``nowhere``: over the whole document. Either ``verdict``, or ``value`` (a pattern
    whose first group is a quantity) with ``limit``: what the law gives, and whether the insured wants less or more.
    """

    verdict: Verdict | None = None
    reason: str = ""
    words: Pattern = ""
    without: Pattern = ""
    near: Pattern = ""
    far: Pattern = ""
    around: Pattern = ""
    apart: Pattern = ""
    nowhere: Pattern = ""
    role: Roles = ()
    lines: Lines = ()
    value: Pattern = ""
    limit: Measured | None = None
    favours: Literal["less", "more"] = "less"
    name: str = ""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.verdict is None) == (not self.value):
            raise ValueError("verdict 与 value 应当只写一个")
        if self.value and (self.limit is None or not self.name or not re.compile(self.value).groups):
            raise ValueError("写了 value 还应写 limit、name，且 value 应有一个括号")
        if self.verdict is not None and not self.reason:
            raise ValueError("写了 verdict 还应写 reason")
        return self


class Also(Declared):
    """A further provision that the rule rests on."""

    statute: str
    article: str
    paragraph: Annotated[int, Field(ge=0, le=9)] = 0


class Rule(Declared):
    """One rule of law (规则). ``requirement`` is our own paraphrase. ``about`` selects what touches it; ``cases`` give
    the verdicts, or the function of the name ``judge`` does. ``required``: the law asks that the contract states it;
    ``duty``: the law obliges the insurer, so that "may" is less. ``departure`` is the verdict on a measured departure that the insured does not want."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    article: str
    paragraph: Annotated[int, Field(ge=0, le=9)] = 0
    title: str = Field(min_length=2)
    requirement: str = Field(min_length=6)
    force: Force
    weight: Weight
    lines: Lines = Field(min_length=1)
    reach: Reach = Reach()
    required: bool = False
    duty: bool = False
    departure: Verdict = Verdict.WORSE
    silence: str = ""
    advice: str = ""
    also: tuple[Also, ...] = ()
    about: tuple[Selector, ...] = Field(min_length=1)
    cases: tuple[Case, ...] = ()
    judge: str = ""

    @model_validator(mode="after")
    def _judged(self) -> Self:
        if bool(self.cases) == bool(self.judge):
            raise ValueError("cases 与 judge 应当只写一个")
        return self


class Statute(Declared):
    """One statute (法律): ``version`` is the date from which the text cited is in force, ``articles`` how many it has."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=2)
    short: str = Field(min_length=2)
    version: date
    articles: int = Field(gt=0, strict=False)
    note: str = ""
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _articles_exist(self) -> Self:
        for rule in self.rules:
            if not 1 <= article_number(rule.article) <= self.articles:
                raise ValueError(f"{rule.id}：{self.short}没有{rule.article}")
        return self

    def citation(self, article: str, paragraph: int) -> Citation:
        """A provision of this statute."""
        return Citation(self.short, article, paragraph, self.version)


def article_number(article: str) -> int:
    """第二十三条 → 23; 0 where it names no article."""
    match = _ARTICLE.fullmatch(article)
    return int(parse_number(match[1]) or 0) if match else 0


@lru_cache(maxsize=1)
def statutes() -> Mapping[str, Statute]:
    """Every statute by its id, in the order of the files. Raises DeclarationProblem."""
    found: dict[str, Statute] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        statute = read_statute(path.read_text(encoding="utf-8"), path.name)
        found[statute.id] = statute
    _check_whole(found)
    return found


def read_statute(text: str, name: str) -> Statute:
    """One file of the pack. Raises DeclarationProblem."""
    for word, pattern in _WORDS.items():
        text = text.replace(word, pattern)
    return read_declared(text, Statute, name)


def _check_whole(found: Mapping[str, Statute]) -> None:
    ids = [rule.id for statute in found.values() for rule in statute.rules]
    if len(ids) != len(set(ids)):
        raise ValueError(f"规则编号重复：{sorted(each for each in set(ids) if ids.count(each) > 1)}")
    for statute in found.values():
        for rule in statute.rules:
            for also in rule.also:
                if not 1 <= article_number(also.article) <= found[also.statute].articles:
                    raise ValueError(f"{rule.id}：{also.statute}没有{also.article}")


def citations(statute: Statute, rule: Rule) -> Iterator[Citation]:
    """The rule's own provision first, then the further ones."""
    yield statute.citation(rule.article, rule.paragraph)
    for also in rule.also:
        yield statutes()[also.statute].citation(also.article, also.paragraph)
