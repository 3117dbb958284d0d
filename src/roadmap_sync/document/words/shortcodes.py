"""Emoji as GitHub lets people write them in letters: ":white_check_mark:" for ✅."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

SHORTCODES: Mapping[str, str] = MappingProxyType(
    {
        ":white_check_mark:": "✅",
        ":heavy_check_mark:": "✔",
        ":ballot_box_with_check:": "☑",
        ":green_circle:": "🟢",
        ":tada:": "🎉",
        ":checkered_flag:": "🏁",
        ":construction:": "🚧",
        ":arrows_counterclockwise:": "🔄",
        ":yellow_circle:": "🟡",
        ":orange_circle:": "🟠",
        ":hammer_and_wrench:": "🛠",
        ":hammer:": "🔨",
        ":building_construction:": "🏗",
        ":memo:": "📝",
        ":pencil:": "📝",
        ":gear:": "⚙",
        ":large_blue_circle:": "🔵",
        ":clipboard:": "📋",
        ":hourglass_flowing_sand:": "⏳",
        ":hourglass:": "⌛",
        ":white_large_square:": "⬜",
        ":black_square_button:": "🔲",
        ":white_circle:": "⚪",
        ":soon:": "🔜",
        ":red_circle:": "🔴",
        ":bulb:": "💡",
        ":crystal_ball:": "🔮",
        ":calendar:": "📅",
        ":date:": "📅",
        ":dart:": "🎯",
        ":no_entry:": "⛔",
        ":no_entry_sign:": "🚫",
        ":pause_button:": "⏸",
        ":zzz:": "💤",
        ":warning:": "⚠",
        ":x:": "❌",
        ":negative_squared_cross_mark:": "❎",
        ":heavy_multiplication_x:": "✖",
        ":wastebasket:": "🗑",
        ":rocket:": "🚀",
        ":sparkles:": "✨",
        ":fire:": "🔥",
        ":zap:": "⚡",
        ":star:": "⭐",
        ":bug:": "🐛",
        ":lock:": "🔒",
        ":book:": "📖",
        ":books:": "📚",
        ":art:": "🎨",
        ":wrench:": "🔧",
        ":package:": "📦",
        ":chart_with_upwards_trend:": "📈",
        ":mag:": "🔍",
        ":world_map:": "🗺",
        ":seedling:": "🌱",
        ":heart:": "❤",
    }
)
"""The codes that roadmaps use, and the sign that each stands for (https://api.github.com/emojis)."""


def coded(signs: Iterable[str]) -> frozenset[str]:
    """Signs without variation selectors, and the codes that stand for any of them."""
    known = frozenset(signs)
    return known | {code for code, sign in SHORTCODES.items() if sign in known}
