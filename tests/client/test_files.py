"""Files that are got have their names, and overwrite nothing."""

from pathlib import Path

import httpx
import pytest

from api.client import Download
from api.client.files import download


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename*=UTF-8''%E6%9D%A1%E6%AC%BE%3B1.pdf", "条款;1.pdf"),
        ("attachment; filename*=utf-8''a%27b.pdf", "a'b.pdf"),
        ('attachment; filename="plain.pdf"', "plain.pdf"),
        ("attachment; filename=\"x.pdf\"; filename*=UTF-8''%E7%94%B2.pdf", "甲.pdf"),
        ("", ""),
    ],
)
def test_the_name_is_read_from_the_answer(disposition: str, name: str) -> None:
    headers = {"content-disposition": disposition, "content-type": "application/pdf", "etag": '"abc"'}
    assert download(httpx.Response(200, content=b"%PDF", headers=headers)) == Download(
        name, "application/pdf", b"%PDF", '"abc"'
    )


def test_a_file_is_saved_under_its_name_only_and_overwrites_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    got = Download("../../甲/条款.pdf", "application/pdf", b"%PDF")
    assert got.save(folder) == folder / "条款.pdf"
    assert (folder / "条款.pdf").read_bytes() == b"%PDF"
    with pytest.raises(FileExistsError):
        got.save(folder)
    assert Download("", "application/pdf", b"%PDF").save(folder) == folder / "download"
