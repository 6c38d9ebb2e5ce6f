"""Templates: of each language one is the standard, and papers are printed with it."""

from crm.domain.sales.quote_template import ALL, QuoteTemplateDraft


def make(company, **raw):
    return company.container.trade.quote_template().create(QuoteTemplateDraft.parse(raw))


def test_a_new_standard_takes_the_place_of_the_one_before_it(company):
    service = company.container.trade.quote_template()
    with company.acting("lilei"):
        assert service.choose("zh").blocks == list(ALL) and service.choose("zh").id == 0
        first, other = make(company, name="甲", standard="yes"), make(company, name="E", language="en", standard="yes")
        assert service.choose("zh").id == first.id
        second = make(company, name="乙", standard="yes")
        assert [one.standard for one in (service.get(first.id), service.get(second.id), service.get(other.id))] == [False, True, True]
        assert service.choose("zh").id == second.id and service.choose("zh", first.id).id == first.id
        service.change(second.id, {"active": "no"})
        assert service.choose("zh", second.id).id == first.id
        assert [one.id for one in service.usable("en")] == [other.id]
