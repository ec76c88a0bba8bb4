"""Mail: header, words in either form, and names of what is attached."""

import base64
from email.message import EmailMessage
from pathlib import Path

import pytest

from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.documents.text import reader
from imtextgui.documents.text.mail import Attachments
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


def test_a_body_may_have_a_name_and_an_attachment_none() -> None:
    head = b"From: a@b.c\nDate: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
    parts = [
        b'Content-Type: text/plain; name="part1.txt"\n\nThe seal leaks.\n',
        b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n",
        b'Content-Type: text/plain; name="notes.txt"\n\nof another file\n',
        b"Content-Type: text/csv\n\na,b\n",
    ]
    data = head + b"".join(b"--B\n" + part for part in parts) + b"--B--\n"
    assert read(data)[1].text.endswith("The seal leaks.\n\nnotes.txt")
    attached = Attachments(data)
    assert [member.name for member in attached.members()] == [
        "attachment 2.pdf",
        "notes.txt",
        "attachment 4.csv",
    ]
    assert attached.stream(0).read() == b"%PDF-"


def test_the_whole_message_may_be_a_file() -> None:
    data = b'From: scanner\nDate: x\nContent-Type: application/pdf; name="scan.pdf"\n\n%PDF-'
    (member,) = Attachments(data).members()
    assert member.name == "scan.pdf"
    assert (
        list(Attachments(b"From: a\nDate: x\nContent-Type: text/plain; name=a.txt\n\nwords").members()) == []
    )


def test_what_only_one_of_two_forms_says_is_kept() -> None:
    mail = message(Subject="offer")
    mail.set_content("Please view this in HTML.\nSeal B-17\n")
    mail.add_alternative("<p>Quotation BJ-66021</p><p>Seal <b>B-17</b></p>", subtype="html")
    text = read(mail.as_bytes())[1].text
    assert "Quotation BJ-66021" in text
    assert text.count("B-17") == 1


@pytest.mark.parametrize(
    "subject",
    [
        "歯付きベルトの見積".encode("cp932"),
        "歯付きベルトの見積".encode("euc_jp"),
        "歯付きベルトの見積".encode(),
        "歯付きベルトの見積".encode("iso2022_jp"),
        b"=?Shift_JIS?B?" + base64.b64encode("歯付きベルトの見積".encode("cp932")) + b"?=",
    ],
)
def test_subjects_are_read_however_they_are_written(subject: bytes) -> None:
    text = read(b"From: a@b.c\nSubject: " + subject + b"\nDate: x\nMessage-ID: <1>\n\nwords")[0].title
    assert text == "歯付きベルトの見積"


def test_circled_digits_in_subjects_and_names_of_files() -> None:
    circled = base64.b64encode(b"\x1b$B-\x22JQB.5!\x1b(B")
    header = b"From: a@b.c\nDate: x\nSubject: =?ISO-2022-JP?B?" + circled + b"?=\n"
    names = [
        b'filename="=?ISO-2022-JP?B?' + circled + b'?="',
        b"filename*=iso-2022-jp''%1B%24B-%22JQB.5!%1B%28B",
        b'filename="' + "②変速機".encode("cp932") + b'"',
    ]
    for name in names:
        data = (
            header + b"Content-Type: application/pdf\nContent-Disposition: attachment; " + name + b"\n\n%PDF-"
        )
        assert [member.name for member in Attachments(data).members()] == ["②変速機"]
    assert read(header + b"\nwords")[0].title == "②変速機"


def test_a_page_saved_as_one_file_is_read() -> None:
    data = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\n'
        b"Content-Type: text/html\n\n<meta charset=Shift_JIS><p>"
        + "減速機".encode("cp932")
        + b"</p>\n--B--\n"
    )
    assert read(data, "a.doc")[1].text == "減速機"
