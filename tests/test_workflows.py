"""What continuous integration may do: pinned actions, least permissions, no secret, every hour."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

TOP = Path(__file__).parents[1]
RUN = TOP / ".ci" / "run"
WORKFLOWS = sorted((TOP / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
MAKE = re.compile(r"^ *make ((?:[\w./-]+ ?)+?)(?: \w+=\w+)*$", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z-]+")
RULE = re.compile(r"^([\w$()./-]+):(?!=)", re.MULTILINE)

workflows = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def read(path):
    """Return a workflow with every scalar as it is written: `on` stays a word."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - scalars only


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def make_targets():
    makefile = (TOP / "Makefile").read_text(encoding="utf-8")
    return {target.replace("$(VENV)", ".venv") for target in RULE.findall(makefile)}


def test_there_is_a_workflow():
    assert WORKFLOWS


@workflows
def test_each_action_is_pinned_to_a_commit_and_says_which_version_that_is(path):
    used = [step["uses"] for step in steps(read(path)) if "uses" in step]
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []
    written = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert [line for line in written if not re.search(r"# v\d+\.\d+\.\d+$", line)] == []


@workflows
def test_nothing_is_permitted_that_a_job_does_not_ask_for(path):
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        granted = {right for right, access in job["permissions"].items() if access == "write"}
        deploys = any("deploy-pages" in step.get("uses", "") for step in job["steps"])
        assert granted == ({"pages", "id-token"} if deploys else set()), name


@workflows
def test_no_secret_is_used_and_the_checkout_leaves_no_token_behind(path):
    assert "secrets." not in path.read_text(encoding="utf-8")
    checkouts = [step for step in steps(read(path)) if "actions/checkout@" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@workflows
def test_no_script_holds_an_expression_that_others_could_fill_with_commands(path):
    scripts = [step["run"] for step in steps(read(path)) if "run" in step]
    assert [script for script in scripts if "${{" in script] == []


@workflows
def test_every_job_ends_by_itself(path):
    assert all("timeout-minutes" in job for job in read(path)["jobs"].values())


def test_scheduled_stories_appear_within_the_hour():
    schedules = [
        read(path)["on"]["schedule"] for path in WORKFLOWS if "schedule" in read(path)["on"]
    ]
    crons = [line["cron"].split() for schedule in schedules for line in schedule]
    assert len(crons) == 1
    minute, *others = crons[0]
    assert minute not in {"*", "0"}
    assert others == ["*"] * 4


def test_only_a_tested_commit_of_main_that_changes_the_site_is_published():
    (path,) = WORKFLOWS
    jobs = read(path)["jobs"]
    assert (jobs["build"]["needs"], jobs["deploy"]["needs"]) == ("test", "build")
    assert jobs["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert jobs["deploy"]["if"] == "needs.build.outputs.changed == 'true'"
    assert "if" not in jobs["test"]


def test_a_preview_is_kept_out_of_search_engines():
    (path,) = WORKFLOWS
    previews = [step["run"] for step in steps(read(path)) if "--drafts" in step.get("run", "")]
    assert previews
    assert all("--noindex" in script for script in previews)


def test_every_option_of_a_build_exists():
    scripts = [step.get("run", "") for path in WORKFLOWS for step in steps(read(path))]
    asked = {option for run in scripts if "build.py build" in run for option in OPTION.findall(run)}
    told = subprocess.run(
        [sys.executable, "build.py", "build", "--help"],
        check=True,
        capture_output=True,
        cwd=TOP,
        text=True,
    )
    assert {"--format", "--base-url"} <= asked <= set(OPTION.findall(told.stdout))


def test_every_target_that_is_made_exists():
    scripts = [RUN.read_text(encoding="utf-8")]
    scripts += [step.get("run", "") for path in WORKFLOWS for step in steps(read(path))]
    made = {name for script in scripts for found in MAKE.findall(script) for name in found.split()}
    assert {"check", "test", "audit"} <= made
    assert made <= make_targets()


def test_the_run_of_continuous_integration_can_be_started_and_stops_at_the_first_fault():
    assert os.access(RUN, os.X_OK)
    assert "set -euo pipefail" in RUN.read_text(encoding="utf-8")
