"""The command line: `winnow crawl | build | watch | serve | search | show | explain | status | …`.

Exit codes: 0 done; 1 an error, said in one line; 2 wrong usage; 75 the index is busy, try again; 130 interrupted.
"""

import signal
import sys

import click

from indexer.cli import asking, keeping, making, scoring, sharding  # noqa: F401  (each adds its commands)
from indexer.cli.command import winnow
from indexer.errors import IndexBusy, WinnowError

__all__ = ["main", "winnow"]

_BUSY, _INTERRUPTED = 75, 130


def main() -> None:
    """Run the command line and turn errors into one line and an exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        status = winnow.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except WinnowError as error:
        click.echo(f"winnow: {error}", err=True)
        sys.exit(_BUSY if isinstance(error, IndexBusy) else 1)
    except BrokenPipeError:  # `winnow explain … | head`
        sys.stderr.close()
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)


def _interrupt(*_: object) -> None:
    """SIGTERM ends a command as Ctrl-C does: in good order."""
    raise KeyboardInterrupt
