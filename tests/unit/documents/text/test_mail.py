"""Mail: header, words in either form, and names of what is attached."""

from email.message import EmailMessage
from pathlib import Path

from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.documents.text import reader
from tests.unit.documents.test_documents import prepare


def read(data: bytes, name: str = "a.eml") -> tuple[DocumentInfo, PageContent]:
    info, page = reader.read(Path(name), data, prepare, DEFAULT_LIMITS, 1)
    assert isinstance(info, DocumentInfo)
    assert isinstance(page, PageContent)
    return info, page


def message(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in {
        "From": "山田 <yamada@example.com>",
        "Date": "Fri, 17 May 2024 10:00:00 +0900",
        **headers,
    }.items():
        mail[name] = value
    return mail


def test_header_words_and_attachments() -> None:
    mail = message(Subject="油圧ポンプ GP-2040", To="service@example.com")
    mail.set_content("The seal B-17 leaks.\n")
    mail.add_alternative("<p>The <b>seal</b> B-17 leaks.</p>", subtype="html")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="図面 B-17.pdf")
    mail.add_attachment("secret of another file", filename="notes.txt")
    info, page = read(mail.as_bytes())
    assert info.title == page.title == "油圧ポンプ GP-2040"
    assert page.text.startswith(
        "油圧ポンプ GP-2040\n\nFrom: 山田 <yamada@example.com>\nTo: service@example.com\nDate: "
    )
    assert page.text.endswith("The seal B-17 leaks.\n\n図面 B-17.pdf\nnotes.txt")
    assert page.text.count("leaks") == 1


def test_mail_without_a_plain_form() -> None:
    mail = message(Subject="x")
    mail.set_content("<style>p {}</style><p>軸受を交換</p>", subtype="html")
    assert read(mail.as_bytes())[1].text.endswith("軸受を交換")


def test_words_in_another_encoding_than_declared() -> None:
    body = "油圧ポンプの組立図をお送りします".encode("shift_jis")
    kind = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    header = b"From: a@b.c\nDate: x\nSubject: s\n" + kind
    assert "油圧ポンプの組立図" in read(header + body)[1].text


def test_mail_is_known_by_its_header_and_prose_is_not_taken_for_it() -> None:
    mail = message(Subject="Offer")
    mail["Message-ID"] = "<1@example.com>"
    mail.set_content("words")
    assert read(mail.as_bytes(), "a.txt")[0].title == "Offer"
    assert read(b"From: here to there\nDate: unknown\n\nwords", "a.txt")[0].title == ""
