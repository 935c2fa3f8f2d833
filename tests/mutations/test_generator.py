"""The harness examined: its edits are what they claim, its expectations are right, and it cannot be pleased cheaply."""

from pathlib import Path
from random import Random

import pytest

from extractor.differences import Change, ChangeKind, Comparison, Gain, Likeness, Pair, Place, Weight
from extractor.document import Document
from extractor.quotations import Quotation, quoted
from extractor.records import Extraction
from tests.mutations import numerals
from tests.mutations.judging import judge
from tests.mutations.mutation import Mutated, Mutation, Patch
from tests.mutations.original import Original, open_original, read_text
from tests.mutations.phrasing import swaps
from tests.mutations.planting import KEEPING, KINDS, MATERIAL, plant
from tests.mutations.scores import score

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
_HEAD = "澜波财产保险股份有限公司财产保险条款\n总则\n第一条 本保险合同由条款、投保单和保险单组成。\n"
_EXCLUDED = "责任免除\n第二条 下列原因造成的损失，保险人不负责赔偿：\n"
_COVERED = "保险责任\n第二条 下列原因造成的损失，保险人按照本合同的约定负责赔偿：\n"
_PAPERS = "赔偿处理\n第二条 被保险人请求赔偿时，应当提交下列材料：\n"
_LIST = "（一）火灾、爆炸、雷击；\n（二）洪水、暴雨；\n（三）飞行物体坠落。\n"
_DUTY = "保险人义务\n第二条 "
_POLICYHOLDER, _INSURER = Gain.POLICYHOLDER, Gain.INSURER

# What is planted where, the words that must differ, and what a lawyer says of it.
EXAMPLES = [
    ("amount", "每次事故的绝对免赔额为2000元。", "amount up", "2000", {ChangeKind.AMOUNT}, _INSURER),
    ("amount", "每次事故的绝对免赔额为2000元。", "amount down", "2000", {ChangeKind.AMOUNT}, _POLICYHOLDER),
    ("amount", "每次事故赔偿限额为50万元。", "amount up", "50", {ChangeKind.AMOUNT}, _POLICYHOLDER),
    ("amount", "投保人退保的，应当支付手续费200元。", "amount up", "200", {ChangeKind.AMOUNT}, _INSURER),
    ("amount", "乙方应当按每单30元支付技术服务费。", "amount up", "30", {ChangeKind.AMOUNT}, None),
    ("rate", "盗窃损失的免赔率为10%。", "rate up", "10", {ChangeKind.RATE}, _INSURER),
    ("rate", "盗窃损失的免赔率为百分之十。", "rate down", "十", {ChangeKind.RATE}, _POLICYHOLDER),
    ("rate", "保险人按照保险金额的30%给付轻症保险金。", "rate up", "30", {ChangeKind.RATE}, _POLICYHOLDER),
    ("duration", "被保险人应当在3日内书面通知保险人。", "duration longer", "3", {ChangeKind.DURATION}, _POLICYHOLDER),
    ("duration", "保险人应当在三十日内作出核定。", "duration longer", "三十", {ChangeKind.DURATION}, _INSURER),
    ("duration", "本合同自生效日起90日的等待期内不承担责任。", "duration longer", "90", {ChangeKind.DURATION}, _INSURER),
    ("duration", "保险人应当提前十五日书面通知投保人。", "duration shorter", "十五", {ChangeKind.DURATION}, _INSURER),
    ("day kind", "保险人应当在10日内支付赔款。", "calendar to working days", "日", {ChangeKind.DAY_KIND}, _INSURER),
    ("day kind", "投保人应当在5个工作日内付清欠费。", "working to calendar days", "个工作日", {ChangeKind.DAY_KIND}, _INSURER),
    ("modality", "保险人应当在批单上注明变更内容。", "modality", "应当", {ChangeKind.MODALITY}, _INSURER),
    ("modality", "保险人可以委派人员查勘现场。", "modality", "可以", {ChangeKind.MODALITY}, None),
    ("party", "鉴定费用由保险人承担。", "party", "保险人", {ChangeKind.PARTY}, _INSURER),
    ("party", "投保人应当一次交清保险费。", "party", "投保人", {ChangeKind.PARTY}, None),
    ("negation", "酒后驾驶的，保险人不承担赔偿责任。", "negation", "不承担", {ChangeKind.NEGATION}, _POLICYHOLDER),
    ("negation", "对上列费用，保险人负责赔偿。", "negation", "负责赔偿", {ChangeKind.NEGATION}, _INSURER),
    ("scope", "对无法核实的部分，保险人不承担赔偿责任。", "scope", "对无法核实的部分", {ChangeKind.SCOPE}, _INSURER),
    ("condition added", "财产被盗的，保险人负责赔偿。", "condition added", "", {ChangeKind.CONDITION}, _INSURER),
    ("condition dropped", "保险标的无人看管的，保险人不承担赔偿责任。", "condition dropped", "保险标的无人看管的，", {ChangeKind.CONDITION}, _INSURER),
    ("exception added", "因海啸造成损失的，保险人不负责赔偿。", "exception added", "", {ChangeKind.EXCEPTION}, _POLICYHOLDER),
    ("exception dropped", "因海啸造成损失的，保险人不负责赔偿，但另有约定的除外。", "exception dropped", "，但另有约定的除外", {ChangeKind.EXCEPTION}, _INSURER),
    ("time notation", "保险人应当在二十四小时内答复。", "time notation", "二十四", set(), None),
    ("rate notation", "盗窃损失的免赔率为10%。", "rate notation", "10%", set(), None),
    ("money notation", "每次事故赔偿限额为50万元。", "money notation", "50万元", set(), None),
]  # fmt: skip
LISTS = [
    ("item dropped", _EXCLUDED + _LIST, {ChangeKind.ITEM_DROPPED}, _POLICYHOLDER),
    ("item added", _EXCLUDED + _LIST, {ChangeKind.ITEM_ADDED}, _INSURER),
    ("item added", _COVERED + _LIST, {ChangeKind.ITEM_ADDED}, _POLICYHOLDER),
    ("item dropped", _PAPERS + "（一）保险单；\n（二）损失清单；\n（三）事故证明书。\n", {ChangeKind.ITEM_DROPPED}, _POLICYHOLDER),
    ("member dropped", _EXCLUDED + _LIST, {ChangeKind.ITEM_DROPPED}, _POLICYHOLDER),
    ("member added", _COVERED + _LIST, {ChangeKind.ITEM_ADDED}, _POLICYHOLDER),
    ("list relabelled", _EXCLUDED + _LIST, set(), None),
]  # fmt: skip


