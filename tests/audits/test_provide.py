"""Which programs are installed, where that is allowed."""

import pytest

from audits.provide import provide


def having(*programs):
    return lambda name: f"/usr/bin/{name}" if name in programs else None


def test_what_is_there_under_any_of_its_names_is_not_installed():
    assert provide("chromium", having("google-chrome", "apt-get"), root=True) == []


@pytest.mark.parametrize(("root", "present"), [(True, ["apt-get"]), (False, ["apt-get", "sudo"])])
def test_what_is_missing_is_installed_with_apt_where_that_is_allowed(root, present):
    *_, command = provide("chromium", having(*present), root=root)
    assert command.split()[:2] == ["apt-get", "install"]
    assert command.endswith(" chromium")


@pytest.mark.parametrize(("root", "present"), [(True, ["dnf"]), (False, ["apt-get"])])
def test_elsewhere_the_package_to_install_is_told(root, present):
    with pytest.raises(LookupError, match="default-jre-headless"):
        provide("java", having(*present), root=root)
