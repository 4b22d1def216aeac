"""Departments and villages of the demonstration."""

from pages.demo.content import Row
from pages.demo.names import Names
from registers.models import Department, DepartmentAlias, Village

COMMUNITY_ENDING = "社区"


def slug_of(key: str) -> str:
    """Return the register slug of a department's key: 镇/单位 becomes 镇-单位."""
    return key.replace("/", "-")


def make_departments(rows: list[Row], names: Names) -> int:
    """Make the departments that are missing, parents first, and return how many."""
    known = {department.slug: department for department in Department.objects.all()}
    created = 0
    for position, row in enumerate(rows, start=1):
        department = known.get(slug_of(row["key"]))
        if department is None:
            department = Department(
                slug=slug_of(row["key"]),
                parent=_parent_of(row, names),
                name=row["name"],
                short_name=row.get("short_name", ""),
                level=row["level"],
                sort_order=10 * position,
            )
            department.aliases.set([DepartmentAlias(name=name) for name in row.get("aliases", [])])
            department.save()
            created += 1
        names.departments[row["key"]] = department
    return created


def _parent_of(row: Row, names: Names) -> Department | None:
    if row["level"] == "county":
        return None
    above, _, unit = row["key"].rpartition("/")
    if unit and above:
        return names.department(above)
    return next(d for d in names.departments.values() if d.level == "county")


def make_villages(rows: list[Row], names: Names) -> int:
    """Make the villages that are missing and return how many."""
    known = {(v.township_id, v.name): v for v in Village.objects.all()}
    created = 0
    for row in rows:
        township = names.department(row["township"])
        for name in row["names"]:
            village = known.get((township.pk, name))
            if village is None:
                kind = "community" if name.endswith(COMMUNITY_ENDING) else "village"
                village = Village.objects.create(township=township, name=name, kind=kind)
                created += 1
            names.villages[row["township"], name] = village
    return created
