"""How sure the reader may be (置信度校准评测): made-up clauses full of figures, printed, worn and recognised.

``python -m tests.bench.calibrating [--pages 48] [--seed 1] [--fonts FILE[:INDEX] …]`` prints how often characters of
each probability were right (the table of extractor/pages/calibration.py), then for each condition how many figures
were read wrong, how many of these a finding tells of, and how many figures that are right are told of too.
"""

import argparse
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractor.extraction import extract
from extractor.pages.recognition import Picture, recogniser
from extractor.pages.scanned import _straight  # the straight page as the reader sees it
from extractor.pages.seals import find_stains, without_seals
from tests.bench.scanning import Row, compare
from tests.scans.handing_in import as_image
from tests.scans.printing import FONTS, font_file
from tests.scans.wear import Condition, blurred, faxed, greyed, noisy, photographed, sealed, skewed

_DPIS = (
    Condition("clean", "", 200, ()),
    Condition("seals", "", 200, (sealed, skewed, noisy)),
    Condition("seals", "", 150, (sealed, skewed, noisy)),
    Condition("seals", "", 300, (sealed, skewed, noisy)),
    Condition("seals in grey", "", 200, (sealed, greyed, skewed, noisy)),
    Condition("fax", "", 200, (skewed, faxed)),
    Condition("blurred", "", 200, (blurred, skewed, noisy)),
    Condition("noise", "", 150, (skewed, noisy)),
    Condition("photograph", "", 300, (sealed, photographed)),
)
_SIZES = (8, 9, 10.5, 10.5, 12, 14)  # points
_EDGES = (0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.9995, 1.01)
_MARKS = set("；：。，、;:,.·“”（）()-—¥￥%‰")  # their width and kind are decided otherwise
_SENTENCES = (
    "每次事故责任限额为{amount}，每人责任限额为{amount}，",
    "每次事故绝对免赔额为{amount}或者损失金额的{rate}，以高者为准；",
    "保险期间自{date}零时起至{date}二十四时止，",
    "投保人应当在{days}一次交清保险费{amount}，逾期按日加收{rate}的滞纳金。",
    "累计赔偿限额为{amount}，其中医疗费用限额为{amount}；",
    "保险人自收到索赔请求之日起{days}作出核定，情形复杂的为{days}；",
    "年利率{rate}，按{amount}计息{days}。",
    "未满期净保险费为保险费的{rate}。",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=48)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fonts", nargs="*", default=[])
    given = parser.parse_args(arguments)
    fonts = [place for name in FONTS if (place := font_file(name)) is not None]
    fonts += [(file, int(at or 0)) for file, _, at in (one.partition(":") for one in given.fonts)]
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    rows: dict[tuple[str, int], Row] = defaultdict(Row)
    for number in range(given.pages):
        rng = Random(1000 * given.seed + number)
        condition = _DPIS[number % len(_DPIS)]
        lines, picture = page_of(rng, rng.choice(fonts), condition.dpi)
        worn = condition.worn(picture, 1000 * given.seed + number)
        for probability, right in judged(worn, lines):
            place = bisect_right(_EDGES, probability) - 1
            counts[place][0] += 1
            counts[place][1] += right
        row = rows[condition.name, condition.dpi]
        compare(row, extract("\n".join(lines).encode()), extract(as_image(worn, "PNG", condition.dpi)))
    _print(counts, rows)
    return 0


def _print(counts: dict[int, list[int]], rows: dict[tuple[str, int], Row]) -> None:
    print("| probability | characters | right |\n| --- | --- | --- |")
    for at, (low, high) in enumerate(pairwise(_EDGES)):
        every, right = counts[at]
        print(f"| {low}–{min(high, 1)} | {every} | {100 * right / max(every, 1):.2f} % |")
    print("\n| condition | dpi | figures | wrong (told) | right, told |\n| --- | --- | --- | --- | --- |")
    for (name, dpi), row in rows.items():
        print(f"| {name} | {dpi} | {row.figures} | {row.digits_wrong} ({row.digits_told}) | {row.alarms} |")


