"""Files that break readers, made by code: pictures, PDFs and texts in every state of disrepair."""

import base64
import gzip
import hashlib
import random
import struct
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from tests import archives, meshes

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def picture(form: str, size: tuple[int, int] = (640, 400), **options: object) -> bytes:
    """A picture with a red left third, as the file format ``form``."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 3, size[1]), fill="red")
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def heic() -> bytes:
    """64 × 48 pixels, the left half red, marked to be turned by a quarter: no library here writes the format."""
    return base64.b64decode(_HEIC)


def pixel_bomb(side: int = 50_000) -> bytes:
    """A PNG of a few bytes that declares ``side`` × ``side`` RGB pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(3 * 1_000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def pdf(
    pages: Sequence[str],
    *,
    title: str = "",
    password: str | None = None,
    size: tuple[int, int] = (595, 842),
    broken: int | None = None,
) -> bytes:
    """A PDF with one line of text for each line of a page; the page numbered ``broken`` has no contents.

    ``password`` encrypts it (RC4, 40 bits); "" asks for none when it is opened. Any character of
    UTF-16 can be used.
    """
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /UniJIS-UTF16-H /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Japan1) /Supplement 5 >> >>] >>",
    ]
    key = _key(password) if password is not None else None
    for index, page in enumerate(pages):
        number = 4 + 2 * index
        content = _content(page)
        if key is not None:
            content = _rc4(_object_key(key, number + 1), content)
        objects.append(
            b"null"
            if broken == index + 1
            else b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (*size, number + 1)
        )
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content))
    objects.append(b"<< /Title <%s> >>" % (b"FEFF" + title.encode("utf-16-be").hex().encode()))
    return _assembled(objects, password)


def _content(page: str) -> bytes:
    lines = page.split("\n")
    shown = " 0 -16 Td ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in lines)
    return f"BT /F1 12 Tf 72 720 Td {shown} ET".encode()


def _assembled(objects: list[bytes], password: str | None) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"/Size %d /Root 1 0 R" % (len(objects) + 1)
    if password is None:
        trailer += b" /Info %d 0 R" % len(objects)
    else:
        user = _rc4(_key(password), _PADDING)
        trailer += b" /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>" % (
            _owner(password).hex().encode(),
            user.hex().encode(),
        )
        trailer += b" /ID [<%s> <%s>]" % (b"00" * 16, b"00" * 16)
    return bytes(out) + b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + _PADDING)[:32]


def _owner(password: str) -> bytes:
    return _rc4(hashlib.md5(_padded("owner"), usedforsecurity=False).digest()[:5], _padded(password))


def _key(password: str) -> bytes:
    seed = _padded(password) + _owner(password) + struct.pack("<i", -4) + bytes(16)
    return hashlib.md5(seed, usedforsecurity=False).digest()[:5]


def _object_key(key: bytes, number: int) -> bytes:
    seed = key + struct.pack("<I", number)[:3] + b"\0\0"
    return hashlib.md5(seed, usedforsecurity=False).digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def junk(size: int = 5_000, seed: int = 7) -> bytes:
    """Random bytes, the same each time."""
    return random.Random(seed).randbytes(size)


