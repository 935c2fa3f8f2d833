"""Zip files for the tests of uploads."""

import io
import struct
import zipfile
import zlib


def zipped(entries: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def zipped_on_windows(entries: dict[str, bytes]) -> bytes:
    """A zip as Chinese Windows writes it: names in GBK, without saying so."""
    body, directory = b"", b""
    for name, content in entries.items():
        raw, size = name.encode("gbk"), len(content)
        common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0x5A21, zlib.crc32(content), size, size, len(raw), 0)
        place = struct.pack("<HHHII", 0, 0, 0, 0, len(body))
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + place + raw
        body += b"PK\x03\x04" + common + raw + content
    counts = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + counts


def encrypted(name: str) -> bytes:
    """A zip whose only entry says that it is encrypted."""
    data = bytearray(zipped({name: b"secret text of some length"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)
