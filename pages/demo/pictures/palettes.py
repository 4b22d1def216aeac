"""The colours of a picture: one palette for each season and time of day."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`; `leaves` and `evergreen` run from shade to light."""

    sky: tuple[str, str]
    sun: str
    cloud: str
    hills: tuple[str, str, str]
    ground: str
    ground_shade: str
    path: str
    leaves: tuple[str, str, str]
    evergreen: tuple[str, str, str]
    blossom: str
    crop: str
    trunk: str
    wall: str
    wall_shade: str
    roof: str
    roof_shade: str
    glass: str
    water: str
    floor: str
    wood: str
    accent: str = "#b3282d"
    accent_shade: str = "#8c1d24"
    blue: str = "#24557f"
    gold: str = "#d8a13c"
    ink: str = "#333d44"
    paper: str = "#fffdf6"
    is_dark: bool = False


SPRING = Palette(
    sky=("#b5dcea", "#f6f5e3"),
    sun="#fff1c2",
    cloud="#ffffff",
    hills=("#b4d2cd", "#8fbfa6", "#6fa981"),
    ground="#b2d08a",
    ground_shade="#93b973",
    path="#ecdfc3",
    leaves=("#4d8f5b", "#6dab69", "#93c580"),
    evergreen=("#41805a", "#5c9c68", "#84ba7b"),
    blossom="#f3b6c1",
    crop="#f0cf5a",
    trunk="#7a5a45",
    wall="#f8f1e4",
    wall_shade="#e0d4c0",
    roof="#59656f",
    roof_shade="#454f58",
    glass="#a4cad8",
    water="#8fc1cf",
    floor="#d9cbb4",
    wood="#b98a5e",
)

SUMMER = replace(
    SPRING,
    sky=("#7cc0e6", "#e3f3f2"),
    sun="#fff6d4",
    hills=("#9fc8cc", "#6fae9a", "#4a9070"),
    ground="#8cbf6e",
    ground_shade="#6da659",
    leaves=("#2f7a52", "#459562", "#74b873"),
    evergreen=("#2a6f50", "#3f8a5e", "#68ab70"),
    blossom="#f1e3a0",
    crop="#7fb84f",
    wall="#fbf5ea",
    roof="#4d6472",
    roof_shade="#3b4f5c",
    water="#6fb3cb",
)

AUTUMN = replace(
    SPRING,
    sky=("#f3d7a6", "#fcf3de"),
    sun="#fffbe6",
    cloud="#fffaf0",
    hills=("#d6c49d", "#bda777", "#94905f"),
    ground="#d8bd74",
    ground_shade="#bf9f5a",
    path="#f0e1c3",
    leaves=("#a95a2c", "#cf7f34", "#e7ab4b"),
    evergreen=("#5c7747", "#789254", "#9db26c"),
    blossom="#c8452f",
    crop="#e3b54a",
    wall="#faf0dd",
    wall_shade="#e2cfb0",
    roof="#6a5b55",
    roof_shade="#524641",
    water="#a9c2b4",
    floor="#d6c1a0",
    wood="#a8744a",
)

WINTER = replace(
    SPRING,
    sky=("#b9cbd9", "#eef1f0"),
    sun="#fdf7e6",
    hills=("#c9d5da", "#a6bac0", "#84a0a0"),
    ground="#c8cfb9",
    ground_shade="#aab69d",
    path="#e6e0d4",
    leaves=("#4c7468", "#658d7c", "#8cac97"),
    evergreen=("#446d60", "#5c8674", "#82a58f"),
    blossom="#c7363a",
    crop="#a9bf86",
    trunk="#6d5a4f",
    wall="#f6f2ea",
    wall_shade="#d9d3c9",
    roof="#56616c",
    roof_shade="#424c56",
    water="#a3bfcc",
    floor="#cfc6b8",
)

DUSK = replace(
    SPRING,
    sky=("#38487a", "#f3b184"),
    sun="#ffe2b0",
    cloud="#f6c6a6",
    hills=("#8d7b98", "#62628a", "#454f74"),
    ground="#4f6a62",
    ground_shade="#3e564f",
    path="#a5917f",
    leaves=("#2f4f4f", "#3f665c", "#5a8170"),
    evergreen=("#2b4b4b", "#3a6057", "#527868"),
    blossom="#e9a5a0",
    crop="#8f8a4e",
    trunk="#43383a",
    wall="#d9c4b3",
    wall_shade="#ab958f",
    roof="#3b4258",
    roof_shade="#2c3247",
    glass="#ffd98c",
    water="#8f88a2",
    floor="#7d6f6b",
    wood="#80583f",
    accent="#b5323a",
    accent_shade="#86232e",
    ink="#262b3a",
    is_dark=True,
)

MORNING = replace(
    SPRING,
    sky=("#f7cdb0", "#fdf2dd"),
    sun="#fff7e0",
    cloud="#fff6ea",
    hills=("#c9cfc4", "#9dbcae", "#739f8b"),
    ground="#a9c98d",
    ground_shade="#8bb277",
    path="#f1e1c8",
    water="#c3cfc6",
)
