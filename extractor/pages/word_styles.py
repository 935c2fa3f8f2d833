"""Word styles (样式): what a paragraph or run looks like once its chain of styles is followed.

ISO/IEC 29500-1 §17.7: document defaults, then the paragraph style from its root down, then the
character style, then what the paragraph or run states itself.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from lxml import etree

from extractor.pages.word_markup import VAL, W, child, half_points, is_on, value, whole

_HEADING_NAME = re.compile(r"(?:heading|标题) ?\d?|title|subtitle|副标题", re.I)
_CONTENTS_NAME = re.compile(r"(?:toc|目录) ?(?:\d|heading|标题)?|table of figures|图表目录", re.I)
_OUTLINE_LEVELS = 9  # w:outlineLvl 9 means body text
_MAX_CHAIN = 50  # a style that is based on itself would not end
_CENTRED = {"center", "centre"}
_HEAVY_FACE = re.compile(r"黑体|simhei|heiti|fzhei|stxihei|大黑|粗黑", re.I)
_COLOUR = re.compile(r"[0-9a-f]{6}", re.I)
_LEAST_HUE = 64  # of 255, between the strongest and the weakest of the three colours: less is a grey
_LARGER = 1.1  # times the usual size
_UNSTATED = 10.0  # points, where nothing states a size


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run prints; None where nothing is stated. ``size`` is in points."""

    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    underlined: bool | None = None
    raised: bool | None = None  # superscript (上标)
    font: str | None = None
    struck: bool | None = None  # 删除线
    shaded: bool | None = None  # 底纹
    highlighted: bool | None = None
    coloured: bool | None = None  # neither black nor grey
    dotted: bool | None = None  # 着重号
    heavy: bool | None = None  # a face without thin strokes (黑体)

    def over(self, base: "RunLook") -> "RunLook":
        """This look where it states something, else ``base``."""
        pairs = zip(_STATED(self), _STATED(base), strict=True)
        return RunLook(*[below if stated is None else stated for stated, below in pairs])

    def toggled_over(self, base: "RunLook") -> "RunLook":
        """A character style on a paragraph style: bold on bold is not bold (§17.7.3 toggle properties)."""
        merged = self.over(base)
        if self.bold and base.bold:
            merged = replace(merged, bold=False)
        if self.hidden and base.hidden:
            merged = replace(merged, hidden=False)
        return merged

    def stands_out(self, usual: "RunLook") -> bool:
        """True where it draws the eye among text of the ``usual`` size and face (突出显示)."""
        marked = (self.bold, self.underlined, self.shaded, self.highlighted, self.coloured, self.dotted)
        larger = (self.size or _UNSTATED) >= _LARGER * (usual.size or _UNSTATED)
        return any(marked) or larger or (bool(self.heavy) and not usual.heavy)


