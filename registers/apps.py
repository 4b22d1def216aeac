from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "registers"
    label = "pufa_registers"
    verbose_name = "基础名录"
