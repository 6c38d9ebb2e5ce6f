"""A look at an import before it is run: what would become of its first rows, and the mappings that people have saved."""

from typing import Any

from crm import current
from crm.domain.customer.transfer import ImportRun, Item, SavedMapping
from crm.domain.customer.transfer_ready import normal
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.customer.transfer_batch import Batches
from crm.service.customer.transfer_file import TransferFiles
from crm.service.customer.transfer_read import Source
from crm.service.kit.transaction import reading, transactional

MOST = 100  # saved mappings of one module
LONGEST = 60


class TransferLooks(TransferFiles):
    """Previews and saved mappings."""

    def preview(self, run: ImportRun) -> list[tuple[Item, Any]]:
        """The first lines with what would become of each, and the row that a changed record would be.

        Raises Invalid when the mapping cannot be used yet.
        """
        plan = self.plan(run)
        items = [plan.item(line, cells) for line, cells in self.sample(run)]
        heads = Source(self.opened(run), plan).heads if len(items) < run.estimated else frozenset()
        return self._looked(Batches(self.records, plan, heads=heads), items)

    @reading
    def _looked(self, batches: Batches, items: list[Item]) -> list[tuple[Item, Any]]:
        return batches.look(items)

    @reading
    def mappings(self, module: str) -> list[SavedMapping]:
        self.module(module)
        return self.transfers.mappings(module, MOST)

    def use_mapping(self, run: ImportRun, id: int) -> tuple[list[str], dict[str, Any]]:
        """The mapping and the options that were saved, for the columns of this file."""
        saved = next((one for one in self.mappings(run.module) if one.id == id), None)
        if saved is None:
            raise NotFound()
        return [saved.fields.get(normal(heading), "") for heading in run.header], saved.options

    @transactional
    def save_mapping(self, run: ImportRun, name: str) -> None:
        """Keep how this file is read for all who import into the module. One's own of that name is replaced."""
        self.module(run.module)
        name = " ".join(name.split())
        if not name or len(name) > LONGEST:
            raise Invalid(mapping_name=Words("Give the mapping a name of at most {n} characters.", n=LONGEST))
        if len(self.transfers.mappings(run.module, MOST)) >= MOST:
            raise Invalid(mapping_name=Words("There are {n} saved mappings already. Please remove some.", n=MOST))
        fields = {normal(heading): field for heading, field in zip(run.header, run.mapping, strict=True) if field}
        id = self.records(run.module).writer.sequence.take()[0]
        if not self.transfers.save_mapping(id, run.module, name, fields, run.options, current.actor().id, current.now()):
            raise Invalid(mapping_name=Words("Somebody else has saved a mapping of this name. Please choose another one."))

    @transactional
    def drop_mapping(self, id: int) -> None:
        """One's own; others' stay."""
        if not self.transfers.drop_mapping(id, current.actor().id):
            raise NotFound()
