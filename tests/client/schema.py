"""The schema of the service, seen as the client's methods ought to be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

Schema = Mapping[str, Any]
Shape = str | frozenset[Any] | tuple[Any, ...]

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Parameter:
    """What an operation can be told: where (path, query, header, body, file, form), its schema, and its default."""

    name: str
    where: str
    schema: Schema
    required: bool


@dataclass(frozen=True)
class Operation:
    """An operation of the schema."""

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    status: int
    answers: Mapping[str, Schema]  # media type: schema, of the status that means success

    @property
    def name(self) -> str:
        """What the client's method is called."""
        return _CAPITAL.sub("_", self.id).lower()

    def named(self, where: str) -> set[str]:
        """Names of the parameters that go there."""
        return {parameter.name for parameter in self.parameters if parameter.where == where}


def operations(whole: Schema) -> Iterator[Operation]:
    """Every operation of an OpenAPI schema."""
    for path, methods in whole["paths"].items():
        for method, told in methods.items():
            status = min(int(status) for status in told["responses"])
            content = told["responses"][str(status)].get("content", {})
            yield Operation(
                told["operationId"],
                method.upper(),
                path,
                (*_parameters(told), *_body(told, whole)),
                status,
                {media: one.get("schema", {}) for media, one in content.items()},
            )


def _parameters(told: Schema) -> Iterator[Parameter]:
    for one in told.get("parameters", []):
        yield Parameter(one["name"], one["in"], one["schema"], one.get("required", False))


def _body(told: Schema, whole: Schema) -> Iterator[Parameter]:
    for media, content in told.get("requestBody", {}).get("content", {}).items():
        body = resolved(content["schema"], whole)
        for name, schema in body["properties"].items():
            where = "body"
            if media == "multipart/form-data":
                where = "file" if _holds_files(schema) else "form"
            yield Parameter(name, where, schema, name in body.get("required", []))


def _holds_files(schema: Schema) -> bool:
    """A file, or several."""
    one = schema.get("items", schema)
    return "contentMediaType" in one or one.get("format") == "binary"


def resolved(schema: Schema, whole: Schema) -> Schema:
    """The schema, or the one that it refers to within ``whole``."""
    while "$ref" in schema:
        found: Any = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = cast(Schema, found)
    return schema


def shape(schema: Schema, whole: Schema) -> Shape:
    """What values have the schema, without bounds and descriptions: comparable."""
    schema = resolved(schema, whole)
    if "anyOf" in schema:
        return _united(shape(one, whole) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return frozenset(schema.get("enum") or [schema["const"]])
    match schema.get("type", "anything"):
        case "array":
            return ("array", shape(schema["items"], whole))
        case "object" if "properties" in schema:
            inside = {name: shape(one, whole) for name, one in schema["properties"].items()}
            return ("object", frozenset(inside.items()), frozenset(schema.get("required", [])))
        case kind:
            return str(kind)


def _united(shapes: Iterator[Shape]) -> Shape:
    found = frozenset(shapes)
    return next(iter(found)) if len(found) == 1 else ("any of", found)


def sample(schema: Schema, whole: Schema) -> Any:
    """A value of the schema that says something for everything it can say."""
    schema = resolved(schema, whole)
    if "anyOf" in schema:
        return sample(schema["anyOf"][0], whole)
    if "enum" in schema or "const" in schema:
        return (schema.get("enum") or [schema["const"]])[0]
    match schema.get("type", "string"):
        case "array":
            return [sample(schema["items"], whole)]
        case "object":
            return {name: sample(one, whole) for name, one in schema.get("properties", {}).items()}
        case "string":
            dates = {"date-time": "2026-03-02T01:20:28Z", "date": "2026-03-02"}
            return dates.get(str(schema.get("format")), "第五条/？ a")
        case kind:
            return {"integer": 7, "number": 7.5, "boolean": True, "null": None}[kind]
