r"""How characters are set (排版写法): formulas spelled in TeX, traditional and variant characters; no difference.

``$\times 7 5 \% \times$`` is read as ``×75%×``, 外墻 as 外墙. Every character is still traceable.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from extractor.language.view import View

_TEX = re.compile(r"\\[A-Za-z%]|\$[A-Za-z]{1,3}\$")
_SIGNS = {
    "times": "×", "cdot": "×", "ast": "×", "div": "÷", "pm": "±", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥",
    "geqslant": "≥", "neq": "≠", "sim": "~", "circ": "°", "permil": "‰", "sum": "∑",
}  # fmt: skip
_SHAPES = (
    "frac", "dfrac", "mathrm", "mathbf", "mathit", "mathsf", "mathcal", "boldsymbol", "text", "textbf", "textit", "operatorname",
    "left", "right", "displaystyle", "quad", "qquad", "big", "bigg", "rm", "bf", "underline", "overline",
)  # fmt: skip
_NAMES = "|".join(sorted((*_SIGNS, *_SHAPES), key=len, reverse=True))  # \mathrm n lost its space: \mathrmn
# A fraction's two braces, a command, an escaped sign, a brace or the mark of a formula.
_COMMAND = re.compile(
    rf"(?P<over>(?<=[^\\{{])\}}\{{)|\\(?P<name>{_NAMES})|\\(?P<sign>[%$#&_])|\\[,;:!]?|[${{}}]"
)


def plainly(shown: View) -> View:
    """The view without the commands of TeX, each variant character as the usual one."""
    usual = shown.text.translate(_variants())
    if _TEX.search(usual) is None:
        return shown if usual == shown.text else View(usual, shown.offsets)
    text: list[str] = []
    offsets: list[int] = []
    at = 0
    for command in _COMMAND.finditer(usual):
        text += [usual[at : command.start()], sign := _meant(command)]
        offsets += (*shown.offsets[at : command.start()], *[shown.offsets[command.end() - 1]] * len(sign))
        at = command.end()
    return View("".join([*text, usual[at:]]), (*offsets, *shown.offsets[at:]))


def _meant(command: re.Match[str]) -> str:
    """The sign that a command stands for: one character, or none."""
    if command["over"]:
        return "/"
    return command["sign"] or _SIGNS.get(command["name"] or "", "")


@lru_cache(maxsize=1)
def _variants() -> dict[int, str]:
    tables = tomllib.loads(Path(__file__).with_name("variants.toml").read_text("utf-8"))
    lines = [line for table in tables.values() for line in table["pairs"]]
    return {ord(pair[0]): pair[1] for line in lines for pair in line.split()}
