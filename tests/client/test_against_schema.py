"""The client holds to the schema: a method for every operation, and nothing else; all of it goes over the wire."""

import inspect
import re
from collections.abc import Iterator
from typing import Any, Optional, get_args, get_origin, get_type_hints
from urllib.parse import quote

import httpx
import pytest
from pydantic import BaseModel, TypeAdapter

from api.client import Client, Download
from api.client.files import File
from api.service.app import create_app
from api.settings import Settings
from tests.client.fake import answering
from tests.client.schema import Operation, Parameter, Schema, operations, resolved, sample, shape

_OWN = {"close", "wait"}  # methods that are no operation
_RENAMED = {"limit": "page_size", "Last-Event-ID": "last_event_id"}
_LEFT_OUT = object()  # the default of what need not be said: nothing is sent
_UNSPOKEN = {"cursor", "Idempotency-Key"}  # the client sees to them itself


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    return create_app(Settings(data=tmp_path_factory.mktemp("data"))).openapi()


@pytest.fixture(scope="module")
def every(whole: Schema) -> list[Operation]:
    return list(operations(whole))


def _signature(operation: Operation) -> dict[str, inspect.Parameter]:
    """The parameters of a method, those of an unpacked TypedDict among them."""
    signature = inspect.signature(getattr(Client, operation.name), eval_str=True)
    return {
        name: one
        for parameter in signature.parameters.values()
        for name, one in _unpacked(parameter)
        if name != "self"
    }


def _unpacked(parameter: inspect.Parameter) -> Iterator[tuple[str, inspect.Parameter]]:
    if parameter.kind is not inspect.Parameter.VAR_KEYWORD:
        yield parameter.name, parameter
        return
    (filters,) = get_args(parameter.annotation)
    assert not filters.__required_keys__
    for name, annotation in get_type_hints(filters, include_extras=True).items():
        yield (
            name,
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_LEFT_OUT, annotation=annotation),
        )


def _edited(operation: Operation) -> str | None:
    """The parameter that stands for an id in the path and If-Match: the object that is edited."""
    if "If-Match" not in operation.named("header"):
        return None
    name, first = next(iter(_signature(operation).items()))
    assert issubclass(first.annotation, BaseModel)
    assert {"id", "revision"} <= set(first.annotation.model_fields)
    return name


def _spoken(operation: Operation) -> dict[str, Parameter]:
    """What a caller can say, by the name it has in the method."""
    edited = _edited(operation)
    hidden = _UNSPOKEN | ({"If-Match", f"{edited}_id"} if edited else set())
    told = {one.name: one for one in operation.parameters if one.name not in hidden}
    return {("known" if name == "If-None-Match" else _name(one)): one for name, one in told.items()}


def _name(parameter: Parameter) -> str:
    return parameter.name if parameter.where == "body" else _RENAMED.get(parameter.name, parameter.name)


def test_every_operation_has_a_method_and_every_method_an_operation(every: list[Operation]) -> None:
    methods = {name for name, _ in inspect.getmembers(Client, callable) if not name.startswith("_")}
    assert {operation.name for operation in every} == methods - _OWN
    assert len({operation.id for operation in every}) == len(every)


def test_every_parameter_can_be_said_and_no_other(every: list[Operation]) -> None:
    for operation in every:
        edited = _edited(operation)
        assert set(_signature(operation)) - {edited} == set(_spoken(operation)), operation.id


def test_parameters_have_the_types_and_defaults_of_the_schema(every: list[Operation], whole: Schema) -> None:
    for operation in every:
        signature = _signature(operation)
        for name, parameter in _spoken(operation).items():
            _compare(f"{operation.id}: {name}", signature[name], parameter, whole)


def _compare(told: str, ours: inspect.Parameter, theirs: Parameter, whole: Schema) -> None:
    if theirs.where == "file":
        several = resolved(theirs.schema, whole)["type"] == "array"
        assert ours.annotation == File, told
        assert (ours.kind is inspect.Parameter.VAR_POSITIONAL) == several, told
        return
    assert _same_default(ours.default, theirs), told
    if theirs.name != "If-None-Match":
        optional = ours.default is _LEFT_OUT and "default" not in theirs.schema
        annotation = Optional[ours.annotation] if optional else ours.annotation  # noqa: UP045  at run time
        own = TypeAdapter(annotation).json_schema()
        assert shape(own, own) == shape(theirs.schema, whole), told


def _same_default(ours: object, theirs: Parameter) -> bool:
    if theirs.required:
        return ours is inspect.Parameter.empty
    return ours is _LEFT_OUT or ours == theirs.schema.get("default")


def test_answers_are_of_the_models_of_the_schema(every: list[Operation], whole: Schema) -> None:
    for operation in every:
        returned = get_type_hints(getattr(Client, operation.name))["return"]
        assert _named(returned) == _answered(operation, whole), operation.id


