"""The auditor reads everything and writes nothing: asked of every route there is."""

from flask import Flask
from werkzeug.routing.converters import NumberConverter

from crm.domain.kit.module import modules
from crm.domain.platform.role_ready import ready_grants
from crm.web.kit.record import RecordPage

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
OWN = ("platform_auth.destroy", "platform_profile.update")  # everybody leaves, and says himself what he is called


def unsafe(app: Flask):
    """(rule, method, permission) of every route that is asked for to change something."""
    for rule in app.url_map.iter_rules():
        action = app.view_functions[rule.endpoint]
        permission = getattr(action, "permission", "public")
        if permission != "public" and rule.endpoint not in OWN and not rule.endpoint.startswith("platform_scim."):
            yield from ((rule, method, permission) for method in sorted((rule.methods or set()) & UNSAFE))


def asked_once(app: Flask):
    """The pages of records are asked for customers, and not again for every other module: their actions are the same."""
    own = {name for name, page in app.blueprints.items() if type(page) is RecordPage}
    for rule, method, permission in unsafe(app):
        if rule.endpoint.split(".")[0] not in own and not rule.rule.startswith("/api/"):
            yield rule, method, permission


def test_the_auditor_holds_no_permission_to_write():
    """So whatever asks for one is refused; what asks for less is asked below."""
    grants = ready_grants("auditor", modules())
    assert {name.split(".")[1] for name in grants} == {"view"}


def test_what_the_auditor_may_ask_for_by_post_changes_no_record(app, sign_in):
    roles, accounts = app.container.platform.role(), app.container.customer.account()
    with app.company.acting("lilei"):
        roles.change(app.company.roles["auditor"], {"grants": ready_grants("auditor", modules())})
        id = accounts.create(accounts.module.draft.parse({"name": "云帆科技", "kind": "company"})).id
    client, grants = sign_in("sun"), app.company.actor("sun").grants
    with app.test_request_context():
        asked = [(rule.endpoint, address(rule, id), method, permission) for rule, method, permission in asked_once(app)]
    before, done = written(app), []
    for endpoint, url, method, permission in asked:
        if permission == "signed_in" or grants.may(permission):
            status = client.open(url, method=method, data={"name": "X", "id": str(id), "ids": str(id)}).status_code
            done += [f"{method} {endpoint}: {status}"] if status >= 500 or written(app) != before else []
    assert done == [] and len(asked) > 300


def address(rule, id: int) -> str:
    numbers = {name: id if isinstance(rule._converters[name], NumberConverter) else "account" for name in rule.arguments}
    return str(rule.build(numbers)[1])


def written(app: Flask) -> int:
    with app.container.db().transaction(writes=False) as work:
        work.cursor.execute("SELECT COUNT(*) FROM change_set")
        return int(work.cursor.fetchone()[0])
