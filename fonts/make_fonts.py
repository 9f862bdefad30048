"""Make the faces in ``sphinx_excellence/typst/fonts`` from the packages that distribute them.

A maintainer's script: it is not in the wheel and no build runs it. Fetch the sources into one folder and name it::

    apt-get download fonts-jetbrains-mono fonts-noto-color-emoji fonts-dejavu-core
    npm pack inter-ui
    pip install typst fonttools brotli
    python fonts/make_fonts.py FOLDER

Libertinus Serif is taken out of the typst wheel itself, so that LaTeX and Typst set the very same outlines.
The same sources give the same bytes. Which characters a face keeps is said here and nowhere else.
"""  # noqa: INP001

import io
import struct
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import typst
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

TARGET = Path(__file__).resolve().parents[1] / "sphinx_excellence" / "typst" / "fonts"

# What prose in a European language, its typography and its formulas in running text use.
LETTERS = [
    (0x0020, 0x024F),  # Latin, with its supplements
    (0x0250, 0x02FF),  # phonetic letters and modifiers
    (0x0300, 0x036F),  # combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E00, 0x1EFF),  # more Latin, among it Vietnamese
    (0x1F00, 0x1FFF),  # accented Greek
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currencies
    (0x2100, 0x214F),  # letter-like symbols
    (0x2150, 0x218F),  # fractions, Roman numerals
    (0xFB00, 0xFB06),  # ligatures
    (0xFFFD, 0xFFFD),
]
SIGNS = [
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # technical: keys, ceilings, brackets
    (0x2400, 0x2426),  # pictures of control characters
    (0x2460, 0x24FF),  # enclosed numbers and letters
    (0x2500, 0x259F),  # box drawing and blocks
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x26FF),  # miscellaneous symbols
    (0x2700, 0x27BF),  # dingbats
    (0x27C0, 0x27FF),  # more operators, long arrows
    (0x2900, 0x297F),  # more arrows
    (0x2980, 0x2AFF),  # more operators
    (0x2B00, 0x2BFF),  # more arrows and shapes
    (0x2800, 0x28FF),  # braille: progress bars and plots of terminals
    (0xE0A0, 0xE0B3),  # the prompt marks of terminals
]
FEATURES = [
    "kern",
    "mark",
    "mkmk",
    "ccmp",
    "locl",
    "liga",
    "lnum",
    "onum",
    "pnum",
    "tnum",
    "case",
    "sups",
    "subs",
    "frac",
    "smcp",
    "c2sc",
    "zero",
]

