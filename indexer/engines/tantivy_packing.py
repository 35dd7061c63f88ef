"""Records as they are stored in a Tantivy index: by Zstandard, with dictionaries learnt from the index's own records.

A record is short, and most of it stands in many others too: names of rules, the words of its languages, the menus of
its site. With a dictionary of these, records of real sites take .72 of their text instead of 1.33, and packing takes
half of zlib's time. A dictionary is never changed, and each packed record names its own; when many more records come
than the last one was learnt from, there will be another. They stand in a file beside Tantivy's own.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from indexer.errors import EngineError
from indexer.whole import whole
from indexer.zstandard import zstd

FILE: Final = "dictionaries.json"
SAMPLE: Final = 500  # records that a dictionary is learnt from; with 1,000, records of real sites take 2 % less
_FEWEST: Final = 50  # records worth a dictionary
_TIMES: Final = 2  # as many records as the last dictionary was learnt from are worth another one
_BYTES: Final = 110_000  # of a dictionary; with half of it, records of real sites take 10 % more
_SHARE: Final = 20  # a dictionary takes this part of its records at most
_LEVEL: Final = 3  # 9 packs 6 % closer, and takes four times as long


class Packing:
    """The dictionaries of one index. `pack` is for one thread at a time, `unpack` for any number."""

    def __init__(self, folder: Path) -> None:
        """Raises EngineError where the file of the dictionaries cannot be read."""
        self._file = folder / FILE
        self._learnt = _read(self._file) if self._file.exists() else []  # (records, dictionary), the last one packs
        self._by_id = {dictionary.dict_id: dictionary for _, dictionary in self._learnt}
        self._compressor = self._new_compressor()

    def pack(self, data: bytes) -> bytes:
        """The bytes, smaller."""
        return self._compressor.compress(data, zstd.ZstdCompressor.FLUSH_FRAME)

    def unpack(self, data: bytes) -> bytes:
        """The bytes as they were; ValueError where these are no packed ones."""
        try:
            id_ = zstd.get_frame_info(data).dictionary_id
            return zstd.decompress(data, zstd_dict=self._by_id.get(id_))
        except zstd.ZstdError as error:
            raise ValueError(str(error)) from error

    def is_to_learn(self, records: int) -> bool:
        """Whether so many records that are to be stored now are worth a dictionary."""
        before = self._learnt[-1][0] if self._learnt else 0
        return records >= max(_FEWEST, _TIMES * before)

    def learn(self, records: int, samples: Sequence[bytes]) -> None:
        """Another dictionary, from the bytes of so many records: what is packed from now on is packed with it. None
        where they are too short, or so alike that there is nothing to learn."""
        size = min(_BYTES, sum(map(len, samples)) // _SHARE)
        try:
            dictionary = zstd.train_dict(samples, size)
        except zstd.ZstdError:
            return
        self._learnt.append((records, dictionary))
        self._by_id[dictionary.dict_id] = dictionary
        self._compressor = self._new_compressor()

    def save(self) -> None:
        """Into another file that then takes the place of this one, so that a hard link to this one keeps its bytes."""
        rows = [(records, b64encode(dictionary.dict_content).decode()) for records, dictionary in self._learnt]
        with whole(self._file) as part:
            part.write_text(json.dumps(rows))

    def _new_compressor(self) -> zstd.ZstdCompressor:
        dictionary = self._learnt[-1][1].as_digested_dict if self._learnt else None
        return zstd.ZstdCompressor(_LEVEL, zstd_dict=dictionary)


def _read(file: Path) -> list[tuple[int, zstd.ZstdDict]]:
    try:
        return [(int(records), zstd.ZstdDict(b64decode(data))) for records, data in json.loads(file.read_text("ascii"))]
    except (ValueError, TypeError) as error:
        raise EngineError(f"{file} cannot be read: {error}") from error
