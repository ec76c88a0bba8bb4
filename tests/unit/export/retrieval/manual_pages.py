"""Small manuals in two languages, laid out as unpacked documentation packages."""

from pathlib import Path

from export.retrieval.manuals import MANUALS

ENGLISH = """<html><head><title>Pump</title><script>var pump;</script></head><body><nav>Contents</nav>
<h1>Pump manual</h1><p>This manual tells how the pump is mounted, run and looked after by its owner.</p>
<h2>1.2 Replacing the seal</h2><p>Close both valves and drain the housing before the seal is taken out of it.</p>
<h2>B.4.1. Oil</h2><p>Fill in oil of the grade that the plate names, up to the middle of the glass at the side.</p>
<h2>Storage</h2><p>Keep the pump dry and with its openings closed when it stands still for months.</p>
<h2>Script</h2><pre>set(pump[1], {oil = 2}); run(pump[1]); set(pump[2], {oil = 3}); run(pump[2]);</pre></body></html>"""

JAPANESE = """<html><body><h1>ポンプの説明書</h1>
<p>この説明書では、ポンプの取り付け、運転、手入れの方法を、持ち主の方のために順を追って詳しく説明しています。必ず先にお読みください。</p>
<h2>シールの交換</h2><p>シールをハウジングから取り外す前に、両側のバルブを閉じて、ハウジングの中の液をすべて抜いてください。そのあとで外します。</p>
<h2>オイル</h2><p>銘板に書かれている種類のオイルを、側面にあるのぞき窓の真ん中の高さまで入れてください。入れすぎると漏れることがあります。</p>
<h2>保管</h2><p>何か月も使わないときは、ポンプの口をすべて閉じて、湿気のない場所に置いてください。油を入れ替えておくと、なお安心です。</p>
</body></html>"""


def write_manuals(folder: Path, pages: int = 3) -> Path:
    """Write ``pages`` of every manual into ``folder``, numbered so that no passage is said twice."""
    for manual in MANUALS:
        place = folder / manual.package
        for part in manual.pattern.replace("**", "share").split("/")[:-1]:
            place /= part
        place.mkdir(parents=True, exist_ok=True)
        page = JAPANESE if manual.language == "ja" else ENGLISH
        for number in range(pages):
            marked = page.replace("</p>", f" {manual.package}-{manual.language}-{number}.</p>")
            (place / f"page{number}.html").write_text(marked, encoding="utf-8")
    return folder
