"""Selecting what a document states (选取): by type and fields of the record, by words, by place."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from extractor.elements.wording import Statement, Wording
from extractor.records import RecordType
from extractor.structure.headings import Role

SENTENCE = "sentence"
_TYPES = frozenset({kind.value for kind in RecordType} | {SENTENCE})
INSURER, INSURED_SIDE = "insurer", "insured-side"
_CUSTOMERS = frozenset({"投保人", "被保险人", "受益人"})


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"“{text}”不是有效的正则表达式（{error}）") from None
    return text


def _kind(text: str) -> str:
    if text not in _TYPES:
        raise ValueError(f"“{text}”不是记录类型；可用：{'、'.join(sorted(_TYPES))}")
    return text


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Pattern = Annotated[str, AfterValidator(_pattern)]
Words = Annotated[tuple[str, ...], BeforeValidator(_list, json_schema_input_type=str | tuple[str, ...])]


class Declared(BaseModel):
    """Base of what is read from YAML: frozen, and no unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Selector(Declared):
    """What to take. Everything that is given must hold.

    ``type``: a record type, or ``sentence`` for any sentence. ``by``: who bears or pays: ``insurer``, ``insured-side``,
    or names as in the records. ``fields``: a field and the values it may have. ``has``/``lacks``: fields that must (not)
    be there. ``words``/``without``: patterns over the quote without white space. ``subject``: a pattern over the quote
    without its exception (但…除外). ``around``: a pattern over the whole paragraph. ``under``: a pattern over the lead-in of
    the enumeration that it is an item of. ``heading``: a pattern over any heading above. ``role``: roles of the section
    (extractor.structure.headings).
    """

    type: Annotated[str, AfterValidator(_kind)] = Field(
        description="记录类型，如 obligation、exclusion；sentence 表示任何句子"
    )
    by: Words = Field((), description="义务人：insurer 保险人一方；insured-side 投保人一方；或记录中的名称")
    fields: Mapping[str, Words] = Field({}, description="字段及其可取的值")
    has: Words = Field((), description="必须有的字段")
    lacks: Words = Field((), description="不得有的字段")
    words: Pattern = Field("", description="正则：原文（去空白）应含")
    without: Pattern = Field("", description="正则：原文不得含")
    subject: Pattern = Field("", description="正则：原文除去但书后应含")
    around: Pattern = Field("", description="正则：所在自然段应含")
    under: Pattern = Field("", description="正则：列举的引导语应含")
    heading: Pattern = Field("", description="正则：任何一级上级标题应含")
    role: Annotated[
        tuple[Role, ...], BeforeValidator(_list, json_schema_input_type=Role | tuple[Role, ...])
    ] = Field((), description="所在部分，如 exclusion 责任免除")

    @model_validator(mode="after")
    def _sentences_have_no_fields(self) -> Self:
        if self.type == SENTENCE and (self.by or self.fields or self.has or self.lacks):
            raise ValueError("type 为 sentence 时不能按字段选取（by、fields、has、lacks），请用 words")
        return self

    def takes(self, statement: Statement, wording: Wording) -> bool:
        """Is the statement one of those asked for?"""
        return (
            self._takes_record(statement, wording)
            and self._takes_words(statement, wording)
            and (not self.role or statement.role in self.role)
            and (not self.heading or any(re.search(self.heading, heading) for heading in statement.headings))
        )

    def _takes_record(self, statement: Statement, wording: Wording) -> bool:
        record = statement.record
        if self.type == SENTENCE:
            return True
        if record is None or record.type.value != self.type:
            return False
        fields = record.fields
        return (
            all(name in fields for name in self.has)
            and not any(name in fields for name in self.lacks)
            and all(str(_told(fields.get(name))) in values for name, values in self.fields.items())
            and (not self.by or _borne_by(fields, self.by, wording))
        )

    def _takes_words(self, statement: Statement, wording: Wording) -> bool:
        return (
            (not self.words or re.search(self.words, statement.text) is not None)
            and (not self.without or re.search(self.without, statement.text) is None)
            and (not self.subject or re.search(self.subject, statement.subject) is not None)
            and (not self.around or re.search(self.around, wording.around(statement)) is not None)
            and (not self.under or re.search(self.under, wording.lead(statement)) is not None)
        )


def _told(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _borne_by(fields: Mapping[str, object], names: tuple[str, ...], wording: Wording) -> bool:
    bearer = str(fields.get("bearer") or fields.get("payer") or fields.get("role") or "")
    bearers = set(bearer.split("、")) if bearer else set()
    insurers = {name for name in bearers if wording.setting.is_insurer(name)}
    return any(
        name in bearers
        or (name == INSURER and bool(insurers))
        or (name == INSURED_SIDE and bool(_customers(bearers - insurers, wording)))
        for name in names
    )


def _customers(bearers: set[str], wording: Wording) -> set[str]:
    """The policyholder's side: by name, or the other party of a contract in which one is the insurer."""
    parties = {"甲方", "乙方"} if wording.setting.insurer & {"甲方", "乙方"} else set()
    return {name for name in bearers if name in _CUSTOMERS | parties or "受益人" in name or "申请人" in name}


def select(wording: Wording, selectors: Iterable[Selector]) -> tuple[Statement, ...]:
    """What any of the selectors takes, in document order; one statement for the same words."""
    found: dict[tuple[int, int], Statement] = {}
    for selector in selectors:
        for statement in wording.sentences if selector.type == SENTENCE else wording.records:
            if selector.takes(statement, wording):
                span = statement.quotation.span
                found.setdefault((span.start, span.end), statement)
    return tuple(statement for _, statement in sorted(found.items()))
