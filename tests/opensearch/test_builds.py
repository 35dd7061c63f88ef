"""Builds onto a cluster: what the folder says, and what the cluster keeps."""

import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from indexer import generations, pipeline
from indexer.asking import Request
from indexer.cli import winnow
from indexer.engines import missing
from indexer.engines import opensearch_place as places
from indexer.errors import BuildFailed, EngineError
from indexer.searcher import Searcher
from indexer.settings import Cluster


def indices(client, settings):
    return {*client.indices.get(index=f"{settings.alias}-*", params={"allow_no_indices": "true"})}


def served(client, settings):
    """The index that the alias points to."""
    (name,) = client.indices.get_alias(name=settings.alias)
    return name


def named(settings):
    """By the generation that is current."""
    return places.read(generations.current(settings.index).engine_path).index


def total(settings, q=""):
    with Searcher(settings.index) as searcher:
        return searcher.search(Request(q)).results.total


def test_a_build_is_searched_and_the_alias_points_to_it(settings, client):
    pipeline.build(settings)
    assert total(settings) == 12
    assert served(client, settings) == named(settings)
    assert indices(client, settings) == {named(settings)}


def test_a_second_build_writes_what_has_changed_into_a_clone_and_one_older_index_stays(
    settings, client, write_site, seeds
):
    pipeline.build(settings)
    first = named(settings)
    write_site(seeds / "river.example", 1, first=12)
    assert pipeline.build(settings).written.documents == 13
    assert (total(settings), served(client, settings)) == (13, named(settings))
    assert indices(client, settings) == {first, named(settings)}
    write_site(seeds / "river.example", 1, first=13)
    pipeline.build(settings)
    assert len(indices(client, settings)) == 2
    assert first not in indices(client, settings)


def test_a_rollback_takes_the_alias_with_it(settings, client, write_site, seeds):
    pipeline.build(settings)
    first = named(settings)
    write_site(seeds / "river.example", 1, first=12)
    pipeline.build(settings)
    result = CliRunner().invoke(winnow, ["rollback", "--index", str(settings.index)], catch_exceptions=False)
    assert result.exit_code == 0
    assert (total(settings), named(settings), served(client, settings)) == (12, first, first)


def test_an_index_that_is_lost_is_named_by_verify_and_made_anew_by_the_next_build(settings, client):
    pipeline.build(settings)
    command = ["verify", "--index", str(settings.index)]
    assert CliRunner().invoke(winnow, command).exit_code == 0
    lost = named(settings)
    client.indices.delete(index=lost)
    result = CliRunner().invoke(winnow, command)
    assert f"has no index {lost}" in result.output
    assert pipeline.build(settings).written.written == 12
    assert (total(settings), missing(generations.current(settings.index))) == (12, [])


def test_what_a_killed_build_left_on_the_cluster_is_deleted_by_the_next(settings, client, monkeypatch):
    monkeypatch.setattr(generations, "finish", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pipeline.build(settings)
    (left,) = indices(client, settings)
    monkeypatch.undo()
    pipeline.build(settings)
    assert left not in indices(client, settings)


def test_a_build_in_a_copy_of_the_folder_deletes_nothing_of_the_first(settings, client, write_site, seeds, tmp_path):
    pipeline.build(settings)
    first = named(settings)
    shutil.copytree(settings.index, tmp_path / "copy")
    for number in (12, 13):
        write_site(seeds / "river.example", 1, first=number)
        pipeline.build(replace(settings, index=tmp_path / "copy"))
    assert first in indices(client, settings)
    assert total(settings) == 12


def test_an_alias_of_another_index_folder_is_refused(settings, client, tmp_path):
    pipeline.build(settings)
    with pytest.raises(BuildFailed, match=f"alias '{settings.alias}' points to .* not of this index folder"):
        pipeline.build(replace(settings, index=tmp_path / "other"))
    assert served(client, settings) == named(settings)


def test_a_cluster_that_is_away_is_said_in_one_line_and_what_was_built_stays(settings, client):
    pipeline.build(settings)
    with pytest.raises(BuildFailed, match="no address of the cluster answers"):
        pipeline.build(replace(settings, url="http://127.0.0.1:9"))
    assert total(settings) == 12
    with (
        pytest.raises(EngineError, match="no address of the cluster answers"),
        Searcher(settings.index, Cluster(("http://127.0.0.1:9",))) as searcher,
    ):
        searcher.status()


def test_of_several_addresses_any_will_do(settings, client):
    pipeline.build(replace(settings, url=f"http://127.0.0.1:9,{settings.url}"))
    assert total(settings) == 12


def test_a_whole_export_reads_on_from_page_to_page(settings, client):
    pipeline.build(settings)
    with Searcher(settings.index) as searcher:
        assert len({record.id for record in searcher.records(Request(""))}) == 12
