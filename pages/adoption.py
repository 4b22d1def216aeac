"""Records belong to the department whose page they lie under, wherever they move."""

from wagtail.models import Page

from pages.models.organisation import OrganisationPage
from pages.models.record import RecordPage
from pages.tree import owning_department


def adopt_records(page: Page) -> None:
    """Give the records at and below `page` the department they now lie under.

    Below a unit's or township's own page they stay with that department.
    """
    if issubclass(page.specific_class, OrganisationPage):
        return
    department = owning_department(page)
    if department is None:
        return
    for record_type in RecordPage.__subclasses__():
        record_type.objects.filter(path__startswith=page.path).update(department=department)
