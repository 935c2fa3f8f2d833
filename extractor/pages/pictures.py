"""Pictures of pages (图片): PNG, JPEG, TIFF with many pages, WebP, BMP, as scanners and telephones make them."""

import io
import re
import warnings
from typing import Any

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from extractor.document import Reading, Source
from extractor.errors import BrokenDocument, EmptyDocument, OversizedDocument, PageMissing
from extractor.pages.glyphs import Frame, Glyphs
from extractor.pages.recognising import Sight, Unrecognised, recognise
from extractor.pages.recognition import Picture
from extractor.pages.scanned import Scan
from extractor.pages.scans import Rows, glyphs_of, scan_remarks
from extractor.pages.setting import set_pages

MAX_PIXELS = 100_000_000  # of one picture; a telephone takes 50 million, A3 at 600 dpi has 70
MAX_FRAMES = 500
FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP")
_PIXELS = re.compile(r"(\d+) pixels")
_POINTS = 72.0  # per inch
_SIDES = (150.0, 2000.0)  # points of the long side that a scanner's resolution may give
_LONG_SIDE = 842.0  # points, where it gives none: A4

_BROKEN = "图片已损坏或不完整，无法打开。请重新拍摄或重新导出后再试。"
_BOMB = "图片的像素数为 {count:,}，超过 {most:,} 的上限。请以 200 至 300 dpi 重新扫描，或缩小后再提交。"
_FRAMES = f"图片共 {{count}} 页，超过 {MAX_FRAMES} 页的上限。请拆分后分别提交。"
_EMPTY = "图片中没有识别出文字。请确认图片清晰、方向正确且包含条款正文；{reason}"


def read_image(data: bytes) -> Reading:
    """Recognise every page of a picture; boxes are points from the top left corner of the picture as it is shown.

    Pictures are turned as their EXIF says. Raises BrokenDocument, OversizedDocument (more than MAX_PIXELS pixels or
    MAX_FRAMES pages) and EmptyDocument where nothing was recognised.
    """
    with _opened(data) as image:
        count = _frames(image)
        found = recognise(range(1, count + 1), lambda number: sight_of(image, number))
    if not any(isinstance(scan, Scan) and scan.runs for scan in found.values()):
        reasons = [scan.reason for scan in found.values() if isinstance(scan, Unrecognised)]
        raise EmptyDocument(_EMPTY.format(reason=reasons[0] if reasons else "手机拍照时请让纸面占满画面。"))
    pages = [_page(found[number]) for number in sorted(found)]
    remarks = scan_remarks(found, dict.fromkeys(found, "是图片"))
    return Reading(
        Source.IMAGE, set_pages([page for page, _ in pages], [rows for _, rows in pages]), tuple(remarks)
    )


def _page(scan: Scan | Unrecognised) -> tuple[Glyphs, Rows]:
    if isinstance(scan, Scan):
        return glyphs_of(scan)
    return Glyphs(Frame(0, 0, 0.0, 0.0, 0.0, 0.0), [], [], 0, 0), []


def sight_of(image: Image.Image, number: int) -> Sight:
    """The page ``number`` (from 1) of an opened picture, upright as its EXIF says, with its width in points."""
    try:
        image.seek(number - 1)
        _check(image)
        shown = ImageOps.exif_transpose(image)
        picture = np.ascontiguousarray(np.asarray(_on_white(shown))[:, :, ::-1])
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise BrokenDocument(_BROKEN) from error
    return Sight(picture, _width(image, picture))


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", Image.DecompressionBombWarning
            )  # our own limit is told in Chinese
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        _check(image)
    except Image.DecompressionBombError as error:
        said = _PIXELS.search(str(error))
        count = int(said[1]) if said else 2 * MAX_PIXELS
        raise OversizedDocument(_BOMB.format(count=count, most=MAX_PIXELS)) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BrokenDocument(_BROKEN) from error
    return image


def _check(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise OversizedDocument(_BOMB.format(count=pixels, most=MAX_PIXELS))


def _frames(image: Image.Image) -> int:
    """How many pages; the second picture of a telephone's file is a preview, and no page."""
    try:
        count = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise BrokenDocument(_BROKEN) from error
    if count > MAX_FRAMES:
        raise OversizedDocument(_FRAMES.format(count=count))
    return count


def _on_white(image: Image.Image) -> Image.Image:
    """The picture in three colours; what is transparent is white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground
    if image.mode.startswith(("I;16", "I", "F")) and image.mode != "RGB":
        image = _eight_bits(image)
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """A picture of 16 or more bits a pixel in 8."""
    values = np.asarray(image).astype(np.float64)
    most = max(float(values.max()), 1.0)
    return Image.fromarray(
        (values * (255.0 / (65535.0 if most > 255 else 255.0))).clip(0, 255).astype(np.uint8)
    )


def _width(image: Image.Image, picture: Picture) -> float:
    """Points: by the resolution that the scanner wrote, where it makes a sheet; else as if the sheet were A4."""
    height, width = picture.shape[:2]
    resolution = _resolution(image.info.get("dpi"))
    longest = max(height, width) * _POINTS / resolution if resolution else 0.0
    if not _SIDES[0] <= longest <= _SIDES[1]:
        longest = _LONG_SIDE
    return longest * float(width / max(height, width))


def _resolution(said: Any) -> float:
    try:
        return float(said[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0


def image_page(data: bytes, number: int) -> Sight:
    """The page ``number`` as it is shown. Raises PageMissing."""
    with _opened(data) as image:
        count = _frames(image)
        if not 1 <= number <= count:
            raise PageMissing(f"文件共 {count} 页，没有第{number}页。请指定 1 至 {count} 之间的页码。")
        return sight_of(image, number)