_STATED = attrgetter(*(one.name for one in fields(RunLook)))


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph prints. ``styles`` is its chain of style ids, its own first."""

    styles: tuple[str, ...] = ()
    list_id: int | None = None  # w:numId; 0 takes numbering away
    level: int | None = None  # w:ilvl, from 0
    outline: int | None = None
    centred: bool = False
    heading: bool = False  # by the style's name
    contents: bool = False  # 目录, by the style's name
    shaded: bool = False  # 段落底纹
    run: RunLook = RunLook()


class Styles:
    """The styles of one document; ``root`` is styles.xml or None."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default_paragraph = ""
        self._paragraphs: dict[str, ParagraphLook] = {}
        self._runs: dict[str, RunLook] = {}
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._defaults = run_look(defaults)
        for style in root.iterfind(W + "style") if root is not None else ():
            style_id = style.get(W + "styleId", "")
            self._styles.setdefault(style_id, style)
            is_default = style.get(W + "default", "0") in {"1", "true", "on"}
            if is_default and style.get(W + "type") == "paragraph":
                self._default_paragraph = style_id

    def paragraph(self, properties: etree._Element | None) -> ParagraphLook:
        """The look of a paragraph with these ``w:pPr``."""
        styled = self._styled(properties)
        return styled if properties is None else _with_properties(styled, properties, direct=True)

    def _styled(self, properties: etree._Element | None) -> ParagraphLook:
        """What the paragraph style in ``w:pPr`` says, or the default one."""
        style_id = value(properties, "pStyle")
        if style_id is None or style_id not in self._styles:
            style_id = self._default_paragraph
        if style_id not in self._paragraphs:
            self._paragraphs[style_id] = self._resolved(style_id)
        return self._paragraphs[style_id]

    def run(self, properties: etree._Element | None, paragraph: ParagraphLook) -> RunLook:
        """The look of a run with these ``w:rPr`` in a paragraph."""
        if properties is None:
            return paragraph.run
        look = paragraph.run
        style_id = value(properties, "rStyle")
        if style_id:
            if style_id not in self._runs:
                self._runs[style_id] = self._run_style(style_id)
            look = self._runs[style_id].toggled_over(look)
        return run_look(properties).over(look)

    def usual(self, body: etree._Element) -> RunLook:
        """The size and face that most characters of ``body`` have."""
        looks: Counter[tuple[float | None, bool | None]] = Counter()
        for paragraph in body.iter(W + "p"):
            styled = self._styled(child(paragraph, "pPr"))
            for run in paragraph.iter(W + "r"):
                look = self.run(child(run, "rPr"), styled)
                looks[look.size, look.heavy] += sum(len(text.text or "") for text in run.iterfind(W + "t"))
        size, heavy = looks.most_common(1)[0][0] if looks else (None, None)
        return RunLook(size=size, heavy=heavy)

    def list_of_style(self, style_id: str) -> int | None:
        """The ``w:numId`` that a numbering style states (§17.9.21 numStyleLink)."""
        return whole(value(self._styles.get(style_id), "pPr", "numPr", "numId"))

    def _chain(self, style_id: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        style = self._styles.get(style_id)
        while style is not None and len(chain) < _MAX_CHAIN:
            chain.append(style)
            style = self._styles.get(value(style, "basedOn") or "")
        return chain

    def _resolved(self, style_id: str) -> ParagraphLook:
        chain = self._chain(style_id)
        look = ParagraphLook(run=self._defaults)
        for style in reversed(chain):
            look = _with_properties(look, child(style, "pPr"), direct=False)
            look = replace(look, run=run_look(child(style, "rPr")).over(look.run))
        name = (value(chain[0], "name") or "").strip() if chain else ""
        return replace(
            look,
            styles=tuple(style.get(W + "styleId", "") for style in chain),
            heading=bool(_HEADING_NAME.fullmatch(name)),
            contents=bool(_CONTENTS_NAME.fullmatch(name)),
        )

    def _run_style(self, style_id: str) -> RunLook:
        look = RunLook()
        for style in self._chain(style_id):
            look = look.over(run_look(child(style, "rPr")))
        return look


def run_look(properties: etree._Element | None) -> RunLook:
    """What one ``w:rPr`` states by itself."""
    if properties is None or len(properties) == 0:
        return RunLook()
    stated = {part.tag: part for part in reversed(properties)}
    underline = _valued(stated, "u")
    script = _valued(stated, "vertAlign")
    fonts = stated.get(W + "rFonts")
    return RunLook(
        bold=_switched(stated, "b"),
        size=half_points(_valued(stated, "sz")),
        hidden=_switched(stated, "vanish"),
        underlined=None if underline is None else underline != "none",
        raised=None if script is None else script == "superscript",
        font=None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi"),
        struck=_switched(stated, "strike") or _switched(stated, "dstrike"),
        shaded=shading(stated.get(W + "shd")),
        highlighted=_other_than(_valued(stated, "highlight"), "none", "white"),
        coloured=_hued(_valued(stated, "color")),
        dotted=_other_than(_valued(stated, "em"), "none"),
        heavy=_heavy(fonts),
    )


def _valued(stated: Mapping[str, etree._Element], name: str) -> str | None:
    found = stated.get(W + name)
    return None if found is None else found.get(VAL)


def _switched(stated: Mapping[str, etree._Element], name: str) -> bool | None:
    found = stated.get(W + name)
    return None if found is None else is_on(found)


def shading(stated: etree._Element | None) -> bool | None:
    """Whether a ``w:shd`` (底纹) prints anything but white; None without one."""
    if stated is None:
        return None
    pattern, fill = stated.get(W + "val", "clear"), stated.get(W + "fill", "auto").lower()
    return pattern != "nil" and (pattern != "clear" or fill not in {"auto", "ffffff"})


def _other_than(stated: str | None, *nothing: str) -> bool | None:
    return None if stated is None else stated not in nothing


def _hued(colour: str | None) -> bool | None:
    if colour is None:
        return None
    if not _COLOUR.fullmatch(colour):
        return False  # auto
    parts = bytes.fromhex(colour)
    return max(parts) - min(parts) >= _LEAST_HUE


def _heavy(fonts: etree._Element | None) -> bool | None:
    face = None if fonts is None else fonts.get(W + "eastAsia")
    return None if face is None else bool(_HEAVY_FACE.search(face))


def _with_properties(
    look: ParagraphLook, properties: etree._Element | None, *, direct: bool
) -> ParagraphLook:
    """``look`` with what one ``w:pPr`` states, of a style or (``direct``) of the paragraph itself."""
    if properties is None:
        return look
    list_id = whole(value(properties, "numPr", "numId"))
    level = whole(value(properties, "numPr", "ilvl"))
    if level is None:
        level = look.level
        if list_id is not None and not direct:
            level = None  # the list's level that names the style counts (§17.9.23 pStyle)
        elif list_id is not None and list_id != look.list_id:
            level = 0
    outline = whole(value(properties, "outlineLvl"))
    alignment = value(properties, "jc")
    shaded = shading(child(properties, "shd"))
    return replace(
        look,
        list_id=look.list_id if list_id is None else list_id,
        level=level,
        outline=look.outline if outline is None else outline if outline < _OUTLINE_LEVELS else None,
        centred=look.centred if alignment is None else alignment in _CENTRED,
        shaded=look.shaded if shaded is None else shaded,
    )
