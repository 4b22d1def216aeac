"""Synonyms as an administrator keeps them."""

import re
from html import unescape
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse

from search.actions import search
from search.dictionary import current_dictionary
from search.models import SynonymGroup
from search.query import SearchRequest
from search.seeding import seed_synonyms
from search.synonyms import SYNONYMS
from tests.factories import make_report, make_site_tree
from tests.pages.offices import make_offices

pytestmark = pytest.mark.django_db

LIST, ADD, EDIT, DELETE = (
    f"wagtailsnippets_pufa_search_synonymgroup:{view}" for view in ("list", "add", "edit", "delete")
)


@pytest.fixture
def keeper(client):
    client.force_login(get_user_model().objects.create_superuser("keeper", password="x"))
    return client


def ids(q: str) -> list[int]:
    return [hit.id for hit in search(SearchRequest(q=q)).hits]


def test_seeding_makes_the_shipped_lines():
    seed_synonyms()
    assert current_dictionary().synonyms == SYNONYMS


def test_seeding_again_adds_what_is_missing_and_touches_nothing_else():
    seed_synonyms()
    SynonymGroup.objects.filter(word="酒驾").update(others="喝多了开车", is_active=False)
    SynonymGroup.objects.filter(word__in=["家暴", "欠薪"]).delete()
    out = StringIO()
    call_command("seed_synonyms", stdout=out)
    assert f"新增 2 行，已有 {len(SYNONYMS) - 2} 行" in out.getvalue()
    edited = SynonymGroup.objects.get(word="酒驾")
    assert (edited.others, edited.is_active) == ("喝多了开车", False)
    assert current_dictionary().synonyms == {
        word: others for word, others in SYNONYMS.items() if word != "酒驾"
    }


def test_every_shipped_line_is_one_an_administrator_could_write():
    for word, others in SYNONYMS.items():
        line = SynonymGroup(word=word, others=" ".join(others))
        line.full_clean(validate_unique=False)
        assert (line.word, line.others) == (word, " ".join(others))


@pytest.mark.parametrize("query", ["欠薪怎么办", "老板不发工资"])
def test_unpaid_wages_are_found_by_what_people_call_them(query):
    seed_synonyms()
    case = make_report(make_site_tree().unit, "老板该付的农民工工资")
    assert ids(query) == [case.pk]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("酒驾", "酒后不开车"),
        ("酒后开车", "酒后不上路"),
        ("喝酒开车", "酒后不上路"),
        ("醉驾", "酒后不上路"),
        ("高利贷", "借贷纠纷"),
        ("打麻将犯法吗", "赌博害人"),
    ],
)
def test_everyday_words_find_what_offices_write(query, title):
    seed_synonyms()
    report = make_report(make_site_tree().unit, title)
    assert report.pk in ids(query)


def test_a_new_line_works_at_once_and_in_one_direction(keeper):
    unit = make_site_tree().unit
    talk, meeting = make_report(unit, "唠嗑会"), make_report(unit, "院坝会上讲彩礼")
    assert ids("摆龙门阵") == []
    answer = keeper.post(
        reverse(ADD), {"word": "摆龙门阵", "others": "唠嗑、 院坝会", "is_active": "on"}
    )
    assert answer.status_code == 302
    assert SynonymGroup.objects.get(word="摆龙门阵").others == "唠嗑 院坝会"
    assert set(ids("摆龙门阵")) == {talk.pk, meeting.pk}
    assert ids("唠嗑") == [talk.pk]
    assert set(ids("摆龙门阵 彩礼")) == {meeting.pk}


@pytest.mark.parametrize("word", ["院坝", "院坝会", "app", "听证"])
def test_any_word_can_have_synonyms_whether_a_dictionary_knows_it_or_not(word):
    report = make_report(make_site_tree().unit, "唠嗑")
    SynonymGroup.objects.create(word=word, others="唠嗑")
    assert report.pk in ids(f"三教镇 {word}")
    assert ids(f"{word} 绝无此词") != []


