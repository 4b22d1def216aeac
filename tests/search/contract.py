"""What every search engine must do. An engine's tests subclass `EngineContract` and give `engine`.

The documents are a small township's; ids say what they are.
"""

import time
from dataclasses import replace
from datetime import date

import pytest

from search.documents import SearchDocument
from search.engines import SearchEngine
from search.entities import Dictionary, Entity, EntityKind
from search.highlighting import Highlighter
from search.query import Filters, Plan, parse_query
from search.results import Found
from search.stages import find
from tests.search.hostile_queries import HOSTILE_QUERIES

LAW, DEPARTMENT, VILLAGE = EntityKind.LAW, EntityKind.DEPARTMENT, EntityKind.VILLAGE

CIVIL, FRAUD, MINORS, LABOUR, WATER, PUBLIC_SECURITY, CONSTITUTION = range(1, 8)
COUNTY, TOWNSHIP, POLICE, JUSTICE, OTHER_TOWNSHIP, OTHER_POLICE = range(1, 7)
SHUANGLONG, STONE_BRIDGE, GREAT_STONE_BRIDGE = range(1, 4)
LECTURE, LEAFLETS = 71, 72
CHILDREN, FARMERS = 81, 82
CONSTITUTION_WEEK = 91

DICTIONARY = Dictionary(
    [
        Entity(LAW, CIVIL, "civil-code", "民法典", ("中华人民共和国民法典", "民典")),
        Entity(
            LAW,
            FRAUD,
            "fraud",
            "反电信网络诈骗法",
            ("中华人民共和国反电信网络诈骗法", "反诈法", "反电诈法"),
        ),
        Entity(LAW, MINORS, "minors", "未成年人保护法", ("未保法",)),
        Entity(LAW, LABOUR, "labour", "劳动法", ("中华人民共和国劳动法",)),
        Entity(LAW, WATER, "water", "水法", ("中华人民共和国水法",)),
        Entity(LAW, PUBLIC_SECURITY, "security", "治安管理处罚法", ("治安处罚法",)),
        Entity(LAW, CONSTITUTION, "constitution", "宪法", ("中华人民共和国宪法",)),
        Entity(DEPARTMENT, COUNTY, "county", "云山县"),
        Entity(DEPARTMENT, TOWNSHIP, "sanjiao", "三教镇"),
        Entity(DEPARTMENT, POLICE, "sanjiao-police", "三教镇派出所", ("派出所",)),
        Entity(DEPARTMENT, JUSTICE, "sanjiao-justice", "三教镇司法所", ("司法所",)),
        Entity(DEPARTMENT, OTHER_TOWNSHIP, "shuizhai", "水寨镇"),
        Entity(DEPARTMENT, OTHER_POLICE, "shuizhai-police", "水寨镇派出所", ("派出所",)),
        Entity(VILLAGE, SHUANGLONG, "shuanglong", "双龙村"),
        Entity(VILLAGE, STONE_BRIDGE, "shiqiao", "石桥村"),
        Entity(VILLAGE, GREAT_STONE_BRIDGE, "dashiqiao", "大石桥村"),
    ],
    synonyms={
        "家暴": ("家庭暴力",),
        "酒驾": ("醉酒驾驶",),
        "欠薪": ("拖欠工资",),
    },
)

BRANCHES = {
    POLICE: (COUNTY, TOWNSHIP, POLICE),
    JUSTICE: (COUNTY, TOWNSHIP, JUSTICE),
    OTHER_POLICE: (COUNTY, OTHER_TOWNSHIP, OTHER_POLICE),
}


def document(
    pk: int,
    title: str,
    body: str = "",
    *,
    kind: str = "report",
    unit: int = JUSTICE,
    laws: tuple[int, ...] = (),
    day: str = "2023-05-01",
    **more: object,
) -> SearchDocument:
    when = date.fromisoformat(day)
    return SearchDocument(
        id=pk,
        version=1,
        kind=kind,
        title=title,
        url=f"/{pk}/",
        body=body,
        law_ids=laws,
        department_ids=BRANCHES[unit],
        year=when.year,
        date=when,
        rank=when.toordinal() * 10**10 + pk,
        **more,
    )