def bad_contents() -> dict[str, tuple[bytes, str]]:
    """File name -> (bytes, code of the error that reading them must raise)."""
    jpeg, png, tiff = picture("JPEG"), picture("PNG"), picture("TIFF", compression="tiff_lzw")
    document = pdf(["words"])
    return {
        "empty.jpg": (b"", "document-empty"),
        "empty.pdf": (b"", "document-empty"),
        "empty.txt": (b"", "document-empty"),
        "blank.txt": (b" \n\t\r\n \n", "document-empty"),
        "cut.jpg": (jpeg[:650], "document-damaged"),
        "cut.png": (png[:60], "document-damaged"),
        "cut.tif": (tiff[: len(tiff) // 2], "document-damaged"),
        "cut.webp": (picture("WEBP")[:200], "document-damaged"),
        "cut.bmp": (picture("BMP")[:60], "document-damaged"),
        "cut.gif": (picture("GIF")[:40], "document-damaged"),
        "head only.jpg": (jpeg[:4], "document-damaged"),
        "head only.pdf": (document[:9], "document-damaged"),
        "junk.jpg": (junk(), "document-damaged"),
        "junk.pdf": (junk(), "document-damaged"),
        "junk.txt": (junk(), "document-damaged"),
        "junk after head.pdf": (b"%PDF-1.7\n" + junk(), "document-damaged"),
        "junk after head.png": (b"\x89PNG\r\n\x1a\n" + junk(), "document-damaged"),
        "program.csv": (b"MZ\x90\0\3\0\0\0" + junk(), "document-damaged"),
        "bomb.png": (pixel_bomb(), "document-too-large"),
        "locked.pdf": (pdf(["secret"], password="fitter"), "document-encrypted"),
        "no pages.pdf": (pdf([]), "document-empty"),
        **_bad_drawings(),
        **_bad_office(),
        **_bad_texts(),
        "cut.heic": (heic()[:300], "document-damaged"),
        "cut.avif": (picture("AVIF")[:200], "document-damaged"),
        "junk.heic": (junk(), "document-damaged"),
        "drawing.dwg": (b"AC1032" + junk(), "document-needs-converter"),
        "model.SLDPRT": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + junk(), "document-needs-converter"),
        "no preview.nef": (picture("TIFF"), "document-unsupported"),
        "cut.cr2": (b"II*\0" + bytes(8) + picture("JPEG", (900, 700))[:650], "document-damaged"),
        **_bad_archives(),
        **_bad_meshes(),
    }


def svg(inside: str, head: str = "", size: str = 'viewBox="0 0 300 200"') -> bytes:
    """An SVG drawing; ``head`` comes before the root."""
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{head}<svg xmlns="http://www.w3.org/2000/svg" {xlink} {size}>{inside}</svg>'.encode()


def laughs(levels: int = 9) -> str:
    """Entities of entities: expanded, ``&e9;`` would take gigabytes."""
    grown = "".join(f'<!ENTITY e{level + 1} "{f"&e{level};" * 10}">' for level in range(levels))
    return f'<!DOCTYPE svg [<!ENTITY e0 "laugh, and laugh again">{grown}]>'


def copies(levels: int = 9) -> str:
    """Groups of copies of groups: drawn, the last would be a thousand million squares."""
    grown = "".join(
        f'<g id="g{level + 1}">{f"""<use xlink:href="#g{level}"/>""" * 10}</g>' for level in range(levels)
    )
    return f'<defs><rect id="g0" width="9" height="9"/>{grown}</defs><use xlink:href="#g{levels}"/>'


def _bad_drawings() -> dict[str, tuple[bytes, str]]:
    drawing = svg("<text>words</text>")
    return {
        "empty.svg": (b"", "document-empty"),
        "cut.svg": (drawing[:-9], "document-damaged"),
        "junk.svg": (junk(), "document-damaged"),
        "junk.svgz": (b"\x1f\x8b" + junk(), "document-damaged"),
        "cut.svgz": (gzip.compress(drawing)[:60], "document-damaged"),
        "laughs.svg": (svg("<text>&e9;</text>", laughs()), "document-damaged"),
        "outside.svg": (svg("&x;", '<!DOCTYPE svg [<!ENTITY x SYSTEM "/etc/passwd">]>'), "document-damaged"),
        "deep.svg": (svg("<g>" * 50_000 + "</g>" * 50_000), "document-damaged"),
        "copies.svg": (svg(copies()), "document-damaged"),
        "sliver.svg": (svg("<g/>", size='viewBox="0 0 100000 1"'), "document-damaged"),
        "bomb.svgz": (gzip.compress(b"<svg>" + bytes(60 * 2**20)), "document-too-large"),
        "empty.dxf": (b"", "document-empty"),
        "junk.dxf": (junk(), "document-damaged"),
        "head only.dxf": (b"0\nSECTION\n2\nHEADER\n", "document-empty"),
        "junk after head.dxf": (b"0\nSECTION\n2\nENTITIES\n" + junk(), "document-damaged"),
        "junk after head of binary.dxf": (b"AutoCAD Binary DXF\r\n\x1a\0" + junk(), "document-damaged"),
    }


def locked_office() -> bytes:
    """What an office program writes when a password is set: the beginning, and the name of the package within."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + junk(1_000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(500)
    )


def package(parts: dict[str, bytes]) -> bytes:
    """A zip of ``parts``."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def word(document: bytes, **parts: bytes) -> bytes:
    """A minimal DOCX with ``document`` as its main part."""
    relations = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="x/officeDocument"'
    return package(
        {
            "_rels/.rels": f'{relations} Target="word/document.xml"/></Relationships>'.encode(),
            "word/document.xml": document,
            **parts,
        }
    )


def _bad_office() -> dict[str, tuple[bytes, str]]:
    body = (
        f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>words</w:t></w:r></w:p></w:body></w:document>'
    )
    good = word(body.encode())
    return {
        "empty.docx": (b"", "document-empty"),
        "bare.docx": (word(f'<w:document xmlns:w="{_WORD}"/>'.encode()), "document-empty"),
        "cut.docx": (good[:-40], "document-damaged"),
        "junk.xlsx": (junk(), "document-damaged"),
        "junk after head.pptx": (b"PK\3\4" + junk(), "document-damaged"),
        "flipped.docx": (good.replace(b"\x3c", b"\x3d").replace(b"PK\1\2", b"PK\1\3"), "document-damaged"),
        "no xml.docx": (word(b"words"), "document-damaged"),
        "laughs.docx": (word((laughs() + body.replace("words", "&e9;")).encode()), "document-damaged"),
        "bomb.docx": (
            word(body.encode(), **{"word/media/image1.png": bytes(30 * 2**20)}),
            "document-too-large",
        ),
        "locked.docx": (locked_office(), "document-encrypted"),
        "locked.xlsx": (locked_office(), "document-encrypted"),
        "old.doc": (locked_office().replace(b"E\0n\0c", b"W\0o\0r"), "document-needs-converter"),
        "archive of texts.jar": (package({"a.txt": b"words"}), "document-unsupported"),
    }


def _bad_archives() -> dict[str, tuple[bytes, str]]:
    whole = archives.zipped({"a.txt": b"words " * 100})
    packed = archives.tarred({"a.txt": junk()}, "gz")
    seven = archives.seven_zip({"a.txt": junk()})
    nothing = bytes(70 * 2**20)
    return {
        "empty.zip": (b"", "document-empty"),
        "junk.zip": (junk(), "document-damaged"),
        "junk after head.zip": (b"PK\3\4" + junk(), "document-damaged"),
        "cut.zip": (whole[:-30], "document-damaged"),
        "bomb.zip": (archives.zipped({"a.txt": nothing}), "document-too-large"),
        "bomb of many names.zip": (archives.bomb_zip(), "document-too-large"),
        "junk.tar": (junk(), "document-damaged"),
        "cut.tgz": (packed[:2_000], "document-damaged"),
        "junk after head.tgz": (b"\x1f\x8b" + junk(), "document-damaged"),
        "bomb.tgz": (archives.tarred({"a.txt": nothing}, "gz"), "document-too-large"),
        "huge header.tar": (archives.huge_header(), "document-too-large"),
        "junk.7z": (junk(), "document-damaged"),
        "cut.7z": (seven[:-30], "document-damaged"),
        "junk after head.7z": (b"7z\xbc\xaf\x27\x1c" + junk(), "document-damaged"),
        "bomb.7z": (archives.seven_zip({"a.txt": nothing}), "document-too-large"),
    }


def _bad_meshes() -> dict[str, tuple[bytes, str]]:
    return {
        "empty.stl": (b"", "document-empty"),
        "bare.stl": (b"solid\nendsolid\n", "document-empty"),
        "junk.stl": (junk(), "document-damaged"),
        "cut.stl": (meshes.binary_stl(*meshes.bracket())[:300], "document-damaged"),
        "of a compiler.obj": (b"\x4c\x01" + junk(), "document-unsupported"),
        "corner that is not there.obj": (b"#\nv 0 0 0\nf 1 2 9\n", "document-damaged"),
        "cut.ply": (meshes.ply("binary_little_endian")[:300], "document-damaged"),
        "junk after head.ply": (b"ply\nformat ascii 1.0\n" + junk(), "document-damaged"),
        "cut.glb": (meshes.glb()[:900], "document-damaged"),
        "junk after head.glb": (b"glTF" + junk(), "document-damaged"),
        "numbers outside.gltf": (
            meshes.gltf_with_data().replace(b'"count": 72', b'"count": 7200000'),
            "document-damaged",
        ),
        "within itself.gltf": (
            meshes.gltf_with_data().replace(b'"children": [1]', b'"children": [0]'),
            "document-damaged",
        ),
        "cut.3mf": (meshes.three_mf()[:-30], "document-damaged"),
        "laughs.3mf": (
            package({"3D/3dmodel.model": (laughs() + "<model>&e9;</model>").encode()}),
            "document-damaged",
        ),
    }


def _bad_texts() -> dict[str, tuple[bytes, str]]:
    return {
        "empty.json": (b"", "document-empty"),
        "junk.json": (junk(), "document-damaged"),
        "null.json": (b"null", "document-empty"),
        "laughs.xml": (f'<?xml version="1.0"?>{laughs()}<a>&e9;</a>'.encode(), "document-damaged"),
        "outside.xml": (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]><a>&x;</a>',
            "document-damaged",
        ),
        "blank.rtf": (b"{\\rtf1\\ansi }", "document-empty"),
        "junk.eml": (junk(), "document-damaged"),
        "junk.step": (junk(), "document-damaged"),
        "numbers": (b"1.0 2.0 3.0\n" * 200, "document-unsupported"),
        "binary": (junk(), "document-unsupported"),
    }


_HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAACUAAgAAAAACEQABAAAAAAAAACQAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZodmNDAQNwAAAA"
    "kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq"
    "5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90AwAAABlpcG1hAAAAAAAAAAEA"
    "AQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAFFtZGF0AAAAISgBrxmA70mlv//ihh/5rWv+v7IXhfykkHeIdH/M"
    "Eg21vAAAAAZFeGlmAABNTQAqAAAACAABARIAAwAAAAEABgAAAAAAAA=="
)
