"""Which encoding are these bytes in, whatever their label says?

BOM → UTF-16 by its zeros → UTF-8 where it decodes → the label (HTTP's, then the page's) where its reading is text
→ the code page whose letters fit best → a detector, for what has more than 256 characters. Labels go through the
WHATWG list, so a page can never name one of Python's own codecs (utf-7, unicode_escape).
"""

import re
from typing import Final

from webencodings import lookup

from indexer.sources.letters import Fit, codec, fits
from indexer.sources.sniff import utf16_order

_UTF8_BOM: Final = b"\xef\xbb\xbf"
_HEAD: Final = 8_192
_META: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([^\s\"'/>;]{1,40})")
_XML: Final = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})", re.IGNORECASE)
_PIECE: Final = re.compile(rb"(?<=[\n>])")  # where pages made of parts in two encodings have their seams

# Names in the WHATWG list that stand for no encoding of a page, or for one that shows in the bytes (UTF-16).
_NEVER: Final = frozenset({"replacement", "x-user-defined", "utf-16le", "utf-16be", "utf-8"})
_MULTIBYTE: Final = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
_ASCII: Final = bytes(range(128))
_BROKEN: Final = 0.1  # wrong bytes for each character beyond ASCII: up to here it is UTF-8 with slips (cut, patched)
_MIXED: Final = 5.0  # up to here, whole parts may be UTF-8 and others not; of East Asian pages, chance pairs are
_SLIPS: Final = 0.02  # characters that a multi-byte encoding may fail on before we disbelieve its label

# How much better another code page must read before we disbelieve a label: so many nats, and more for each sign.
# With them a right label was never disbelieved in our trials, and a wrong one nearly always from 30 signs on.
_TRUST: Final = 15.0
_TRUST_FOR_A_SIGN: Final = 0.1
# Likelihood of a byte below which no code page reads as text, and the signs it takes to say so.
_NONSENSE: Final = -5.0
_SIGNS: Final = 30


def read_as_text(body: bytes, label: str, markup: bool) -> tuple[str, str, tuple[str, ...]]:
    """The text of a page's bytes, the encoding they were read in (WHATWG's name) and what was odd. Never raises.

    `label` is the encoding that HTTP gave, or "".
    """
    labels = [name for name in (label, _declared(body) if markup else "") if name]
    text, charset, odd = _read(body, [name for name in map(_known, labels) if name])
    if labels and charset != (_known(labels[0]) or _name(labels[0])) and not body.isascii():
        odd = (f"labelled {_name(labels[0])}, read as {charset}", *odd)
    return text, charset, odd


def _read(body: bytes, labels: list[str]) -> tuple[str, str, tuple[str, ...]]:
    if body.startswith(_UTF8_BOM):
        return body.decode("utf-8", "replace"), "utf-8", ()
    if order := utf16_order(body):
        return body.decode(order.replace("utf-16", "utf-16-"), "replace"), order, ()
    if 0x1B in body and (text := _strict(body, "iso2022_jp")):
        return text, "iso-2022-jp", ()
    if (text := _strict(body, "utf-8")) is not None:
        return text, "utf-8", ()
    return _read_broken(body, labels)


def _read_broken(body: bytes, labels: list[str]) -> tuple[str, str, tuple[str, ...]]:
    """Of bytes that are not all UTF-8: UTF-8 with slips, in part, or not at all."""
    share, wrong = _brokenness(body)
    if share <= _BROKEN:
        return body.decode("utf-8", "replace"), "utf-8", (f"{wrong} bytes are not utf-8",)
    if share <= _MIXED and (mixed := _read_mixed(body, labels, wrong)):
        return mixed
    charset = _choose(body, labels)
    return body.decode(codec(charset), "replace"), charset, ()


def _read_mixed(body: bytes, labels: list[str], wrong: int) -> tuple[str, str, tuple[str, ...]] | None:
    """Of bytes whose parts are UTF-8 and something else; None where no part of any size is UTF-8 throughout."""
    pieces = _PIECE.split(body)
    texts = [_strict(piece, "utf-8") for piece in pieces]
    if sum(len(text.encode()) - len(text) for text in texts if text) * _MIXED < wrong:
        return None
    foreign = [piece for piece, text in zip(pieces, texts, strict=True) if text is None]
    charset = _choose(b" ".join(foreign), labels)
    whole = (_patched(piece, charset) if text is None else text for piece, text in zip(pieces, texts, strict=True))
    return "".join(whole), "utf-8", (f"parts read as {charset}",)


def _patched(piece: bytes, charset: str) -> str:
    slips = _brokenness(piece)[0] <= _BROKEN
    return piece.decode("utf-8" if slips else codec(charset), "replace")


def _brokenness(body: bytes) -> tuple[float, int]:
    """Bytes that are not UTF-8, for each character that is and is not ASCII; and how many there are."""
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd") - body.count("\ufffd".encode())
    beyond = len(text) - (len(body) - len(body.translate(None, _ASCII)))
    return wrong / max(beyond - wrong, 1e-9), wrong


def _choose(body: bytes, labels: list[str]) -> str:
    """The encoding of bytes that are not UTF-8: the first label that is not belied, else the best fit."""
    found = fits(body)
    best = next(iter(found.values()))
    for label in labels:
        if _holds(label, body, found, best):
            return label
    return (_detected(body) if _is_nonsense(best) else "") or best.charset


def _holds(label: str, body: bytes, found: dict[str, Fit], best: Fit) -> bool:
    """Whether a label can be true."""
    if label in found:
        return found[label].likelihood >= best.likelihood - _TRUST - _TRUST_FOR_A_SIGN * best.signs
    if best.signs >= _SIGNS and not _is_nonsense(best):
        return False
    text = body.decode(codec(label), "replace")
    return text.count("\ufffd") <= _SLIPS * len(text)


def _is_nonsense(best: Fit) -> bool:
    return best.mean < _NONSENSE and best.signs >= _SIGNS


def _detected(body: bytes) -> str:
    """The East Asian encoding that charset-normalizer sees, as WHATWG calls it, or ""."""
    import charset_normalizer  # 30 ms: hardly any page needs it

    match = charset_normalizer.from_bytes(body, cp_isolation=list(_MULTIBYTE), enable_fallback=False).best()
    return _known(match.encoding.replace("_", "-")) if match else ""


def _declared(body: bytes) -> str:
    """The encoding that a page says it is in: its <meta> or its XML declaration."""
    head = body[:_HEAD]
    if match := _XML.match(head):
        return match[1].decode("ascii", "replace")
    lower = head.lower()
    position = lower.find(b"charset")
    while position >= 0:
        if lower.startswith(b"<meta", lower.rfind(b"<", 0, position)) and (match := _META.match(lower, position)):
            return match[1].decode("ascii", "replace")
        position = lower.find(b"charset", position + 1)
    return ""


def _known(label: str) -> str:
    """WHATWG's name of the encoding that a label names, where bytes can be in it; else ""."""
    encoding = lookup(label)
    return "" if encoding is None or encoding.name in _NEVER else str(encoding.name)


def _name(label: str) -> str:
    """A label as it can be shown."""
    encoding = lookup(label)
    return str(encoding.name) if encoding else "".join(char for char in label if char.isprintable())[:40]


def _strict(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except UnicodeDecodeError:
        return None
