from django.apps import AppConfig


class BlocksConfig(AppConfig):
    name = "blocks"
    label = "pufa_blocks"
    verbose_name = "内容模块"
