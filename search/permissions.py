"""Who may do what with the search."""

from typing import Any


def may_tend_index(user: Any) -> bool:
    """Whether the user may see what the search server was not told, and have it tried again."""
    return bool(user.is_active and user.is_superuser)
