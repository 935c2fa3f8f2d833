"""A document against a workspace's library (文档库比较): profiles made and compared in child processes."""

from collections.abc import Mapping

from pydantic import TypeAdapter

from extractor.records import Extraction


class Profiling:
    """The profile of an extraction as a job of an isolated child: gives JSON. It can be pickled."""

    def __init__(self, extraction: Extraction) -> None:
        self._extraction = extraction

    def __call__(self, data: bytes, name: str) -> bytes:
        """``data`` and ``name`` are of no use here."""
        from extractor.comparison.library import Profile, profile  # noqa: PLC0415  the child alone loads numpy

        return TypeAdapter(Profile).dump_json(profile(self._extraction))


class Surveying:
    """Where a document stands among others, as a job: gives the result as JSON. It can be pickled.

    ``own`` is its profile, ``library`` those of the others by the id of their reading, as Profiling gave them.
    """

    def __init__(self, own: bytes, library: Mapping[str, bytes]) -> None:
        self._own = own
        self._library = dict(library)

    def __call__(self, data: bytes, name: str) -> str:
        """``data`` and ``name`` are of no use here."""
        from api.analysis.results import encode_result  # noqa: PLC0415
        from extractor.comparison.library import Profile, nearest  # noqa: PLC0415

        read = TypeAdapter(Profile).validate_json
        return encode_result(nearest(read(self._own), {key: read(one) for key, one in self._library.items()}))
