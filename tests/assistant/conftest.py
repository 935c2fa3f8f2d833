"""Documents that assistants ask about, in the service itself."""

from collections.abc import Callable, Iterator
from typing import Any

import anyio
import jsonschema
import mcp
import pytest
from mcp_types import CallToolResult, TextContent

from api.assistant.server import make_server
from api.client import Client
from tests.client.conftest import address, client, office, sqlite_model, sqlite_url
from tests.pages.pdf_fixtures import Print
from tests.service.office import TEXT, Office

__all__ = ["address", "client", "office", "sqlite_model", "sqlite_url"]

Ask = Callable[..., dict[str, Any]]


def called(client: Client, tool: str, arguments: dict[str, Any]) -> tuple[CallToolResult, mcp.types.Tool]:
    """The answer of a tool, with the tool as it is listed."""

    async def call() -> tuple[CallToolResult, mcp.types.Tool]:
        async with mcp.Client(make_server(client)) as session:
            (listed,) = [one for one in (await session.list_tools()).tools if one.name == tool]
            return await session.call_tool(tool, arguments), listed

    return anyio.run(call)


@pytest.fixture
def ask(client: Client) -> Ask:
    """Calls a tool; its structured answer, once that is found to be as the tool has declared."""

    def asked(tool: str, **arguments: Any) -> dict[str, Any]:
        result, listed = called(client, tool, arguments)
        assert not result.is_error, result.content
        assert listed.output_schema is not None
        jsonschema.Draft202012Validator.check_schema(listed.output_schema)
        jsonschema.validate(result.structured_content, listed.output_schema)
        assert isinstance(result.structured_content, dict)
        return result.structured_content

    return asked


@pytest.fixture
def refused(client: Client) -> Callable[..., str]:
    """Calls a tool that does not succeed; what it says."""

    def asked(tool: str, **arguments: Any) -> str:
        result, _ = called(client, tool, arguments)
        assert result.is_error
        (content,) = result.content
        assert isinstance(content, TextContent)
        return content.text

    return asked


@pytest.fixture
def plain(office: Office) -> str:
    """The id of a text of four articles."""
    return office.document(TEXT, "财产条款.txt")


@pytest.fixture
def printed(office: Office) -> Iterator[str]:
    """The id of a PDF whose second page begins with the third article; the third page is empty."""
    with Print() as pdf:
        pdf.centred(80, "山雀机器损坏保险条款", size=16)
        pdf.paragraph(130, "第一条 保险人对保险机器的损坏负责赔偿。")
        pdf.paragraph(160, "第二条 每次事故免赔额为二千元。")
        pdf.page()
        pdf.paragraph(80, "第三条 投保人应当在十日内交付保险费。")
        pdf.paragraph(110, "第四条 因磨损造成的损失，保险人不负责赔偿。")
        pdf.page()
        pdf.page()
        pdf.paragraph(80, "第五条 保险期间为一年。")
    yield office.document(pdf.data, "机损条款.pdf")
