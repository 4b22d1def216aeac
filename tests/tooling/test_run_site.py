import socket
import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model

from tooling.run_site import HOST, administrator_password, port_from


@pytest.mark.django_db
def test_the_administrator_can_log_in_with_the_password_shown(tmp_path: Path):
    password = administrator_password(tmp_path)
    assert authenticate(username="admin", password=password).is_superuser


@pytest.mark.django_db
def test_the_password_is_readable_by_its_owner_only_and_stays_the_same(tmp_path: Path):
    password = administrator_password(tmp_path)
    assert stat.S_IMODE((tmp_path / "admin-password").stat().st_mode) == 0o600
    assert administrator_password(tmp_path) == password


@pytest.mark.django_db
def test_a_password_changed_in_the_admin_is_neither_shown_nor_undone(tmp_path: Path):
    old = administrator_password(tmp_path)
    administrator = get_user_model().objects.get(username="admin")
    administrator.set_password("something else entirely")
    administrator.save()
    shown = administrator_password(tmp_path)
    assert old not in shown
    assert "changed since" in shown
    assert authenticate(username="admin", password="something else entirely")


@pytest.mark.django_db
def test_without_the_file_the_administrator_gets_a_new_password(tmp_path: Path):
    old = administrator_password(tmp_path)
    (tmp_path / "admin-password").unlink()
    new = administrator_password(tmp_path)
    assert new != old
    assert authenticate(username="admin", password=new)


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "80a", "８０００", "1.5"])
def test_what_is_no_port_is_refused(text: str):
    with pytest.raises(SystemExit, match="is not a port"):
        port_from([text])


def test_a_port_in_use_is_told_before_anything_is_prepared():
    with socket.create_server((HOST, 0)) as other:
        taken = str(other.getsockname()[1])
        with pytest.raises(SystemExit, match="cannot be used"):
            port_from([taken])
