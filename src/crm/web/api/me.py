"""Whom the token acts for, and what it may do."""

from werkzeug.wrappers import Response

from crm import current
from crm.web.api.page import ApiPage, answer


def show() -> Response:
    actor = current.actor()
    scopes = {name: scope.name.lower() for name, scope in sorted(actor.grants.scopes.items()) if scope}
    return answer(
        {"id": actor.id, "name": actor.name, "department_id": actor.department_id, "language": actor.language,
         "timezone": actor.timezone, "scopes": scopes}
    )  # fmt: skip


page = ApiPage(__name__)
page.add("/me", show, "signed_in")