def _named(annotation: Any) -> str:
    inner = [_named(one) for one in get_args(annotation)]
    return f"{get_origin(annotation).__name__}{inner}" if inner else str(annotation.__name__)


def _answered(operation: Operation, whole: Schema) -> str:
    """The return type that the schema's answer asks for."""
    if operation.status == 204:
        return "NoneType"
    media, schema = next(iter(operation.answers.items()))
    if "text/event-stream" in media:
        return "Iterator['JobOut']"
    if media == "text/plain":
        return "str"
    if "$ref" not in schema and schema.get("type") != "array":
        return "Download"
    if schema.get("type") == "array":
        return f"list['{_model(schema['items'])}']"
    items = resolved(schema, whole)["properties"].get("items")
    paged = "cursor" in operation.named("query")
    return f"Iterator['{_model(items['items'])}']" if items and paged else _model(schema)


def _model(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def test_every_parameter_goes_over_the_wire(every: list[Operation], whole: Schema) -> None:
    for operation in every:
        seen: list[httpx.Request] = []
        with answering(_recording(operation, whole, seen)) as client:
            answer = getattr(client, operation.name)(
                *_positional(operation, whole), **_named_values(operation, whole)
            )
            if isinstance(answer, Iterator):
                list(answer)
        _check_requests(operation, seen, whole)


def _recording(operation: Operation, whole: Schema, seen: list[httpx.Request]) -> Any:
    media, schema = next(iter(operation.answers.items()), ("", {}))

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if media == "text/event-stream":
            job = sample(whole["components"]["schemas"]["JobOut"], whole) | {"state": "succeeded"}
            told = TypeAdapter(dict[str, Any]).dump_json(job)
            return httpx.Response(200, content=b"event: job\ndata: " + told + b"\n\n")
        if media != "application/json" or not schema:
            return httpx.Response(operation.status, content=b"" if operation.status == 204 else b"%PDF")
        body = sample(schema, whole)
        if "cursor" in operation.named("query") and "cursor" in request.url.params:
            body["next_cursor"] = None
        return httpx.Response(operation.status, json=body)

    return answer


def _positional(operation: Operation, whole: Schema) -> list[Any]:
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    return [
        _value(name, one, operation, whole)
        for name, one in _signature(operation).items()
        if one.kind in kinds
    ]


def _named_values(operation: Operation, whole: Schema) -> dict[str, Any]:
    return {
        name: _value(name, one, operation, whole)
        for name, one in _signature(operation).items()
        if one.kind is inspect.Parameter.KEYWORD_ONLY
    }


def _value(name: str, parameter: inspect.Parameter, operation: Operation, whole: Schema) -> Any:
    if name == _edited(operation):
        fields = sample(whole["components"]["schemas"][parameter.annotation.__name__], whole)
        return parameter.annotation.model_validate(fields)
    theirs = _spoken(operation)[name]
    if theirs.where == "file":
        return ("条款.txt", "第一条".encode())
    if name == "known":
        returned = get_type_hints(getattr(Client, operation.name))["return"]
        if returned is Download:
            return Download("1.png", "image/png", b"", '"r7"')
        return returned.model_validate(sample(whole["components"]["schemas"][returned.__name__], whole))
    if theirs.where == "body":
        return TypeAdapter(parameter.annotation).validate_python(sample(theirs.schema, whole))
    return "7" if theirs.where == "header" else sample(theirs.schema, whole)


def _check_requests(operation: Operation, seen: list[httpx.Request], whole: Schema) -> None:
    paged = "cursor" in operation.named("query")
    assert len(seen) == (2 if paged else 1), operation.id
    for request in seen:
        assert request.method == operation.method, operation.id
        assert request.url.raw_path.partition(b"?")[0].decode() == _filled(operation, whole), operation.id
        assert operation.named("header") <= {_titled(name) for name in request.headers}, operation.id
        if operation.named("body"):
            assert set(TypeAdapter(dict[str, Any]).validate_json(request.content)) == operation.named("body")
        for name in operation.named("file") | operation.named("form"):
            assert f'name="{name}"'.encode() in request.content, operation.id
    asked = [set(request.url.params) for request in seen]
    assert asked[-1] == operation.named("query"), operation.id
    assert asked[0] == operation.named("query") - {"cursor"}, operation.id
    for name in operation.named("header") & {"If-Match", "If-None-Match"}:
        assert seen[0].headers[name] == '"r7"', operation.id


def _filled(operation: Operation, whole: Schema) -> str:
    values = {
        one.name: quote(str(sample(one.schema, whole)), safe="")
        for one in operation.parameters
        if one.where == "path"
    }
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], operation.path)


def _titled(header: str) -> str:
    return "Last-Event-ID" if header == "last-event-id" else header.title()
