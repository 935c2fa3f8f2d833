"""Page images (页面图像): rendered in child processes, kept in the cache until the document goes."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from api.problems import Conflict
from api.service.children import Children
from api.store.originals import Originals
from api.store.tables import Version
from extractor.errors import ReadingStopped
from extractor.pages.rendering import PageImage


class PageImages:
    """Renders pages."""

    def __init__(self, originals: Originals, cache: Path, children: Children) -> None:
        self._originals = originals
        self._cache = cache
        self._children = children

    def image(self, version: Version, *, page: int, dpi: int) -> Path:
        """The PNG of a page. Conflict where it cannot be rendered, Unavailable where all children are busy."""
        place = self._cache / version.workspace_id / version.sha256 / f"{page}-{dpi}.png"
        if not place.exists():
            _put(place, self._rendered(version, PageImage(page, dpi)))
        return place

    def _rendered(self, version: Version, job: PageImage) -> bytes:
        data = self._originals.read(version.workspace_id, version.sha256)
        try:
            return self._children.run(job, data, version.filename)
        except ReadingStopped as stopped:
            raise Conflict("page-not-rendered", f"该页无法生成图像：{stopped}") from None


def _put(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, delete=False) as beside:
        beside.write(data)
    Path(beside.name).replace(place)
