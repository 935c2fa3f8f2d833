"""A document can say what it likes: on the page it is text. Policy, headers and build as they leave the service."""

import re

import httpx
import pytest
from playwright.sync_api import Browser, Error, expect

from tests.workbench.served import BUILD, Workbench
from tests.workbench.visiting import needs_page, sign_in, visiting

HOSTILE = (
    "<script>window.ran=1</script>",
    '<img src=x onerror="window.ran=2">',
    "</style><svg onload=window.ran=3>",
    '" onfocus="window.ran=4" autofocus x="',
    "javascript:window.ran=5",
    "{{constructor.constructor('window.ran=6')()}}",
)
TEXT = f"""{HOSTILE[1]}财产保险条款

第一章 保险责任
第一条 在保险期间内，因火灾造成{HOSTILE[0]}损失的，保险人按照本保险合同的约定负责赔偿{HOSTILE[3]}。
第二条 每次事故赔偿限额为100万元，每次事故免赔额为5000元{HOSTILE[2]}。

第二章 责任免除
第三条 下列损失，保险人不负责赔偿：
（一）战争{HOSTILE[1]}造成的损失；
（二）{HOSTILE[4]}造成的损失；
（三）{HOSTILE[5]}造成的损失。

第三章 赔偿处理
第四条 保险人应当自收到索赔请求之日起三十日内作出核定{HOSTILE[0]}，并按照第二条的约定赔付。
"""
PAGE = f"""<!doctype html><title>{HOSTILE[2]}</title><script>window.ran=7</script>
<h1>网页保险条款</h1><p onclick="window.ran=8">第一条 因<a href="javascript:window.ran=9">火灾</a>造成损失的，
保险人负责赔偿。</p><iframe srcdoc="&lt;script&gt;parent.ran=10&lt;/script&gt;"></iframe>
<p>第二条 每次事故免赔额为500元。</p><img src=x onerror="window.ran=11">"""
# Markup that only a document can have brought.
_FOREIGN = """() => [...document.querySelectorAll(
  'script:not([src]), iframe, object, embed, base, svg[onload], [onerror], [onfocus], [onclick], [href^="javascript:" i]',
)].map(element => element.outerHTML.slice(0, 200))"""
OUTSIDE = {  # in the libraries' own messages and XML names; nothing is fetched from there
    "http://www.w3.org",
    "https://react.dev",
    "https://reactrouter.com",
    "http://localhost",
    "https://github.com",
}

pytestmark = needs_page


@pytest.fixture
def documents(workbench: Workbench) -> list[str]:
    """Two documents that are hostile in text, file name and name."""
    office = workbench.office
    found = [
        office.document(TEXT, f"{HOSTILE[1]}.txt"),
        office.document(f"{TEXT}第五条 {HOSTILE[0]}", "甲.txt"),
        office.document(PAGE, f"{HOSTILE[0]}.html"),
    ]
    for number, document in enumerate(found[:2]):
        name = {"name": f"{HOSTILE[number]}{number}"}
        address = f"/v1/documents/{document}"
        revision = office.client.get(address).headers["etag"]
        office.client.patch(address, json=name, headers={"If-Match": revision}).raise_for_status()
    return found


def test_hostile_documents_are_text_in_every_view(
    browser: Browser, workbench: Workbench, documents: list[str]
) -> None:
    first, second, third = documents
    views = {
        "/library": "[data-document]",
        "/library?q=损失": "mark",
        f"/documents/{first}": ".card",
        f"/documents/{third}": ".card",
        "/review": "mark",
        f"/compare?documents={first},{second}": "main h1",
        f"/checks?documents={first}": "main h1",
        f"/claims?document={first}": "main h1",
        f"/overview?documents={first},{second}": "main h1",
        f"/library/{HOSTILE[1]}": "text=没有这个页面",
    }
    with visiting(browser, workbench.address) as page:
        page.goto(f"{workbench.address}/library")
        sign_in(page)
        for view, seen in views.items():
            page.goto(workbench.address + view)
            expect(page.locator(seen).first).to_be_visible()
            assert page.evaluate(_FOREIGN) == [], view
            assert page.evaluate("window.ran") is None, view


