"""Cards of a record: what belongs to it, linked, created and taken apart."""

import pytest


@pytest.fixture
def account(make):
    return make("wang", name="云帆")


def test_a_card_counts_shows_five_and_leads_to_all(sign_in, account, make):
    for n in range(7):
        make("wang", "contact", name=f"联系人{n}", account_id=account.id)
    page = sign_in("wang").get(f"/accounts/{account.id}").text
    card = page.split('id="card-contacts"')[1].split("</section>")[0]
    assert card.count('class="card-title"') == 5 and "<small>7</small>" in card
    assert f'href="/contacts?f=account_id:any:{account.id}">All 7' in card


def test_what_is_there_is_searched_for_first_and_linked_with_a_way_back(sign_in, account, make, reread):
    contact = make("wang", "contact", name="王芳")
    make("chen", "contact", name="王芳菲")
    client = sign_in("wang")
    page = client.get(f"/accounts/{account.id}/related/contacts?q=王芳").text
    assert page.count('data-testid="link"') == 1 and f"/contacts/new?account_id={account.id}&amp;name=" in page
    client.post(f"/accounts/{account.id}/related/contacts", data={"other": contact.id})
    assert reread(contact, "contact").account_id == account.id
    page = client.get(f"/accounts/{account.id}/related/contacts").text
    assert "already here" in page and " disabled" in page


def test_taking_apart_is_undone(sign_in, account, make, reread, app):
    contact = make("wang", "contact", name="王芳", account_id=account.id)
    client = sign_in("wang")
    page = client.post(f"/accounts/{account.id}/related/contacts/{contact.id}", follow_redirects=True).text
    assert reread(contact, "contact").account_id is None and 'data-testid="undo"' in page
    undo = page.split('id="toasts"')[1].split('action="/journal/')[1].split("/undo")[0]
    client.post(f"/journal/{undo}/undo")
    assert reread(contact, "contact").account_id == account.id


def test_only_what_belongs_here_is_taken_apart_and_only_what_one_may_change_is_linked(sign_in, account, make, reread):
    elsewhere, others = make("wang", "contact", name="王芳"), make("chen", "contact", name="李娜")
    client = sign_in("wang")
    assert client.post(f"/accounts/{account.id}/related/contacts/{elsewhere.id}").status_code == 404
    assert client.post(f"/accounts/{account.id}/related/contacts", data={"other": others.id}).status_code == 404
    assert client.post(f"/accounts/{account.id}/related/contacts").status_code == 404
    assert client.get(f"/accounts/{account.id}/related/nothing").status_code == 404
    assert reread(others, "contact").account_id is None


def test_a_company_that_would_stand_above_itself_is_refused_in_words(sign_in, make):
    above = make("wang", name="集团")
    below = make("wang", name="子公司", parent_id=above.id)
    page = sign_in("wang").post(f"/accounts/{below.id}/related/subsidiaries", data={"other": above.id}, follow_redirects=True).text
    assert "A company cannot stand above itself." in page


def test_the_other_cards_come_after_the_page(sign_in, account):
    client = sign_in("wang")
    assert f'hx-get="/accounts/{account.id}/related"' in client.get(f"/accounts/{account.id}").text
    more = client.get(f"/accounts/{account.id}/related", headers={"HX-Request": "true"}).text
    assert "<html" not in more and 'class="card"' in more
