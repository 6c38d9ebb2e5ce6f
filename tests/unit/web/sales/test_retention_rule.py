"""Pages of rules of retention: what a rule would take, and the way from a night to its undo."""

from datetime import timedelta

from crm import current
from crm.domain.sales.lead import LeadDraft
from crm.domain.sales.retention_rule import RetentionRuleDraft


class Job:
    id = attempts = 0

    def progress(self, done, total=None):
        pass


def test_a_rule_shows_what_it_would_take_and_what_it_took(app, sign_in):
    rules = app.container.privacy.retention_rule()
    with app.company.acting("lilei"):
        with current.acting(clock=current.now() - timedelta(days=500)):
            app.container.sales.lead().create(LeadDraft.parse({"name": "周小川"}))
        raw = {"name": "Old leads", "subject": "lead", "days": "400", "since": "updated_at", "action": "remove", "active": "yes"}
        rule = rules.create(RetentionRuleDraft.parse(raw))
    lilei = sign_in("lilei")
    page = lilei.get(f"/retention-rules/{rule.id}").text
    assert "周小川" in page and 'data-testid="runs"' not in page
    app.container.privacy.retention_run().nightly(Job())
    with app.company.acting("lilei"):
        (run,) = rules.runs(rule.id)
    assert f"/retention-rules/{rule.id}/runs/{run.id}" in lilei.get(f"/retention-rules/{rule.id}").text
    there = lilei.get(f"/retention-rules/{rule.id}/runs/{run.id}").location
    assert f"{there}/undo" in lilei.get(there).text
    assert lilei.get(f"/retention-rules/{rule.id}/runs/9").status_code == 404


def test_what_cannot_be_is_said_beside_its_field_with_all_that_was_typed(sign_in):
    data = {"name": "Visits", "subject": "visit", "days": "9", "since": "updated_at", "action": "erase"}
    answer = sign_in("lilei").post("/retention-rules", data=data)
    assert answer.status_code == 422 and "At least 30 days." in answer.text and 'value="Visits"' in answer.text