def _original(text: str) -> Original:
    tail = "争议处理\n第三条 本合同适用中华人民共和国法律。\n"
    return Original("example", read_text(_HEAD + text + tail, "example"))


def _mutations(original: Original, kind: str, within: str) -> list[Mutation]:
    """What the generator makes of the paragraphs that hold some words, under forty seeds."""
    made = (
        KINDS[kind](original, paragraph, Random(seed))
        for paragraph in original.paragraphs
        if within in paragraph.text
        for seed in range(40)
    )
    return [mutation for mutation in made if mutation is not None]


@pytest.mark.parametrize(("generator", "sentence", "kind", "before", "kinds", "gain"), EXAMPLES)
def test_expectations_are_those_a_lawyer_wrote_down(
    *, generator: str, sentence: str, kind: str, before: str, kinds: set[ChangeKind], gain: Gain | None
) -> None:
    found = [
        mutation
        for mutation in _mutations(_original(_DUTY + sentence + "\n"), generator, sentence)
        if mutation.kind == kind
    ]
    assert found
    if generator == "modality":  # 可以 may become 不得 as well
        found = [mutation for mutation in found if mutation.after in ("应当", "可以")]
    assert {mutation.before for mutation in found} == {before}
    assert {mutation.expected.kinds for mutation in found} == {frozenset(kinds)}
    assert {mutation.expected.gain for mutation in found} == {gain}


@pytest.mark.parametrize(("generator", "text", "kinds", "gain"), LISTS)
def test_expectations_of_lists(generator: str, text: str, kinds: set[ChangeKind], gain: Gain | None) -> None:
    found = _mutations(_original(text), generator, "")
    assert found
    assert {mutation.expected.kinds for mutation in found} == {frozenset(kinds)}
    assert {mutation.expected.gain for mutation in found} == {gain}


