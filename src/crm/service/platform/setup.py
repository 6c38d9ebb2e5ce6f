"""The first run: a company, its ready roles, its first department and its administrator."""

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit.access import Grants
from crm.domain.kit.text import Refused
from crm.domain.platform.department import DepartmentDraft
from crm.domain.platform.role_ready import READY
from crm.domain.platform.setting import SETTINGS
from crm.domain.platform.user import UserDraft
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.auth import AuthService
from crm.service.platform.department import DepartmentService
from crm.service.platform.password import PasswordService
from crm.service.platform.role import RoleService
from crm.service.platform.setting import SettingService
from crm.service.platform.user import UserService

SYSTEM = current.Actor(0, "system", grants=Grants(everything=True))


class SetupService:
    def __init__(
        self, db: Database, users: UserService, roles: RoleService, departments: DepartmentService, settings: SettingService,
        passwords: PasswordService, auth: AuthService,
    ):  # fmt: skip
        self.db = db
        self.users = users
        self.roles = roles
        self.departments = departments
        self.settings = settings
        self.passwords = passwords
        self.auth = auth
        self._founded = False

    def needed(self) -> bool:
        """Whether nobody was ever here. Asked of the database only until somebody is."""
        if not self._founded:
            self._founded = self._somebody()
        return not self._founded

    @reading
    def _somebody(self) -> bool:
        return self.users.records.count_users() > 0

    def found(
        self,
        company: str,
        name: str,
        account: str,
        password: str,
        language: str = "zh",
        mail: str | None = None,
        timezone: str | None = None,
        check: bool = True,
    ) -> int:
        """Found the company; gives the administrator's id. NotFound when it was founded before, Invalid as forms show it.

        `check` holds the password against the rules; a demo's well-known one does without.
        """
        with current.acting(actor=SYSTEM, language=language):
            try:
                named = SETTINGS["company"].parse(company)
            except Refused as no:
                raise Invalid(company=no.words) from None
            raw = {"name": name, "account": account, "mail": mail, "language": language}
            draft = UserDraft.parse(raw | {"timezone": timezone or self.settings.get("timezone")})
            if not draft.account:
                raise Invalid(account=Words("Please fill this in."))
            if check:
                self.passwords.check(password, (name, account, mail, company))
            user_id = self._found(named, draft)
            self.auth.set_password(user_id, password)
        self._founded = True
        return user_id

    @transactional
    def _found(self, company: str, draft: UserDraft) -> int:
        self.users.records.move_stamp()  # two at once: the second waits here, and finds the first
        if self._somebody():
            raise NotFound(Words("This CRM is already set up."))
        department = self.departments.create(DepartmentDraft.parse({"name": company}))
        roles = {key: self.roles.create_ready(key).id for key in READY}
        values = draft.values() | {"department_id": department.id, "roles": [roles["administrator"]]}
        user = self.users.create(UserDraft(**values))
        self.settings.change({"company": company, "language": draft.language, "timezone": draft.timezone})
        return user.id
