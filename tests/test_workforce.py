"""A site is the same to the byte, whoever built it."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from distributed import LocalCluster

from diptych.engine.executor_pool import Pool
from diptych.pipeline import Request, build
from tests.incremental.building import copy_of
from tests.test_sites import CLOCK, SITES, Silent, files

ROOT = Path(__file__).parents[1]
NAMES = ["bilingual", "comments", "untranslated"]


def built(name, output, **how):
    """Build a copy of a site that has no memory, so that everything is done by those asked."""
    with TemporaryDirectory() as folder:
        return built_here(copy_of(name, Path(folder)), output, **how)


def built_here(source, output, **how):
    report = build(Request(source=source, output=output, clock=CLOCK, **how), Silent())
    return files(output), report.problems


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a cluster whose workers see no site: they stand in a folder of their own."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        local_directory=elsewhere,
    ) as cluster:
        with cluster.get_client() as client:
            client.run(os.chdir, elsewhere)
        yield cluster.scheduler_address


@pytest.mark.parametrize("name", NAMES)
def test_the_processes_of_a_pool_build_what_one_process_builds(name, tmp_path, monkeypatch):
    alone = built(name, tmp_path / "serial", executor="serial")
    monkeypatch.setattr("diptych.production.workforce", lambda *_asked: Pool(2))
    assert built(name, tmp_path / "pool") == alone


@pytest.mark.parametrize("name", NAMES)
def test_the_workers_of_a_cluster_build_what_one_process_builds(name, tmp_path, scheduler):
    alone = built(name, tmp_path / "serial", executor="serial")
    assert built(name, tmp_path / "dask", executor="dask", scheduler=scheduler) == alone


def test_a_page_made_of_bodies_that_nobody_foresaw_is_the_same_too(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    shutil.copytree(SITES / "comments", folder, ignore=shutil.ignore_patterns("expected", ".cache"))
    template = folder / "themes/zellige/templates/home.html"
    template.parent.mkdir(parents=True)
    home = (ROOT / "themes/zellige/templates/home.html").read_text(encoding="utf-8")
    whole = (
        "{% block main %}{% for card in view.latest(page.locale, 3) %}"
        "<p>{{ view.body(card.id).html|length }}</p>"
        "{% for remark in view.comments(card.id) %}{{ remark.author }}{% endfor %}{% endfor %}"
    )
    template.write_text(home.replace("{% block main %}", whole), encoding="utf-8")
    alone = built_here(folder, tmp_path / "serial", executor="serial")
    shutil.rmtree(folder / ".cache")
    monkeypatch.setattr("diptych.production.workforce", lambda *_asked: Pool(2))
    assert built_here(folder, tmp_path / "pool") == alone
    assert b"<p>" in alone[0]["fr/index.html"]


def test_what_a_pool_built_stands_for_one_process_and_the_other_way_round(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    ignored = shutil.ignore_patterns("expected", ".cache")
    shutil.copytree(SITES / "bilingual", folder, ignore=ignored)
    request = Request(source=folder, output=tmp_path / "output", clock=CLOCK)
    with monkeypatch.context() as context:
        context.setattr("diptych.production.workforce", lambda *_asked: Pool(2))
        assert build(request, Silent()).rendered > 0
        assert build(request, Silent()).rendered == 0
    assert build(request, Silent()).rendered == 0


def test_a_cluster_that_cannot_be_used_leaves_the_output_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr("diptych.engine.executor_dask.CONNECTING", 0.5)
    before, _ = built("minimal", tmp_path / "output")
    after, [problem] = built(
        "minimal", tmp_path / "output", executor="dask", scheduler="tcp://127.0.0.1:9"
    )
    assert (problem.code, problem.exit) == ("scheduler-unreachable", 3)
    assert after == before
