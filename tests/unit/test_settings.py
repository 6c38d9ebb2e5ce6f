"""Settings: every source is read in its order, and what is wrong is told with its name."""

import stat

import pytest

from crm.settings import SettingsError, load


@pytest.fixture
def read(tmp_path):
    """Settings of the test environment, with these variables."""
    return lambda **environ: load("test", environ, app={"data": tmp_path})


def test_a_later_source_wins(read, tmp_path):
    assert read().server.threads == 8
    file = tmp_path / "ours.toml"
    file.write_text("[server]\nport = 9000\nthreads = 3\n")
    assert read(CRM_CONFIG=str(file)).server.port == 9000
    both = read(CRM_CONFIG=str(file), CRM_SERVER__PORT="9001")
    assert (both.server.port, both.server.threads, both.server.host) == (9001, 3, "127.0.0.1")


def test_the_environment_may_list_hosts(read):
    assert read(CRM_SERVER__HOSTS="a.example,b.example").server.hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"CRM_SERVER__PROT": "1"}, "There is no setting server.prot."),
        ({"CRM_SEVER__PORT": "1"}, "There is no setting sever."),
        ({"CRM_SERVER__PORT": "many"}, "The setting server.port cannot be used"),
        ({"CRM_SERVER__PORT": "70000"}, "The setting server.port cannot be used"),
        ({"CRM_APP__LANGUAGE": "fr"}, "The setting app.language cannot be used"),
    ],
)
def test_a_wrong_setting_of_the_environment_is_named(read, environ, said):
    with pytest.raises(SettingsError) as found:
        read(**environ)
    assert said in str(found.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[server]\nprot = 1\n", "There is no setting server.prot."),
        ("[server\n", "ours.toml is not valid TOML"),
        ('[server]\nport = "x"\n', "The setting server.port cannot be used"),
    ],
)
def test_a_wrong_setting_of_a_file_is_named(read, tmp_path, text, said):
    (tmp_path / "ours.toml").write_text(text)
    with pytest.raises(SettingsError) as found:
        read(CRM_CONFIG=str(tmp_path / "ours.toml"))
    assert said in str(found.value)


def test_a_file_that_is_not_there_is_named(read, tmp_path):
    with pytest.raises(SettingsError, match="There is no settings file gone.toml"):
        read(CRM_CONFIG=str(tmp_path / "gone.toml"))
    with pytest.raises(SettingsError, match="nonsense.toml"):
        load("nonsense", {}, app={"data": tmp_path})


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(read, tmp_path):
    first = read(CRM_APP__LANGUAGE="en").secret
    assert first == read().secret and len(first) > 40
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_a_secret_of_the_environment_makes_no_file(read, tmp_path):
    assert read(CRM_SECRET="ours").secret == "ours"
    assert not (tmp_path / "secret.key").exists()


def test_who_comes_second_to_the_first_start_takes_the_secret_of_the_first(read, tmp_path, monkeypatch):
    def late(source, target):
        target.write_text("the first one's")
        raise FileExistsError(target)

    monkeypatch.setattr("os.link", late)
    assert read(CRM_APP__LANGUAGE="en").secret == "the first one's"
    assert [path.name for path in tmp_path.glob("*secret*")] == ["secret.key"]


def test_the_directory_of_tenants_is_one_schema_of_our_own_database_whichever_we_use(read):
    plain, own = "postgresql+psycopg://crm@localhost/crm", "postgresql+psycopg://crm@localhost/crm?sslmode=require&schema=main"
    assert read(CRM_DATABASE__URL=plain).directory_url == f"{plain}?schema=directory"
    assert read(CRM_DATABASE__URL=own).directory_url == f"{plain}?sslmode=require&schema=directory"
