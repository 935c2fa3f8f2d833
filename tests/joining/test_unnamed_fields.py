"""Records that only the model finds may lack a field that every record of the rules has: nothing may rest on it."""

from dataclasses import replace

import pytest

from api.export.markdown import to_markdown
from api.export.report import to_html
from api.export.word_report import to_docx
from extractor.claim import Event
from extractor.comparison import compare
from extractor.comparison.library import profile
from extractor.elements.wording import Wording
from extractor.exemptions import map_exemptions
from extractor.extraction import read, read_extraction
from extractor.findings import find_findings
from extractor.law import review_law
from extractor.matching import match_coverages, match_exclusions
from extractor.payout.compiling import scheme_of
from extractor.playbooks import review, shipped
from extractor.records import Extraction
from extractor.timeline.dating import timetable
from tests.elements.texts import DOCUMENTS

NAMES = ("fleet-procurement", "life-decimal", "liability-public")


@pytest.fixture(scope="module", params=NAMES)
def bare(request: pytest.FixtureRequest) -> Extraction:
    """One of our documents; its records keep type and quote alone."""
    file = DOCUMENTS / f"{request.param}.txt"
    whole = read_extraction(read(file.read_bytes(), file.name))
    records = tuple(replace(one, fields={}, evidence={}) for one in whole.records)
    assert records
    return replace(whole, records=records)


def test_findings_are_found(bare: Extraction) -> None:
    found = find_findings(bare.document, bare.records, bare.references)
    assert {one.code for one in found} <= {one.code for one in bare.findings} | {"undefined-term"}


def test_reviews_and_maps_are_made(bare: Extraction) -> None:
    assert review_law(Wording(bare)).assessments
    assert all(review(Wording(bare), playbook).assessments for playbook in shipped().values())
    assert map_exemptions(bare) is not None
    assert profile(bare) == profile(bare)
    assert compare(bare, bare).pairs


def test_claims_are_matched_and_reckoned(bare: Extraction) -> None:
    event = Event(description="车辆追尾致人受伤")
    assert all(one.source.quote for one in match_coverages(bare, event))
    assert all(one.source.quote for one in match_exclusions(bare, event))
    assert scheme_of(bare) == scheme_of(bare)
    assert all(entry.source for entry in timetable(bare, {}))


def test_reports_are_written(bare: Extraction) -> None:
    assert all(record.quote[:6] in to_markdown(bare, "条款").replace("\\", "") for record in bare.records[:3])
    assert "条款" in to_html(bare, "条款")
    assert to_docx(bare, "条款")
