"""What must be known before a document can become a page."""

from typing import Any

from exchange.documents import DocumentKind
from pages.document_import.places import place_label
from pages.document_import.proposal import ImportProposal
from pages.models.sections import NoticeSectionPage

LONGEST_TITLE = 255


def problems_of(
    proposal: ImportProposal, *, user: Any, publish: bool, confirm_issuers: bool
) -> dict[str, str]:
    """Return what stands in the way, keyed by field; `user` None stands for the site itself."""
    problems: dict[str, str] = {}
    title = proposal.title.strip()
    if not title:
        problems["title"] = "请填写标题。"
    elif len(title) > LONGEST_TITLE:
        problems["title"] = f"标题有 {len(title)} 字，请缩短到 {LONGEST_TITLE} 字以内。"
    if proposal.kind is DocumentKind.REPORT and proposal.start_on is None:
        problems["start_on"] = "文件里没有找到活动日期，请填写。"
    place = _problem_of_place(proposal, user=user, publish=publish)
    if place:
        problems["place"] = place
    if confirm_issuers and not user_may_register(user):
        problems["confirm_issuers"] = "您不能登记新的发文机关，请联系管理员。"
    return problems


def _problem_of_place(proposal: ImportProposal, *, user: Any, publish: bool) -> str:
    page = proposal.place.page
    if page is None:
        return f"{proposal.place.reason}，请选择这份文件放在哪个单位之下。"
    if proposal.kind is DocumentKind.REPORT and isinstance(page, NoticeSectionPage):
        return "活动报道须放在乡镇或单位之下，请选择单位。"
    if user is None:
        return ""
    permissions = page.permissions_for_user(user)
    if not permissions.can_add_subpage():
        return f"您不能在“{place_label(page)}”之下添加内容，请选择自己的单位。"
    if publish and not permissions.can_publish_subpage():
        return "内容须经审核后发布，请先存为草稿。"
    return ""


def user_may_register(user: Any) -> bool:
    """Whether `user` may enter issuing bodies into the register."""
    return user is None or bool(user.has_perm("pufa_registers.add_department"))
