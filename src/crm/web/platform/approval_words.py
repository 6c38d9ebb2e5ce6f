"""Steps of a flow in words, and the whole flow as a sentence."""

from collections.abc import Sequence
from itertools import groupby

from crm.domain.kit.module import modules
from crm.domain.platform.approval_flow import ApprovalFlow
from crm.domain.platform.approval_step import ApprovalStep
from crm.language import N_, say, say_many
from crm.web.kit.sentence import kept_words

WHO = {
    "person": N_("{name} decides"), "role": N_("one of the holders of {name} decides"),
    "department": N_("the manager of {name} decides"), "owner": N_("the manager of the record’s owner decides"),
}  # fmt: skip
BOSS = N_("the manager of whoever asks decides")
ALL = N_("all holders of {name} decide")
LATE = {
    "remind": N_("then they are reminded"), "pass": N_("then their manager decides"), "approve": N_("then it counts as approved"),
    "refuse": N_("then it counts as refused"),
}  # fmt: skip


def said(step: ApprovalStep) -> str:
    """Who decides, within which time, and what then."""
    name = {"person": step.user_name, "role": step.role_name, "department": step.team_name}.get(step.kind) or "—"
    if step.kind == "chain":
        levels = step.levels or 1
        who = say("{n} managers above whoever asks decide, one after the other", n=levels) if levels > 1 else say(BOSS)
    else:
        who = say(ALL if step.kind == "role" and step.need == "all" else WHO[step.kind], name=name)
    if not step.hours:
        return who
    within = say_many("within {n} working hour", "within {n} working hours", step.hours)
    return say("{who} {within}, {late}", who=who, within=within, late=say(LATE[step.late]))


def sentence(flow: ApprovalFlow, steps: Sequence[ApprovalStep]) -> str:
    """Which records, and who decides about them in which order."""
    module = modules()[flow.subject]
    which = say(module.plural) if not flow.condition else say(
        "{records} where {condition}", records=say(module.plural), condition=kept_words(module, flow.condition)
    )
    parts = [say(" and at the same time ").join(said(step) for step in same) for _, same in groupby(steps, lambda step: step.position)]
    course = say("; after that ").join(parts) if parts else say("whoever administers approvals decides")
    return say("{which}: {course}.", which=which, course=course)