# Pictures that technical documents use, by the shelf a writer would look on.
EMOJI = """
marks       ✅ ❌ ✔️ ✖️ ☑️ ❎ ⭕ ❗ ❓ ❕ ❔ ‼️ ⁉️ 💯 ➕ ➖ ➗ ♾️ ➰ ➿ 〰️ ✳️ ✴️ ❇️ ©️ ®️
            ™️ #️⃣ *️⃣ 0️⃣ 1️⃣ 2️⃣ 3️⃣ 4️⃣ 5️⃣ 6️⃣ 7️⃣ 8️⃣ 9️⃣ 🔟 🆕 🆗 🆙 🆒 🆓 🆖 🆘 🆚 🆎 🅰️ 🅱️ 🅾️
            🅿️ ℹ️ Ⓜ️ 🔠 🔡 🔢 🔣 🔤
warnings    ⚠️ ⛔ 🚫 🛑 🚨 🚧 ☢️ ☣️ ⚡ 🔥 💥 💣 🧨 ☠️ 💀 🔞 📵 🚷 🚯 🚳 🚭 🔕 🔇 🆔
arrows      ➡️ ⬅️ ⬆️ ⬇️ ↗️ ↘️ ↙️ ↖️ ↕️ ↔️ ↩️ ↪️ ⤴️ ⤵️ 🔃 🔄 🔁 🔂 🔀 🔙 🔚 🔛 🔜 🔝 ▶️ ◀️
            ⏩ ⏪ ⏫ ⏬ ⏭️ ⏮️ ⏯️ ⏸️ ⏹️ ⏺️ ⏏️ 🔼 🔽
shapes      🔴 🟠 🟡 🟢 🔵 🟣 🟤 ⚫ ⚪ 🟥 🟧 🟨 🟩 🟦 🟪 🟫 ⬛ ⬜ ◼️ ◻️ ◾ ◽ ▪️ ▫️ 🔶 🔷
            🔸 🔹 🔺 🔻 💠 🔘 🔲 🔳 ⭐ 🌟 ✨ 💫 💤 💨 🕳️
hearts      ❤️ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 💔 ❣️ 💕 💖 ❤️‍🔥
awards      🥇 🥈 🥉 🏆 🏅 🎖️ 👑 💎 🎯 🏁 🚩 🏳️ 🏴 🏴‍☠️ 🏳️‍🌈 🎉 🎊 🎁 🎈 🎗️ 🎀 🎂
books       📖 📕 📚 📓 📔 📒 📃 📜 📄 📰 🗞️ 📑 🔖 🏷️ 📝 ✏️ ✒️ 🖋️ 🖊️ 🖌️ 🖍️ 📌 📍 📎 🖇️ 📏
            📐 ✂️ 🗂️ 📁 📂 🗃️ 🗄️ 🗑️ 📅 📆 🗓️ 📇 📋 📊 📈 📉 🧾 💼 🎓 🏫 📗 📘 📙
messages    💬 💭 🗨️ 📢 📣 🔔 ✉️ 📧 📨 📩 📤 📥 📦 📬 📮 ☎️ 📞 📟 📠 📡 📶 📳 📴 🗯️
tools       🔧 🔨 ⚒️ 🛠️ ⛏️ 🔩 ⚙️ 🗜️ ⚖️ 🔗 ⛓️ 🧰 🧲 🪛 🪓 ⚔️ 🛡️ 🧱 🪜 🧪 🧬 🔬 🔭 🩺 💊 🧯
            🧹 🏗️ 🔪 🗡️ 🩹 🪝 🪣 🧵 🧶 🧽
locks       🔒 🔓 🔏 🔐 🔑 🗝️ 🚪 👮 🕵️ 🪪 🕵️‍♂️ 🕵️‍♀️ 🛂
computing   💻 🖥️ 🖨️ ⌨️ 🖱️ 🖲️ 💽 💾 💿 📀 🧮 📱 📲 🔋 🔌 🪫 💡 🔦 🕹️ 🎮 🤖 👾 🎛️ 🎚️ 📷 📸
            📹 🎥 📽️ 🎞️ 📺 📻 🎙️ 🎧 🎤 🔊 🔉 🔈 🔍 🔎 🌐 🕸️ 🕷️ 🐛 🐞 🐝 🦋 🐌 🐙 🐋 🐘 🐍
            🦀 🐧 🐢 🦄 🦉 🐱 🙉 🦊 🐣 🦙 🙈 🙊 🐒 🐵 🦍 🐳 🐹 🐦 🕊️ 🦜 🐫 🐪 🐼 🐻 🐻‍❄️ 🦭
            🦥 🦔 🐺 🦁 🐨 🐮 🐷 🐸 🐔 🐤 🐟 🐠 🦈 🐉 🦖 🐎 🐇 🐈 🐶 🐑 🐜 🐾 🪐 🛤️
time        ⏰ ⏱️ ⏲️ ⏳ ⌛ ⌚ 🕰️ 🔮 🕐 🕒 🕕 🕘 📼
travel      🚀 🛸 🛰️ ✈️ 🚂 🚑 🚒 🚗 🚚 🚲 🚢 ⚓ 🛟 🚦 ⛽ 🗺️ 🧭 🌍 🌎 🌏 🏠 🏢 🏭 🏛️ 🏦 🏰
            🏔️ ⛰️ 🌋 🪟 🏎️ 🛣️ 🚁 🚌 🚕 🚆 🛫 🛬 ⛵ 🚥 🏥 🏝️ 🏕️ 🌉
money       💰 💵 💶 💸 💳 🪙 💲 🏧 🛒
nature      ☀️ ⛅ ☁️ 🌧️ ⛈️ ❄️ ⛄ 🌪️ 🌈 ☔ ☂️ 🌊 💧 🌙 🌱 🌿 🍀 🌲 🌳 🪵 🪨 🪴 🌸 🍁 🍂 🌵
            🌤️ 🌩️ 🌕 🌑 ☄️ 🧊
food        🍎 🍒 🍞 🥚 🍕 🍰 🍪 ☕ 🍺 🍽️ 🍯 🍔 🍟 🌶️ 🍵 🍷 🧁 🍩 🍌 🍋
faces       😀 😃 😄 😁 😆 😅 😂 🤣 🙂 🙃 😉 😊 😇 😍 🤩 🤗 🤫 🤔 🤨 😐 😑 🙄 😬 😌 😴 😷
            😵 🤯 🥳 😎 🤓 🧐 😕 ☹️ 😮 😳 🥺 😨 😢 😭 😱 😡 😈 💩 👻 🫠 🫡 😋 🤑 🤭 🤐 😶
            🤢 🥵 🥶 😲 😰 😞 😔 😩 😤 🥱 🙁 🤡 👽 🎃 😏 😒
hands       👍 👎 👌 ✌️ 🤞 👈 👉 👆 👇 ☝️ ✋ 🖐️ 👋 ✊ 👏 🙌 🤝 🙏 ✍️ 💪 🧠 👀 👁️ 👣 🤘 🖖
            👊 🦾 👂 🫶
people      🧑 🙋 🤷 🤦 🙇 🧙 🦸 👷 🏃 👤 👥 🗣️ 👪 🧑‍💻 👨‍💻 👩‍💻 🧑‍🔬 🧑‍🔧 🧑‍🏫 🧑‍🎓 🧑‍🚀 🧑‍💼 🧑‍🚒 🤷‍♂️ 🤷‍♀️ 👶
            👨 👩 👧 👦 🧓 🚶 🧗 🥷 🏄 🧑‍⚖️ 🧑‍🎨 🙅 🙆 👍🏻 👍🏼 👍🏽 👍🏾 👍🏿
leisure     🎨 🎭 🎬 🎵 ♟️ 🧩 🃏 ⚽ 🏹 ♠️ ♣️ ♥️ ♦️ 🎲 🏀 🎹 🎸 🎣 🎶 🎼 🧸 🎪
clothes     🎒 👓 🕶️ 🦺 ⛑️ 🪖
signs       ♻️ ⚛️ ☯️ ⚕️ ⚜️ 🔱 📛 ♿ ♀️ ♂️ ⚧️
flags       🇧🇷 🇨🇦 🇨🇭 🇨🇳 🇩🇪 🇪🇸 🇪🇺 🇫🇷 🇬🇧 🇮🇳 🇮🇹 🇯🇵 🇳🇱 🇵🇱 🇸🇪 🇺🇦 🇺🇸 🇦🇹 🇦🇺 🇧🇪 🇨🇿 🇩🇰 🇫🇮 🇬🇷 🇮🇪 🇰🇷
            🇳🇴 🇵🇹 🇹🇷
"""  # noqa: RUF001 - pictures, not letters
SELECTOR = 0xFE0F  # asks for the picture; faces hold no glyph for it


