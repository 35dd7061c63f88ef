"""Every command, address and file that the documentation names exists and runs."""

import io
import json
import re
import shlex
import shutil
import subprocess
import textwrap
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from indexer import pipeline
from indexer.asking import Request
from indexer.cli import winnow
from indexer.overrides import KEYS
from indexer.searcher import Searcher
from indexer.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / name
    for name in (
        "README.md",
        "docs/crawling.md",
        "docs/api.md",
        "docs/evaluation.md",
        "docs/production.md",
        "docs/scale.md",
        "docs/semantic.md",
        "indexer/README.md",
        "indexer/overrides/README.md",
        "webui/README.md",
        "bench/README.md",
    )
]
TEXT = {path: path.read_text("utf-8") for path in PAGES if path.exists()}
README = TEXT[ROOT / "README.md"]
COMMANDS = re.findall(r"^    winnow (.+?)(?:\s+#.*)?$", README, re.M)
EVALUATING = re.findall(r"^    winnow (.+?)(?:\s+#.*)?$", TEXT[ROOT / "docs/evaluation.md"], re.M)
# They run until they are stopped, need the network, or undo what the others did.
RUN_ELSEWHERE = ("crawl", "watch", "serve", "rollback")
ABOUT = "seeds/steppe-rights.example/about_en.html"
SEEDS_TRUTH = json.loads((ROOT / "tests/seeds_truth.json").read_text("utf-8"))
ADDRESSES = re.findall(r"curl 'http://127\.0\.0\.1:8000(/[^']*)'", "".join(TEXT.values()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seeds, an index of them, a labelled page and a judged search, as the reader has them."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    labelled = folder / "labelled" / "steppe-rights.example"
    (labelled / "truth").mkdir(parents=True)
    (labelled / "truth" / "about_en.txt").write_text("\n".join(SEEDS_TRUTH[ABOUT]["blocks"]), "utf-8")
    shutil.copytree(ROOT / "seeds" / "steppe-rights.example", labelled / "pages")
    shutil.copy(ROOT / "tests/enrichment/gold.jsonl", folder / "labelled.jsonl")
    pipeline.build(Settings(seeds=(folder / "seeds",), index=folder / "index", workers=2))
    (folder / "judged").mkdir()
    (folder / "judged" / "judgments.tsv").write_text("victim compensation\t035d1f23602ae978\t1\n", "utf-8")
    return folder


@pytest.mark.parametrize("command", [each for each in (*COMMANDS, *EVALUATING) if not each.startswith(RUN_ELSEWHERE)])
def test_each_command_of_the_documentation_runs(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(winnow, shlex.split(command), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert result.output


@pytest.mark.parametrize("name", RUN_ELSEWHERE)
def test_the_other_commands_of_the_readme_exist(name: str) -> None:
    assert any(command.startswith(name) for command in COMMANDS)
    assert CliRunner().invoke(winnow, [name, "--help"]).exit_code == 0


def test_every_command_is_in_the_readme() -> None:
    assert {command.split()[0] for command in COMMANDS} == set(winnow.commands)


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_address_answers_with_something(seeds_client: FlaskClient, address: str) -> None:
    response = seeds_client.get(address)
    assert response.status_code == 200, response.text
    assert urlsplit(address).path != "/api/v1/search" or response.json["total"] > 0


@pytest.mark.parametrize("path", TEXT, ids=str)
def test_each_link_leads_to_a_file(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT[path]):
        assert (path.parent / target).exists(), target


def test_the_overrides_of_the_readme_do_what_it_says(folder: Path) -> None:
    example = re.search(r"(?:^ {4}.+\n)*^ {4}\[\[keep\]\].*\n(?:^ {4}.+\n)+", README, re.M)
    assert example
    (folder / "overrides.toml").write_text(textwrap.dedent(example[0]), "utf-8")
    files = {"index": folder / "corrected", "overrides": folder / "overrides.toml"}
    chosen = Settings(seeds=(folder / "seeds",), workers=2, **files)
    assert not pipeline.build(chosen).idle
    with Searcher(chosen.index) as searcher:
        assert searcher.search(Request('"since 2006"')).results.total > 0
        assert searcher.search(Request('organisation:"Steppe Rights Centre"')).results.total > 0


def test_every_kind_of_override_is_described() -> None:
    described = TEXT[ROOT / "indexer" / "overrides" / "README.md"]
    for action, readers in KEYS.items():
        assert f"`[[{action}]]`" in described
        assert all(f"`{key}`" in described for key in readers)


def test_every_setting_is_in_the_readme() -> None:
    for name in Settings.__dataclass_fields__:
        assert f"`{name}`" in README


def test_the_make_targets_of_the_docs_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"(?:`|^    )make ([a-z]+)", "".join(TEXT.values()), re.M):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_every_script_in_bench_is_described() -> None:
    scripts = {path.name for path in (ROOT / "bench").glob("*.py")} - {"generate.py"}
    assert scripts == set(re.findall(r"`(\w+\.py)`", TEXT[ROOT / "bench" / "README.md"]))


def test_the_python_of_the_api_documentation_runs(seeds_client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.+?)```", TEXT[ROOT / "docs/api.md"], re.S)
    asked: list[str] = []

    def answered(address: str) -> io.BytesIO:
        asked.append(address)
        return io.BytesIO(seeds_client.get(address.removeprefix("http://127.0.0.1:8000")).data)

    monkeypatch.setattr("urllib.request.urlopen", answered)
    found: dict[str, object] = {}
    exec(code, found)  # noqa: S102 - the documentation's own
    assert asked == ["http://127.0.0.1:8000/search.jsonl?site=steppe-rights.example"]
    assert found["document"]["site"] == "steppe-rights.example"  # type: ignore[index]


def test_a_task_of_a_job_array_takes_its_shard_in_any_shell(tmp_path: Path) -> None:
    """Slurm gives what it wraps to /bin/sh, which is not bash everywhere."""
    (task,) = re.findall(r"^sbatch --array=\S+ --wrap '(.+)'$", (ROOT / "docs/scale.md").read_text("utf-8"), re.M)
    (tmp_path / "seeds").mkdir()
    for name in "abc":
        (tmp_path / "seeds" / f"{name}.warc.gz").touch()
    for number, name in enumerate("abc"):
        told = subprocess.run(
            ["/bin/sh", "-c", f'winnow() {{ echo "$@"; }}; {task}'],
            env={"SLURM_ARRAY_TASK_ID": str(number)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.split() == ["map", f"seeds/{name}.warc.gz", "--work", "work", "--workers", "1"]
