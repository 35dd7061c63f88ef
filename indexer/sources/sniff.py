"""What are these bytes? A name may lie, the first bytes rarely do."""

import re
from typing import Final

# The first bytes of files that are no text, and what they are: https://mimesniff.spec.whatwg.org and file(1).
_MAGIC: Final = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office document"),
    (b"\xd0\xcf\x11\xe0", "old Office document"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"RIFF", "RIFF (WebP, AVI, WAV)"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"OggS", "Ogg"),
    (b"ID3", "MP3"),
    (b"\x7fELF", "program"),
    (b"wOF", "font"),
    (b"SQLite format 3", "SQLite"),
)

_SAMPLE: Final = 32_768
_CONTROLS: Final = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")  # ESC: ISO-2022-JP
# Text has none of them but for a slip; random bytes have 10 %.
_CONTROL_SHARE: Final = 0.02
_UTF16_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")

_HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(rb"</?[a-zA-Z][^<>]{0,2000}>|<!--|<!doctype", re.IGNORECASE)


def is_html(head: bytes) -> bool:
    """Whether the first bytes of a file (1 KB or more) begin an HTML page."""
    return _HTML.match(head[:_SAMPLE].replace(b"\0", b"")) is not None  # NULs: UTF-16


def has_tags(body: bytes) -> bool:
    """Whether there is any markup in it at all."""
    return _TAG.search(body.replace(b"\0", b"")) is not None


def binary_kind(body: bytes) -> str:
    """What the bytes are where they are no text ("PDF", "binary data"), else ""."""
    for magic, kind in _MAGIC:
        if body.startswith(magic):
            return kind
    sample = body[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary data" if controls > _CONTROL_SHARE * len(sample) and not utf16_order(body) else ""


def utf16_order(body: bytes) -> str:
    """ "utf-16le" or "utf-16be" where the bytes are UTF-16, by their mark or by their zeros; else ""."""
    if body.startswith(_UTF16_BOMS):
        return "utf-16le" if body.startswith(_UTF16_BOMS[0]) else "utf-16be"
    sample = body[:_SAMPLE]
    if 0 not in sample:
        return ""
    pairs = len(sample) // 2
    high, low = sample[1::2].count(0), sample[0::2].count(0)  # of little endian
    for order, zeros, others in (("utf-16le", high, low), ("utf-16be", low, high)):
        if zeros > 0.05 * pairs and others <= 0.01 * zeros and _reads_well(sample, order):
            return order
    return ""


def _reads_well(sample: bytes, order: str) -> bool:
    """Whether it is text in this byte order: sound recordings and bitmaps have zeros in every other place too."""
    text = sample[: len(sample) - len(sample) % 2].decode(order, "replace")
    good = sum(char.isprintable() or char.isspace() for char in text)
    return good > 0.98 * len(text)
