"""One document against a library: the nearest first, what it shares word for word or nearly, what nobody else has."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from extractor.comparison.library import WIDTH, Profile, nearest, profile
from tests.comparison.wordings import BASE, edited, extraction_of

STRANGE = "（五）太阳耀斑引起的导航信号中断。\n"
SLIGHTLY = ("第八条 每次事故免赔额500元。", "第八条 每次事故免赔额800元。")
RESTATED = (
    "发生保险事故后，被保险人为减少损失支付的合理施救费用，保险人在每次事故赔偿限额之外另行赔偿",
    "发生保险事故后，被保险人为防止或减少损失支付的必要、合理施救费用，保险人在每次事故赔偿限额之外赔偿",
)
OTHER = "石门会议服务合同\n\n第一条 乙方负责会场布置和设备调试。\n第二条 甲方于会议结束后十日内支付服务费。\n"


@pytest.fixture(scope="module")
def library() -> dict[str, Profile]:
    texts = {"other": OTHER, "restated": edited(RESTATED, SLIGHTLY), "same": BASE}
    return {key: profile(extraction_of(text)) for key, text in texts.items()}


def test_the_nearest_document_stands_first(library: dict[str, Profile]) -> None:
    own = profile(
        extraction_of(edited(("（四）货物自身的虫蛀、霉变、自然损耗。\n", STRANGE.replace("五", "四"))))
    )
    standing = nearest(own, library)
    assert [each.key for each in standing.neighbours] == ["same", "restated", "other"]
    shares = {each.key: (each.verbatim, each.similar) for each in standing.neighbours}
    assert shares["other"] == (0.0, 0.0)
    assert shares["same"] == shares["same"][:1] * 2 == (1 - 1 / len(own.paths),) * 2
    assert shares["restated"][0] < shares["restated"][1] == shares["same"][1]


def test_a_clause_that_nobody_else_has_is_unusual(library: dict[str, Profile]) -> None:
    own = profile(extraction_of(BASE.replace("自然损耗。\n", "自然损耗。\n" + STRANGE)))
    unusual = [each for each in nearest(own, library).echoes if each.unusual]
    assert [each.path for each in unusual] == ["第五条（五）"]


def test_a_clause_in_other_words_is_similar_and_named(library: dict[str, Profile]) -> None:
    own = profile(extraction_of(BASE))
    echo = next(each for each in nearest(own, library).echoes if each.path == "第四条")
    assert (echo.verbatim, echo.similar) == (("same",), ("restated",))


def test_an_empty_library_and_an_empty_document_are_no_error() -> None:
    own, empty = profile(extraction_of(BASE)), profile(extraction_of("第一条 略。\n"))
    assert nearest(own, {}).neighbours == ()
    assert all(each.unusual for each in nearest(own, {}).echoes)
    assert [each.similar for each in nearest(own, {"empty": empty}).neighbours] == [0.0]
    assert nearest(empty, {"own": own}).echoes == ()


def test_a_profile_is_small_and_survives_json() -> None:
    adapter, own = TypeAdapter(Profile), profile(extraction_of(BASE))
    kept = adapter.dump_json(own)
    assert adapter.validate_json(kept) == own
    assert len(kept) < len(own.paths) * (WIDTH * 4 * 1.4 + 100) + 200


@settings(max_examples=20, deadline=None)
@given(st.permutations(["other", "restated", "same"]))
def test_the_order_of_the_library_does_not_matter(library: dict[str, Profile], order: list[str]) -> None:
    own = profile(extraction_of(BASE))
    assert nearest(own, {key: library[key] for key in order}).neighbours == nearest(own, library).neighbours