FRAUD_TALK, FRAUD_LEAFLETS, FRAUD_OTHER, CIVIL_MONTH, CIVIL_CASE, ARTICLE = range(101, 107)
WATER_SAVING, WATER_LAW, LABOUR_KNOWLEDGE, LABOUR_LAW, BRIDE_PRICE, COURT = range(107, 113)
PLAN, NOTICE, CONSTITUTION_DAY, HOTLINE, FALSE_HOTLINE, GREAT_BRIDGE, BRIDGE = range(113, 120)
VIOLENCE, CAMPUS, LED, WHO, YARD, OLD_LIST, NEW_LIST, UNTAGGED, ASSEMBLY = range(120, 129)

DOCUMENTS = [
    document(
        FRAUD_TALK,
        "三教镇派出所走进双龙村宣讲反诈知识",
        "民警讲解刷单返利等骗术，现场演示《中华人民共和国反电信网络诈骗法》的条文。",
        village_ids=(SHUANGLONG,),
        form_ids=(LECTURE, LEAFLETS),
        audience_ids=(FARMERS,),
        unit=POLICE,
        laws=(FRAUD,),
        day="2023-03-01",
    ),
    document(
        FRAUD_LEAFLETS,
        "赶场天设点咨询",
        "工作人员发放《反电信网络诈骗法》《民法典》《宪法》等宣传资料300余份。",
        form_ids=(LEAFLETS,),
        day="2023-06-01",
    ),
    document(
        FRAUD_OTHER,
        "水寨镇开展反电诈法宣传",
        "结合辖区警情，解读反电诈法。",
        unit=OTHER_POLICE,
        laws=(FRAUD,),
        day="2022-04-01",
    ),
    document(
        CIVIL_MONTH,
        "三教镇启动民法典宣传月活动",
        "律师解读婚姻家庭编，群众踊跃提问。",
        laws=(CIVIL,),
        day="2023-05-06",
    ),
    document(
        CIVIL_CASE,
        "以案释法：拾得耕牛应当归还",
        "根据民法典的规定，拾得遗失物应当返还权利人。",
        kind="case",
        laws=(CIVIL,),
        day="2022-05-20",
    ),
    document(
        ARTICLE,
        "以案释法：家风与忠实义务",
        "《民法典》第一千零四十三条规定，家庭应当树立优良家风。",
        kind="case",
        laws=(CIVIL,),
        day="2021-05-20",
    ),
    document(WATER_SAVING, "节水法治宣传进校园", "讲解节约用水的常识。"),
    document(WATER_LAW, "世界水日学习《水法》", "河长办组织学习水法的主要制度。", laws=(WATER,)),
    document(LABOUR_KNOWLEDGE, "工地上的劳动法律知识课", "为务工人员讲解维权途径。"),
    document(LABOUR_LAW, "劳动法规定了哪些休息休假", "劳动法对工作时间作了规定。", laws=(LABOUR,)),
    document(BRIDE_PRICE, "倡导婚事新办", "村民代表会议通过决议，抵制高额彩礼返还难的陋习。"),
    document(COURT, "旁听庭审", "村民走进人民法院，感受村民法治意识的提升。"),
    document(
        PLAN,
        "关于印发《三教镇“1248”精准化普法工作方案》的通知",
        "三教府发〔2023〕56号。各村（社区）：现将方案印发给你们，请认真贯彻执行。",
        kind="notice",
        day="2023-07-28",
    ),
    document(
        NOTICE,
        "关于报送工作情况的通知",
        "三教府发〔2023〕156号。请于10月底前报送。",
        kind="notice",
        day="2023-09-01",
    ),
    document(
        CONSTITUTION_DAY,
        "“12·4”国家宪法日宣传活动",
        "十二月四日是国家宪法日，干部职工面向国旗宣誓。",
        form_ids=(LECTURE,),
        audience_ids=(CHILDREN, FARMERS),
        day_ids=(CONSTITUTION_WEEK,),
        laws=(CONSTITUTION,),
        day="2023-12-04",
    ),
    document(HOTLINE, "免费法律咨询", "群众遇到难题可拨打12348热线。"),
    document(FALSE_HOTLINE, "联系方式变更", "新号码为02361234812，编号49612348。"),
    document(GREAT_BRIDGE, "大石桥村法治文化广场", "由村里维护。", kind="site", day="2020-01-01"),
    document(BRIDGE, "石桥村法治宣传栏", "更新挂图12幅。", kind="site", day="2020-01-01"),
    document(VIOLENCE, "什么是人身安全保护令", "遭受家庭暴力可以向人民法院申请。"),
    document(CAMPUS, "抵制校园欺凌", "通过情景剧讲解如何求助。", laws=(MINORS,)),
    document(LED, "LED屏滚动播放标语", "安装国家反诈中心APP，扫二维码加入QQ群。"),
    document(WHO, "落实“谁执法、谁普法”责任制", "做到执法与宣传同步。"),
    document(YARD, "院坝会里话规矩", "网格长把板凳会开到田间地头。"),
    document(
        OLD_LIST,
        "三教镇司法所2021年度普法责任清单",
        "内容：社区矫正。",
        kind="list",
        day="2021-01-10",
    ),
    document(
        NEW_LIST,
        "三教镇司法所2023年度普法责任清单",
        "内容：法律援助。",
        kind="list",
        day="2023-01-10",
    ),
    document(
        UNTAGGED,
        "护苗行动",
        "走访留守儿童。",
        labels=("未成年人保护法", "法治副校长"),
        laws=(MINORS,),
    ),
    document(ASSEMBLY, "广大会员参加培训", "老人大多听得认真，负责人大力支持。"),
]


