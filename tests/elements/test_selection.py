"""What selectors take."""

import pytest

from extractor.elements.selection import Selector, select
from tests.elements.texts import wording

DUTIES = wording(
    "赔偿处理：保险人应当在10日内作出核定；被保险人应当在3日内通知保险人。",
    "责任免除：下列原因造成的损失，保险人不负责赔偿：\n（一）战争，但战争遗留的爆炸物除外；\n（二）地震。",
    "保险责任：被保险人因下列疾病住院的，保险人给付保险金：\n（一）肺炎；\n（二）骨折。",
)


def selector(**given: object) -> Selector:
    return Selector.model_validate(given)


def taken(**given: object) -> list[str]:
    return [statement.text for statement in select(DUTIES, (selector(**given),))]


def test_by_who_bears_it() -> None:
    assert taken(type="obligation", by="insurer") == ["保险人应当在10日内作出核定"]
    assert taken(type="obligation", by="insured-side") == ["被保险人应当在3日内通知保险人"]
    assert taken(type="obligation", by=["被保险人"]) == ["被保险人应当在3日内通知保险人"]


def test_by_words_and_without() -> None:
    assert taken(type="obligation", words="核定|通知", without="通知") == ["保险人应当在10日内作出核定"]


def test_by_fields() -> None:
    assert taken(type="obligation", has="deadline", fields={"modality": "duty", "topic": "settlement"}) == [
        "保险人应当在10日内作出核定"
    ]
    assert taken(type="obligation", lacks="deadline") == []


def test_the_exception_is_not_the_subject() -> None:
    assert taken(type="exclusion", words="爆炸") != []
    assert taken(type="exclusion", subject="爆炸") == []
    assert taken(type="exclusion", subject="战争") == ["战争，但战争遗留的爆炸物除外"]


def test_by_the_lead_in_above() -> None:
    assert taken(type="coverage", under="疾病") == ["肺炎", "骨折"]
    assert taken(type="coverage", under="火灾") == []


def test_by_the_paragraph_around() -> None:
    assert taken(type="obligation", words="核定", around="通知保险人") == ["保险人应当在10日内作出核定"]


def test_by_heading_and_role() -> None:
    assert taken(type="sentence", role="exclusion", words="地震") == ["地震"]
    assert taken(type="exclusion", heading="责任免除", words="地震") == ["地震"]
    assert taken(type="exclusion", heading="赔偿处理", words="地震") == []


def test_the_same_words_once_and_in_order() -> None:
    selectors = [selector(type="exclusion", words="地震"), selector(type="exclusion")]
    texts = [statement.text for statement in select(DUTIES, selectors)]
    assert texts == ["战争，但战争遗留的爆炸物除外", "地震"]


@pytest.mark.parametrize("kind", ["obligation", "exclusion", "coverage", "sentence"])
def test_what_is_taken_quotes_the_document(kind: str) -> None:
    for statement in select(DUTIES, (selector(type=kind),)):
        quotation = statement.quotation
        assert quotation.span.quote(DUTIES.document.text) == quotation.quote
