"""Tags in the database."""

from crm.domain.customer.tag import TagDraft


def test_names_come_in_the_order_of_pinyin_without_the_removed_ones(company):
    tags, service = company.container.customer.tag_dao(), company.container.customer.tag()
    with company.acting("lilei"), tags.db.transaction():
        made = {name: service.create(TagDraft.parse({"name": name})) for name in ("展会", "VIP", "北京")}
        assert tags.names() == ["北京", "VIP", "展会"]
        service.remove_all([made["VIP"].id])
        assert tags.names() == ["北京", "展会"]
        assert set(tags.known(["展会", "VIP", "无"])) == {"展会"}
        assert tags.known([]) == []
