"""The trial of docs/scale.md, as a reader types it."""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from indexer.cli import winnow

ROOT = Path(__file__).parents[2]
TRIAL = re.findall(r"^    winnow (.+ --(?:index|work) trial.*)$", (ROOT / "docs/scale.md").read_text("utf-8"), re.M)


def test_the_trial_on_one_machine_works_as_it_is_written(settings, client, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path / "here")
    said = dict[str, list[str]]()
    for command in (each for each in TRIAL if not each.startswith("serve")):
        own = re.sub(r"--url \S+", f"--url {settings.url} --alias {settings.alias}", command)
        result = CliRunner().invoke(winnow, shlex.split(own), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        said.setdefault(command.split()[0], []).append(result.output)
    assert list(said) == ["build", "status", "search", "verify", "map", "reduce", "derive"]
    assert ", opensearch, " in said["status"][0]
    assert "compensation" in said["search"][0].lower()
    assert "are whole" in said["verify"][0]
    assert ["nothing to change" in each for each in said["build"]] == [False, True]
