"""Tells people what happens to their own account: a new device, a changed password or factor, a new token."""

from crm import current
from crm.dao.kit.database import Database
from crm.domain.platform.auth import agent_name
from crm.domain.platform.security import SecurityNoted
from crm.language import N_, Words, moment
from crm.service.kit.event import listens
from crm.service.kit.transaction import transactional
from crm.service.platform.notice import NoticeService
from crm.service.platform.security import SecurityService

TOLD = {
    "new_device": N_("Your account was signed in on a new device: {agent}, {address}"),
    "password_change": N_("Your password was changed"),
    "password_reset": N_("Your password was set anew by a link"),
    "factor_added": N_("A second factor was added to your account"),
    "factor_removed": N_("A second factor was removed from your account"),
    "factor_reset": N_("An administrator reset your second factors"),
    "recovery_codes": N_("New recovery codes were made for your account"),
    "recovery_code": N_("A recovery code was used to sign in to your account"),
    "token": N_("An API token was made in your name: {name}"),
}


class AccountNoticeService:
    def __init__(self, db: Database, security: SecurityService, notices: NoticeService):
        self.db = db
        self.security = security
        self.notices = notices

    @transactional
    def opened(self, user_id: int, address: str | None, agent: str) -> None:
        """Somebody signed in from a browser that does not know him. The first sign-in of all is no news."""
        if len(self.security.lines(2, user_id=user_id, kind="sign_in")) > 1:
            self.security.note("new_device", user_id, address, agent=agent_name(agent))

    @listens(SecurityNoted)
    def tell(self, event: SecurityNoted) -> None:
        """To the person himself, whoever did it. Should it have been somebody else, he knows at once."""
        if event.kind not in TOLD or not event.user_id:
            return
        address, at = event.address or "—", current.now()
        title = Words(TOLD[event.kind], agent=event.detail.get("agent") or "—", address=address, name=event.detail.get("name") or "—")

        def body() -> str:
            advice = Words("{time}. If this was not you, change your password at once and tell your administrator.", time=moment(at))
            return f"{title.said()}\n\n{advice.said()}"

        self.notices.tell([event.user_id], "account", title, "/profile", body)