def page_of(rng: Random, font: tuple[object, int], dpi: int) -> tuple[list[str], Picture]:
    """The lines of a page and its picture."""
    width, height = round(8.27 * dpi), round(11.69 * dpi)
    size = 2 * round(rng.choice(_SIZES) * dpi / 72)
    type_face = ImageFont.truetype(str(font[0]), size, index=font[1])
    image = Image.new("L", (2 * width, 2 * height), 255)  # drawn large and made small, as type is smooth
    canvas = ImageDraw.Draw(image)
    lines: list[str] = []
    below = 0.08 * image.height
    while below < 0.92 * image.height - size and len(lines) < 22:
        text = "".join(sentence(rng) for _ in range(4))
        while canvas.textlength(text, font=type_face) > 0.76 * image.width:
            text = text[:-1]
        canvas.text((0.12 * image.width, below), text, font=type_face, fill=0)
        lines.append(text)
        below += 1.6 * size
    small = image.resize((width, height), Image.Resampling.LANCZOS)
    return lines, cv2.cvtColor(np.asarray(small), cv2.COLOR_GRAY2BGR)


def sentence(rng: Random) -> str:
    """A sentence with figures of all kinds."""
    text = rng.choice(_SENTENCES)
    makers = {"amount": amount, "rate": rate, "date": date, "days": days}
    for name, make in makers.items():
        while f"{{{name}}}" in text:
            text = text.replace(f"{{{name}}}", make(rng), 1)
    return text


def amount(rng: Random) -> str:
    """In digits with and without grouping, in ten thousands, in 大写."""
    written = "".join(rng.choice("壹贰叁肆伍陆柒捌玖") + unit for unit in "佰拾") + rng.choice(
        "壹贰叁肆伍陆柒捌玖"
    )
    return rng.choice(
        (
            f"{rng.randrange(1, 10) * 10 ** rng.randrange(3, 8)}元",
            f"{rng.randrange(1000, 99_999_999):,}.{rng.randrange(100):02d}元",
            f"{rng.randrange(1, 999)}万元",
            f"人民币{rng.randrange(1, 99) * 1000:,}元",
            f"{written}万元整",
        )
    )


def rate(rng: Random) -> str:
    """Per cent and per mille."""
    return rng.choice(
        (
            f"{rng.randrange(1, 100)}%",
            f"{rng.randrange(10)}.{rng.randrange(1, 100)}%",
            f"{rng.randrange(1, 10)}‰",
        )
    )


def date(rng: Random) -> str:
    """A day."""
    return f"{rng.randrange(1998, 2030)}年{rng.randrange(1, 13)}月{rng.randrange(1, 29)}日"


def days(rng: Random) -> str:
    """A deadline or an age."""
    return rng.choice(
        (f"{rng.randrange(1, 366)}日", f"{rng.choice('二三五六七')}十日内", f"{rng.randrange(1, 37)}个月")
    )


def judged(picture: Picture, lines: Sequence[str]) -> Iterator[tuple[float, bool]]:
    """The reader's probability of each character, and whether it is right; lines that are not the page's are left out."""
    reader = recogniser()
    sheet = _straight(reader, without_seals(picture, find_stains(picture, 595 / picture.shape[1])), None)
    for line in reader.read(sheet.picture, sheet.quads):
        truth = max(lines, key=lambda one: fuzz.partial_ratio(one, line.text))
        if len(line.text) < 5 or fuzz.partial_ratio(truth, line.text) < 60:
            continue
        same = {
            at
            for edit in Levenshtein.opcodes(line.text, truth)
            if edit.tag == "equal"
            for at in range(edit.src_start, edit.src_end)
        }
        for at, one in enumerate(line.characters):
            if one.text not in _MARKS:
                yield one.confidence, at in same


if __name__ == "__main__":
    sys.exit(main())