def test_what_a_record_quotes_is_text_also_where_it_is_corrected(
    browser: Browser, workbench: Workbench, documents: list[str]
) -> None:
    with visiting(browser, workbench.address) as page:
        page.goto(f"{workbench.address}/documents/{documents[0]}")
        sign_in(page)
        page.get_by_label("筛选记录").fill("战争")
        page.locator(".card-head").first.click()
        expect(page.locator(".text-view")).to_contain_text(HOSTILE[1])
        page.keyboard.press("e")
        expect(page.get_by_role("button", name="保存更正")).to_be_visible()
        assert page.evaluate(_FOREIGN) == []
        assert page.evaluate("window.ran") is None


ATTACKS = (
    "document.body.innerHTML = '<img src=x onerror=\"window.ran=1\">'",
    "document.body.insertAdjacentHTML('beforeend', '<script>window.ran=1</' + 'script>')",
    "document.createElement('script').text = 'window.ran=1'",
    "document.createElement('iframe').srcdoc = '<script>parent.ran=1</' + 'script>'",
    "new Worker('/assets/any.js')",
    "setTimeout('window.ran=1', 0)",
)


def test_the_page_itself_cannot_be_made_to_run_text(browser: Browser, workbench: Workbench) -> None:
    with visiting(browser, workbench.address, expected="requires 'Trusted") as page:
        page.goto(workbench.address)
        expect(page.get_by_label("用户名")).to_be_visible()
        for attack in ATTACKS:
            with pytest.raises(Error, match=r"requires 'Trusted(HTML|Script)"):
                page.evaluate(f"() => {{ {attack} }}")
        assert page.evaluate("window.ran") is None


def _policy(answer: httpx.Response) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers["content-security-policy"].split(";"))
    return {name: values for name, *values in parts}


def test_every_answer_has_its_own_nonce_and_a_policy_that_names_only_the_service(
    workbench: Workbench,
) -> None:
    answers = [httpx.get(f"{workbench.address}{path}") for path in ("/", "/library", "/documents/doc_1?q=1")]
    nonces = set()
    for answer in answers:
        policy = _policy(answer)
        (nonce,) = {found[7:-1] for found in policy["script-src"] if found.startswith("'nonce-")}
        assert set(re.findall(r'nonce="([^"]*)"', answer.text)) == {nonce}
        assert len(nonce) >= 16
        nonces.add(nonce)
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
        assert policy["require-trusted-types-for"] == ["'script'"]
        assert policy["connect-src"] == ["'self'"]
        allowed = {value for values in policy.values() for value in values}
        assert not {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:"} & allowed
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert len(nonces) == len(answers)


def test_built_files_are_kept_for_good_and_nothing_runs_from_them_alone(workbench: Workbench) -> None:
    index = httpx.get(workbench.address).text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', index)
    assert len(addresses) > 2
    for address in addresses:
        answer = httpx.get(workbench.address + address)  # never another host: it begins with a slash
        assert answer.status_code == 200, address
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert _policy(answer)["default-src"] == ["'none'"]
        kept = "immutable" in answer.headers["cache-control"]
        assert kept == address.startswith("/assets/")


def test_unknown_addresses_are_problems_and_none_leads_out_of_the_build(workbench: Workbench) -> None:
    for path in (
        "/assets/none.js",
        "/assets/..%2findex.html",
        "/assets/%2e%2e/index.html",
        "/nothing",
        "/src/main.tsx",
    ):
        answer = httpx.get(workbench.address + path)
        assert answer.status_code == 404, path
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]


def test_the_build_holds_no_map_and_names_nobody_else() -> None:
    files = [path for path in (BUILD.parent / "assets").iterdir() if path.is_file()]
    assert {path.suffix for path in files} <= {".js", ".css", ".mjs"}
    for path in [*files, BUILD]:
        content = path.read_text("utf-8")
        assert "sourceMappingURL" not in content, path.name
        assert set(re.findall(r"https?://[\w.-]+", content)) <= OUTSIDE, path.name
        if path.suffix == ".css":
            assert "@import" not in content
            assert not re.search(r"url\(\s*[\"']?(?:https?:|//)", content)


def test_an_address_given_to_somebody_signed_out_is_where_they_come_after_signing_in(
    browser: Browser, workbench: Workbench, documents: list[str]
) -> None:
    with visiting(browser, workbench.address) as page:
        page.goto(f"{workbench.address}/documents/{documents[1]}?start=0&end=5")
        sign_in(page)
        expect(page.locator(".card").first).to_be_visible()
        expect(page).to_have_url(re.compile(f"/documents/{documents[1]}"))
