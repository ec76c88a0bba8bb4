"""How people type what they look for: case, hyphens, plurals, kana, standards without blanks, questions."""

from __future__ import annotations

import re
import unicodedata

from export.synthetic.photos.imaging import Random

AMERICAN = {
    "levelling": "leveling",
    "aluminium": "aluminum",
    "castor": "caster",
    "centre": "center",
    "gauge": "gage",
    "spanner": "wrench",
    "vice": "vise",
    "calliper": "caliper",
    "mould": "mold",
    "earth": "ground",
    "plough": "plow",
    "grey": "gray",
    "polarised": "polarized",
}
# ways to write the same word; each is found in names and exchanged for another of its row
KANA = (
    ("ねじりコイルばね", "トーションばね"),
    ("ねじりばね", "トーションばね"),
    ("ねじ", "ネジ", "螺子"),
    ("ばね", "バネ", "スプリング"),
    ("軸受", "ベアリング", "軸受け"),
    ("歯車", "ギア", "ギヤ"),
    ("座金", "ワッシャー", "ワッシャ"),
    ("シリンダ", "シリンダー"),
    ("モータ", "モーター"),
    ("センサ", "センサー"),
    ("コネクタ", "コネクター"),
    ("コンベヤ", "コンベア", "コンベアー"),
    ("フィルタ", "フィルター"),
    ("ローラ", "ローラー"),
    ("ドライバ", "ドライバー"),
    ("ヒータ", "ヒーター"),
    ("メータ", "メーター"),
    ("タイマ", "タイマー"),
    ("ブレーカ", "ブレーカー"),
    ("プーリ", "プーリー"),
    ("ダイヤフラム", "ダイアフラム"),
    ("逆止弁", "逆止め弁", "チェッキ弁"),
    ("弁", "バルブ"),
    ("継手", "継ぎ手", "つぎて"),
    ("止め輪", "止輪", "とめわ"),
    ("割りピン", "割ピン"),
    ("押しボタン", "押ボタン", "押し釦", "押釦"),
    ("変圧器", "トランス"),
    ("電動機", "モーター"),
    ("管", "パイプ"),
    ("万力", "バイス"),
    ("取っ手", "取手", "とって"),
    ("蝶番", "丁番", "ちょうつがい"),
    ("梯子", "はしご", "ハシゴ"),
)
ASKED_EN = (
    "what is a {name}?",
    "where is the {name}",
    "how do I replace the {name}?",
    "show me the {name}",
    "looking for {name}",
    "which page has the {name}?",
    "{name}?",
    "need a new {name}",
    "spare part {name}",
    "{name} drawing",
)
ASKED_JA = (
    "{name}はどこ？",
    "{name}の図面を見たい",
    "{name}の交換方法",
    "{name}とは",
    "{name}を探しています",
    "{name}の写真",
    "{name}はどのページですか",
    "{name} 予備品",
    "これは{name}ですか？",
    "{name}の型番",
)
_NARROW = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
_NARROW |= {
    unicodedata.normalize("NFKC", chr(code) + mark): chr(code) + mark
    for code in range(0xFF66, 0xFF9E)
    for mark in "ﾞﾟ"
    if len(unicodedata.normalize("NFKC", chr(code) + mark)) == 1
}


def plural(name: str) -> str:
    """The English name in the plural; what follows "with", "of" or a comma stays."""
    head, gap, rest = re.match(r"(.*?)(?:( with | of | for | in |, )(.*))?$", name).groups(default="")  # type: ignore[union-attr] # it always matches
    if re.search(r"(s|x|z|ch|sh)$", head):
        head += "es"
    elif re.search(r"[^aeiou]y$", head):
        head = head[:-1] + "ies"
    else:
        head += "s"
    return head + gap + rest


def american(name: str) -> str:
    """The name as it is written in America."""
    return re.sub("|".join(AMERICAN), lambda word: AMERICAN[word[0]], name)


def bare(size: str) -> str:
    """A size without its unit or letters: 20 mm becomes 20, DN25 25A, d20 L140 20x140."""
    if nominal := re.fullmatch(r"DN(\d+)", size):
        return f"{nominal[1]}A"
    if turned := re.fullmatch(r"d(\d+) L(\d+)", size):
        return f"{turned[1]}x{turned[2]}"
    return re.sub(r" ?(?:mm|m|l|kg)$", "", size).replace("size ", "")


def narrow(text: str) -> str:
    """Katakana as half-width kana, as old machines print them."""
    return "".join(_NARROW.get(letter, letter) for letter in text).replace("ー", "ｰ")


def other_kana(rng: Random, name: str) -> str:
    """The name with one of its words written in another way; as it is where none is known."""
    for row in sorted(KANA, key=lambda row: -len(row[0])):
        written = next((word for word in sorted(row, key=len, reverse=True) if word in name), None)
        if written:
            others = [word for word in row if word != written]
            return name.replace(written, others[rng.integers(len(others))], 1)
    return name


def tight(rng: Random, standard: str) -> str:
    """A standard as it is typed: without its first blank, without any, or in small letters."""
    forms = (standard.replace(" ", "", 1), standard.replace(" ", ""), standard.lower())
    return forms[rng.integers(len(forms))]


def slip(rng: Random, name: str) -> str:
    """The name with two letters within a word exchanged, as fingers do."""
    places = [i for i in range(1, len(name) - 1) if name[i : i + 2].isalpha() and name[i - 1].isalpha()]
    if not places:
        return name
    at = places[rng.integers(len(places))]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def typed_english(rng: Random, name: str, size: str, standard: str) -> str:
    """The name as somebody types it, with the size or standard at times; either may be empty."""
    forms = [
        name.lower(),
        name.replace("-", " ").lower(),
        plural(name),
        plural(name).lower(),
        american(name),
        slip(rng, name.lower()),
        ASKED_EN[rng.integers(len(ASKED_EN))].format(name=name),
        name.upper(),
    ]
    if size:
        forms += [f"{bare(size)} {name.lower()}", f"{name} {size.lower()}", f"{size.replace(' ', '')} {name}"]
    if standard:
        forms += [f"{tight(rng, standard)} {name.lower()}", tight(rng, standard)]
    return forms[rng.integers(len(forms))]


def typed_japanese(rng: Random, name: str, size: str, standard: str) -> str:
    """The Japanese name as somebody types it, with the size or standard at times; either may be empty."""
    forms = [
        other_kana(rng, name),
        other_kana(rng, name),
        narrow(name),
        ASKED_JA[rng.integers(len(ASKED_JA))].format(name=name),
        ASKED_JA[rng.integers(len(ASKED_JA))].format(name=other_kana(rng, name)),
    ]
    if size:
        forms += [f"{name}{bare(size)}", f"{size} {other_kana(rng, name)}", f"{name}　{size}"]
    if standard:
        forms.append(f"{tight(rng, standard)} {name}")
    return forms[rng.integers(len(forms))]