class EngineContract:
    """The suite. `engine` must be empty and analyse with `DICTIONARY`."""

    @pytest.fixture
    def engine(self) -> SearchEngine:
        raise NotImplementedError

    @pytest.fixture
    def full(self, engine: SearchEngine) -> SearchEngine:
        engine.replace(DOCUMENTS)
        return engine

    def ask(
        self,
        engine: SearchEngine,
        q: str,
        *,
        start: int = 0,
        size: int = 50,
        by_date: bool = False,
        off: frozenset[Entity] = frozenset(),
        **filters: object,
    ) -> Found:
        chosen = Filters(**{name: frozenset(values) for name, values in filters.items()})
        plan = parse_query(q, DICTIONARY, by_date=by_date, off=off)
        return find(plan, chosen, start=start, size=size, engine=engine, dictionary=DICTIONARY)[1]

    def answered(self, engine: SearchEngine, q: str) -> Plan:
        """The plan that gave the answer."""
        plan = parse_query(q, DICTIONARY)
        return find(plan, Filters(), start=0, size=1, engine=engine, dictionary=DICTIONARY)[0]

    def ids(self, engine: SearchEngine, q: str, **more: object) -> list[int]:
        return [hit.id for hit in self.ask(engine, q, **more).hits]

    # --------------------------------------------------------------- finding

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("彩礼", {BRIDE_PRICE}),  # inside a sentence without spaces
            ("耕牛", {CIVIL_CASE}),
            ("情景剧", {CAMPUS}),
            ("田间地头", {YARD}),
            ("院坝会", {YARD}),  # no dictionary knows this word
            ("板凳会", {YARD}),
            ("法治副校长", {UNTAGGED}),  # stands in the labels only
            ("刷单 骗术", {FRAUD_TALK}),  # both words, in any order
            ("骗术 刷单", {FRAUD_TALK}),
            ("刷单 彩礼 田间地头 耕牛 情景剧 国旗 印发", set()),
            ("感受村民法治意识的提升", {COURT}),  # a piece of a sentence
            ("织学习水法的主要制", {WATER_LAW}),  # cut in the middle of words
            ("谁执法谁普法", {WHO}),  # the text sets marks between
            ("家暴", {VIOLENCE}),  # a synonym
            ("led屏", {LED}),
            ("ＬＥＤ屏", {LED}),
            ("qq群", {LED}),
            ("反诈中心app", {LED}),
            ("校園欺凌", {CAMPUS}),  # traditional
            ("節水法治", {WATER_SAVING}),
        ],
    )
    def test_finds_the_words_wherever_they_stand(self, full, query, found):
        hits = set(self.ids(full, query))
        if found:
            assert hits == found
        else:
            # Nothing holds them all: what holds some of them is given instead.
            assert hits <= {
                FRAUD_TALK,
                BRIDE_PRICE,
                YARD,
                CIVIL_CASE,
                CAMPUS,
                CONSTITUTION_DAY,
                PLAN,
            }

    @pytest.mark.parametrize(
        "query",
        [
            "反诈法",
            "反电诈法",
            "反电信网络诈骗法",
            "中华人民共和国反电信网络诈骗法",
            "《反电信网络诈骗法》",
            "反電信網絡詐騙法",
        ],
    )
    def test_finds_a_law_by_every_name_it_goes_by(self, full, query):
        assert set(self.ids(full, query)) == {FRAUD_TALK, FRAUD_LEAFLETS, FRAUD_OTHER}

    def test_finds_a_law_the_page_is_marked_with_though_its_text_does_not_name_it(self, full):
        assert set(self.ids(full, "未保法")) == {CAMPUS, UNTAGGED}

    def test_finds_words_of_a_laws_name_where_the_text_has_an_alias(self, full):
        assert FRAUD_OTHER in self.ids(full, "电信网络诈骗")

    @pytest.mark.parametrize(
        ("query", "found", "not_found"),
        [
            ("水法", WATER_LAW, WATER_SAVING),  # 节水|法治
            ("劳动法", LABOUR_LAW, LABOUR_KNOWLEDGE),  # 劳动|法律
            ("民法", None, COURT),  # 村民|法治, 人民|法院
            ("石桥村", BRIDGE, GREAT_BRIDGE),
            ("大石桥村", GREAT_BRIDGE, BRIDGE),
            ("12348", HOTLINE, FALSE_HOTLINE),
            ("大会", None, ASSEMBLY),  # 广大|会员
            ("人大", None, ASSEMBLY),  # 老人|大多
        ],
    )
    def test_never_cuts_a_name_or_word_out_of_two_others(self, full, query, found, not_found):
        engine_ids = [hit.id for hit in self.strict(full, query).hits]
        assert not_found not in engine_ids
        assert found is None or found in engine_ids

    def strict(self, engine: SearchEngine, q: str) -> Found:
        return engine.search(parse_query(q, DICTIONARY), Filters(), start=0, size=50)

    @pytest.mark.parametrize(
        "query",
        [
            "1043条",
            "第1043条",
            "第一千零四十三条",
            "民法典 1043条",
            "民法典1043",
            "民法典第一千零四十三条",
        ],
    )
    def test_finds_an_article_by_its_number_written_either_way(self, full, query):
        assert self.ids(full, query) == [ARTICLE]

    @pytest.mark.parametrize(
        "query",
        ["三教府发〔2023〕56号", "三教府发[2023]56号", "三教府发（2023）56号", "〔2023〕56号"],
    )
    def test_finds_a_document_number_whatever_its_brackets(self, full, query):
        assert self.ids(full, query) == [PLAN]

    @pytest.mark.parametrize("query", ["12·4", "12.4", "１２·４"])
    def test_finds_a_day_written_with_a_dot(self, full, query):
        assert self.ids(full, query) == [CONSTITUTION_DAY]

    @pytest.mark.parametrize(
        "query", ["司法所 2021", "司法所 2021年", "2021年度普法责任清单", "二〇二一年清单"]
    )
    def test_a_year_narrows_a_search(self, full, query):
        assert OLD_LIST in self.ids(full, query)
        assert NEW_LIST not in self.ids(full, query)

    def test_a_shared_name_finds_every_office_that_has_it(self, full):
        assert {FRAUD_TALK, FRAUD_OTHER} <= set(self.ids(full, "派出所"))

    def test_a_township_finds_what_its_offices_did(self, full):
        found = self.ids(full, "水寨镇")
        assert found == [FRAUD_OTHER]

    def test_a_phrase_must_stand_as_it_is(self, full):
        assert self.ids(full, '"走进双龙村宣讲"') == [FRAUD_TALK]
        assert self.ids(full, "“国家宪法日”") == [CONSTITUTION_DAY]
        assert self.ids(full, '"宣讲双龙村"') == []

    def test_a_minus_leaves_out(self, full):
        assert set(self.ids(full, "反诈法 -水寨镇")) == {FRAUD_TALK, FRAUD_LEAFLETS}
        assert set(self.ids(full, "反诈法 -资料")) == {FRAUD_TALK, FRAUD_OTHER}

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("校园欺零", CAMPUS),  # the same sound
            ("高额彩里", BRIDE_PRICE),
            ("治安管理处法法", None),
            ("wbf", CAMPUS),  # initials
            ("minfadian", CIVIL_CASE),
            ("三角镇", CIVIL_MONTH),  # a word, but in a name of three characters
        ],
    )
    def test_mends_a_slip_of_the_keyboard(self, full, query, found):
        if found is None:
            full.replace([document(900, "学习治安处罚法", laws=(PUBLIC_SECURITY,))])
            found = 900
        assert found in self.ids(full, query)

    @pytest.mark.parametrize(
        ("query", "other"),
        [("打架", "请大家注意"), ("打人", "大人带头"), ("酒驾", "登记九家餐馆")],
    )
    def test_a_word_or_what_has_synonyms_is_not_changed_by_its_sound(self, full, query, other):
        full.replace([document(900, other)])
        assert self.ids(full, query) == []
        assert self.answered(full, query).mended == ""

    def test_a_word_that_sounds_alike_is_pointed_out_where_many_hold_it(self, full):
        full.replace(document(pk, "招领启事") for pk in range(900, 904))
        assert self.answered(full, "启示").meant == ""
        full.replace([document(904, "招领启事")])
        plan = self.answered(full, "启示")
        assert (plan.meant, plan.mended) == ("启事", "")
        assert self.ids(full, "启示") == []
        assert self.answered(full, "酒驾").meant == ""
        full.replace(document(pk, "同时举行") for pk in range(905, 910))
        assert self.answered(full, "交通事故").meant == ""  # 通事 is no word

    def test_a_character_with_what_may_be_a_particle_is_a_word_that_was_mistyped(self, full):
        full.replace([document(900, "彩票站开到村口")])
        assert self.ids(full, "彩里") == [BRIDE_PRICE]
        assert self.answered(full, "彩里").mended == "彩礼"
        assert self.ids(full, "牛上") == [CIVIL_CASE]  # nothing sounds like it

    @pytest.mark.parametrize(
        ("query", "mended"),
        [
            ('mfd -"以案 释法"', '民法典 -"以案 释法"'),
            ("“国家宪法日” xf", "“国家宪法日” 宪法"),
            ("高额彩里 -“田间 地头”", "高额彩礼 -“田间 地头”"),
            ("治安管理处法法 -“田间 地头”", "治安管理处罚法 -“田间 地头”"),
            ("“mfd”", ""),
            ("院霸会 -“mfd”", "院坝会 -“mfd”"),
        ],
    )
    def test_mending_leaves_phrases_and_exclusions_as_they_are(self, full, query, mended):
        full.replace([document(900, "学习治安处罚法", laws=(PUBLIC_SECURITY,))])
        plan = self.answered(full, query)
        assert plan.mended == mended
        if mended:
            asked = parse_query(query, DICTIONARY)
            assert (plan.phrases, plan.excluded) == (asked.phrases, asked.excluded)

    def test_mending_keeps_the_remarks(self, full):
        plan = self.answered(full, f"校园欺零{'！' * 130}")
        assert plan.mended.startswith("校园欺凌！")
        assert "搜索词过长" in plan.notes[0]

    def test_a_synonym_of_several_words_gives_way_to_them(self, full):
        wages, law = (
            document(900, "两个月没有领到工资", "包工头一直拖欠。"),
            document(901, "工资条例"),
        )
        full.replace([law])
        assert self.ids(full, "欠薪怎么办") == [901]
        assert "其中一部分" in self.answered(full, "欠薪怎么办").notes[-1]
        full.replace([wages])
        assert self.ids(full, "欠薪怎么办") == [900]
        assert set(self.ids(full, "欠薪 耕牛")) == {900, CIVIL_CASE}

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("我捡到一头耕牛怎么办要不要归还权利人", CIVIL_CASE),
            ("孩子在校园里被欺凌怎么求助", CAMPUS),
            ("工地上打工的人有哪些维权途径", LABOUR_KNOWLEDGE),
        ],
    )
    def test_answers_a_whole_question_with_what_holds_its_rarest_words(self, full, query, found):
        assert self.ids(full, query)[0] == found

    def test_a_case_answers_a_question_if_it_holds_the_rarest_word(self, full):
        subjects = ["人身安全保护", "建房", "司法确认", "行政复议", "工伤"]
        full.replace(
            document(900 + number, f"以案释法：{subject}", "当事人提出申请。", kind="case")
            for number, subject in enumerate(subjects)
        )
        assert self.ids(full, "法律援助 怎么申请")[0] == NEW_LIST
        full.replace([document(910, "邻里之间", "经法律援助后和解。", kind="case")])
        assert self.ids(full, "法律援助 怎么申请")[0] == 910

    def test_says_whether_few_or_none_hold_all_words(self, full):
        few = self.answered(full, "孩子在校园里被欺凌怎么求助")
        assert "没有同时包含" in few.notes[-1]
        few = self.answered(full, "抵制校园的欺凌要如何求助")
        assert "不多" in few.notes[-1]

    # ---------------------------------------------------------------- order

    def test_a_title_counts_more_than_a_text(self, full):
        found = self.ids(full, "民法典")
        assert found[0] == CIVIL_MONTH

    def test_a_law_only_listed_among_leaflets_comes_last(self, full):
        assert self.ids(full, "反诈法")[-1] == FRAUD_LEAFLETS

    def test_of_equals_the_newer_comes_first(self, engine):
        engine.replace(
            document(pk, "禁毒宣传", "珍爱生命。", day=day)
            for pk, day in [(1, "2021-01-01"), (2, "2023-01-01"), (3, "2022-01-01")]
        )
        assert self.ids(engine, "禁毒") == [2, 3, 1]

    def test_the_order_is_the_same_each_time_and_across_pages(self, engine):
        engine.replace(document(pk, "禁毒宣传", "珍爱生命。") for pk in range(1, 31))
        whole = self.ids(engine, "禁毒")
        pages = [self.ids(engine, "禁毒", start=start, size=7) for start in range(0, 30, 7)]
        assert [pk for page in pages for pk in page] == whole == sorted(whole, reverse=True)

    def test_by_date_the_newest_comes_first_however_good_it_is(self, full):
        found = self.ask(full, "反诈法", by_date=True)
        assert [hit.id for hit in found.hits] == [FRAUD_LEAFLETS, FRAUD_TALK, FRAUD_OTHER]
        assert found.counts == self.ask(full, "反诈法").counts
        narrowed = self.ids(full, "反诈法", by_date=True, years=[2023], start=1, size=1)
        assert narrowed == [FRAUD_TALK]

    @pytest.mark.parametrize(
        "query", ["高额彩里", "工地上打工的人有哪些维权途径", '宣传 "法" -水寨镇', "水寨 法"]
    )
    def test_by_date_finds_what_relevance_finds(self, full, query):
        dates = [hit.date for hit in self.ask(full, query, by_date=True).hits]
        assert dates == sorted(dates, reverse=True)
        assert set(self.ids(full, query, by_date=True)) == set(self.ids(full, query))

    def test_a_name_switched_off_is_looked_for_as_it_is_written(self, full):
        law = next(entity for entity in DICTIONARY.entities if entity.slug == "minors")
        assert set(self.ids(full, "未成年人保护法")) == {CAMPUS, UNTAGGED}
        assert self.ids(full, "未成年人保护法", off=frozenset({law})) == [UNTAGGED]

    def test_a_name_that_several_share_is_switched_off_by_any_of_them(self, full):
        office = next(one for one in DICTIONARY.entities if one.slug == "shuizhai-police")
        found = self.ids(full, "派出所", off=frozenset({office}))
        assert found == [FRAUD_TALK]

    def test_an_empty_query_lists_everything_newest_first(self, full):
        found = self.ask(full, "", size=3)
        assert found.total == len(DOCUMENTS)
        assert [hit.id for hit in found.hits] == [CONSTITUTION_DAY, NOTICE, PLAN]

    # --------------------------------------------------------------- filters

    def test_filters_by_law(self, full):
        assert set(self.ids(full, "宣传", laws=[CIVIL])) == {CIVIL_MONTH}

    def test_a_department_includes_all_below_it(self, full):
        assert set(self.ids(full, "反诈法", departments=[TOWNSHIP])) == {FRAUD_TALK, FRAUD_LEAFLETS}
        assert len(self.ids(full, "反诈法", departments=[COUNTY])) == 3
        assert self.ids(full, "反诈法", departments=[POLICE]) == [FRAUD_TALK]

    def test_filters_by_kind_and_year_together(self, full):
        assert set(self.ids(full, "", kinds=["list"])) == {OLD_LIST, NEW_LIST}
        assert self.ids(full, "", kinds=["list"], years=[2021]) == [OLD_LIST]

    def test_filters_by_place_form_audience_and_publicity_day(self, full):
        assert self.ids(full, "", places=[SHUANGLONG]) == [FRAUD_TALK]
        assert set(self.ids(full, "", forms=[LEAFLETS])) == {FRAUD_TALK, FRAUD_LEAFLETS}
        assert set(self.ids(full, "", audiences=[FARMERS])) == {FRAUD_TALK, CONSTITUTION_DAY}
        assert self.ids(full, "", days=[CONSTITUTION_WEEK]) == [CONSTITUTION_DAY]
        assert self.ids(full, "", forms=[LEAFLETS], audiences=[FARMERS]) == [FRAUD_TALK]

    def test_ids_of_one_filter_mean_nothing_to_another(self, full):
        assert self.ids(full, "", audiences=[LECTURE]) == []
        assert self.ids(full, "", places=[CONSTITUTION_WEEK]) == []

    def test_several_values_of_one_filter_widen_it(self, full):
        assert set(self.ids(full, "", kinds=["list", "site"])) == {
            OLD_LIST,
            NEW_LIST,
            BRIDGE,
            GREAT_BRIDGE,
        }

    def test_an_unknown_value_finds_nothing(self, full):
        assert self.ids(full, "反诈法", laws=[-1]) == []
        assert self.ids(full, "反诈法", kinds=["'; DROP TABLE x"]) == []

    def test_a_filter_never_makes_the_words_give_way(self, full):
        found = self.ask(full, "彩礼", laws=[CIVIL])
        assert (found.total, found.matched) == (0, 1)

    # ---------------------------------------------------------------- counts

    def test_counts_are_exact(self, full):
        found = self.ask(full, "反诈法", size=1)
        assert found.total == 3
        assert len(found.hits) == 1
        assert found.counts.laws == {FRAUD: 2}
        assert found.counts.departments == {
            COUNTY: 3,
            TOWNSHIP: 2,
            POLICE: 1,
            JUSTICE: 1,
            OTHER_TOWNSHIP: 1,
            OTHER_POLICE: 1,
        }
        assert found.counts.kinds == {"report": 3}
        assert found.counts.years == {2023: 2, 2022: 1}
        assert found.counts.places == {SHUANGLONG: 1}
        assert found.counts.forms == {LECTURE: 1, LEAFLETS: 2}
        assert found.counts.audiences == {FARMERS: 1}
        assert found.counts.days == {}

    def test_two_filters_at_once_leave_each_its_own_counts(self, full):
        found = self.ask(full, "", forms=[LECTURE], audiences=[FARMERS])
        assert found.total == 2
        assert found.counts.forms == {LECTURE: 2, LEAFLETS: 1}
        assert found.counts.audiences == {CHILDREN: 1, FARMERS: 2}
        assert found.counts.laws == {FRAUD: 1, CONSTITUTION: 1}
        assert found.counts.days == {CONSTITUTION_WEEK: 1}

    def test_a_filter_narrows_the_other_counts_but_not_its_own(self, full):
        found = self.ask(full, "反诈法", years=[2022])
        assert found.total == 1
        assert found.counts.years == {2023: 2, 2022: 1}
        assert found.counts.departments == {COUNTY: 1, OTHER_TOWNSHIP: 1, OTHER_POLICE: 1}

    def test_every_count_is_what_choosing_it_gives(self, full):
        counts = self.ask(full, "宣传").counts
        for name, values in (
            ("laws", counts.laws),
            ("departments", counts.departments),
            ("kinds", counts.kinds),
            ("years", counts.years),
            ("places", counts.places),
            ("forms", counts.forms),
            ("audiences", counts.audiences),
        ):
            for value, number in values.items():
                assert self.ask(full, "宣传", **{name: [value]}).total == number

    # ---------------------------------------------------------------- paging

    def test_a_page_beyond_the_end_is_empty_but_keeps_the_total(self, full):
        found = self.ask(full, "反诈法", start=300)
        assert (found.hits, found.total) == ((), 3)

    # --------------------------------------------------------------- keeping

    def test_a_replaced_document_is_found_by_its_new_words_only(self, full):
        full.replace(
            [replace(DOCUMENTS[4], version=2, title="以案释法：借条怎么写", body="民间借贷。")]
        )
        assert self.ids(full, "借条") == [CIVIL_CASE]
        assert CIVIL_CASE not in [hit.id for hit in self.strict(full, "耕牛").hits]
        assert full.count() == len(DOCUMENTS)

    def test_an_older_version_never_replaces_a_newer_one(self, engine):
        engine.replace([replace(DOCUMENTS[0], version=5, title="新标题")])
        engine.replace([replace(DOCUMENTS[0], version=4, title="旧标题")])
        assert engine.ids_and_versions() == {FRAUD_TALK: 5}
        assert self.ask(engine, "").hits[0].title == "新标题"

    def test_the_same_document_twice_at_once_keeps_the_newer(self, engine):
        engine.replace(
            [
                replace(DOCUMENTS[0], version=3, title="新标题"),
                replace(DOCUMENTS[0], version=2, title="旧标题"),
            ]
        )
        assert engine.ids_and_versions() == {FRAUD_TALK: 3}

    def test_a_removed_document_is_in_no_list_and_no_count(self, full):
        full.remove([FRAUD_TALK, 424242])
        found = self.ask(full, "反诈法")
        assert FRAUD_TALK not in [hit.id for hit in found.hits]
        assert found.total == sum(found.counts.kinds.values()) == 2
        assert POLICE not in found.counts.departments
        assert full.count() == len(DOCUMENTS) - 1

    def test_clearing_forgets_everything(self, full):
        full.clear()
        assert (full.count(), full.ids_and_versions()) == (0, {})
        assert self.ask(full, "反诈法") == Found()

    def test_keeps_thousands_of_characters_and_finds_the_last(self, engine):
        engine.replace(
            [document(1, "很长的方案", "各单位要明确专人负责。" * 4000 + "末尾有一句院坝会。")]
        )
        assert self.ids(engine, "院坝会") == [1]

    def test_keeps_text_of_any_sort(self, engine):
        odd = "a" * 30_000 + " '\"\\ \0 \u202e 😀 ' OR 1=1 -- " + "0" * 5_000
        engine.replace([document(1, f"怪文本{odd[-80:]}", odd, labels=("", "  "))])
        assert self.ids(engine, "怪文本") == [1]

    def test_finds_documents_by_a_piece_of_their_text(self, full):
        assert set(full.ids_with_text(["走进双龙村", "耕牛"])) == {FRAUD_TALK, CIVIL_CASE}
        assert full.ids_with_text([]) == []

    # --------------------------------------------------------------- showing

    def test_gives_back_the_original_text_for_the_excerpt(self, full):
        (hit,) = self.ask(full, "三教府发〔2023〕56号").hits
        highlighter = Highlighter(parse_query("三教府发〔2023〕56号", DICTIONARY), DICTIONARY)
        assert hit.title == "关于印发《三教镇“1248”精准化普法工作方案》的通知"
        assert "<mark>三教府发〔2023〕56号</mark>" in highlighter.excerpt(hit.body)

    # --------------------------------------------------------------- hostile

    @pytest.mark.parametrize("number", range(len(HOSTILE_QUERIES)))
    def test_hostile_queries_are_answered_in_two_seconds(self, full, number):
        query = HOSTILE_QUERIES[number]
        begun = time.perf_counter()
        found = self.ask(full, query, size=10)
        assert time.perf_counter() - begun < 2
        assert found.total >= len(found.hits)
        for hit in found.hits:
            Highlighter(parse_query(query, DICTIONARY), DICTIONARY).excerpt(hit.body)
