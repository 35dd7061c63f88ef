"""Folding of white space and invisible characters: what a block's text may contain."""

import re
from typing import Final

# Soft hyphen, zero-width space, word joiner, byte order mark, control characters, and overrides of the direction of
# writing: unseen by a reader, they part words and can disguise them. (Zero-width joiners stay: Persian needs them.)
_UNSEEN: Final = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+")


def fold_line(text: str) -> str:
    """The text on one line, single spaces, nothing unseen."""
    folded = " ".join(text.split())
    return folded if folded.isprintable() else " ".join(_UNSEEN.sub("", folded).split())


def fold_text(text: str, line_break: str = "\n") -> str:
    """The text with its lines (parted by `line_break`) folded each, and empty lines left out."""
    if line_break not in text:
        return fold_line(text)
    return "\n".join(line for line in map(fold_line, text.split(line_break)) if line)
