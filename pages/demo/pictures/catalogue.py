"""The pictures of the demonstration by name.

They are drawings without people, flags, emblems, maps or words: nothing in them can be mistaken
for a photograph of a real person or place, and no font is needed to draw them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from PIL import Image

from pages.demo.pictures import indoor_scenes, outdoor_scenes
from pages.demo.pictures.canvas import Canvas
from pages.demo.pictures.palettes import AUTUMN, DUSK, MORNING, SPRING, SUMMER, WINTER, Palette

Scene = Callable[[Canvas, Palette, Random], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """A scene in one season; `alt` tells what can be seen, `title` also tells the seasons apart."""

    name: str
    title: str
    alt: str
    scene: Scene
    palette: Palette
    seed: int

    def draw(self) -> Image.Image:
        """Return the picture, 1600 by 1067 pixels; always the same one."""
        canvas = Canvas()
        self.scene(canvas, self.palette, Random(self.seed))  # noqa: S311 — decides where clouds go
        return canvas.finished()


SEASONS = {
    "spring": ("春日", SPRING),
    "summer": ("夏日", SUMMER),
    "autumn": ("秋日", AUTUMN),
    "winter": ("冬日", WINTER),
    "dusk": ("傍晚", DUSK),
    "morning": ("清晨", MORNING),
}

_OUTDOORS: list[tuple[str, Scene, str, list[str]]] = [
    (
        "township",
        outdoor_scenes.township,
        "镇政府办公楼和楼前的花坛",
        ["summer", "autumn", "winter"],
    ),
    (
        "board",
        outdoor_scenes.notice_board,
        "村口小路旁带顶棚的法治宣传栏",
        ["spring", "autumn", "dusk"],
    ),
    (
        "corridor",
        outdoor_scenes.corridor,
        "挂着灯笼的普法长廊，一侧是成排的展板",
        ["summer", "autumn", "dusk"],
    ),
    (
        "square",
        outdoor_scenes.square,
        "法治文化广场上的天平雕塑和绿树",
        ["spring", "summer", "dusk"],
    ),
    ("terraces", outdoor_scenes.terraces, "山坡上的层层梯田和散落的农家", ["spring", "autumn"]),
    ("plain", outdoor_scenes.plain, "田间公路旁立着村里的广播喇叭", ["summer", "autumn"]),
    (
        "courtyard",
        outdoor_scenes.courtyard,
        "农家院坝里摆好了桌子和小凳",
        ["summer", "autumn", "dusk"],
    ),
    (
        "street",
        outdoor_scenes.street,
        "挂着彩旗的集镇街道和一排宣传摊位",
        ["spring", "summer", "winter"],
    ),
    (
        "stall",
        outdoor_scenes.advice_stall,
        "公园里的法律咨询帐篷和两侧展板",
        ["spring", "summer", "autumn"],
    ),
    (
        "exhibition",
        outdoor_scenes.exhibition,
        "树荫下一字排开的普法展板",
        ["spring", "summer", "autumn"],
    ),
    ("van", outdoor_scenes.van, "行驶在乡间公路上的普法宣传车", ["summer", "autumn"]),
    ("school", outdoor_scenes.school, "学校教学楼前操场上的法治展板", ["spring", "autumn"]),
    ("river", outdoor_scenes.riverside, "小桥、凉亭和流过村边的河", ["spring", "summer", "autumn"]),
    ("forest", outdoor_scenes.forest, "山路边的森林防火警示牌", ["spring", "winter"]),
    ("crossing", outdoor_scenes.crossing, "集镇路口的斑马线和信号灯", ["summer", "winter"]),
    ("works", outdoor_scenes.works, "厂区里的安全生产宣传栏和安全帽", ["summer", "autumn"]),
    ("fire", outdoor_scenes.fire_drill, "村委会前坝子上摆开的灭火器和消火栓", ["autumn", "winter"]),
    ("rooftops", outdoor_scenes.rooftops, "村庄屋顶上方的应急广播喇叭", ["morning", "winter"]),
    ("screen", outdoor_scenes.evening_square, "广场大屏幕前摆好的座椅", ["summer", "dusk"]),
    ("greenhouse", outdoor_scenes.greenhouse, "蔬菜大棚旁的农业普法展板", ["spring", "morning"]),
    ("gate", outdoor_scenes.winter_gate, "挂着红灯笼的村口牌坊", ["spring", "winter"]),
    (
        "bookhouse",
        outdoor_scenes.bookhouse_garden,
        "带小花园和凉亭的农家法治书屋",
        ["spring", "morning"],
    ),
]

_INDOORS: list[tuple[str, Scene, str, list[str]]] = [
    (
        "lecture",
        indoor_scenes.lecture_hall,
        "普法讲堂：讲台、投影幕布和一排排座椅",
        ["spring", "winter"],
    ),
    (
        "mediation",
        indoor_scenes.mediation_room,
        "调解室里的圆桌、茶杯和墙上的天平图",
        ["spring", "autumn"],
    ),
    ("reading", indoor_scenes.reading_room, "书屋里的书架和摊开的书", ["summer"]),
    (
        "desk",
        indoor_scenes.scales_and_gavel,
        "窗前书桌上的天平、法槌和法律书籍",
        ["spring", "autumn"],
    ),
    ("counter", indoor_scenes.counter, "便民服务大厅的柜台和座椅", ["summer"]),
    ("court", indoor_scenes.court, "巡回法庭开庭前的审判台", ["autumn"]),
    (
        "phone",
        indoor_scenes.desk_and_phone,
        "电脑和手机屏幕上的防诈骗提示图标",
        ["summer", "winter"],
    ),
    ("leaflets", indoor_scenes.leaflet_table, "铺着红布的桌上摆满宣传折页", ["spring", "autumn"]),
    ("classroom", indoor_scenes.classroom, "教室黑板上画着天平和书本", ["spring", "autumn"]),
    ("studio", indoor_scenes.studio, "普法直播间的桌子、话筒和补光灯", ["summer"]),
]


def _catalogue() -> dict[str, Picture]:
    pictures = {}
    for is_outdoors, scenes in ((True, _OUTDOORS), (False, _INDOORS)):
        for number, (key, scene, alt, seasons) in enumerate(scenes):
            for season in seasons:
                word, palette = SEASONS[season]
                name = f"{key}-{season}"
                seed = 100 * number + list(SEASONS).index(season)
                title = f"{word}，{alt}" if is_outdoors else f"{alt}（{word}）"
                seen = title if is_outdoors else alt
                pictures[name] = Picture(name, title, f"插画：{seen}", scene, palette, seed)
    return pictures


PICTURES = _catalogue()
