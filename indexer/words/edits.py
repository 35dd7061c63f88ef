"""How many letters do two words differ by?"""

from collections.abc import Iterable


def letters(text: str) -> int:
    """The set of a word's letters as 64 bits; letters may share a bit, which only makes words look more alike."""
    bits = 0
    for letter in text:
        bits |= 1 << (ord(letter) & 63)
    return bits


class Spellings:
    """Words to be told from others nearly like them, each with how many letters may differ."""

    def __init__(self, spellings: Iterable[tuple[str, int]]) -> None:
        self._spellings = [(word, distance, len(word), letters(word)) for word, distance in spellings]

    def include(self, word: str) -> bool:
        """Whether the word is near one of them. An edit changes the length by one and the set of letters by two at
        most, which tells most words apart."""
        length, bits = len(word), letters(word)
        return any(
            near(word, other, distance)
            for other, distance, its, others in self._spellings
            if -distance <= length - its <= distance and (bits ^ others).bit_count() <= 2 * distance
        )


def near(word: str, other: str, distance: int) -> bool:
    """Whether at most `distance` letters are missing, added, changed or swapped with their neighbour (each letter once:
    optimal string alignment). Time grows with the product of the lengths, of words that are not alike much less."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        current = [row]
        for column, its in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and word[row - 2] == its:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > distance <= min(last):  # from the row before, a swap may lead over this one
            return False
        before_last, last = last, current
    return last[-1] <= distance
