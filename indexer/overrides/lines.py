"""The lines of an entry, ready to be copied into `overrides.toml`."""

from typing import Final

# https://toml.io/en/v1.0.0#string
_SHORT: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def lines(action: str, **fields: str) -> str:
    """An entry as TOML, a key a line. It may stand anywhere behind other entries."""
    return "\n".join([f"[[{action}]]", *(f"{key} = {quoted(value)}" for key, value in fields.items())])


def quoted(text: str) -> str:
    """The text as a TOML string on one line: tomllib gives the same text back. What no reader can see is escaped."""
    return '"' + "".join(_SHORT.get(letter) or _escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter.isprintable():
        return letter
    return f"\\u{ord(letter):04X}" if ord(letter) <= 0xFFFF else f"\\U{ord(letter):08X}"
