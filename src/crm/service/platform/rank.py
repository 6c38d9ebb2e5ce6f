"""Nobody gives, takes or touches rights beyond his own: the one place where that is decided."""

from crm import current
from crm.dao.platform.user import RoleGrants, UserDao
from crm.domain.kit.access import Scope
from crm.errors import Forbidden, Invalid
from crm.language import Words

MORE = Words("This person may do more than you. Only somebody with the same rights can change this.")
LAST = Words("Somebody must remain who may do everything: this is the last active administrator.")


def covered(role: RoleGrants) -> bool:
    """Whether the actor holds everything that the role grants."""
    mine = current.actor().grants
    if mine.everything:
        return True
    return not role.administrator and all(mine.covers(name, Scope(scope)) for name, scope in role.grants.items())


def require_rank(users: UserDao, user_id: int) -> None:
    """Raise Forbidden when the user holds a right that the actor does not: he could be made to lend it."""
    if not all(covered(role) for role in users.role_grants(user_id)):
        raise Forbidden(MORE)


def require_administrator(users: UserDao) -> None:
    """Raise Invalid when nobody is left who may do everything."""
    if not users.administrators():
        raise Invalid({"": LAST})
