"""Pictures as the files that people hand in (交件): TIFF, PNG, JPEG with EXIF, PDF of scans."""

import io
from collections.abc import Sequence

import pikepdf
from PIL import Image

from extractor.pages.recognition import Picture

_ORIENTATION = 0x0112  # EXIF


def image_of(picture: Picture) -> Image.Image:
    """As Pillow holds it."""
    return Image.fromarray(picture[:, :, ::-1])


def as_image(picture: Picture, form: str, dpi: int | None = None) -> bytes:
    """One picture as PNG, JPEG, TIFF, WEBP or BMP."""
    stream = io.BytesIO()
    image_of(picture).save(stream, form, **({} if dpi is None else {"dpi": (dpi, dpi)}))
    return stream.getvalue()


def as_tiff(pages: Sequence[Picture], dpi: int) -> bytes:
    """A TIFF of many pages."""
    stream = io.BytesIO()
    first, *rest = map(image_of, pages)
    first.save(stream, "TIFF", save_all=True, append_images=rest, dpi=(dpi, dpi), compression="jpeg")
    return stream.getvalue()


def as_photo(picture: Picture, orientation: int) -> bytes:
    """A JPEG that is to be turned as its EXIF says."""
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    image_of(picture).save(stream, "JPEG", quality=85, exif=exif)
    return stream.getvalue()


def as_pdf(pages: Sequence[Picture], dpi: int) -> bytes:
    """A PDF whose pages are pictures and nothing else."""
    stream = io.BytesIO()
    first, *rest = map(image_of, pages)
    first.save(stream, "PDF", save_all=True, append_images=rest, resolution=float(dpi))
    return stream.getvalue()


def together(*files: bytes) -> bytes:
    """The pages of several PDFs in one."""
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for data in files:
            with pikepdf.open(io.BytesIO(data)) as part:
                whole.pages.extend(part.pages)
        whole.save(out)
    return out.getvalue()
