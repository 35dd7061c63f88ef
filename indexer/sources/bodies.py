"""HTTP bodies as browsers see them: transfer and content encodings undone, within the limit of a page.

Headers lie: many archives keep `Content-Encoding: gzip` or `br` over a body that was unpacked before it was stored.
"""

import zlib
from io import BytesIO
from typing import Final

from indexer.errors import PageError
from indexer.limits import PAGE_BYTES
from indexer.sources.files import megabytes
from indexer.sources.sniff import binary_kind

_GZIP_MAGIC: Final = b"\x1f\x8b"
_NONE: Final = frozenset({"", "identity", "none", "utf-8", "8bit", "binary"})


def unpacked(body: bytes, transfer: str, encodings: str) -> bytes:
    """The body without its Transfer-Encoding and Content-Encoding (the values of these headers).

    Raises PageError where it is more than limits.PAGE_BYTES, is damaged, or cannot be unpacked here (Brotli).
    """
    if "chunked" in transfer.lower():
        from warcio.bufferedreaders import ChunkedDataReader

        body = ChunkedDataReader(BytesIO(body)).read()
    for encoding in reversed(encodings.lower().split(",")):
        body = _decoded(body, encoding.strip())
    return body


def _decoded(body: bytes, encoding: str) -> bytes:
    match encoding:
        case "gzip" | "x-gzip":
            return _inflated(body, 16 + zlib.MAX_WBITS) if body.startswith(_GZIP_MAGIC) else body
        case "deflate":
            return _deflated(body)
        case _ if encoding in _NONE or not binary_kind(body):
            return body
    raise PageError(f"content encoding {encoding[:20]}")


def _deflated(body: bytes) -> bytes:
    """RFC 9110 means zlib's format, some servers send a bare stream, some nothing of the kind."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _inflated(body, bits)
        except PageError as error:
            if error.reason == "too large":
                raise
    return body


def _inflated(body: bytes, bits: int) -> bytes:
    try:
        inflated = zlib.decompressobj(bits).decompress(body, PAGE_BYTES + 1)
    except zlib.error as error:
        raise PageError("damaged page", str(error)) from error
    if len(inflated) > PAGE_BYTES:
        sizes = f"{megabytes(len(body))} packed; more than {megabytes(PAGE_BYTES)} unpacked"
        raise PageError("too large", sizes)
    return inflated
