from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
    label = "pufa_api"
    verbose_name = "数据接口"
