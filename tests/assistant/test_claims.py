"""The tools that check a claim and date deadlines, asked as an assistant asks."""

from collections.abc import Callable

from api.client import Client
from tests.assistant.conftest import Ask
from tests.claims.cases import CLAUSES, EVENT, SCHEDULE
from tests.service.office import Office


def test_a_claim_is_checked_with_its_words(ask: Ask, client: Client, office: Office) -> None:
    document = office.document(CLAUSES, "财产条款.txt")
    found = ask("check_claim", document_id=document, event=EVENT, schedule=SCHEDULE)
    assert (found["amount"], found["period"]) == (50000, "inside")
    text = client.get_text(document).text
    sources = [one["source"] for one in found["coverage"]] + found["missing"]
    sources += [one["source"] for one in found["steps"] if one["source"]]
    assert "损失清单" in {one["quote"] for one in found["missing"]}
    for source in sources:
        assert text[source["start"] : source["end"]] == source["quote"]
        assert source["document_name"] == "财产条款"
    assert "不是理赔决定" in found["notice"]


def test_a_contradiction_is_told_with_its_field(refused: Callable[..., str], office: Office) -> None:
    document = office.document(CLAUSES, "财产条款.txt")
    told = refused("check_claim", document_id=document, event={**EVENT, "discovered": "2025-05-01"})
    assert "/event/discovered" in told
    assert "/event/ocurred：不认识这一项，请去掉" in refused(
        "check_claim", document_id=document, event={"ocurred": "2025-05-01"}
    )


def test_deadlines_are_dated(ask: Ask, office: Office) -> None:
    document = office.document(CLAUSES, "财产条款.txt")
    found = ask("list_deadlines", document_id=document, facts={"complete_documents": "2025-07-20"})
    first = found["deadlines"][0]
    assert (first["due"], first["source"]["path"]) == ("2025-08-19", "第五条")
    open_yet = ask("list_deadlines", document_id=document)["deadlines"]
    assert all(one["due"] is None and one["open_because"] for one in open_yet)
