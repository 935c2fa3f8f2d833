"""What a reviewer decides on (复核对象): records and findings, with the same few operations on both.

A *value* is what a row says, as a JSON object; decisions keep values, and so do the rows for what the extractor read.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from api.export import wording
from api.problems import FieldError, Invalid
from api.store import search
from api.store.fields import FieldProblem, fields_from_json, fields_to_json, validate_fields
from api.store.records import columns_of, plain_fields
from api.store.sourced import get_row
from api.store.tables import Decision, FindingRow, RecordRow
from extractor.records import FieldValue, RecordType

Row = TypeVar("Row", RecordRow, FindingRow)
Value = dict[str, Any]
UNPLACED = "review-unplaced"  # finding: a decision that found no place in a new reading
_SOURCE = ("path", "start", "end", "quote", "page", "boxes")
_DOUBTFUL = "doubtful"  # missing in values kept before there was recognition
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MESSAGE = 2000


class Subject(ABC, Generic[Row]):
    """Records or findings: how they are read, written, compared and told."""

    name: str
    chinese: str
    prefix: str
    table: type[Row]
    says: tuple[str, ...]  # the columns that hold what it says

    def get(self, session: Session, workspace_id: str, key: str) -> Row:
        """The row, as the database has it now. NotFound where this workspace has none of that key."""
        return get_row(session, self.table, workspace_id, key)

    def value(self, row: Row) -> Value:
        """What the row says and where it stands."""
        return {name: getattr(row, name) for name in (*_SOURCE, _DOUBTFUL, *self.says)}

    def write(self, row: Row, value: Mapping[str, Any]) -> None:
        """Let the row say what the value says."""
        for name in (*_SOURCE, *self.says):
            setattr(row, name, value[name])
        row.doubtful = value.get(_DOUBTFUL)

    def index(self, session: Session, rows: Sequence[Row]) -> None:
        """Bring the search in line with the rows. Nothing is searched that has no index."""

    def shown(self, value: Mapping[str, Any]) -> Value:
        """The value for people to read: in the audit trail, on the wire."""
        return dict(value)

    @abstractmethod
    def word(self, value: Mapping[str, Any]) -> str:
        """What it is: the type of a record, the code of a finding."""

    @abstractmethod
    def called(self, value: Mapping[str, Any]) -> str:
        """The same in Chinese."""

    @abstractmethod
    def content(self, value: Mapping[str, Any]) -> tuple[object, ...]:
        """What it says, beside where it stands."""

    def placed(self, value: Value, place: Mapping[str, Any], read: Mapping[str, Any] | None) -> Value:
        """The value at the place of another one; ``read`` is what the extractor has there, if anything."""
        return {**value, **{name: place[name] for name in _SOURCE}, _DOUBTFUL: place.get(_DOUBTFUL)}

    def sure(self, value: Value) -> Value:
        """The value after a reviewer stood by it."""
        return value

    @abstractmethod
    def changed(self, value: Value, said: Mapping[str, Any]) -> Value:
        """The value with what a reviewer says instead. Invalid where it cannot be so."""

    @abstractmethod
    def empty(self) -> Value:
        """The value of an addition that says nothing yet."""


class _Records(Subject[RecordRow]):
    name, chinese, prefix, table = "record", "记录", "rec", RecordRow
    says = ("type", "fields", "evidence", "confidence", "rule")

    def write(self, row: RecordRow, value: Mapping[str, Any]) -> None:
        super().write(row, value)
        for name, found in columns_of(value["type"], value["quote"], value["fields"]).items():
            setattr(row, name, found)

    def index(self, session: Session, rows: Sequence[RecordRow]) -> None:
        session.flush()
        connection = session.connection()
        search.remove(connection, search.RECORDS, [row.id for row in rows])
        found = [(row.id, row.workspace_id, row.quote) for row in rows if row.review != "rejected"]
        search.add(connection, search.RECORDS, found)

    def shown(self, value: Mapping[str, Any]) -> Value:
        return {**value, "fields": plain_fields(value["fields"])}

    def placed(self, value: Value, place: Mapping[str, Any], read: Mapping[str, Any] | None) -> Value:
        settled = super().placed(value, place, read)
        return {**settled, "evidence": _moved_evidence(value, settled, read)}

    def word(self, value: Mapping[str, Any]) -> str:
        return str(value["type"])

    def called(self, value: Mapping[str, Any]) -> str:
        return wording.TYPES[value["type"]]

    def content(self, value: Mapping[str, Any]) -> tuple[object, ...]:
        return value["type"], fields_from_json(value["fields"])

    def sure(self, value: Value) -> Value:
        return {**value, "confidence": 1.0}

    def changed(self, value: Value, said: Mapping[str, Any]) -> Value:
        type_ = _type(said.get("type", value.get("type")))
        kept: Mapping[str, FieldValue] = fields_from_json(value["fields"])
        fields = kept
        if "fields" in said or type_ != value.get("type"):
            fields = _fields(type_, said.get("fields", plain_fields(value["fields"])))
        evidence = {
            name: place
            for name, place in value["evidence"].items()
            if name in fields and fields[name] == kept.get(name)
        }
        return {**value, "type": type_.value, "fields": fields_to_json(fields), "evidence": evidence}

    def empty(self) -> Value:
        return {"fields": "{}", "evidence": {}, "rule": "reviewer"}


class _Findings(Subject[FindingRow]):
    name, chinese, prefix, table = "finding", "发现", "fnd", FindingRow
    says = ("code", "message")

    def word(self, value: Mapping[str, Any]) -> str:
        return str(value["code"])

    def called(self, value: Mapping[str, Any]) -> str:
        return wording.FINDINGS.get(value["code"], str(value["code"]))

    def content(self, value: Mapping[str, Any]) -> tuple[object, ...]:
        return value["code"], value["message"]

    def changed(self, value: Value, said: Mapping[str, Any]) -> Value:
        code = said.get("code", value.get("code"))
        message = said.get("message", value.get("message"))
        if not isinstance(code, str) or len(code) > 40 or not _CODE.fullmatch(code) or code == UNPLACED:
            raise _invalid(
                "/code", "发现代码应为小写英文单词，以连字符相连，最多 40 个字符，如 amount-mismatch。"
            )
        if not isinstance(message, str) or not message.strip() or "\0" in message or len(message) > _MESSAGE:
            raise _invalid("/message", f"请写明问题所在，最多 {_MESSAGE} 字。")
        return {**value, "code": code, "message": message}

    def empty(self) -> Value:
        return {}


def _moved_evidence(
    value: Mapping[str, Any], settled: Mapping[str, Any], read: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Evidence inside the quote moves with it; other evidence holds where the extractor reads the same again."""
    shift = settled["start"] - value["start"]
    whole = settled["quote"] == value["quote"]
    here = fields_from_json(value["fields"])
    there = {} if read is None else fields_from_json(read["fields"])
    moved = {}
    for name, place in value["evidence"].items():
        if whole and value["start"] <= place["start"] and place["end"] <= value["end"]:
            moved[name] = {"start": place["start"] + shift, "end": place["end"] + shift}
        elif read is not None and name in read["evidence"] and here.get(name) == there.get(name):
            moved[name] = read["evidence"][name]
    return moved


def _type(word: object) -> RecordType:
    try:
        return RecordType(str(word))
    except ValueError:
        known = "、".join(f"{type_}（{wording.TYPES[type_]}）" for type_ in RecordType)
        raise _invalid("/type", f"没有这种记录类型。可用的类型：{known}。") from None


def _fields(type_: RecordType, given: Mapping[str, Any]) -> Mapping[str, FieldValue]:
    try:
        return validate_fields(type_, given)
    except FieldProblem as problem:
        raise _invalid(f"/fields{problem.pointer}", str(problem)) from None


def _invalid(pointer: str, message: str) -> Invalid:
    return Invalid("invalid-review", message, errors=[FieldError(pointer, message)])


def is_on_notice(decision: Decision) -> bool:
    """Was it decided on the notice that another decision has no place?"""
    return decision.anchor is not None and decision.anchor.get("code") == UNPLACED


RECORDS: Subject[RecordRow] = _Records()
FINDINGS: Subject[FindingRow] = _Findings()
