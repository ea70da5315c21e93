"""Whether LibreOffice opens the report's Word document.

python -m tests.support.office FOLDER

Not a test of the suite: the CI does not install an office. Writes report.docx and report.pdf into
the folder and says whether the PDF holds every name and every action of the JSON; exits 1 where
it does not.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.formats.json_document import write_document
from storycircle.jobs.import_event import read_file
from storycircle.paper.report.content import report_form
from storycircle.paper.report.formats import FORMATS
from storycircle.resources import example_event


def main() -> int:
    """Convert, and look for what is missing."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    shareable = leaving_all(read_file(example_event()))
    (folder / "report.docx").write_bytes(FORMATS[".docx"](report_form(shareable)))
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        sys.exit("LibreOffice is not on this machine.")
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    words = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*words, str(folder / "report.docx")], check=True, timeout=180)
    pages = PdfReader(folder / "report.pdf").pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    document = json.loads(write_document(shareable))
    wanted = [m["name"] for c in document["circles"] for m in c["members"]]
    wanted += [a["text"] for c in document["circles"] for a in c["actions"]]
    missing = [said for said in wanted if "".join(said.split()) not in text]
    print(f"{len(pages)} pages; {len(wanted) - len(missing)} of {len(wanted)} texts are there.")  # noqa: T201
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
