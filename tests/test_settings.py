"""Settings: defaults, then winnow.toml, then the command line."""

from pathlib import Path

import pytest

from indexer import settings
from indexer.errors import SettingsError


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings.load() == settings.Settings()


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "winnow.toml"
    file.write_text('engine = "whoosh"\nport = 9000')
    chosen = settings.load(file, port=9001, host=None)
    assert (chosen.engine, chosen.port, chosen.host) == ("whoosh", 9001, "127.0.0.1")


def test_what_is_on_or_off_is_true_or_false(tmp_path: Path) -> None:
    file = tmp_path / "winnow.toml"
    file.write_text("semantic = true")
    assert settings.load(file).semantic
    assert not settings.load(file, semantic=False).semantic


def test_paths_in_the_file_are_relative_to_it(tmp_path: Path) -> None:
    file = tmp_path / "winnow.toml"
    file.write_text('seeds = ["a", "b"]\nindex = "i"')
    chosen = settings.load(file)
    assert chosen.seeds == (tmp_path / "a", tmp_path / "b")
    assert chosen.index == tmp_path / "i"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("prot = 1", "No setting called 'prot'.*Choose from: seeds"),
        ('port = "x"', "'port' .* takes a whole number, not 'x'"),
        ("port = -1", "'port' .* takes a whole number"),
        ("seeds = 3", "'seeds' .* takes a path or a list of paths"),
        ("name = 3", "'name' .* takes a text"),
        ("semantic = 1", "'semantic' .* takes true or false, not 1"),
        ("port = true", "'port' .* takes a whole number, not True"),
        ("index = 3", "'index' .* takes a path"),
        ('comments = "some"', "'comments' cannot be 'some'. Choose one of: drop, keep"),
        ("= nonsense", "Cannot read the settings in"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "winnow.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=message):
        settings.load(file)


def test_overrides_lie_beside_the_settings_unless_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "winnow.toml").write_text("")
    assert settings.load(tmp_path / "winnow.toml").overrides == tmp_path / "overrides.toml"
    with pytest.raises(SettingsError, match=r"There is no .*mine\.toml, which the setting 'overrides' names"):
        settings.load(tmp_path / "winnow.toml", overrides=tmp_path / "mine.toml")


def test_a_file_that_was_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Cannot read the settings"):
        settings.load(tmp_path / "missing.toml")
