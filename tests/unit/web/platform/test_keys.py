"""The page of encryption keys, and the field editor's box."""

from pathlib import Path

from crm.current import acting


def test_the_page_counts_what_lies_under_each_key_and_seals_it_anew_in_a_job(app, sign_in):
    client, box = sign_in("lilei"), app.container
    made = {"module": "account", "kind": "text", "label_zh": "卡号", "name": "x_card", "encrypted": "yes"}
    assert client.post("/fields", data=made).status_code == 303
    assert client.post("/accounts", data={"name": "王小芳", "kind": "person", "x_card": "6217 0001"}).status_code == 303
    old = box.platform.keyring().newest().id
    with acting(actor=app.company.actor("lilei")):
        new = box.encryption.keys().make().id
    page = client.get("/operation/keys").text
    assert old in page and new in page and "Values under older keys or in the clear: 2" in page
    answer = client.post("/operation/keys/rotation")
    assert answer.status_code == 303 and "/jobs/" in answer.location
    with acting(actor=app.company.actor("lilei"), fields=box.platform.field().latest()):
        box.platform.job_runner().run_due()
    page = client.get("/operation/keys").text
    assert "Everything lies under the newest key." in page and "platform_keys.rotate" not in page
    found = client.get("/accounts?f=x_card:is:6217 0001").text
    assert "王小芳" in found and "王小芳" not in client.get("/accounts?f=x_card:is:6217").text


def test_whoever_may_not_change_settings_makes_no_job(sign_in):
    assert sign_in("wang").post("/operation/keys/rotation").status_code == 403
    assert sign_in("wang").get("/operation/keys").status_code == 403


def test_what_would_tell_of_an_encrypted_value_is_refused_beside_its_box(sign_in):
    raw = {"module": "account", "kind": "text", "label_zh": "卡号", "encrypted": "yes", "searched": "yes", "indexed": "yes"}
    answer = sign_in("lilei").post("/fields", data=raw)
    assert answer.status_code == 422 and "What is encrypted cannot be searched or put in order." in answer.text


def test_what_is_soon_done_with_is_counted_and_nobody_is_asked_to_seal_it_anew(app, sign_in):
    box = app.container
    folder = Path(box.config.app.data()) / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    with box.platform.file_seal().created(folder / "one.csv") as file:
        file.write(b"name")
    (folder / "two.csv").write_bytes(b"not ours")
    with acting(actor=app.company.actor("lilei")):
        keys, old = box.encryption.keys(), box.platform.keyring().newest().id
        before = {one.id: one.uses for one in keys.held()[0]}[old]
        box.platform.mail().send("lin@example.com", "Hello", "a link", secret=True)
        keys.make()
        held = {one.id: one for one in keys.held()[0]}[old]
        assert before["waiting"] == 1 and held.uses["waiting"] == 2 and held.lasting == held.n - 2
        assert [finding.state for finding in keys.findings()] == ["ok"]
    page = sign_in("lilei").get("/operation/keys").text
    assert "Work under way" in page and "Everything lies under the newest key." in page


def test_a_file_under_a_key_that_is_gone_is_told(app):
    box = app.container
    folder = Path(box.config.app.data()) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lost").write_bytes(b"CRM-FILE-1\n" + b"0badc0de" + bytes(60))
    with acting(actor=app.company.actor("lilei")):
        (found,) = (one for one in box.encryption.keys().findings() if one.state == "bad")
        assert "1 values lie under the key 0badc0de, which is not here." in str(found.words)
    (folder / "lost").unlink()
