"""Ten times as many searches as `winnow serve` can answer: what do those meet that are answered, and the others?

Rerun: .venv/bin/python bench/overload.py [--records 2000] [--seconds 60] [--clients 100] [--engine tantivy]

A client asks one after the other, as a quiet site is asked; eight clients who never pause show what the server can do.
Then a hundred ask for ten times that, each question another one; who is refused asks on, whatever Retry-After says.
Ends with an error where p99 of the accepted is above five times the quiet one, a refusal is no 503 with Retry-After, or
the server takes longer than five seconds to be itself again. Times are of the clock: they need a quiet machine.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

from engines import questions
from generate import rows
from load import address, build
from processes import machine
from product import server

TIMES = 10  # the server's capacity
WARM_SECONDS, CALM_SECONDS = 3, 10
IN_A_ROW = 10  # answers
P99_REACH, RECOVERY_REACH = 5.0, 5.0  # times the quiet p99; seconds


@dataclass(frozen=True)
class Answer:
    """What a client met."""

    took: float  # seconds
    status: int
    retry_after: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--engine", default="tantivy")
    options = parser.parse_args()
    given = list(rows(options.records))
    print(f"{machine()}: {options.records} records, {options.clients} clients, {options.seconds:g} s")
    asked = cycle(["/api/v1/search" + address(each) for each in islice(questions(given), 20_000)])
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder, "index"), options.engine, given)
        with server(Path(folder, "index")) as (port, _):
            sys.exit(asyncio.run(measured(port, asked, options.clients, options.seconds)))


async def measured(port: int, asked: Iterator[str], clients: int, seconds: float) -> int:
    """Print what came of it; the process's exit code."""
    await load(port, asked, 1, WARM_SECONDS)
    quiet = await load(port, asked, 1, CALM_SECONDS)
    capacity = sum(each.status == 200 for each in await load(port, asked, 4, CALM_SECONDS)) / CALM_SECONDS
    flood = await load(port, asked, clients, seconds, clients / (TIMES * capacity))
    recovered = await recovery(port, asked, p99(quiet))
    accepted, refused = ([each for each in flood if each.status == status] for status in (200, 503))
    ratio, silent = p99(accepted) / p99(quiet), sum(not each.retry_after for each in refused)
    print(f"quiet        {describe(quiet)}")
    print(f"capacity     {capacity:.0f} a second; asked {len(flood) / seconds:.0f} a second")
    print(f"accepted     {describe(accepted)}: p99 {ratio:.1f} x quiet (reach: {P99_REACH:g})")
    print(f"refused      {describe(refused)}: 503, {silent} of them without Retry-After")
    print(f"other        {len(flood) - len(accepted) - len(refused)}")
    print(f"recovered    after {recovered:.1f} s (reach: {RECOVERY_REACH:g})")
    whole = silent == 0 and len(accepted) + len(refused) == len(flood)
    return 0 if whole and ratio <= P99_REACH and recovered <= RECOVERY_REACH else 1


def describe(answers: list[Answer]) -> str:
    if len(answers) < 2:
        return f"{len(answers)} searches"
    times = [each.took * 1000 for each in answers]
    return f"{len(answers)} searches, p50 {median(times):.0f} ms, p99 {quantiles(times, n=100)[98]:.0f} ms"


def p99(answers: list[Answer]) -> float:
    return quantiles([each.took for each in answers], n=100)[98]


async def load(port: int, asked: Iterator[str], clients: int, seconds: float, pause: float = 0) -> list[Answer]:
    """So many clients at once, each on a connection of its own, who ask once in `pause` seconds, or without any."""
    end = time.perf_counter() + seconds
    answers = await asyncio.gather(*(client(port, asked, end, pause, n / clients) for n in range(clients)))
    return [each for one in answers for each in one]


async def client(port: int, asked: Iterator[str], end: float, pause: float, phase: float) -> list[Answer]:
    """One who asks when the turn comes, or later where the answer before has not come by then."""
    answers, due = list[Answer](), time.perf_counter() + phase * pause
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (now := time.perf_counter()) < end:
        await asyncio.sleep(max(0, due - now))
        due = max(due + pause, time.perf_counter())
        answers.append(await timed(reader, writer, next(asked)))
    writer.close()
    return answers


async def timed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> Answer:
    start = time.perf_counter()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    await reader.readexactly(int(head.partition(b"\r\ncontent-length: ")[2].partition(b"\r\n")[0]))
    return Answer(time.perf_counter() - start, int(head.split()[1]), b"\r\nretry-after: " in head)


async def recovery(port: int, asked: Iterator[str], quiet: float) -> float:
    """Seconds until the first of ten answers in a row that are as quick as a quiet site's."""
    start = since = time.perf_counter()
    in_a_row = 0
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while in_a_row < IN_A_ROW and since - start < 60:
        answer = await timed(reader, writer, next(asked))
        in_a_row = in_a_row + 1 if answer.status == 200 and answer.took <= quiet else 0
        since = since if in_a_row else time.perf_counter()
    writer.close()
    return since - start


if __name__ == "__main__":
    main()
