"""Makes strokes.txt, readings.txt and surnames.txt from the packages that NOTICE.txt names.

    npm pack chinese-character-strokes@0.0.3 pinyin-pro@3.29.4      (each unpacked into a folder of the package's name)
    apt-get download unicode-data                                   (15.0.0, unpacked by dpkg-deb -x into unicode-data)
    python3 make.py FOLDER

What the sources say of one another is checked on the way; whatever does not agree is printed and left out.
"""

import bz2
import collections
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
# Where GF 0023-2020 writes otherwise than GF 3002-1999, which the stroke sequences follow: the left-hand 北 and 比 end
# in level and hook.
NEWER = {"邶": "2111552", "鹍": "2511151535451"}
# Readings of surnames that pinyin-pro lacks: 《现代汉语词典》 (7th edition), the entries marked 姓. 宁 is Níng there, since
# 《通用规范汉字表》 keeps 甯 (Nìng) as a character of its own.
SURNAMES = {"宁": "níng", "种": "chóng", "占": "zhān", "么": "yāo", "蔚": "yù", "祭": "zhài", "秘": "bì", "洗": "xiǎn"}
# 单于, 贺兰 and 叶赫 are not here: 单, 贺 and 叶 with a given name of two characters are far more frequent.
COMPOUND = {"独孤": "dú gū", "完颜": "wán yán", "耶律": "yē lǜ", "谷梁": "gǔ liáng", "公仪": "gōng yí",
            "太史": "tài shǐ", "即墨": "jí mò"}
WIDTH = 48


def main(folder):
    unihan = read_unihan(folder / "unicode-data/usr/share/unicode")
    strokes = read_strokes(next((folder / "chinese-character-strokes").rglob("笔顺数据.js"))) | NEWER
    surnames = read_surnames(next((folder / "pinyin-pro").rglob("esm/data/surname.mjs"))) | COMPOUND | SURNAMES
    keys = order(strokes, unihan)
    ranked = sorted(keys, key=keys.get)
    write("strokes.txt", STROKES, strokes_lines(ranked, keys))
    write("readings.txt", READINGS, readings_lines(ranked, unihan["kMandarin"], " ".join(surnames.values()).split()))
    usual = unihan["kMandarin"]
    unusual = {name: tones for name, tones in surnames.items() if len(name) > 1 or usual.get(name) != tones}
    write("surnames.txt", SURNAME, [f"{name} {' '.join(map(numbered, tones.split()))}" for name, tones in sorted(unusual.items())])


def read_unihan(folder):
    """The properties that are wanted: property -> character -> value."""
    wanted = collections.defaultdict(dict)
    for path in sorted(folder.glob("Unihan_*.txt.bz2")):
        for line in bz2.open(path, "rt", encoding="utf-8"):
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] in ("kTGH", "kTotalStrokes", "kMandarin"):
                char = chr(int(parts[0][2:], 16))
                wanted[parts[1]][char] = parts[2].split()[0]
    wanted["kTGH"] = {char: int(value.split(":")[1]) for char, value in wanted["kTGH"].items()}
    return wanted


def read_strokes(path):
    return dict(re.findall(r'^"(.)":"([1-5]+)"', path.read_text("utf-8"), re.M))


def read_surnames(path):
    return dict(re.findall(r"^ *([^\s:]+): '([^']+)',", path.read_text("utf-8"), re.M))


