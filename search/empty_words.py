"""Words that carry a question but say nothing about its subject."""

_LINES = """
的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 么
和 与 及 或 而 且 在 是 就 都 也 还 又 很 再
把 被 给 让 向 对 从 到 于 以 为 上 里 中 后 时
我 我们 你 你们 您 他 他们 她 它 自己 人家
这 那 这个 那个 这些 那些 哪 哪个 哪些 哪里 哪儿
谁 什么 怎么 怎样 怎么样 怎么办 如何 为什么 为何 多少 几 几个
能 能否 能不能 可 可以 可不可以 会 会不会 要 要不要 需要 应该 应当 该
是不是 是否 有没有 算 算不算 不 没 没有 不能 不会 不要 不算
请 请问 关于 有关 一下 一个 个 时候 以后 之后
来 去 说 想 叫 有 找 办
"""

EMPTY_WORDS = frozenset(_LINES.split())
PARTICLES = "".join(sorted(word for word in EMPTY_WORDS if len(word) == 1))
