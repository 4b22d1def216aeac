"""What becomes of groups that were there before."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User

from pages.models import Role
from pages.roles import REGISTER_PERMISSIONS, department_group
from tests.pages.offices import make_offices

pytestmark = pytest.mark.django_db

groups = import_module("pages.migrations.0003_groups")


def test_a_new_site_has_none_of_wagtails_groups():
    assert not Group.objects.filter(name__in=groups.DEFAULT_GROUPS).exists()


def test_a_group_somebody_is_in_stays():
    kept, unused = (Group.objects.get_or_create(name=name)[0] for name in groups.DEFAULT_GROUPS)
    User.objects.create_user("member").groups.add(kept)
    groups.remove_unused_groups(apps, None)
    assert Group.objects.filter(pk=kept.pk).exists()
    assert not Group.objects.filter(pk=unused.pk).exists()


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.REVIEWER])
def test_groups_of_departments_keep_what_their_work_needs(role):
    offices = make_offices()
    place = offices.township if role == Role.PUBLISHER else offices.home
    group = department_group(place.department, role)
    registers = Permission.objects.filter(content_type__app_label="pufa_registers")
    group.permissions.add(*registers.filter(codename__in=groups.FOR_ADMINISTRATORS))
    groups.keep_registers_to_administrators(apps, None)
    left = registers.filter(group=group).values_list("codename", flat=True)
    assert sorted(left) == sorted(REGISTER_PERMISSIONS[role])