def order(strokes, unihan):
    """Character -> what it is sorted by: count, sequence, place in 通用规范汉字表 (after all of it for others), itself."""
    table = sorted(unihan["kTGH"], key=unihan["kTGH"].get)
    counts = {char: int(count) for char, count in unihan["kTotalStrokes"].items()}
    keys, wrong, placed = {}, [], 0
    for char, sequence in strokes.items():
        if len(sequence) == counts.get(char):
            keys[char] = (len(sequence), sequence, unihan["kTGH"].get(char, 9999), char)
        else:
            wrong.append(char)
    print(f"{len(keys)} characters; left out, for their counts differ: {len(wrong)}")
    print("  of the table:", "".join(char for char in wrong if char in unihan["kTGH"]) or "none")
    # Each of the table's three levels is printed in stroke order.
    for first, last in ((1, 3500), (3501, 6500), (6501, 8105)):
        level = table[first - 1:last]
        known = [keys[char][:3] for char in level if char in keys]
        assert known == sorted(known), "the sequences disagree with the table's own order"
        # A character without a sequence stands where the table puts it.
        before = None
        for at, char in enumerate(level):
            if char not in keys:
                after = next((keys[it] for it in level[at:] if it in keys), None)
                near = [it for it in (before, after) if it and it[0] == counts[char]]
                if not near and before[0] != after[0]:
                    print(f"{char} left out: between {before[0]} and {after[0]} strokes")
                    continue
                placed += 1
                keys[char] = (*(near or [before])[0][:2], unihan["kTGH"][char], char)
            before = keys[char]
    print(f"{placed} characters without a sequence stand where the table puts them")
    return keys


def strokes_lines(ranked, keys):
    groups = collections.defaultdict(list)
    for char in ranked:
        groups[keys[char][0], keys[char][1][0]].append(char)
    for (count, first), chars in groups.items():
        for at in range(0, len(chars), WIDTH):
            yield f"{count}-{first} {''.join(chars[at:at + WIDTH])}"


def readings_lines(ranked, mandarin, others):
    """`others` are syllables that surnames alone may have."""
    groups = {tones: [] for tones in others}
    for char in ranked:
        if char in mandarin:
            groups.setdefault(mandarin[char], []).append(char)
    print("without a reading:", sum(char not in mandarin for char in ranked))
    for tones in sorted(groups, key=by_alphabet):
        yield f"{numbered(tones)} {''.join(groups[tones])}".rstrip()


def numbered(tones):
    """hǎo -> hao3, lǜ -> lü4; the neutral tone is 5."""
    marks = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
    parts = unicodedata.normalize("NFD", tones)
    tone = next((marks[part] for part in parts if part in marks), "5")
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in marks)) + tone


def by_alphabet(tones):
    syllable = numbered(tones)
    return [(ord("u") + 0.5 if letter == "ü" else ord("e") + 0.5 if letter == "ê" else ord(letter)) for letter in syllable[:-1]], syllable[-1]


def write(name, head, lines):
    text = "".join(f"# {line}\n" for line in head.strip().splitlines()) + "".join(f"{line}\n" for line in lines)
    (HERE / name).write_text(text, "utf-8", newline="\n")
    print(name, len(text.encode()), "bytes")


STROKES = """
Han characters in official stroke order: number of strokes, then their shapes one by one (1 横 2 竖 3 撇 4 点 5 折).
A line: the number, a hyphen, the first stroke, a space, and characters in order; the order of the lines is the order.
Characters that are written alike keep the order of 《通用规范汉字表》 (2013), others stand after them by code point.
Sources: chinese-character-strokes 0.0.3 (npm, ISC), Unihan 15.0 kTotalStrokes and kTGH (Unicode licence): see NOTICE.txt.
Made by make.py; do not edit.
"""
READINGS = """
The usual reading of each character, in the order of syllables and tones; the order of the lines is the order.
A line: syllable and tone (5 is neutral), a space, and its characters in stroke order; a few are of surnames alone.
Source: Unihan 15.0 kMandarin (Unicode licence): see NOTICE.txt. Made by make.py; do not edit.
"""
SURNAME = """
Surnames of two characters, and surnames that are read otherwise than the character usually is.
Sources: pinyin-pro 3.29.4 (npm, MIT); the entries in make.py: 《现代汉语词典》 (7th edition): see NOTICE.txt.
Made by make.py; do not edit.
"""

if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
