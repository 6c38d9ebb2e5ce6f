"""What happened with the demo company's customers: how a sale goes, told in the words of salespeople."""

from random import Random

Scene = tuple[str, str, tuple[str, ...]]  # kind, subject, sentences of which one is told

PRODUCTS = ("仓储管理系统", "会员运营平台", "工单与派单系统", "设备联网方案", "门店巡检系统", "经营数据看板", "供应商协同平台", "智能客服")
RIVALS = ("原来的供应商", "本地一家集成商", "另一家软件公司", "自研团队")
TAGS = ("重点跟进", "老客户", "转介绍", "价格敏感", "待签约", "展会线索", "续费", "流失风险", "政府项目", "样板客户")

OPENING: tuple[Scene, ...] = (
    (
        "call",
        "首次电话沟通",
        (
            "{who}接的电话，对{product}有兴趣，目前用的是{rival}的方案，合同年底到期。",
            "第一次联系上{who}，介绍了我们在同行业的案例，对方让先发资料。",
            "{who}说今年预算里有{product}这一项，想先了解大概价位。",
            "展会上留的名片，{who}还记得我们，约好下周再细聊。",
        ),
    ),
    (
        "mail",
        "发送公司介绍和案例",
        ("按{who}要求发了公司介绍、{product}白皮书和两个同行业案例。", "资料已发{who}邮箱，抄送了他们信息部，附件含报价区间。"),
    ),
    (
        "note",
        "客户背景",
        (
            "从公开信息看，他们去年新开了三个网点，扩张比较快，{product}应该是刚需。",
            "老客户介绍过来的，介绍人和{who}是大学同学，信任基础不错。",
            "现有系统是2016年上的，接口老旧，{who}抱怨每个月要手工对账。",
        ),
    ),
)
MIDDLE: tuple[Scene, ...] = (
    (
        "visit",
        "上门拜访",
        (
            "拜访{who}，参观了现场，主要痛点是数据要隔天才能看到，库存对不上。",
            "和{who}面谈一个半小时，现场演示了{product}，对移动端操作比较满意。",
            "{who}带我们见了分管副总，副总关心上线周期，希望两个月内能用起来。",
            "去了客户的新园区，{who}介绍了组织架构，采购要走集团招标流程。",
        ),
    ),
    (
        "meeting",
        "需求讨论会",
        (
            "线上会议，{who}和信息部三人参加，梳理出十二条需求，其中两条需要定制。",
            "和客户的业务、财务、信息三方对了流程，{who}负责汇总意见，周五前给我们。",
            "方案评审，对方提出要和现有ERP对接，技术这边评估需要八个人日。",
        ),
    ),
    (
        "call",
        "需求确认",
        (
            "{who}确认先上总部和两个分公司，其余明年再推。",
            "电话里和{who}核对了用户数，从80个调整到120个，报价需要更新。",
            "{who}出差，下周三回来，到时再定演示时间。",
        ),
    ),
    (
        "meeting",
        "产品演示",
        ("给{who}团队演示{product}，问题集中在权限和报表导出，整体反馈积极。", "演示效果不错，{who}当场提出要试用账号，已开通两周。"),
    ),
    (
        "mail",
        "发送报价单",
        ("报价已发{who}：标准版加两项定制，总价{amount}万，有效期30天。", "按最新用户数更新了报价，{amount}万，{who}说要和{rival}比一下。"),
    ),
    (
        "note",
        "竞争情况",
        ("{who}透露{rival}也在谈，价格比我们低一成，但没有本地服务团队。", "对手主打低价，{who}更看重实施能力，可以安排参观样板客户。"),
    ),
    (
        "call",
        "跟进报价",
        (
            "{who}觉得价格偏高，希望能分两期付款。",
            "报价在走内部审批，{who}说财务那边卡在付款方式上。",
            "{who}说老板原则上同意，等月底的经营会过一下。",
            "对方压价到{amount}万，已和领导商量，最多再让五个点。",
        ),
    ),
    (
        "visit",
        "拜访高层",
        ("和总经理聊了半小时，他最关心投入产出，答应给他一份同行业的测算。", "{who}陪同见了新上任的分管领导，需要重新介绍一遍价值。"),
    ),
)
CLOSING: tuple[Scene, ...] = (
    (
        "meeting",
        "商务谈判",
        ("条款基本谈拢，首付四成，验收后付五成，一成质保金。", "{who}坚持要加一年免费维护，我们同意，但实施费不再让步。"),
    ),
    ("note", "合同进展", ("合同已过客户法务，{who}说本周盖章。", "收到盖章合同扫描件，安排下周启动会。")),
    (
        "call",
        "上线回访",
        (
            "{who}反馈系统运行稳定，一线员工已经用起来，希望增加一个审批节点。",
            "使用情况良好，{who}愿意做参考客户。",
            "有两个小问题已转技术，{who}表示理解，明天给答复。",
        ),
    ),
    (
        "call",
        "丢单复盘",
        ("{who}很坦诚，说输在价格和他们集团的统一采购，后面分公司的项目还有机会。", "今年预算被砍，项目推到明年，保持每季度联系一次。"),
    ),
    (
        "visit",
        "客户回访",
        ("中秋前拜访，送了伴手礼，{who}提到年底还有二期预算。", "到现场看使用情况，仓库主管提了几条建议，已记录给产品。"),
    ),
)
PERSONAL: tuple[Scene, ...] = (
    (
        "call",
        "电话回访",
        ("{who}对上次的服务满意，问有没有老客户优惠。", "{who}说最近忙，月底再考虑续费。", "打了两次没接，晚上回了消息，约周末再联系。"),
    ),
    ("note", "客户偏好", ("喜欢微信沟通，不爱接电话；对新品比较感兴趣。", "有两个孩子，关注家庭套餐；朋友圈里可能有潜在客户。")),
    ("visit", "到店咨询", ("{who}到店体验了半小时，对{product}的家用版有兴趣，留了联系方式。", "带朋友一起来的，朋友也登记了信息。")),
    ("mail", "发送活动邀请", ("发了周年活动邀请，{who}回复会来。", "寄出会员生日礼券，提醒下月到期。")),
)
AFTER = (
    "下周三前给答复。",
    "约好周五下午再通一次电话。",
    "已同步给售前同事准备方案。",
    "需要拉上技术一起再谈一次。",
    "等对方领导出差回来再定。",
    "感觉意向比较明确。",
    "目前还在观望，不宜催得太紧。",
    "",
)
TASKS = (
    "给{who}发正式报价",
    "准备{product}演示环境",
    "约{who}确认演示时间",
    "整理需求清单发给{who}",
    "跟进合同盖章",
    "回访{who}使用情况",
    "催首付款到账",
    "给{who}寄样册和资料",
    "安排参观样板客户",
    "确认二期预算",
    "提交折扣申请",
    "续费提醒：联系{who}",
)
RESULTS = (
    "已完成，对方收到。",
    "已沟通，等对方反馈。",
    "发出去了，{who}当天回复没问题。",
    "改到下周，原因是对方临时出差。",
    "顺利，进入下一步。",
)
REMARKS = (
    "决策链较长，采购、信息、财务都要点头。",
    "老板亲自管采购，直接找他最有效。",
    "付款及时，合作两年没有逾期。",
    "对服务响应要求高，承诺2小时内回复。",
    "去年换过一次信息负责人，关系要重新建立。",
    "集团统一采购，分公司只有建议权。",
    "对价格敏感，喜欢比三家。",
    "口碑好，愿意帮忙转介绍。",
)
POSTS = (
    ("总经理", "decision", 90),
    ("副总经理", "decision", 75),
    ("采购经理", "purchase", 50),
    ("信息部主任", "technical", 60),
    ("财务经理", "finance", 40),
    ("运营总监", "influence", 65),
    ("仓储主管", "user", 20),
    ("行政主管", "other", 15),
    ("技术总监", "technical", 55),
    ("市场经理", "influence", 35),
)


