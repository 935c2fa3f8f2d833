"""Say the same in other words (改写): units of our own documents, rewritten word by word, for training.

    python -m corpora.reading.paraphrases EXAMPLES.jsonl OUT.jsonl [--seed 0] [--turns 2]

What a unit states stays as annotated; its parts move with the words. Only sources named ``own/`` are rewritten. The words are
those that insurers, agents and contracts of other trades use for the same thing, and that the rules may not know.
"""

import argparse
import json
import random
import re
from pathlib import Path
from typing import Any

Example = dict[str, Any]

# What is written in clauses, and what else is said for it.
WORDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"不承担(?:赔偿|给付)?(?:保险金)?的?责任|不负责赔偿|不负赔偿责任", ("概不赔付", "恕不理赔", "不在赔付之列", "无须作任何赔付", "一律拒赔", "免于承担赔付责任", "不作赔偿")),
    (r"负责赔偿|承担赔偿责任|予以赔偿", ("给予理赔", "照约定赔付", "承担相应的补偿", "作出赔付", "兑付相应的赔款")),
    (r"给付(?=[^，。；]{0,16}金)", ("支付", "发放", "兑付", "一次付清")),
    (r"保险人|我们|本公司", ("承保方", "我司", "承保机构", "本保险机构")),
    (r"投保人", ("要保人", "投保方", "投保客户")),
    (r"应当|应该|(?<![相对反响])应(?![收付])|必须", ("务必", "有责任", "负有义务", "需", "当", "务须")),
    (r"不得(?!超过|低于|高于)", ("切勿", "不许", "不准", "严禁", "一概不可")),
    (r"有权|可以(?!享受)", ("得", "享有权利", "可自行", "能够", "有资格")),
    (r"除外", ("不在此限", "不受此限", "另当别论")),
    (r"之日起|当日起", ("之日算起", "的次日开始计", "之时起算")),
    (r"(?<=[。；，])但(?!是)|^但(?!是)", ("不过", "然而", "惟", "但是")),
    (r"^如果?(?![下何实期])|^若(?!干)|(?<=，)如果?(?![下何实期])|(?<=，)若(?!干)", ("倘若", "一旦", "假如", "要是", "万一")),
    (r"及时|立即", ("尽快", "第一时间", "不加迟延地", "毫不拖延地")),
    (r"书面通知", ("以书面形式知会", "发函告知", "书面告知")),
    (r"(?<!书面)通知(?!书)", ("知会", "告知", "通报")),
    (r"由于|(?<![原起此])因(?![此素果为而])", ("鉴于", "缘于", "由", "受")),
    (r"导致|造成|引起", ("引发", "带来", "招致", "致使发生")),
    (r"最高不超过|不超过|为限", ("至多", "以此封顶", "不突破")),
    (r"支付|缴纳|交纳|交付", ("缴付", "付清", "付讫", "缴清")),
    (r"提供|提交(?!仲裁|诉讼|[^，。；]{0,4}法院)", ("递交", "出具", "备齐并交来", "呈交")),
    (r"解除(?=本?合同|本?协议)", ("终止", "撤销", "提前结束")),
    (r"退还|返还", ("退回", "归还", "退付")),
    (r"指的?是|系指|是指", ("意指", "即", "说的是", "的含义为")),
    (r"身故|死亡", ("去世", "亡故", "不幸离世")),
    (r"约定", ("议定", "商定", "写明")),
    (r"违约金", ("违约赔偿金", "罚款", "约定的罚金")),
    (r"争议", ("分歧", "纠葛", "争执")),
    (r"损失", ("损害", "经济损失", "亏损")),
)  # fmt: skip
_COMPILED = [(re.compile(pattern), others) for pattern, others in WORDINGS]
_SHARE = 0.7  # of the words that could be rewritten


def rewritten(example: Example, chance: random.Random) -> Example | None:
    """The example in other words, None where fewer than two of them could be changed."""
    text, places = example["text"], list(range(len(example["text"]) + 1))
    changed = 0
    for pattern, others in _COMPILED:
        match = pattern.search(text)
        if match is None or chance.random() > _SHARE:
            continue
        other = chance.choice(others)
        text = text[: match.start()] + other + text[match.end() :]
        places = [_moved(at, match.start(), match.end(), len(other)) for at in places]
        changed += 1
    if changed < 2:
        return None
    portions = [[label, places[start], places[end]] for label, start, end in example["portions"]]
    return {
        **example,
        "source": example["source"].replace("own/", "paraphrase/"),
        "text": text,
        "portions": [one for one in portions if one[1] < one[2]],
    }


def _moved(at: int, start: int, end: int, length: int) -> int:
    """Where a place of the text stands after ``start:end`` became ``length`` characters; inside it, at its nearer end."""
    if at <= start:
        return at
    return start + length if at < end else at - (end - start) + length


def main() -> None:
    """Write the examples, and after them those in other words."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--turns", type=int, default=2)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    lines = chosen.examples.read_text("utf-8").splitlines()
    own = [one for line in lines if (one := json.loads(line))["source"].startswith("own/")]
    made = [other for _ in range(chosen.turns) for one in own if (other := rewritten(one, chance))]
    once = {one["text"]: json.dumps(one, ensure_ascii=False) for one in made}
    chosen.out.write_text("\n".join([*lines, *once.values()]) + "\n", "utf-8")
    print(f"{len(once)} of {len(own)} units in other words")


if __name__ == "__main__":
    main()
