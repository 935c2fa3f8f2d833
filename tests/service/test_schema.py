"""The schema: valid, complete, true. Requests made from it never bring the service down."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks

from api.service.app import create_app
from api.settings import Settings
from tests.databases import new_database
from tests.service.office import Office
from tests.service.operations import ids_of, operations

_HAN = re.compile(r"[\u4e00-\u9fff]")
# Statuses are what the schema says they are, bodies and headers have the form it says.
_CHECKS = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.ignored_auth,
    checks.negative_data_rejection,
)


@pytest.fixture(name="fuzzed", scope="module")
def _fuzzed(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """On PostgreSQL: it is the stricter of the two about what is sent."""
    with Office.at(new_database(postgres), tmp_path_factory.mktemp("fuzzed"), rate=10**6) as office:
        yield office


@pytest.fixture(name="api_schema", scope="module")
def _api_schema(fuzzed: Office) -> Any:
    app: Any = fuzzed.client.app
    return schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.fixture(name="known", scope="module")
def _known(fuzzed: Office) -> dict[str, str]:
    return ids_of(fuzzed)


def _asked() -> list[tuple[str, str, GenerationMode]]:
    """Method and path of every operation, and how it is asked: well always, wrongly where it takes anything."""
    app = create_app(Settings(database="sqlite:///nowhere/unused.db"))  # nothing is opened to know them
    return [
        (method, path, mode)
        for path, methods in app.openapi()["paths"].items()
        for method, spec in sorted(methods.items())
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        if mode is GenerationMode.POSITIVE or spec.get("parameters") or spec.get("requestBody")
    ]


@pytest.mark.parametrize(("method", "path", "mode"), _asked())
def test_requests_from_the_schema(  # noqa: PLR0917  fixtures and what it goes over
    fuzzed: Office, known: dict[str, str], api_schema: Any, method: str, path: str, mode: GenerationMode
) -> None:
    operation = api_schema[path][method]

    @settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), existing=st.booleans())
    def ask(case: Any, existing: bool) -> None:
        if existing and mode is GenerationMode.POSITIVE and method not in {"delete", "put"}:
            case.path_parameters.update({name: known[name] for name in case.path_parameters})
        case.call_and_validate(headers={"Authorization": f"Bearer {fuzzed.key}"}, checks=_CHECKS)

    ask()


def test_the_schema_is_openapi_3_1_and_speaks_chinese(local: Office) -> None:
    app: Any = local.client.app
    told = app.openapi()
    assert told["openapi"].startswith("3.1")
    for one in operations(local):
        assert _HAN.search(one.spec["summary"]), one.id
        assert _HAN.search(one.spec["description"]), one.id
        for parameter in one.spec.get("parameters", []):
            assert _HAN.search(parameter.get("description", "")), (one.id, parameter["name"])
    for name, model in told["components"]["schemas"].items():
        if name.startswith("Body_"):
            continue
        assert _HAN.search(model.get("description", "")) or "enum" in model, name
        for field, form in model.get("properties", {}).items():
            assert _HAN.search(form.get("description", "")), (name, field)


def test_examples_are_what_the_service_would_give(local: Office) -> None:
    """Every example fits its model."""
    import jsonschema  # noqa: PLC0415

    app: Any = local.client.app
    told = app.openapi()
    checked = 0
    for model in told["components"]["schemas"].values():
        for example in model.get("examples", []):
            jsonschema.validate(example, {**model, "components": told["components"]})
            checked += 1
    assert checked >= 8


def test_operations_have_ids_of_their_own(local: Office) -> None:
    app: Any = local.client.app
    ids = [spec["operationId"] for methods in app.openapi()["paths"].values() for spec in methods.values()]
    assert len(ids) == len(set(ids)) > 50


def test_a_wrong_method_is_told_the_right_ones(local: Office) -> None:
    answer = local.client.put("/v1/documents")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")


@pytest.mark.parametrize("sent", ["\0", "\ud800"])
def test_a_character_that_cannot_be_kept_is_refused(office: Office, sent: str) -> None:
    address = f"/v1/documents/{office.document()}"
    body = json.dumps({"name": f"名{sent}称"})
    headers = {"If-Match": '"r1"', "Content-Type": "application/json"}
    answer = office.client.patch(address, content=body, headers=headers)
    assert answer.status_code in {200, 422}, answer.text
    assert office.client.get("/v1/documents").status_code == 200
    for query in ({"name": "\0"}, {"q": "\0"}):
        listed = office.client.get("/v1/search" if "q" in query else "/v1/documents", params=query)
        assert listed.status_code in {200, 422}, listed.text
    assert office.client.get("/v1/documents/%00").status_code in {404, 422}
