"""Takes documents of governments into the site: propose, confirm, import.

`propose_import` says what a document would become, `problems_of` what is still missing,
`import_document` makes the page.
"""

from pages.document_import.action import ImportOutcome, ImportRefused, import_document
from pages.document_import.measures import ProposedFigure
from pages.document_import.places import PlaceProposal, may_import, place_label, places_for
from pages.document_import.proposal import (
    ImportProposal,
    IssuerProposal,
    confirmed,
    propose_import,
    propose_recognised,
)
from pages.document_import.registers import ImportRegisters
from pages.document_import.rules import problems_of, user_may_register

__all__ = [
    "ImportOutcome",
    "ImportProposal",
    "ImportRefused",
    "ImportRegisters",
    "IssuerProposal",
    "PlaceProposal",
    "ProposedFigure",
    "confirmed",
    "import_document",
    "may_import",
    "place_label",
    "places_for",
    "problems_of",
    "propose_import",
    "propose_recognised",
    "user_may_register",
]