def test_a_word_is_never_cut_out_of_two_others():
    make_report(make_site_tree().unit, "唠嗑")
    SynonymGroup.objects.create(word="民法", others="唠嗑")
    assert ids("村民法治") == []


def test_a_line_out_of_use_and_a_deleted_one_find_nothing(keeper):
    report = make_report(make_site_tree().unit, "唠嗑会")
    line = SynonymGroup.objects.create(word="摆龙门阵", others="唠嗑")
    assert ids("摆龙门阵") == [report.pk]
    keeper.post(reverse(EDIT, args=[line.pk]), {"word": "摆龙门阵", "others": "唠嗑"})
    assert ids("摆龙门阵") == []
    line.is_active = True
    line.save()
    assert ids("摆龙门阵") == [report.pk]
    keeper.post(reverse(DELETE, args=[line.pk]))
    assert ids("摆龙门阵") == []


@pytest.mark.parametrize(
    ("form", "field", "message"),
    [
        ({"word": "", "others": "唠嗑"}, "word", "必需"),
        ({"word": "摆龙门阵", "others": ""}, "others", "必需"),
        ({"word": "摆", "others": "唠嗑"}, "word", "请写一个词"),
        ({"word": "摆 龙门阵", "others": "唠嗑"}, "word", "请写一个词"),
        ({"word": "摆，龙门阵", "others": "唠嗑"}, "word", "请写一个词"),
        ({"word": "摆" * 21, "others": "唠嗑"}, "word", "20"),
        ({"word": "摆龙门阵", "others": "唠嗑 聊"}, "others", "“聊”不能用"),
        ({"word": "摆龙门阵", "others": '唠嗑 "a*'}, "others", "不能用"),
        ({"word": "摆龙门阵", "others": "、、"}, "others", "至少写一个"),
        ({"word": "摆龙门阵", "others": "唠嗑 摆龍門陣"}, "others", "不必再写"),
        ({"word": "家暴", "others": "唠嗑"}, "word", "已经有一行"),
        ({"word": "１２", "others": "唠嗑 12"}, "others", "不必再写"),
    ],
)
def test_a_mistake_is_told_in_chinese_at_its_field(keeper, form, field, message):
    SynonymGroup.objects.create(word="家暴", others="家庭暴力")
    number = SynonymGroup.objects.count()
    answer = keeper.post(reverse(ADD), {**form, "is_active": "on"})
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    text = "".join(errors[field])
    assert message in text
    assert re.search("[一-鿿]", text)
    assert text in unescape(answer.text)
    assert SynonymGroup.objects.count() == number


def test_the_list_is_searched_and_filtered(keeper):
    SynonymGroup.objects.create(word="摆龙门阵", others="唠嗑", is_active=False)
    assert "摆龙门阵" in keeper.get(reverse(LIST), {"q": "唠嗑"}).text
    assert "摆龙门阵" not in keeper.get(reverse(LIST), {"q": "家暴"}).text
    assert "摆龙门阵" not in keeper.get(reverse(LIST), {"is_active": "true"}).text


def test_only_administrators_and_those_who_were_given_it_keep_synonyms(client):
    editor = make_offices().people["editor A"]
    client.force_login(editor)
    line = {"word": "摆龙门阵", "others": "唠嗑"}
    for address in (reverse(LIST), reverse(ADD)):
        assert client.get(address).status_code in {302, 403}
    client.post(reverse(ADD), line)
    assert not SynonymGroup.objects.filter(word="摆龙门阵").exists()
    editor.user_permissions.add(Permission.objects.get(codename="add_synonymgroup"))
    client.force_login(get_user_model().objects.get(pk=editor.pk))
    client.post(reverse(ADD), line)
    assert SynonymGroup.objects.filter(word="摆龙门阵").exists()
