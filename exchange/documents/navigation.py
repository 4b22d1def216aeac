"""Lines of a web page that come along when its text is copied."""

import re

_GAP = r"[ \u3000]{0,3}"
_MORE = rf".{{0,12}}更多{_GAP}(?:>>|＞＞|》》|»|›|>|\+).{{0,40}}"
_RELATED = (
    r"(?:相关|推荐|热门|最新)(?:链接|文章|新闻|信息|阅读|报道|文件|内容|推荐|公告)" rf"{_GAP}[:：]?"
)
_BUTTONS = (
    "打印|关闭|收藏|纠错|分享|返回|返回顶部|打印本页|打印此页|打印文章|关闭窗口|关闭本页|我要纠错|我要打印|"
    "大|中|小|大字|标准|朗读|下载"
)
_LINE_PATTERNS = (
    _MORE,
    _RELATED,
    rf"(?:上|下)一(?:篇|条|页|则){_GAP}(?:[:：].{{0,200}}|没有了?|无|暂无)?",
    rf"(?:您)?(?:当前|现在|所在|目前)(?:所在)?的?位置{_GAP}(?:[:：]|是|为).{{0,120}}",
    rf"您的位置{_GAP}[:：].{{0,120}}",
    rf"(?:网站)?首页{_GAP}(?:>|＞|»|›|/|-|→).{{0,120}}",
    r"(?:相关|推荐|热门)(?:链接|文章|新闻|信息|阅读|报道)[:：].{0,120}",
    r"(?:扫一扫|微信扫|用手机扫|手机扫).{0,40}",
    r"(?:返回|回到)(?:顶部|首页|列表|上一页|上页|主页)",
    rf"(?:分享到|分享至|分享|一键分享){_GAP}(?:[:：].{{0,40}}|.{{0,10}})",
    rf"字[号体](?:大小)?{_GAP}[:：]?[ \u3000【】\[\]（）()大中小特默认+\-A]{{0,30}}",
    rf"[\[【(（]?{_GAP}(?:{_BUTTONS}){_GAP}[\]】)）]?",
    rf"(?:[\[【(（]{_GAP}(?:字[体号][:：]?[大中小 ]*|{_BUTTONS}){_GAP}[\]】)）]{_GAP}){{1,8}}",
    r".{0,60}(?:ICP备|公网安备|网安备|网站标识码|版权所有|All Rights Reserved).{0,120}",
    rf"(?:主办|承办)(?:单位)?{_GAP}[:：].{{0,80}}(?:电话|地址|邮编|维护|技术支持).{{0,80}}",
    r"阅读[ \u3000]{0,3}[0-9万+]{1,8}[ \u3000]{1,4}(?:点?赞|在看|分享|收藏).{0,40}",
    r"(?:网站地图|联系我们|关于我们|无障碍浏览|长者模式|网站声明|隐私声明)"
    r"(?:[ \u3000|｜]{1,4}.{1,10}){0,6}",
)
_NAVIGATION = re.compile("|".join(f"(?:{pattern})" for pattern in _LINE_PATTERNS), re.IGNORECASE)
_LIST_OPENER = re.compile(f"{_MORE}|{_RELATED}")
_LIST_ITEM = re.compile(r"[-–—·•▪■◆●>＞»○][ \u3000]{0,3}[·•]?.{1,150}")
_LONGEST = 300


def is_navigation(text: str) -> bool:
    """Whether a whole line is part of a page's frame, not of the document shown in it."""
    text = text.strip()
    return (
        len(text) <= _LONGEST
        and not text.endswith(("。", "！", "？"))
        and _NAVIGATION.fullmatch(text) is not None
    )


def opens_link_list(text: str) -> bool:
    """Whether a line is the heading of a list of links."""
    return len(text) <= _LONGEST and _LIST_OPENER.fullmatch(text.strip()) is not None


def is_list_item(text: str) -> bool:
    """Whether a line looks like one link of a list."""
    return _LIST_ITEM.fullmatch(text.strip()) is not None
