"""Values that many processes read from one file: their arrays are in memory once, and only as far as they are read.

The system can take that back too, because it is in the file. Pickles with their buffers beside them: PEP 574.
"""

import mmap
import pickle  # nosec B403
import resource
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Final, Generic, NamedTuple, TypeVar

T = TypeVar("T")

_ALIGNED: Final = 64  # bytes, where arrays like to begin


class Shared(Generic[T]):
    """A value whose arrays are in a file. It goes to other processes as the way to it.

    The file stays as it is for as long as any of them may ask for the value.
    """

    def __init__(self, value: T, file: Path) -> None:
        """Write the arrays of the value, one at least and each contiguous, into the file."""
        self._way = _write(value, file)
        self.value: T = _read(self._way)

    def __reduce__(self) -> tuple[object, ...]:
        return _received, (self._way,)


class _Way(NamedTuple):
    """Where a value is, and how it is put together."""

    file: Path
    pickled: bytes  # without the arrays: some hundred bytes for each
    sizes: tuple[int, ...]  # bytes of each array


class _Received(Shared[T]):
    """One that another process has written."""

    def __init__(self, way: _Way) -> None:
        self._way, self.value = way, _read(way)


@lru_cache(1)
def _received(way: _Way) -> Shared[Any]:
    """The same again with each batch of what a worker has to do."""
    _make_room(way.file.stat().st_size)
    return _Received(way)


def _make_room(size: int) -> None:
    """A process whose memory is bounded may map a file of so many bytes too: that is not memory that it takes."""
    bound, most = resource.getrlimit(resource.RLIMIT_AS)
    if bound != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_AS, (bound + size, most))


def _write(value: object, file: Path) -> _Way:
    buffers = list[pickle.PickleBuffer]()
    pickled = pickle.dumps(value, protocol=5, buffer_callback=buffers.append)
    with file.open("wb") as out:
        return _Way(file, pickled, tuple(_put(out, buffer) for buffer in buffers))


def _put(out: BinaryIO, buffer: pickle.PickleBuffer) -> int:
    """Write a buffer where the next one may begin; its size."""
    with buffer.raw() as data:
        out.write(data)
        out.write(bytes(_padding(data.nbytes)))
        return data.nbytes


def _padding(size: int) -> int:
    """Bytes behind so many: at least one, for an empty file cannot be mapped."""
    return _ALIGNED - size % _ALIGNED


def _read(way: _Way) -> Any:
    with way.file.open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    buffers, start = list[memoryview](), 0
    for size in way.sizes:
        buffers.append(data[start : start + size])
        start += size + _padding(size)
    # It came from the process that started this one.
    return pickle.loads(way.pickled, buffers=buffers)  # nosec B301  # noqa: S301
