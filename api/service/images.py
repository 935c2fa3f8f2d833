"""Page images (页面图像): rendered in child processes, kept in the cache until the document goes."""

from contextlib import suppress
from pathlib import Path
from queue import Empty, LifoQueue
from tempfile import NamedTemporaryFile

from api.problems import Conflict, Unavailable
from api.store.originals import Originals
from api.store.tables import Version
from extractor.errors import ReadingStopped
from extractor.pages.isolation import Worker
from extractor.pages.rendering import PageImage

_SECONDS = 20.0
_MEMORY = 1 << 30
_AT_ONCE = 2


class PageImages:
    """Renders pages, a few at once; a request waits for a child that is free."""

    def __init__(self, originals: Originals, cache: Path) -> None:
        self._originals = originals
        self._cache = cache
        self._idle: LifoQueue[Worker] = LifoQueue()
        for _ in range(_AT_ONCE):
            self._idle.put(Worker(seconds=_SECONDS, memory=_MEMORY))

    def image(self, version: Version, *, page: int, dpi: int) -> Path:
        """The PNG of a page. Conflict where it cannot be rendered, Unavailable where all children are busy."""
        place = self._cache / version.workspace_id / version.sha256 / f"{page}-{dpi}.png"
        if not place.exists():
            _put(place, self._rendered(version, PageImage(page, dpi)))
        return place

    def _rendered(self, version: Version, job: PageImage) -> bytes:
        try:
            worker = self._idle.get(timeout=_SECONDS)
        except Empty:
            raise Unavailable("rendering-busy", "页面图像的请求过多。请稍后重试。", retry_after=2) from None
        try:
            data = self._originals.read(version.workspace_id, version.sha256)
            return worker.run(job, data, version.filename)
        except ReadingStopped as stopped:
            raise Conflict("page-not-rendered", f"该页无法生成图像：{stopped}") from None
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End the children."""
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()


def _put(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, delete=False) as beside:
        beside.write(data)
    Path(beside.name).replace(place)
