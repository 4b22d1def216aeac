"""Who runs the site: what header and footer of a government site must show."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting):
    """Identity of one site; what is left empty is not shown."""

    site_name = models.CharField("网站名称", max_length=60, default="普法责任制公开平台")
    tagline = models.CharField("副标题", max_length=80, blank=True, default="谁执法谁普法")
    notice_line = models.CharField("首页说明", max_length=200, blank=True)
    organiser = models.CharField("主办单位", max_length=80, blank=True)
    undertaker = models.CharField("承办单位", max_length=80, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    address = models.CharField("联系地址", max_length=120, blank=True)
    site_code = models.CharField("网站标识码", max_length=20, blank=True)
    icp = models.CharField("ICP备案号", max_length=40, blank=True)
    police = models.CharField("公安机关备案号", max_length=60, blank=True)
    police_url = models.URLField("公安备案查询链接", blank=True)
    error_report_url = models.URLField("政府网站找错链接", blank=True)

    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("site_name"), FieldPanel("tagline"), FieldPanel("notice_line")],
            heading="名称",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("organiser", "undertaker", "phone", "email", "address")],
            heading="联系",
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("site_code", "icp", "police", "police_url", "error_report_url")
            ],
            heading="标识与备案",
        ),
    ]

    class Meta:
        verbose_name = "网站标识"
