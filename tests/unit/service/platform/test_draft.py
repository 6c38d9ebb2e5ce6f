"""Drafts: kept second by second, given back, gone when they are sent, empty or old."""

from datetime import timedelta

import pytest

from crm import current
from crm.errors import Invalid


@pytest.fixture
def drafts(company):
    return company.container.platform.draft()


def own(company, who, record=1):
    with company.acting(who):
        return {one.what: one.data for one in company.container.platform.follow().own(record)}


def test_a_draft_is_ones_own_and_the_last_one_counts(company, drafts):
    with company.acting("wang"):
        drafts.keep(1, "note", {"name": "一"})
        drafts.keep(1, "note", {"name": "二", "body": "正文"})
    assert own(company, "han") == {} and "二" in own(company, "wang")["draft.note"] and "一" not in own(company, "wang")["draft.note"]


def test_an_empty_form_and_one_that_was_sent_leave_nothing(company, drafts):
    with company.acting("wang"):
        drafts.keep(1, "note", {"name": "一"})
        drafts.keep(1, "note", {"name": " ", "body": ""})
        drafts.keep(1, "call", {"name": "二"})
        drafts.drop(1, "call")
    assert own(company, "wang") == {}


def test_a_draft_has_an_end(company, drafts):
    with company.acting("wang"), pytest.raises(Invalid):
        drafts.keep(1, "note", {"body": "长" * 40_000})


def test_what_nobody_came_back_to_is_swept_out(company, drafts):
    with company.acting("wang"):
        drafts.keep(1, "note", {"name": "旧"})
    with company.acting("wang", clock=current.now() + timedelta(days=20)):
        drafts.keep(2, "note", {"name": "新"})
    with company.acting("lilei", clock=current.now() + timedelta(days=40)):
        assert drafts.tidy() == 1
    assert own(company, "wang", 1) == {} and own(company, "wang", 2) != {}
