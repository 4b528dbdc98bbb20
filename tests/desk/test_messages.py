import pytest

from diptych.desk.messages import main
from diptych.paths import packaged_themes

HEADER = """msgid ""
msgstr ""
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@pytest.fixture
def theme(tmp_path):
    folder = tmp_path / "themes/plain"
    (folder / "templates").mkdir(parents=True)
    (folder / "locale").mkdir()
    (folder / "templates/a.html").write_text(
        '{# NOTE: the way to the front page #}\n{{ _("Home") }}\n'
        '{{ pgettext("one", "Series") }}{{ ngettext("%(n)s day", "%(n)s days", 2, n=2) }}'
    )
    (folder / "locale/fr.po").write_text(
        HEADER + 'msgid "Gone"\nmsgstr "Parti"\n\nmsgid "Home"\nmsgstr "Accueil"\n'
    )
    return folder


def run(theme, *arguments):
    return main(arguments, themes=theme.parent)


def test_new_messages_come_in_translations_stay_and_old_ones_are_marked_obsolete(theme):
    assert run(theme) == 0
    text = (theme / "locale/fr.po").read_text()
    assert '#. the way to the front page\n#: templates/a.html\nmsgid "Home"\n' in text
    assert 'msgstr "Accueil"' in text
    assert 'msgctxt "one"\nmsgid "Series"\nmsgstr ""' in text
    assert 'msgid_plural "%(n)s days"\nmsgstr[0] ""\nmsgstr[1] ""' in text
    assert '#~ msgid "Gone"\n#~ msgstr "Parti"' in text
    assert '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"' in text


def test_updating_twice_changes_nothing_and_names_no_date_and_no_machine(theme):
    run(theme)
    path = theme / "locale/fr.po"
    first = path.read_bytes()
    run(theme)
    assert path.read_bytes() == first
    assert b"Date" not in first
    assert str(theme).encode() not in first


def test_moving_a_message_within_its_template_changes_nothing(theme):
    run(theme)
    first = (theme / "locale/fr.po").read_bytes()
    template = theme / "templates/a.html"
    template.write_text("\n\n\n" + template.read_text())
    run(theme)
    assert (theme / "locale/fr.po").read_bytes() == first


def test_an_obsolete_message_comes_back_with_its_translation(theme):
    run(theme)
    (theme / "templates/b.html").write_text('{{ _("Gone") }}')
    run(theme)
    text = (theme / "locale/fr.po").read_text()
    assert 'msgid "Gone"\nmsgstr "Parti"' in text
    assert "#~" not in text


def test_a_check_writes_nothing_and_fails_when_a_catalogue_is_out_of_date(theme, capsys):
    path = theme / "locale/fr.po"
    before = path.read_bytes()
    assert run(theme, "--check") == 1
    assert path.read_bytes() == before
    assert "out of date" in capsys.readouterr().err
    run(theme)
    assert run(theme, "--check") == 0


def test_the_catalogues_of_this_checkout_are_up_to_date():
    assert main(["--check"], themes=packaged_themes()) == 0
