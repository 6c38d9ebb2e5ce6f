"""Nobody gives, takes or touches rights beyond his own: the one place where that is decided."""

from crm import current
from crm.dao.platform.user import RoleGrants, UserDao
from crm.domain.kit.access import Scope
from crm.errors import Invalid
from crm.language import Words

MORE = Words("This person may do more than you. Only somebody with the same rights can change this.")
LAST = Words("Somebody must remain who may do everything: this is the last active administrator.")


def not_granted(role: str) -> Words:
    return Words("You cannot grant “{name}”: it allows more than you may do yourself.", name=role)


def covered(role: RoleGrants) -> bool:
    """Whether the actor holds everything that the role grants."""
    mine = current.actor().grants
    if mine.everything:
        return True
    return not role.administrator and all(mine.covers(name, Scope(scope)) for name, scope in role.grants.items())


def covers_all(users: UserDao, user_id: int) -> bool:
    """Whether the actor holds every right of the user: if not, the user could be made to lend it."""
    return all(covered(role) for role in users.role_grants(user_id))


def who_cover(users: UserDao, user_ids: list[int]) -> set[int]:
    """Those of these people whose every right the actor holds."""
    return set(user_ids) - {role.user_id for role in users.held(user_ids) if not covered(role)}


def require_administrator(users: UserDao) -> None:
    """Raise Invalid when nobody is left who may do everything."""
    if not users.administrators():
        raise Invalid({"": LAST})


def require_grantable(users: UserDao, role_id: int) -> None:
    """Raise Invalid when the actor does not hold all that the role grants: nobody lets others hand out more than he has."""
    for role in users.roles_named([role_id]):
        if not covered(role):
            raise Invalid(role_id=not_granted(role.name))
