"""In how many texts without a declared encoding the right one is guessed.

``python -m tests.quality.encodings`` prints a table: sentences of manuals, written for this measurement, by language
and encoding, each alone and all of a language as one text.
"""

from collections.abc import Iterator

from imtextgui.documents.text_encoding import decoded

TEXTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Japanese": (
        (
            "cp932",
            "euc_jp",
            "iso2022_jp",
        ),
        (
            "油圧ポンプの組立図",
            "ボルトの締付トルクを確認",
            "部品 番号",
            "減速機の潤滑油は、運転開始から五百時間後に交換してください。その後は二千時間ごとに交換します。",
            "電源を切ってから、カバーを外し、ベルトの張りを点検します。張りが弱いときは、"
            "モータを後ろへ動かして調整してください。\n異常な音や振動があるときは、すぐに運転を止めて、"
            "販売店に連絡してください。",
            "検査 規格",
            "図面番号,名称,数量\n1,六角ボルト,4\n2,平座金,4",
            "安全上の注意",
            "取扱説明書",
        ),
    ),
    "Korean": (
        ("cp949",),
        (
            "감속기 윤활",
            "부품 번호",
            "유압 펌프 조립도",
            "안전 주의 사항",
            "볼트의 조임 토크를 확인하십시오.",
            "감속기의 윤활유는 운전을 시작한 후 오백 시간이 지나면 교환하십시오. 그 후에는 "
            "이천 시간마다 교환합니다.",
            "전원을 끄고 덮개를 벗긴 다음 벨트의 장력을 점검합니다. 장력이 약하면 모터를 "
            "뒤로 움직여 조정하십시오.\n이상한 소리나 진동이 있으면 즉시 운전을 멈추고 "
            "판매점에 연락하십시오.",
            "사용 설명서",
            "번호,이름,수량\n1,육각 볼트,4\n2,평와셔,4",
        ),
    ),
    "Chinese": (
        ("gb18030",),
        (
            "减速机润滑",
            "零件编号",
            "液压泵装配图",
            "安全注意事项",
            "请检查螺栓的拧紧力矩。",
            "减速机的润滑油应在开始运转五百小时后更换，以后每两千小时更换一次。",
            "切断电源后，取下防护罩，检查皮带的张紧度。如果太松，请将电动机向后移动进行调整。\n"
            "如果有异常的声音或振动，请立即停止运转，并与销售商联系。",
            "使用说明书",
            "序号,名称,数量\n1,六角螺栓,4\n2,平垫圈,4",
        ),
    ),
    "Chinese (Taiwan)": (
        ("big5hkscs",),
        (
            "減速機潤滑",
            "零件編號",
            "液壓泵裝配圖",
            "安全注意事項",
            "請檢查螺栓的鎖緊扭力。",
            "減速機的潤滑油應在開始運轉五百小時後更換，以後每兩千小時更換一次。",
            "切斷電源後，取下防護罩，檢查皮帶的張力。如果太鬆，請將電動機向後移動進行調整。\n"
            "如果有異常的聲音或振動，請立即停止運轉，並與經銷商聯絡。",
            "使用說明書",
            "序號,名稱,數量\n1,六角螺栓,4\n2,平墊圈,4",
        ),
    ),
    "Polish": (
        (
            "cp1250",
            "iso8859_2",
        ),
        (
            "Część zamienna",
            "Śruba dokręcająca",
            "Sprawdź poziom oleju przed uruchomieniem.",
            "Olej w przekładni należy wymienić po pięciuset godzinach pracy, a następnie co dwa "
            "tysiące godzin.",
            "Wyłącz zasilanie, zdejmij osłonę i sprawdź naciąg paska. Jeżeli naciąg jest zbyt słaby, "
            "przesuń silnik do tyłu.\nJeśli usłyszysz nietypowy hałas lub drgania, natychmiast "
            "zatrzymaj maszynę i zwróć się do sprzedawcy.",
        ),
    ),
    "Czech": (
        (
            "cp1250",
            "iso8859_2",
        ),
        (
            "Náhradní díly",
            "Čerpadlo hydraulické převodovky",
            "Před spuštěním zkontrolujte hladinu oleje.",
            "Olej v převodovce vyměňte po pěti stech hodinách provozu, poté každé dva tisíce hodin.",
            "Vypněte napájení, sejměte kryt a zkontrolujte napnutí řemene. Je-li napnutí příliš slabé, "
            "posuňte motor dozadu.\nPokud uslyšíte neobvyklý hluk nebo vibrace, okamžitě stroj zastavte "
            "a obraťte se na prodejce.",
        ),
    ),
    "Hungarian": (
        (
            "cp1250",
            "iso8859_2",
        ),
        (
            "Műszaki leírás",
            "Kenőolaj szűrő",
            "Indítás előtt ellenőrizze az olajszintet.",
            "A hajtómű olaját ötszáz üzemóra után cserélje ki, majd kétezer óránként.",
            "Kapcsolja ki a gépet, vegye le a fedelet, és ellenőrizze az ékszíj feszességét. Ha túl "
            "laza, tolja hátra a motort.\nHa szokatlan zajt vagy rezgést észlel, azonnal állítsa le a "
            "gépet, és forduljon a kereskedőhöz.",
        ),
    ),
    "Croatian": (
        (
            "cp1250",
            "iso8859_2",
        ),
        (
            "Rezervni dijelovi za mješalicu žbuke",
            "Provjerite razinu ulja prije pokretanja. Ležaj očistite i zaštitite od prašine.",
            "Isključite napajanje, skinite poklopac i provjerite zategnutost remena. Ako čujete "
            "neuobičajenu buku, odmah zaustavite stroj.",
        ),
    ),
    "Romanian": (
        (
            "cp1250",
            "iso8859_2",
        ),
        (
            "Verificaţi nivelul uleiului înainte de pornire.",
            "Opriţi alimentarea, scoateţi capacul şi verificaţi întinderea curelei. Dacă auziţi un "
            "zgomot neobişnuit, opriţi imediat maşina şi adresaţi-vă vânzătorului.",
        ),
    ),
    "Russian": (
        (
            "cp1251",
            "koi8_r",
            "cp866",
            "iso8859_5",
        ),
        (
            "Насос",
            "Запасные части",
            "Проверьте уровень масла перед пуском.",
            "Масло в редукторе следует заменить через пятьсот часов работы, затем через каждые две "
            "тысячи часов.",
            "Отключите питание, снимите кожух и проверьте натяжение ремня. Если натяжение слабое, "
            "сдвиньте двигатель назад.\nПри необычном шуме или вибрации немедленно остановите машину и "
            "обратитесь к продавцу.",
            "Болт М8х20 ГОСТ 7798-70",
        ),
    ),
    "Ukrainian": (
        (
            "cp1251",
            "koi8_u",
        ),
        (
            "Перевірте рівень мастила перед пуском.",
            "Вимкніть живлення, зніміть кожух і перевірте натяг паса. Якщо чути незвичний шум, негайно "
            "зупиніть машину та зверніться до продавця.",
        ),
    ),
    "Bulgarian": (
        ("cp1251",),
        (
            "Проверете нивото на маслото преди пускане.",
            "Изключете захранването, свалете капака и проверете опъването на ремъка. Ако чуете "
            "необичаен шум, веднага спрете машината.",
        ),
    ),
    "Greek": (
        (
            "cp1253",
            "iso8859_7",
        ),
        (
            "Ανταλλακτικά",
            "Αντλία λαδιού",
            "Ελέγξτε τη στάθμη του λαδιού πριν από την εκκίνηση.",
            "Κλείστε την τροφοδοσία, αφαιρέστε το κάλυμμα και ελέγξτε την τάση του ιμάντα. Αν ακούσετε "
            "ασυνήθιστο θόρυβο, σταματήστε αμέσως το μηχάνημα και απευθυνθείτε στον πωλητή.",
        ),
    ),
    "Turkish": (
        ("cp1254",),
        (
            "Yedek parça listesi",
            "Çalıştırmadan önce yağ seviyesini kontrol edin.",
            "Gücü kapatın, kapağı çıkarın ve kayışın gerginliğini kontrol edin. Alışılmadık bir ses "
            "duyarsanız makineyi hemen durdurun ve satıcıya başvurun.",
        ),
    ),
    "German": (
        ("cp1252",),
        (
            "Größe",
            "Ölstand prüfen",
            "Vor dem Einschalten die Ölmenge prüfen und die Schläuche auf Dichtheit überprüfen.",
            "Maß ±0,1 mm bei 20 °C",
            "Wärmetauscher – Übersicht “neu”",
            "Schalten Sie die Stromzufuhr ab, nehmen Sie die Abdeckung ab und prüfen Sie die Spannung "
            "des Riemens. Hören Sie ungewöhnliche Geräusche, halten Sie die Maschine sofort an.",
        ),
    ),
    "French": (
        ("cp1252",),
        (
            "Pièce détachée",
            "Vérifiez le niveau d’huile avant la mise en marche.",
            "Coupez l'alimentation, déposez le capot et vérifiez la tension de la courroie. Si elle "
            "est trop lâche, déplacez le moteur vers l'arrière. À la fin, là où ça gêne, arrêtez.",
        ),
    ),
    "Spanish": (
        ("cp1252",),
        (
            "Señal de máquina: año 2024",
            "¿Cómo se ajusta la presión?",
            "Desconecte la alimentación, quite la cubierta y compruebe la tensión de la correa. Si oye "
            "un ruido extraño, pare la máquina inmediatamente y póngase en contacto con su "
            "distribuidor según la garantía.",
        ),
    ),
    "Portuguese": (
        ("cp1252",),
        (
            "Peças de reposição",
            "Desligue a alimentação, remova a cobertura e verifique a tensão da correia. Se está "
            "frouxa, mova o motor para trás. Não opere a máquina sem proteção.",
        ),
    ),
    "Swedish": (
        ("cp1252",),
        (
            "Kontrollera oljenivån före start",
            "Stäng av strömmen, ta bort kåpan och kontrollera remmens spänning. Hörs ovanliga ljud, "
            "stanna maskinen.",
        ),
    ),
    "Danish": (
        ("cp1252",),
        (
            "Kontrollér oliestanden før start",
            "Sluk for strømmen, fjern dækslet og kontrollér remmens spænding. Kør ikke maskinen uden "
            "afskærmning på.",
        ),
    ),
    "Italian": (
        ("cp1252",),
        (
            "Verificare la quantità d'olio perché è già più bassa",
            "Se la velocità è troppo elevata, ridurla subito; così si può evitare l'usura. Qualità e "
            "capacità.",
        ),
    ),
    "Finnish": (
        ("cp1252",),
        (
            "Tarkista öljymäärä ennen käynnistystä",
            "Katkaise virta, irrota suojus ja tarkista hihnan kireys. Jos kuulet epätavallista ääntä, "
            "pysäytä kone.",
        ),
    ),
}
"""By language: the encodings, by Python's names, in which it is written, and its texts."""


def cases(language: str) -> Iterator[tuple[str, str]]:
    """(encoding, text) of everything that is measured of ``language``."""
    encodings, texts = TEXTS[language]
    for encoding in encodings:
        for text in (*texts, "\n".join(texts * 3)):
            yield encoding, text


def right(language: str) -> dict[str, tuple[int, int]]:
    """By encoding: how many texts of ``language`` come back as they were written, and of how many."""
    hits: dict[str, tuple[int, int]] = {}
    for encoding, text in cases(language):
        before, number = hits.get(encoding, (0, 0))
        data = text.encode(encoding, "ignore")
        hits[encoding] = before + (decoded(data) == data.decode(encoding)), number + 1
    return hits


def main() -> None:
    """Print the table."""
    print("| language | encoding | right |\n|---|---|---|")
    for language in TEXTS:
        for encoding, (hits, number) in right(language).items():
            print(f"| {language} | {encoding} | {hits} of {number} |")


if __name__ == "__main__":
    main()
