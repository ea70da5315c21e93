"""A name and a sentence of every script that paper is set in, and what is read back from paper."""

import subprocess
import unicodedata
from pathlib import Path

SCRIPTS = {
    "Polish": ("Łukasz Żółkiewski", "Zażółć gęślą jaźń – spotkajmy się 12 lipca o 9:30."),
    "Vietnamese": ("Nguyễn Thị Phượng", "Chúng tôi sẽ gặp nhau vào thứ Hai đầu tiên của tháng."),
    "Greek": ("Ελένη Παπαδοπούλου", "Θα συναντιόμαστε κάθε μήνα για να ακούμε ο ένας τον άλλον."),
    "Cyrillic": ("Олександра Їжак", "Зустрічатися щомісяця й розповідати (до 12 липня)."),
    "Arabic": ("ليلى الخطيب", "سنجتمع في أول يوم اثنين من كل شهر ونستمع إلى العائلات."),
    "Urdu": ("فاطمہ بی بی", "ہم ہر مہینے کی پہلی تاریخ کو ملیں گے اور بچوں کی بات سنیں گے۔"),
    "Hebrew": ("מרים כהן", "נפגוש את ההורים בכל חודש ונקשיב להם."),
    "Punjabi": ("ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "ਅਸੀਂ ਹਰ ਮਹੀਨੇ ਦੀ 12 ਤਾਰੀਖ਼ ਨੂੰ ਮਿਲਾਂਗੇ ਅਤੇ ਗੱਲ ਸੁਣਾਂਗੇ।"),
    "Bengali": ("রহিমা খাতুন", "আমরা প্রতি মাসের ১২ তারিখে মিলিত হব এবং শিশুদের কথা শুনব।"),
    "Hindi": ("प्रिया शर्मा", "हम हर महीने की 12 तारीख को मिलेंगे और बच्चों की बात सुनेंगे।"),
}
CHINESE = "王小明"


def said(pdf: bytes, folder: Path) -> str:
    """All that pdftotext reads, without spaces, line ends and letters that steer a direction."""
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    read = subprocess.run(
        ["pdftotext", str(path), "-"],  # noqa: S607
        capture_output=True,
        check=True,
    )
    return bare(read.stdout.decode())


def bare(text: str) -> str:
    """A text without spaces, line ends and letters that steer a direction."""
    return "".join(
        c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc")
    )


def letters(text: str) -> str:
    """A text without punctuation."""
    return "".join(c for c in bare(text) if unicodedata.category(c)[0] != "P")
