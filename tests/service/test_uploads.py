"""Files arrive: one, many, in a zip; each is taken or refused with its reason."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.service.uploads import safe_name
from tests.service.archives import encrypted, zipped, zipped_on_windows
from tests.service.office import SCAN, TEXT, Office


def _items(office: Office, *files: tuple[str, bytes]) -> list[tuple[str, str, str]]:
    """Name, outcome and reason's code of each item."""
    answer = office.client.post("/v1/documents", files=[("files", file) for file in files])
    assert answer.status_code in {200, 202}, answer.text
    return [
        (item["filename"], item["outcome"], item.get("refusal", {}).get("code", ""))
        for item in answer.json()["items"]
    ]


def test_one_file_becomes_a_document_with_a_job(office: Office) -> None:
    answer = office.client.post("/v1/documents", files={"files": ("条款.txt", TEXT.encode())})
    assert answer.status_code == 202
    (item,) = answer.json()["items"]
    assert answer.headers["Location"] == f"/v1/jobs/{item['job_id']}"
    assert office.client.get(f"/v1/documents/{item['document_id']}").json()["state"] == "queued"
    assert office.work() == 1
    document = office.client.get(f"/v1/documents/{item['document_id']}").json()
    assert (document["state"], document["name"]) == ("ready", "条款")
    assert document["reading"]["title"] == "山雀财产保险条款"


def test_a_bad_file_does_not_stop_the_others(office: Office) -> None:
    assert _items(office, ("甲.txt", b"\xe7\xac\xac\xe4\xb8\x80"), ("乙.png", SCAN), ("丙.txt", b"")) == [
        ("甲.txt", "accepted", ""),
        ("乙.png", "refused", "unsupported"),
        ("丙.txt", "refused", "empty"),
    ]


def test_the_same_bytes_are_one_document(office: Office) -> None:
    first, again = office.upload(name="甲.txt"), office.upload(name="乙.txt")
    assert again["outcome"] == "existing"
    assert again["document_id"] == first["document_id"]
    twice = _items(office, ("丙.txt", b"some words"), ("丁.txt", b"some words"))
    assert [outcome for _, outcome, _ in twice] == ["accepted", "existing"]


def test_nothing_new_is_told_by_the_status(office: Office) -> None:
    office.upload()
    answer = office.client.post("/v1/documents", files={"files": ("条款.txt", TEXT.encode())})
    assert answer.status_code == 200
    assert "Location" not in answer.headers


def test_a_zip_is_opened_and_its_litter_left(local: Office) -> None:
    data = zipped(
        {
            "条款/甲.txt": "第一条 甲。".encode(),
            "条款/乙.png": SCAN,
            "__MACOSX/条款/._甲.txt": b"x",
            "条款/.DS_Store": b"x",
            "里面.zip": zipped({"丙.txt": b"text"}),
        }
    )
    assert _items(local, ("全部.zip", data)) == [
        ("全部.zip/条款/甲.txt", "accepted", ""),
        ("全部.zip/条款/乙.png", "refused", "unsupported"),
        ("全部.zip/里面.zip", "refused", "unsupported"),
    ]


def test_names_of_a_windows_zip_are_read(local: Office) -> None:
    data = zipped_on_windows({"责任保险条款.txt": "第一条 甲。".encode()})
    assert _items(local, ("包.zip", data)) == [("包.zip/责任保险条款.txt", "accepted", "")]


def test_no_name_leads_out_of_the_archive(local: Office) -> None:
    data = zipped(
        {"../../etc/passwd": b"first words", "/root/x.txt": b"second words", "a/\u202etxt.exe": b"third"}
    )
    assert [name for name, _, _ in _items(local, ("包.zip", data))] == [
        "包.zip/etc/passwd",
        "包.zip/root/x.txt",
        "包.zip/a/txt.exe",
    ]
    outside = local.service.settings.data.parent
    assert not list(outside.rglob("passwd"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (encrypted("甲.txt"), "encrypted"),
        (zipped({"零.txt": bytes(8 << 20)}), "archive-ratio"),
        (zipped({}), "unsupported"),
        (zipped({"甲.txt": b"words"})[:-30], "broken"),
        (zipped({".DS_Store": b"x"}), "archive-empty"),
    ],
    ids=[
        "encrypted",
        "ratio",
        "nothing-in-it",
        "cut-short",
        "litter-only",
    ],  # a zip's bytes hold the time of day
)
def test_a_bad_zip_is_refused_with_its_reason(local: Office, data: bytes, code: str) -> None:
    ((_, outcome, told),) = _items(local, ("包.zip", data))
    assert (outcome, told) == ("refused", code)


