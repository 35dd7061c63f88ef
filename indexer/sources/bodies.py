"""HTTP bodies as browsers see them: transfer and content encodings undone, within the limit of a page.

Headers lie: many archives keep `Content-Encoding: gzip` or `br` over a body that was unpacked before it was stored.
"""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Final

import brotli

from indexer.errors import PageError
from indexer.limits import PAGE_BYTES
from indexer.sources.files import megabytes
from indexer.sources.sniff import binary_kind
from indexer.zstandard import zstd

_GZIP_MAGIC: Final = b"\x1f\x8b"
_ZSTANDARD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
_NONE: Final = frozenset({"", "identity", "none", "utf-8", "8bit", "binary"})


def unpacked(body: bytes, transfer: str, encodings: str) -> bytes:
    """The body without its Transfer-Encoding and Content-Encoding (the values of these headers).

    Raises PageError where it is more than limits.PAGE_BYTES, is damaged, or packed in a way that is unknown here.
    """
    if "chunked" in transfer.lower():
        from warcio.bufferedreaders import ChunkedDataReader

        body = ChunkedDataReader(BytesIO(body)).read()
    for encoding in reversed(encodings.lower().split(",")):
        body = _decoded(body, encoding.strip())
    return body


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding in _NONE:
        return body
    if encoding in _INFLATES:
        return _within_limit(body, _INFLATES[encoding](body))
    if binary_kind(body):
        raise PageError(f"content encoding {encoding[:20]}")
    return body


def _within_limit(body: bytes, inflated: bytes) -> bytes:
    if len(inflated) > PAGE_BYTES:
        sizes = f"{megabytes(len(body))} packed; more than {megabytes(PAGE_BYTES)} unpacked"
        raise PageError("too large", sizes)
    return inflated


# Each gives one byte more than a page may have, if there are as many, and a body that is not packed at all as it is.


def _gunzipped(body: bytes) -> bytes:
    if not body.startswith(_GZIP_MAGIC):
        return body
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body, PAGE_BYTES + 1)
    except zlib.error as error:
        raise PageError("damaged page", str(error)) from error


def _deflated(body: bytes) -> bytes:
    """RFC 9110 means zlib's format, some servers send a bare stream, some nothing of the kind."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(body, PAGE_BYTES + 1)
        except zlib.error:
            continue
    return body


def _from_brotli(body: bytes) -> bytes:
    """Brotli (RFC 7932) has no mark of its own: what cannot be unpacked and looks like a text is one."""
    try:
        return brotli.Decompressor().process(body, output_buffer_limit=PAGE_BYTES + 1) or body
    except brotli.error as error:
        if binary_kind(body):
            raise PageError("damaged page", str(error)) from error
        return body


def _from_zstandard(body: bytes) -> bytes:
    if not body.startswith(_ZSTANDARD_MAGIC):
        return body
    try:
        return zstd.ZstdDecompressor().decompress(body, PAGE_BYTES + 1)
    except zstd.ZstdError as error:
        raise PageError("damaged page", str(error)) from error


_INFLATES: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _deflated,
    "br": _from_brotli,
    "zstd": _from_zstandard,
}
