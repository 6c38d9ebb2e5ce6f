"""Pages of sign-in sources: their secret, which is typed in and never shown, and a trial that answers in sentences."""

from dataclasses import replace
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import g, render_template, request
from markupsafe import Markup

from crm.container import Container
from crm.domain.kit.module import Module
from crm.domain.platform.identity_provider import MODULE
from crm.domain.platform.oidc import Untrusted
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.kit.fetch import Unreachable
from crm.service.platform.identity_provider import LACKING, IdentityProviderService, is_spoken
from crm.service.platform.ldap import LdapService
from crm.service.platform.oidc import OidcService
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.listing import Address
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, Link
from crm.web.platform.oidc import callback_url

Providers = Annotated[IdentityProviderService, Provide[Container.identity.source]]
Oidc = Annotated[OidcService, Provide[Container.identity.oidc]]
Ldap = Annotated[LdapService, Provide[Container.identity.ldap]]
OTHER = {"oidc": "LDAP", "ldap": "OpenID Connect"}  # the section of the form that a kind has no use for


class IdentityProviderPage(RecordPage):
    """As for every record; a form shows what its kind needs."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        scim = Link(say("Provisioning (SCIM)"), "/identity-providers/scim", "users-group", testid="platform_scim_page.index")
        return (scim, *super().more_links(address))

    def render(self, name: str, **values: Any) -> str:
        if name == "form":
            values["form"] = _fitting(values["form"], values.get("row"))
        return super().render(name, **values)

    def values_of(self, row: Any, refusal: Any, raw: Any) -> dict[str, Any]:
        values = super().values_of(row, refusal, raw)
        return values | {"sections": tuple(part for part in values["sections"] if part.label != OTHER[row.kind])}


def _fitting(form: FormView, row: Any) -> FormView:
    kind = row.kind if row is not None else request.values.get("kind")
    if kind not in OTHER:
        return form
    return replace(form, sections=tuple(part for part in form.sections if part.label != OTHER[kind]))


page = IdentityProviderPage(MODULE)


def beside(module: Module, row: Any) -> Beside:
    """On the page of a source: what to write down at the other side, the secret, the trial."""
    if module.name != MODULE.name:
        return Beside()
    html = render_template(
        "platform/identity_provider/panel.html", row=row, redirect_uri=callback_url(row.id) if row.kind == "oidc" else None,
        has_secret=container().identity.source().has_secret(row.id), lacking=None if is_spoken(row.kind) else LACKING[row.kind][1],
        editable=page.may("edit"), trial=g.get("identity_trial"), secret_error=g.get("identity_secret"),
        asked=request.form.get("account", ""),
    )  # fmt: skip
    return Beside(strips=(Markup(html),))


@page.post("/<int:id>/secret")
@permits("identity_provider.edit")
def store_secret(id: int, providers: Providers) -> Any:
    try:
        providers.put_secret(id, request.form.get("secret", ""))
    except Invalid as refusal:
        g.identity_secret = say(next(iter(refusal.fields.values())))
        return page.page_of(id), 422
    toast(N_("The secret was kept; it is not shown again.") if request.form.get("secret") else N_("The secret was taken away."))
    return page.to("show", id=id)


@page.post("/<int:id>/trial")
@permits("identity_provider.edit")
def trial(id: int, providers: Providers, oidc: Oidc, ldap: Ldap) -> Any:
    row = providers.get(id)
    try:
        said = oidc.trial(row) if row.kind == "oidc" else ldap.trial(row, request.form.get("account", "").strip()[:200])
        g.identity_trial = ("ok", [say(words) for words in said])
    except (Unreachable, Untrusted) as refusal:
        g.identity_trial = ("bad", [say(refusal.words)])
    return page.page_of(id)


OF_RECORD.append(beside)