def sequences() -> list[tuple[int, ...]]:
    """Give each picture of EMOJI as its code points, the presentation selector left out."""
    words = [word for line in EMOJI.splitlines() for word in line[12:].split()]
    return [tuple(ord(char) for char in word if ord(char) != SELECTOR) for word in words]


def coloured() -> set[int]:
    """Give the characters that Unicode shows as pictures without being asked: no other face may have them."""
    words = {word for line in EMOJI.splitlines() for word in line[12:].split()}
    return {ord(word) for word in words if len(word) == 1}


def characters(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Give the code points of inclusive ranges."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def embedded(binary: bytes) -> Iterator[tuple[TTFont, bytes]]:
    """Find OpenType files with CFF outlines inside a binary, each with its bytes."""
    start = -1
    while (start := binary.find(b"OTTO\0", start + 1)) != -1:
        (count,) = struct.unpack(">H", binary[start + 4 : start + 6])
        records = [
            struct.unpack(">4sLLL", binary[at : at + 16]) for at in range(start + 12, start + 12 + 16 * count, 16)
        ]
        # The bytes may occur anywhere; a directory of plainly named tables does not.
        if 5 < count < 40 and all(tag.strip().replace(b"/", b"").isalnum() for tag, *_ in records):
            data = binary[start : start + max(offset + length for _, _, offset, length in records)]
            yield TTFont(io.BytesIO(data), recalcTimestamp=False), data


def subset(font: TTFont, codes: set[int], features: list[str], target: str) -> None:
    """Write what a face has of some characters; say its size."""
    options = Options()
    options.layout_features = features
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.hinting = False  # pages are printed or drawn large; hints are a third of a file
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    options.drop_tables += ["FFTM", "GDEF"] if "CBDT" in font else ["FFTM", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes & set(font.getBestCmap()))
    subsetter.subset(font)
    font.flavor = None
    font.save(TARGET / target, reorderTables=True)
    sys.stdout.write(f"{target}: {(TARGET / target).stat().st_size:,} bytes, {len(font.getBestCmap())} characters\n")


def keep_sequences(font: TTFont, wanted: set[tuple[int, ...]]) -> None:
    """Drop an emoji face's ligatures that are not wanted, and what it does with flags that it does not know."""
    codes = {glyph: code for code, glyph in font.getBestCmap().items()}
    table = font["GSUB"].table
    for subtable in table.LookupList.Lookup[0].SubTable:
        for first, ligatures in subtable.ligatures.items():
            ligatures[:] = [
                each for each in ligatures if tuple(codes[glyph] for glyph in [first, *each.Component]) in wanted
            ]
        subtable.ligatures = {first: ligatures for first, ligatures in subtable.ligatures.items() if ligatures}
    for record in table.FeatureList.FeatureRecord:
        record.Feature.LookupListIndex = [0]
        record.Feature.LookupCount = 1


def main(sources: Path) -> None:
    """Make every face."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        unpacked = Path(name)
        for package in sources.glob("fonts-*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(package), name], check=True)  # noqa: S603, S607
        for package in sources.glob("inter-ui-*.tgz"):
            with tarfile.open(package) as archive:
                archive.extractall(unpacked, filter="data")
        letters, signs = characters(LETTERS), characters(SIGNS) - coloured()
        folder = unpacked / "usr" / "share" / "fonts" / "truetype"

        found = {}
        for font, data in embedded(next(Path(typst.__file__).parent.glob("_typst*")).read_bytes()):
            found[font["name"].getDebugName(6)] = data
        for style in ("Regular", "Italic", "Bold", "BoldItalic"):
            font = TTFont(io.BytesIO(found[f"LibertinusSerif-{style}"]), recalcTimestamp=False)
            subset(font, letters | signs, FEATURES, f"LibertinusSerif-{style}.otf")
        for style in ("Regular", "Italic", "SemiBold", "Bold", "BoldItalic"):
            font = TTFont(unpacked / "package" / "web" / f"Inter-{style}.woff2", recalcTimestamp=False)
            subset(font, letters | signs, FEATURES, f"Inter-{style}.ttf")
        for style in ("Regular", "Italic", "Bold"):
            font = TTFont(folder / "jetbrains-mono" / f"JetBrainsMono-{style}.ttf", recalcTimestamp=False)
            # Without `calt` and `liga`: code shows the characters that it is made of.
            subset(font, letters | signs, ["mark", "mkmk", "ccmp", "locl", "zero"], f"JetBrainsMono-{style}.ttf")
        for file, style in (("DejaVuSans", "Regular"), ("DejaVuSans-Bold", "Bold")):
            font = TTFont(folder / "dejavu" / f"{file}.ttf", recalcTimestamp=False)
            subset(font, signs, ["mark", "mkmk"], f"DejaVuSans-{style}.ttf")
        wanted = sequences()
        font = TTFont(folder / "noto" / "NotoColorEmoji.ttf", recalcTimestamp=False)
        keep_sequences(font, {each for each in wanted if len(each) > 1})
        # The digits stay, since keycaps begin with them: a page names this face after its text faces.
        subset(font, {code for each in wanted for code in each}, ["ccmp"], "NotoColorEmoji.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
