"""The chains of the journal and of the security events: whoever changes the database by hand is found out."""

from datetime import timedelta

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.kit.plain import recanonical
from crm.domain.platform.chain import CHAINS
from crm.domain.platform.journal import item_digest

JOURNAL = {
    "UPDATE change_item SET after = '\"C\"' WHERE field = 'grade'": "content",
    "DELETE FROM change_item WHERE field = 'grade'": "content",
    "UPDATE change_set SET actor_id = 1 WHERE verb = 'edit'": "link",
    "UPDATE change_set SET reason = 'nothing' WHERE verb = 'edit'": "link",
    "UPDATE change_set SET at = (SELECT MIN(at) FROM change_set) WHERE verb = 'edit'": "link",
    "UPDATE journal_head SET hash = 'x'": "head",
}
EVENTS = {
    "UPDATE security_event SET address = '10.9.9.9' WHERE id = 2": "content",
    "UPDATE security_event SET user_id = 1 WHERE id = 2": "link",
    "DELETE FROM security_event WHERE id = 2": "link",
    "UPDATE security_event SET id = CASE id WHEN 2 THEN -3 ELSE -2 END WHERE id IN (2, 3)": "link",
    "DELETE FROM security_event WHERE id = (SELECT MAX(id) FROM security_event)": "head",
}
SWAP = "UPDATE security_event SET id = -id WHERE id IN (-2, -3)"


@pytest.fixture
def chain(company):
    with company.acting("wang"):
        accounts = company.container.customer.account()
        made = accounts.create(AccountDraft.parse({"name": "云帆", "grade": "A"}))
        accounts.change(made.id, {"grade": "B"})
        for n in range(4):
            company.container.platform.security().note("sign_in", company.users["wang"], f"10.0.0.{n}")
    return company.container.trace.chain()


def tamper(chain, *statements):
    with chain.db.transaction() as work:
        for statement in statements:
            work.cursor.execute(statement)


def test_chains_that_nobody_touched_are_whole(chain):
    for name in CHAINS:
        found = chain.verify(name)
        assert found.broken is None and found.count > 1
        assert chain.marks()[name].through_id == found.through_id


@pytest.mark.parametrize("statement", JOURNAL)
def test_what_was_changed_in_the_journal_is_found(chain, statement):
    tamper(chain, statement)
    assert chain.verify("journal").broken == JOURNAL[statement]


@pytest.mark.parametrize("statement", EVENTS)
def test_events_that_were_changed_removed_or_moved_are_found(chain, statement):
    tamper(chain, statement, SWAP)
    assert chain.verify("security").broken == EVENTS[statement]


def test_an_event_that_was_put_in_between_is_found(chain):
    tamper(
        chain,
        "INSERT INTO security_event (id, at, kind, detail, digest, hash) SELECT id + 1000, at, kind, detail, digest, hash"
        " FROM security_event WHERE id = 2",
    )
    assert chain.verify("security").broken == "link"


def test_the_newest_rows_are_held_by_the_sealed_mark(chain):
    """Whoever takes the newest away and sets the head back leaves a chain that is whole by itself."""
    for name in CHAINS:
        chain.verify(name)
    tamper(
        chain,
        "DELETE FROM security_event WHERE id = (SELECT MAX(id) FROM security_event)",
        "UPDATE security_head SET event_id = (SELECT MAX(id) FROM security_event),"
        " hash = (SELECT hash FROM security_event ORDER BY id DESC LIMIT 1)",
    )
    assert chain.reader.whole("security").broken is None
    assert chain.verify("security").broken == "mark"
    tamper(chain, "UPDATE chain_mark SET through_id = through_id - 1 WHERE name = 'journal'")
    assert chain.verify("journal").broken == "seal"


def test_a_verification_goes_on_from_its_mark_and_never_sets_it_back(company, chain):
    first = chain.verify("journal")
    with company.acting("wang"):
        company.container.customer.account().create(AccountDraft.parse({"name": "长青"}))
    more = chain.verify("journal", whole=False)
    assert (more.count, more.broken) == (1, None) and more.through_id > first.through_id
    chain._remember(first)
    assert chain.marks()["journal"].through_id == more.through_id


def test_a_range_is_followed_by_itself(chain):
    end = chain.reader.head("journal").change_set_id
    assert chain.reader.follow_from(end, end).count == 1
    tamper(chain, "UPDATE change_set SET reason = 'x' WHERE verb = 'edit'")
    assert chain.reader.follow_from(1, end - 1).broken is None
    assert chain.reader.follow_from(end, None).broken_id == end


def test_a_broken_chain_is_told_of_once(company, chain):
    tamper(chain, "UPDATE change_set SET reason = 'x' WHERE verb = 'edit'")
    for _ in range(2):
        chain.verify("journal")
    assert [one.kind for one in company.container.trace.alert().page(5)] == ["chain"]
    with company.acting("lilei"):
        assert len(company.container.platform.notice().page(9)) == 1


FORGED = "UPDATE change_item SET before = NULL, after = NULL, erased = '{erased}', erasure_id = {number} WHERE field = 'grade'"


@pytest.mark.parametrize("number", ["NULL", "99", "{own}"])
def test_a_mark_of_erasure_that_no_erasure_made_is_found(company, chain, number):
    """The digest of the item is right, so the chain alone holds; with the number of another erasure it does not either."""
    journal = company.container.platform.journal()
    with company.acting("lilei"):
        person = company.container.customer.contact().create(ContactDraft.parse({"name": "周小川"}))
        own = company.container.privacy.erasure().erase("contact", person.id, "asked")
    assert chain.verify("journal").broken is None
    (item,) = [one for found in journal.page(9, module_name="account") for one in journal.items(found.id) if one.field == "grade"]
    erased = item_digest(vars(item) | {"before": recanonical(item.before), "after": recanonical(item.after)})
    tamper(chain, FORGED.format(erased=erased, number=number.format(own=own)))
    assert chain.reader.whole("journal").broken is None
    found = chain.verify("journal")
    assert (found.broken, found.broken_id) == ("erased", item.change_set_id if number != "{own}" else found.broken_id)


def test_a_mark_that_was_taken_away_is_found(company, chain):
    with company.acting("lilei"):
        person = company.container.customer.contact().create(ContactDraft.parse({"name": "周小川"}))
        company.container.privacy.erasure().erase("contact", person.id, "asked")
    tamper(chain, "UPDATE change_set SET title = 'x', erased = NULL WHERE erased IS NOT NULL")
    assert chain.verify("journal").broken in ("link", "content")
    with current.acting(clock=current.now() + timedelta(days=400)):
        tamper(
            chain,
            "DELETE FROM change_item WHERE erased IS NOT NULL",
            f"UPDATE change_set SET pruned_at = '{current.now():%Y-%m-%d %H:%M:%S+00}'",
        )
    assert chain.reader.forged()


def test_details_that_went_too_early_are_found(chain):
    with current.acting(clock=current.now() + timedelta(days=400)):
        tamper(chain, "DELETE FROM change_item WHERE field = 'grade'", "UPDATE change_set SET pruned_at = at WHERE verb = 'edit'")
        assert chain.verify("journal").broken == "pruned"
