"""How many letters do two words differ by?"""

from collections.abc import Iterable


class Spellings:
    """Words to be told from others nearly like them, each with how many letters may differ."""

    def __init__(self, spellings: Iterable[tuple[str, int]]) -> None:
        self._by_length: dict[int, list[tuple[str, int, frozenset[str]]]] = {}
        for word, distance in spellings:
            for length in range(len(word) - distance, len(word) + distance + 1):
                self._by_length.setdefault(length, []).append((word, distance, frozenset(word)))

    def include(self, word: str) -> bool:
        """Whether the word is near one of them. An edit changes the length by one and the set of letters by two at
        most, which tells most words apart."""
        alike = self._by_length.get(len(word), ())
        letters = {*word} if alike else set()
        return any(len(letters ^ its) <= 2 * distance and near(word, one, distance) for one, distance, its in alike)


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
