"""The table of many documents."""

import pytest

from extractor.answers import Standing
from extractor.elements.catalogue import catalogue
from extractor.elements.matrix import MOST, MatrixProblem, matrix
from tests.elements.texts import own, wording

HEALTH = ("medical-inpatient", "critical-illness")


def test_rows_and_answers_stand_in_order() -> None:
    table = matrix([own(name) for name in HEALTH])
    assert table.documents == ("安屿住院医疗保险条款", "澄怀重大疾病保险条款")
    keys = [row.key for row in table.rows]
    assert keys == [key for key in catalogue() if key in keys]
    assert all(len(row.answers) == len(HEALTH) for row in table.rows)


def test_figures_of_our_health_clauses() -> None:
    rows = {row.key: row for row in matrix([own(name) for name in HEALTH]).rows}

    def cells(key: str) -> list[list[str]]:
        return [[entry.shown for entry in said.entries] for said in rows[key].answers]

    assert cells("hesitation-period") == [["15日"], ["15日"]]
    assert cells("limitation") == [["2年"], ["5年"]]
    assert cells("loss-notice") == [["3日内"], ["10日内"]]
    assert cells("settlement-decision") == [["10日内"], ["5日内"]]
    assert cells("grace-period") == [[], ["60日"]]
    assert rows["limitation"].differs
    assert not rows["hesitation-period"].differs


def test_silence_on_a_point_of_the_line_stays() -> None:
    rows = {row.key: row for row in matrix([own("liability-public")]).rows}
    assert rows["retroactive-period"].answers[0].standing is Standing.SILENT


def test_points_of_other_lines_are_left_out() -> None:
    rows = {row.key for row in matrix([own("liability-public")]).rows}
    assert not rows & {"cover-pests-disease", "hesitation-period", "service-price", "transit-clause"}
    assert "cover-pests-disease" in {row.key for row in matrix([own("agriculture-rice")]).rows}


def test_a_point_of_another_line_stays_where_the_text_speaks_of_it() -> None:
    """Our cyber clauses grant a hesitation period, which liability clauses seldom do."""
    rows = {row.key: row for row in matrix([own("cyber-response")]).rows}
    assert [entry.shown for entry in rows["hesitation-period"].answers[0].entries] == ["15日"]


def test_points_of_services_are_asked_beside_a_service() -> None:
    alone = {row.group for row in matrix([own("medical-inpatient")]).rows}
    beside = {row.group for row in matrix([own("medical-inpatient"), own("brokerage")]).rows}
    assert beside - alone == {"服务合同"}


def test_chosen_elements_come_in_their_order_and_all() -> None:
    table = matrix([own("liability-public")], ["hesitation-period", "deductible", "hesitation-period"])
    assert [row.key for row in table.rows] == ["hesitation-period", "deductible"]


def test_an_unknown_element_is_named() -> None:
    with pytest.raises(MatrixProblem, match="“no-such”"):
        matrix([own("liability-public")], ["deductible", "no-such"])


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_one_to_twenty_documents(count: int) -> None:
    read = wording("总则：本合同由保险条款组成。")
    with pytest.raises(MatrixProblem, match="1至20份"):
        matrix([read] * count)


def test_twenty_documents() -> None:
    read = wording("总则：本合同由保险条款组成。")
    assert len(matrix([read] * MOST, ["coverage"]).rows[0].answers) == MOST
