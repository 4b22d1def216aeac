"""Users in the admin: their forms and lists."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.pages.offices import Offices, make_offices

pytestmark = pytest.mark.django_db
User = get_user_model()
PASSWORDS = {"password1": "puanquan-2026-x", "password2": "puanquan-2026-x"}


@pytest.fixture
def offices() -> Offices:
    return make_offices()


def client_of(offices: Offices, who: str) -> Client:
    client = Client()
    client.force_login(offices.people[who])
    return client


def test_a_new_user_needs_a_name_in_one_piece_and_no_mail(offices):
    data = {"username": "zhang", "first_name": "张三丰", **PASSWORDS}
    client = client_of(offices, "admin")
    assert client.post(reverse("wagtailusers_users:add"), data).status_code == 302
    user = User.objects.get(username="zhang")
    assert user.get_full_name() == "张三丰"
    assert user.email == ""
    body = client.get(reverse("wagtailusers_users:edit", args=[user.pk])).content.decode()
    assert 'value="张三丰"' in body
    assert 'name="last_name"' not in body
    assert 'name="is_active"' in body


def test_a_name_in_two_fields_becomes_one_with_the_family_name_in_front(offices):
    user = User.objects.create_user("li", first_name="四", last_name="李")
    url = reverse("wagtailusers_users:edit", args=[user.pk])
    client = client_of(offices, "admin")
    form = client.get(url).context["form"]
    assert form["first_name"].value() == "李四"
    client.post(url, {"username": "li", "first_name": "李四", "is_active": "on"})
    user.refresh_from_db()
    assert user.get_full_name() == "李四"


def test_a_user_without_mail_keeps_own_settings(offices):
    user = offices.people["editor A"]
    url = reverse("wagtailadmin_account")
    client = client_of(offices, "editor A")
    form = client.get(url).context["panels_by_tab"]
    sent = {}
    for panels in form.values():
        for panel in panels:
            one = panel.get_form()
            sent.update({one.add_prefix(name): one[name].value() or "" for name in one.fields})
    sent |= {"name_email-first_name": "王五"}
    assert client.post(url, sent).status_code == 302
    user.refresh_from_db()
    assert (user.get_full_name(), user.email) == ("王五", "")


def test_nobody_unknown_sees_own_settings():
    assert Client().get(reverse("wagtailadmin_account")).status_code == 302


def test_a_password_is_refused_in_chinese(offices):
    data = {"username": "zhang", "first_name": "张三丰", "password1": "12", "password2": "12"}
    answer = client_of(offices, "admin").post(reverse("wagtailusers_users:add"), data)
    messages = answer.context["form"].errors["password2"]
    assert "密码太短，至少要有 10 个字符。" in messages
    assert [text for text in messages if re.search("[A-Za-z]{3}", text)] == []


@pytest.mark.parametrize(
    "name",
    [
        "wagtailusers_users:index",
        "wagtailsnippets_pufa_registers_department:list",
        "wagtailsnippets_pufa_registers_publicityday:list",
    ],
)
def test_lists_say_yes_and_no_in_chinese(name, offices):
    factories.make_publicity_day(is_key=True)
    body = client_of(offices, "admin").get(reverse(name)).content.decode()
    assert re.search(r"<td[^>]*>是</td>", body)
    assert re.search(r">\s*(True|False)\s*<", body) is None


def test_help_leads_nowhere_outside(offices):
    body = client_of(offices, "admin").get(reverse("wagtailadmin_home")).content.decode()
    assert "guide.wagtail.org" not in body
    assert "releases/latest" not in body
    assert "keyboard-shortcuts" in body