def test_numbers_are_written_as_people_write_them() -> None:
    assert [numerals.written(number) for number in (2, 10, 15, 30, 105, 180, 1000, 150_000)] == [
        *("二", "十", "十五", "三十", "一百零五", "一百八十", "一千", "十五万")
    ]
    assert numerals.capital(200_000) == "贰拾万"
    assert numerals.capital(658_000) == "陆拾伍万捌仟"
    assert all(numerals.value_of(numerals.written(number)) == number for number in range(1, 20_000, 7))
    assert all(
        numerals.value_of(numerals.capital(number)) == number for number in range(1000, 9_000_000, 99_000)
    )


def test_enough_ways_to_say_the_same() -> None:
    assert len(swaps()) >= 120


@pytest.fixture(scope="module")
def originals() -> list[Original]:
    return [open_original(DOCUMENTS / name) for name in ("agriculture-rice.txt", "liability-public.txt")]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_mutation_changes_what_it_says_and_nothing_else(originals: list[Original], seed: int) -> None:
    for trial in plant(originals, seed, 60):
        mutated = trial.mutated()
        at, rest, before = 0, [], []
        for patch in sorted(mutated.patches):
            start, end = mutated.range_of(patch)
            assert mutated.text[start:end] == patch.words
            rest.append(mutated.text[at:start])
            before.append(mutated.before[patch.start : patch.end])
            at = end
        rest.append(mutated.text[at:])
        assert "".join(a + b for a, b in zip(rest, [*before, ""], strict=True)) == trial.original.text
        assert all(mutation.before != mutation.after for mutation in trial.mutations)


def test_a_seed_is_a_trial_of_its_own(originals: list[Original]) -> None:
    first, again, other = (
        [mutation for trial in plant(originals, seed, 40) for mutation in trial.mutations]
        for seed in (7, 7, 8)
    )
    assert first == again
    assert len(set(first) & set(other)) < 10


def test_patches_that_touch_the_same_characters_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Mutated("保险人应当赔偿", (Patch(0, 4, "a"), Patch(3, 5, "b")))


def test_every_kind_finds_a_place_in_our_documents() -> None:
    everything = [open_original(path) for path in sorted(DOCUMENTS.glob("*.txt"))]
    planted = {kind: sum(len(trial.mutations) for trial in plant(everything, 3, 2, [kind])) for kind in KINDS}
    assert planted == dict.fromkeys(KINDS, 2)


def _nothing_differs(a: Extraction, b: Extraction) -> Comparison:
    return Comparison(())


def _everything_changed(a: Extraction, b: Extraction) -> Comparison:
    return Comparison(tuple(_changed(quote) for quote in _paragraphs(b.document)))


def _paragraphs(document: Document) -> list[Quotation]:
    return [quoted(document, node.path, span) for node in document.nodes for span in node.paragraphs]


def _changed(quote: Quotation) -> Pair:
    change = Change(ChangeKind.AMOUNT, Gain.INSURER, Weight.HIGH, "金额", "金额变了。", None, quote)
    return Pair(Likeness.CHANGED, Place.SAME, (quote,), (quote,), 0.5, (change,))


def test_saying_nothing_is_no_way_to_score(originals: list[Original]) -> None:
    scores = score(judge(plant(originals, 1, 60, [*MATERIAL, "article moved"]), _nothing_differs))
    assert (scores.recall, scores.quiet, scores.place) == (0.0, 1.0, 0.0)
    assert "recall" in scores.missed()


def test_calling_everything_changed_is_no_way_to_score(originals: list[Original]) -> None:
    scores = score(judge(plant(originals, 1, 60), _everything_changed))
    assert scores.quiet < 0.05
    assert scores.precision < 0.1
    assert set(scores.missed()) >= {"precision", "recall", "quiet"}


def test_a_kind_is_material_or_keeps_the_meaning(originals: list[Original]) -> None:
    for kinds, material in ((MATERIAL, True), (KEEPING, False)):
        planted = [mutation for trial in plant(originals, 4, 60, kinds) for mutation in trial.mutations]
        assert {mutation.expected.material for mutation in planted} == {material}
