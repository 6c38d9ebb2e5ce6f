"""Ready maps: the columns that other systems and address books export, and what each of them is here."""

from dataclasses import dataclass

PEOPLE, COMPANIES = "contact", "account"


@dataclass(frozen=True)
class Ready:
    """One system's export. `marks`: headings of which one tells it; `maps`: module -> lines of `field: heading | heading`."""

    name: str
    label: str
    marks: str
    maps: dict[str, str]
    is_book: bool = False  # an address book: people may be there with a mail address alone


_PLACE = {
    "address": ("street", "address"), "city": ("city",), "province": ("state", "region", "province", "state/province"),
    "zip": ("zip", "zip code", "zipcode", "postal code", "zip/postal code"), "country": ("country", "country/region"),
}  # fmt: skip


def _addresses(*places: str) -> str:
    """Lines for the first address, the second and so on; a place may have two names: business/work."""
    return "".join(
        f"{part}{f'_{n}' if n > 1 else ''}: {' | '.join(f'{one} {word}' for one in place.split('/') for word in words)}\n"
        for n, place in enumerate(places, 1)
        for part, words in _PLACE.items()
    )


_WHO = """
name: name | display name | full name | file as
given: first name | given name
family: last name | family name
account_id: company | organization | organization name | organization 1 - name | company name | account name
title: job title | organization title | organization 1 - title
gender: gender
birthday: birthday
remark: notes
"""
_CARD = _WHO + """
phones: phones
mails: mails
wechat: wechat
tags: tags
remark: remark
""" + "".join(
    f"address{n}: street{h}\ncity{n}: city{h}\nprovince{n}: province{h}\nzip{n}: zip{h}\ncountry{n}: country{h}\n"
    for n, h in (("", ""), ("_2", " 2"), ("_3", " 3"))
)  # fmt: skip

READY = (
    Ready("vcard", "vCard", "", {PEOPLE: _CARD, COMPANIES: """
name: name
phone: phones
mail: mails
website: website
address: street
city: city
province: province
zip: zip
country: country
tags: tags
remark: remark
"""}, True),
    Ready("google", "Google",
          "E-mail 1 - Value | Phone 1 - Value | Yomi Name | Group Membership | E-mail 1 - Label", {PEOPLE: _WHO + """
phones: phone # - value
mails: e-mail # - value
tags: group membership | labels
address: address 1 - street
city: address 1 - city
province: address 1 - region
zip: address 1 - postal code
country: address 1 - country
address_2: address 2 - street
city_2: address 2 - city
province_2: address 2 - region
zip_2: address 2 - postal code
country_2: address 2 - country
address_3: address 3 - street
city_3: address 3 - city
province_3: address 3 - region
zip_3: address 3 - postal code
country_3: address 3 - country
"""}, True),
    Ready("thunderbird", "Thunderbird",
          "Primary Email | Secondary Email | Screen Name | Home ZipCode", {
        PEOPLE: _WHO.replace("birthday: ", "birthday: birth year | birth month | ") + """
mails: primary email | secondary email
phones: work phone | home phone | fax number | pager number | mobile number
""" + _addresses("home", "work")}, True),
    Ready("outlook", "Outlook",
          "E-mail Address | E-mail 2 Address | E-mail Display Name | Email Home | Email Work | Business Phone | 电子邮件地址", {
        PEOPLE: _WHO + """
mails: e-mail address | e-mail # address | email home | email work | email other | 电子邮件地址 | 电子邮件 # 地址
phones: primary phone | business phone | business phone # | home phone | home phone # | mobile phone | home mobile | other phone
phones: company main phone | car phone | pager | home fax | business fax | other fax | phone video | assistant's phone | radio phone
phones: 移动电话 | 商务电话 | 商务电话 # | 住宅电话 | 住宅电话 # | 其他电话
tags: categories | 类别
given: 名
family: 姓
account_id: 单位 | 公司
title: 职务
remark: 附注
address: 商务地址 街道
city: 商务地址 市/县
province: 商务地址 省/市/自治区
zip: 商务地址 邮政编码
country: 商务地址 国家/地区
""" + _addresses("home", "business/work", "other")}, True),
    Ready("salesforce", "Salesforce",
          "BillingStreet | Billing Street | BillingCity | Billing State/Province | MailingStreet | Mailing Street | "
          "MailingCity | Mailing City | IsDeleted | SystemModstamp", {
        PEOPLE: """
name: name | full name
given: first name
family: last name
account_id: account name | account
title: title
mails: email
phones: phone | mobile phone | mobile | home phone | other phone | asst. phone
birthday: birthdate
remark: description
owner_id: contact owner | owner name
created_by: created by
created_at: created date
""" + _addresses("mailing", "other"),
        COMPANIES: """
name: account name | name
phone: phone
website: website
industry: industry
employees: employees | number of employees
remark: description | account description
parent_id: parent account
owner_id: account owner | owner name
created_by: created by
created_at: created date
""" + _addresses("billing")}),
    Ready("hubspot", "HubSpot", "Record ID | Contact owner | Company owner | Lifecycle Stage | Company Domain Name", {
        PEOPLE: """
given: first name
family: last name
account_id: associated company | company name | primary associated company
title: job title
mails: email | work email
phones: phone number | mobile phone number
address: street address
city: city
province: state/region
zip: postal code
country: country/region
birthday: date of birth
gender: gender
remark: message
owner_id: contact owner
created_by: created by user
created_at: create date
""",
        COMPANIES: """
name: company name | name
phone: phone number
website: website url | company domain name
employees: number of employees
founded: year founded
address: street address
city: city
province: state/region
zip: postal code
country: country/region
remark: description
parent_id: parent company
owner_id: company owner
created_by: created by user
created_at: create date
"""}),
    Ready("espocrm", "EspoCRM",
          "billingAddressStreet | billingAddressCity | addressStreet | emailAddress | assignedUserName | createdByName", {
        PEOPLE: """
name: name
given: first name
family: last name
account_id: account name | account
title: account title | title
mails: email address | email
phones: phone number | phone
address: address street
city: address city
province: address state
zip: address postal code
country: address country
remark: description
owner_id: assigned user name | assigned user
created_by: created by name | created by
created_at: created at
""",
        COMPANIES: """
name: name
phone: phone number | phone
mail: email address | email
website: website
address: billing address street
city: billing address city
province: billing address state
zip: billing address postal code
country: billing address country
remark: description
owner_id: assigned user name | assigned user
created_by: created by name | created by
created_at: created at
"""}),
    Ready("wukong", "悟空 CRM", "成交状态 | 是否关键决策人 | 最后跟进记录 | 距进入公海天数 | 直属上级", {
        PEOPLE: """
name: 姓名 | 联系人姓名
account_id: 客户名称
title: 职务
phones: 手机 | 电话
mails: 邮箱 | 电子邮箱
gender: 性别
address: 地址 | 详细地址
remark: 备注
tags: 标签
owner_id: 负责人
created_by: 创建人
created_at: 创建时间
""",
        COMPANIES: """
name: 客户名称
grade: 客户级别
industry: 客户行业
source: 客户来源
phone: 手机 | 电话
mail: 邮箱
website: 网址
province: 省
city: 市
district: 区
address: 详细地址
next_follow_at: 下次联系时间
remark: 备注
tags: 标签
owner_id: 负责人
created_by: 创建人
created_at: 创建时间
"""}),
)  # fmt: skip
