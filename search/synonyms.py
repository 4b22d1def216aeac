"""Everyday words, and the words that law and offices use for the same thing.

The first word of a line finds the others too, by their characters. Only what means the same to
someone who looks for advice belongs here, not what merely belongs to the same subject.
"""

_LINES = """
家暴 家庭暴力
酒驾 酒后驾驶 饮酒驾驶 醉驾 醉酒驾驶
醉驾 醉酒驾驶
讨薪 欠薪 拖欠工资
拖欠工资 欠薪
电信诈骗 电诈 反诈
诈骗 反诈
毒品 禁毒
吸毒 禁毒
离婚 解除婚姻
高利贷 民间借贷
借钱 民间借贷
欠条 借条
坐牢 有期徒刑
赡养 养老
噪音 噪声
校园暴力 校园欺凌 学生欺凌
霸凌 欺凌
骗局 诈骗
打官司 诉讼 起诉
打架 斗殴 殴打
集资 非法集资
烧秸秆 秸秆焚烧 露天焚烧
电瓶车 电动车 电动自行车
电动车 电动自行车
遗产 继承
退货 退款
上访 信访
偷拍 隐私
网贷 网络贷款
"""


def _by_word(lines: str) -> dict[str, tuple[str, ...]]:
    groups = [line.split() for line in lines.split("\n") if line]
    return {word: tuple(others) for word, *others in groups}


SYNONYMS = _by_word(_LINES)
