"""Words that carry a question but say nothing about its subject."""

import re

_LINES = """
的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 么
和 与 及 或 而 且 在 是 就 都 也 还 又 很 再 才 却 并
把 被 给 让 向 对 从 到 于 以 为 上 里 中 后 时
我 我们 你 你们 您 他 他们 她 她们 它 自己 人家 别人 有人 某人 咱们
这 那 这个 那个 这些 那些 这样 那样 这么 那么 哪 哪个 哪些 哪里 哪儿 哪种
谁 什么 什么样 怎么 怎样 怎么样 怎么办 如何 为什么 为何 为啥 啥 咋 咋办 多少 多久 几 几个 何时 何地
能 能否 能不能 可 可以 可不可以 会 会不会 要 要不要 需要 需不需要 应该 应不应该 应当 该 该不该
必须 是不是 是否 有没有 算 算不算 不 没 没有 不能 不会 不要 不算 不是 还是 就是
请 请问 请教 想问 问 问问 问一下 咨询 知道 告诉 关于 有关 一下 一个 个 时候 以后 之后 之前
来 去 说 想 叫 有 找 办 起来 出来 回来 下来 过来 进来 出去 回去 进去 过去
经常 常常 老是 总是 一直 已经 正在 突然 刚刚 马上 因为 所以 如果 要是 但是 而且 或者 然后
受到 得到 遭到 属于 进行 怎么回事 情况 犯法
"""

EMPTY_WORDS = frozenset(_LINES.split())
PARTICLES = "".join(sorted(word for word in EMPTY_WORDS if len(word) == 1))
# Beside a single character these are as often a part of a word that was mistyped: 彩里 for 彩礼.
WORD_LIKE_PARTICLES = "与和及于以为上里中后时是"
# What turns a text into a question: a word that asks, or 能不能, 算不算, 有没有.
ASKING = re.compile(
    "怎么|怎样|咋|如何|为什么|为何|为啥|什么|啥|哪|谁|多少|多久|吗|呢|几个|几天|几年|能否|是否|可否"
    r"|(.)不\1|有没有"
)
