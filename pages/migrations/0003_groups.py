"""Leaves the groups of departments with what their work needs, and takes out Wagtail's own."""

from django.db import migrations

DEFAULT_GROUPS = ["Editors", "Moderators"]
FOR_ADMINISTRATORS = [
    f"{verb}_{model}"
    for verb in ("add", "change")
    for model in ("department", "village", "term", "publicityday")
]


def remove_unused_groups(apps, schema_editor):
    """Delete Wagtail's groups unless somebody is in them."""
    groups = apps.get_model("auth", "Group").objects.filter(name__in=DEFAULT_GROUPS)
    groups.filter(user=None).delete()


def keep_registers_to_administrators(apps, schema_editor):
    """Take the right to change what the whole county uses from the groups of departments."""
    given = apps.get_model("auth", "Group").permissions.through.objects.filter(
        group__in=apps.get_model("pufa_pages", "DepartmentGroup").objects.values("group"),
        permission__content_type__app_label="pufa_registers",
        permission__codename__in=FOR_ADMINISTRATORS,
    )
    given.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('pufa_pages', '0002_public_state'),
        ('auth', '0012_alter_user_first_name_max_length'),
        # These give Wagtail's groups their permissions, and fail where there are none.
        ('wagtailadmin', '0001_create_admin_access_permissions'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0011_add_choose_permissions'),
        ('wagtailimages', '0023_add_choose_permissions'),
    ]

    operations = [
        migrations.RunPython(remove_unused_groups, migrations.RunPython.noop),
        migrations.RunPython(keep_registers_to_administrators, migrations.RunPython.noop),
    ]