def test_an_archive_that_declares_too_much_is_not_unpacked(
    local: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.service.uploads._MOST_UNPACKED", 10)
    ((_, outcome, code),) = _items(local, ("包.zip", zipped({"甲.txt": b"more than ten bytes"})))
    assert (outcome, code) == ("refused", "archive-too-large")


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(tmp_path: Path, sqlite_url: str) -> None:
    with Office.at(sqlite_url, tmp_path, upload_bytes=2000) as office:
        large = ("大.txt", b"words " * 1000)
        assert _items(office, large) == [("大.txt", "refused", "file-too-large")]
        assert _items(office, ("包.zip", zipped({"大.txt": large[1]}))) == [
            ("包.zip/大.txt", "refused", "file-too-large")
        ]
        kept = [path for path in (tmp_path / "originals").rglob("*") if path.is_file()]
        assert kept == []


def test_too_many_files_are_too_many(local: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.service.uploads.MOST_FILES", 2)
    files = [("files", (f"{n}.txt", f"text {n}".encode())) for n in range(3)]
    answer = local.client.post("/v1/documents", files=files)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-many-files")
    assert local.client.get("/v1/documents").json()["items"] == []


def test_a_repeated_request_is_carried_out_once(office: Office) -> None:
    send = {"files": {"files": ("条款.txt", TEXT.encode())}, "headers": {"Idempotency-Key": "3f1c"}}
    first = office.client.post("/v1/documents", **send)  # type: ignore[arg-type]
    again = office.client.post("/v1/documents", **send)  # type: ignore[arg-type]
    assert again.json() == first.json()
    assert again.status_code == first.status_code == 202
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    other = office.client.post(
        "/v1/documents", files={"files": ("条款.txt", b"other words")}, headers={"Idempotency-Key": "3f1c"}
    )
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
    elsewhere = office.elsewhere().post("/v1/documents", **send)  # type: ignore[arg-type]
    assert elsewhere.json()["items"][0]["document_id"] != first.json()["items"][0]["document_id"]


def test_a_new_version_takes_the_place_of_the_one_before(office: Office) -> None:
    document = office.document()
    later = TEXT.replace("5000元", "8000元")
    answer = office.client.post(
        f"/v1/documents/{document}/versions", files={"file": ("条款2.txt", later.encode())}
    )
    assert (answer.status_code, answer.json()["outcome"]) == (202, "accepted")
    assert "5000元" in office.client.get(f"/v1/documents/{document}/text").json()["text"]
    office.work()
    assert "8000元" in office.client.get(f"/v1/documents/{document}/text").json()["text"]
    told = office.client.get(f"/v1/documents/{document}/readings").json()
    assert [(one["version"], one["current"]) for one in told] == [(2, True), (1, False)]
    before = office.client.get(f"/v1/documents/{document}/text", params={"reading": told[1]["id"]}).json()
    assert "5000元" in before["text"]
    assert [one["number"] for one in office.client.get(f"/v1/documents/{document}/versions").json()] == [1, 2]


def test_bytes_of_another_document_are_no_version_of_this_one(office: Office) -> None:
    office.document()
    other = office.document("第一条 别的。", "别的.txt")
    answer = office.client.post(
        f"/v1/documents/{other}/versions", files={"file": ("条款.txt", TEXT.encode())}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "file-in-other-document")
    own = office.client.post(
        f"/v1/documents/{other}/versions", files={"file": ("别的.txt", "第一条 别的。".encode())}
    )
    assert (own.status_code, own.json()["outcome"]) == (200, "existing")


@given(st.text())
def test_a_name_that_is_shown_is_harmless(name: str) -> None:
    shown = safe_name(name)
    assert shown
    assert len(shown) <= 400
    assert not set(shown.split("/")) & {"", ".", ".."}
    assert shown.isprintable() or not any(ord(character) < 32 for character in shown)