class Story:
    """Tells what happened with one customer, in the order in which it happens."""

    def __init__(self, random: Random):
        self.random = random

    def steps(self, person: bool, many: int) -> list[tuple[str, str, str]]:
        """(kind, subject, text with {who}) of so many contacts."""
        if person:
            chosen = [self.random.choice(PERSONAL) for _ in range(min(many, 4))]
        else:
            close = many > 5 and self.random.random() < 0.7
            middle = self.random.sample(MIDDLE, min(len(MIDDLE), max(many - 1 - close * 2, 0)))
            chosen = [self.random.choice(OPENING), *middle, *(self.random.sample(CLOSING, 2) if close else ())]
        product = self.random.choice(PRODUCTS)
        return [(kind, subject, self._text(self.random.choice(texts), product)) for kind, subject, texts in chosen]

    def _text(self, sentence: str, product: str) -> str:
        more = self.random.choice(AFTER) if self.random.random() < 0.5 else ""
        return (
            sentence.replace("{product}", product)
            .replace("{rival}", self.random.choice(RIVALS))
            .replace("{amount}", str(self.random.randrange(8, 96)))
            + more
        )

    def task(self) -> str:
        return self.random.choice(TASKS).replace("{product}", self.random.choice(PRODUCTS))

    def result(self) -> str:
        return self.random.choice(RESULTS)
