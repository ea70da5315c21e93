"""The report as CSV: one row an action. UTF-8 with a mark, so that spreadsheets read it so."""

import csv
from io import StringIO

from storycircle.paper.defusing import defused
from storycircle.paper.report_form import ReportForm

COLUMNS = ("circle", "members", "action", "report wording", "heading", "who", "by")


def write_csv(form: ReportForm) -> bytes:
    """The report's actions; a circle without an action has one row all the same."""
    file = StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for circle in form.circles:
        members = ", ".join(circle.members)
        for entry in circle.entries:
            row = (
                members,
                entry.words,
                entry.wording,
                entry.heading,
                ", ".join(entry.who),
                entry.by,
            )
            writer.writerow([str(circle.number), *map(defused, row)])
        if not circle.entries:
            writer.writerow([str(circle.number), defused(members), "", "", "", "", ""])
    return file.getvalue().encode("utf-8-sig")
