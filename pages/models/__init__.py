from pages.models.activity_report import ActivityReportPage
from pages.models.case_explanation import CaseExplanationPage, CaseProvision
from pages.models.identity import SiteIdentity
from pages.models.notice import NoticePage
from pages.models.organisation import HomePage, TownshipPage, UnitPage, YearFolderPage
from pages.models.public import EntryKind, PageViews, PublicEntry, PublicFacet, PublicTally
from pages.models.publicity_site import BulletinIssue, PublicitySitePage
from pages.models.record import RecordPage
from pages.models.responsibility_list import ResponsibilityItem, ResponsibilityListPage
from pages.models.roles import DepartmentGroup, IndependentReviewTask, Role
from pages.models.sections import (
    CaseSectionPage,
    ListSectionPage,
    NoticeSectionPage,
    ReportSectionPage,
    SectionPage,
    SiteSectionPage,
)

__all__ = [
    "ActivityReportPage",
    "BulletinIssue",
    "CaseExplanationPage",
    "CaseProvision",
    "CaseSectionPage",
    "DepartmentGroup",
    "EntryKind",
    "HomePage",
    "IndependentReviewTask",
    "ListSectionPage",
    "NoticePage",
    "NoticeSectionPage",
    "PageViews",
    "PublicEntry",
    "PublicFacet",
    "PublicTally",
    "PublicitySitePage",
    "RecordPage",
    "ReportSectionPage",
    "ResponsibilityItem",
    "ResponsibilityListPage",
    "Role",
    "SectionPage",
    "SiteIdentity",
    "SiteSectionPage",
    "TownshipPage",
    "UnitPage",
    "YearFolderPage",
]
