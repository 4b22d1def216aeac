"""Accounts to try the three roles with; their passwords are made here and kept beside the data."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model

from pages.demo.names import Names
from pages.demo.publishing import User
from pages.models.roles import Role
from pages.roles import department_group

KEPT_IN = "demo-accounts"


@dataclass(frozen=True, slots=True)
class Account:
    """A name and the role it is made for."""

    username: str
    full_name: str
    department: str
    role: Role


ACCOUNTS = [
    Account("demo-sifasuo", "三教镇司法所填报员（示例）", "sanjiaozhen/sifasuo", Role.EDITOR),
    Account("demo-paichusuo", "水寨镇派出所填报员（示例）", "shuizhaizhen/paichusuo", Role.EDITOR),
    Account(
        "demo-yingjiban", "双龙镇应急办填报员（示例）", "shuanglongzhen/yingjiban", Role.EDITOR
    ),
    Account("demo-sanjiao", "三教镇审核员（示例）", "sanjiaozhen", Role.PUBLISHER),
    Account("demo-shuanglong", "双龙镇审核员（示例）", "shuanglongzhen", Role.PUBLISHER),
    Account("demo-shuizhai", "水寨镇审核员（示例）", "shuizhaizhen", Role.PUBLISHER),
    Account("demo-xian", "县级审核员（示例）", "shilixian", Role.REVIEWER),
]


def accounts_file() -> Path:
    """Return where names and passwords are written, readable by the owner only."""
    return Path(getattr(settings, "VAR_DIR", settings.MEDIA_ROOT)) / KEPT_IN


def make_accounts(names: Names) -> tuple[dict[str, User], int]:
    """Return the users by department key, and how many had to be made.

    Accounts that exist keep their passwords. New ones are added to `accounts_file`.
    """
    users = get_user_model().objects
    found: dict[str, User] = {}
    lines = []
    for account in ACCOUNTS:
        user = users.filter(username=account.username).first()
        if user is None:
            password = secrets.token_urlsafe(9)
            user = users.create_user(
                account.username, password=password, first_name=account.full_name
            )
            group = department_group(names.department(account.department), account.role)
            if group is not None:
                user.groups.add(group)
            lines.append(f"{account.username}\t{password}\t{account.full_name}\n")
        found[account.department] = user
    if lines:
        _keep(lines)
    return found, len(lines)


def _keep(lines: list[str]) -> None:
    file = accounts_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as out:
        out.writelines(lines)
