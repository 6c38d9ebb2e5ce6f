"""What has to hold of a database whatever happened to the program, the database or the disk."""

from collections import Counter

from crm.domain.kit.module import Module, modules
from crm.domain.platform.chain import CHAINS
from tests.faults.site import Site, system
from tests.faults.writers import PLURALS, Write, Writers

UNTOLD = "SELECT COUNT(*) FROM {table} r WHERE NOT EXISTS (SELECT 1 FROM change_item i WHERE i.module = '{name}' AND i.record_id = r.id)"
UNMADE = (
    "SELECT COUNT(DISTINCT i.record_id) FROM change_item i WHERE i.module = '{name}' "
    "AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = i.record_id)"
)
KEYLESS = "SELECT COUNT(*) FROM once_key k WHERE k.module = '{name}' AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = k.record_id)"


def broken(site: Site) -> list[str]:
    """What is not whole: half records, a chain with a gap, sums that are not what records add up to, damage of the file."""
    crm, found = site.crm, []
    with system(), crm.db().transaction(writes=False) as work:
        for module in (modules()[name] for name in PLURALS):
            for what, sql in (("records without journal", UNTOLD), ("journal without record", UNMADE), ("keys without record", KEYLESS)):
                work.cursor.execute(sql.format(table=module.table, name=module.name))
                found += [f"{count} {what}: {module.name}" for (count,) in work.cursor.fetchall() if count]
            found += _strays(site, module)
        doctor = crm.platform.doctor().doctor
        found += [f"{one.count} orphans in {one.name}" for one in (doctor.orphans() if crm.db().dialect == "sqlite" else []) if one.count]
    with system():
        found += doctor.damage()
        chains = crm.trace.chain().reader
        found += [f"{name} is broken at {seen.broken_id}: {seen.broken}" for name in CHAINS if (seen := chains.whole(name)).broken]
        sums = crm.sales.opportunity_tally().wrong() + crm.sales.dashboard().wrong()
        found += [f"{sums} wrong sums"] if sums else []
    return found


def _strays(site: Site, module: Module) -> list[str]:
    missing, surplus = site.crm.platform.doctor().doctor.strays(module)
    return [f"search index of {module.name}: {missing} wrong or missing, {surplus} surplus"] if missing or surplus else []


def lost(site: Site, writers: Writers) -> list[str]:
    """Acknowledged creates and changes that are not there as they were acknowledged."""
    found = []
    with system(), site.crm.db().transaction(writes=False) as work:
        work.cursor.execute("SELECT id, name, remark FROM account")
        here = {id: (name, remark) for id, name, remark in work.cursor.fetchall()}
        work.cursor.execute("SELECT id, name, amount FROM opportunity")
        here |= {id: (name, amount) for id, name, amount in work.cursor.fetchall()}
    for one in writers.made:
        name, more = here.get(one.id or 0, (None, None))
        if name != one.given["name"] or one.module == "opportunity" and more != one.given["amount"] * 10_000:
            found.append(f"{one.module} {one.id} “{one.given['name']}” is {name} {more}")
        elif one.module == "account" and more not in _remarks(writers, one):
            found.append(f"remark of {one.id} is {more}")
    return found


def _remarks(writers: Writers, one: Write) -> tuple[str | None, ...]:
    """What may stand there: what was acknowledged; else nothing, or what was asked for and never answered."""
    assert one.id
    if one.id in writers.changed:
        return (writers.changed[one.id],)
    return one.given.get("remark"), writers.maybe.get(one.id)


def doubled(site: Site) -> list[str]:
    """Names that stand there twice: each was asked for under one key."""
    found = []
    with system(), site.crm.db().transaction(writes=False) as work:
        for name in PLURALS:
            work.cursor.execute(f"SELECT name FROM {modules()[name].table}")
            found += [name for (name,), n in Counter(work.cursor.fetchall()).items() if n > 1]
    return found
