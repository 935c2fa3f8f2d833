"""The command ``tiaokuan mcp`` as an assistant's program starts it."""

import subprocess
import sys
from typing import Any

import anyio
import mcp
import pytest
from mcp.client.stdio import StdioServerParameters

from tests.service.office import Office

_COMMAND = ["-c", "from api.cli import main; main()", "mcp"]


def test_the_server_answers_over_standard_input_and_output(office: Office, address: str, plain: str) -> None:
    server = StdioServerParameters(
        command=sys.executable, args=_COMMAND, env={"TIAOKUAN_URL": address, "TIAOKUAN_KEY": office.key}
    )

    async def asked() -> tuple[Any, Any]:
        async with mcp.Client(server, read_timeout_seconds=60) as session:
            found = await session.call_tool("find_documents", {"name": "财产"})
            clause = await session.call_tool("read_clause", {"document_id": plain, "path": "第二条"})
            return found.structured_content, clause.structured_content

    found, clause = anyio.run(asked)
    assert [one["document_id"] for one in found["documents"]] == [plain]
    assert clause["text"] == "第二条 每次事故赔偿限额为100万元，每次事故免赔额为5000元。"


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"TIAOKUAN_KEY": ""}, "请在环境变量 TIAOKUAN_KEY 中提供密钥"),
        ({"TIAOKUAN_KEY": "tk_test", "TIAOKUAN_URL": "localhost"}, "服务地址应以 http:// 或 https:// 开头"),
    ],
)
def test_wrong_settings_are_told(
    environment: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    left = subprocess.run(
        [sys.executable, *_COMMAND],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert left.returncode == 1
    assert told in left.stderr
    assert left.stdout == ""
