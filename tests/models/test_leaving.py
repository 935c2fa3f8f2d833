"""Real documents left out of training: none of a fold is taught, nor what stands in one of them word for word."""

from typing import Any

from models.reading.leaving import fold_of, without_fold


def example(source: str, text: str) -> dict[str, Any]:
    return {"source": source, "text": text}


EXAMPLES = [
    *(example(f"held-out/{name}", f"{name}的条文") for name in "甲乙丙丁戊己庚"),
    *(
        example(f"shared/{name}", text)
        for name in "甲乙丙"
        for text in ("各份都有的一句", f"{name}自己的一句")
    ),
    example("own/甲", "各份都有的一句"),
    example("own/甲", "自写的条文"),
]


def test_every_real_document_is_left_out_of_one_fold_and_ours_of_none() -> None:
    left_out = [
        {one["source"] for one in EXAMPLES} - {one["source"] for one in without_fold(EXAMPLES, fold, 5)}
        for fold in range(5)
    ]
    assert sorted(name for names in left_out for name in names) == sorted(
        {one["source"] for one in EXAMPLES if not one["source"].startswith("own/")}
    )


def test_the_words_of_a_document_that_is_left_out_are_taught_by_no_other() -> None:
    fold = fold_of("shared/甲", 5)
    kept = without_fold(EXAMPLES, fold, 5)
    assert "各份都有的一句" not in {one["text"] for one in kept}
    assert "自写的条文" in {one["text"] for one in kept}
