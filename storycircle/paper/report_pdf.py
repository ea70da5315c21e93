"""The report as a PDF: numbers first, then circles, headings, commitments and stories."""

from storycircle.paper.flow import Flow
from storycircle.paper.pen import Pen, Printed
from storycircle.paper.report_circles import circles
from storycircle.paper.report_commitments import commitments, stories
from storycircle.paper.report_form import TITLE, ReportForm
from storycircle.paper.report_front import front
from storycircle.paper.report_headings import headings


def write_pdf(form: ReportForm) -> Printed:
    """The report as a PDF on A4, with as many pages as it needs."""
    pen = Pen(f"{TITLE}: {form.event}")
    flow = Flow(pen, (TITLE, form.occasion))
    front(flow, form)
    if form.circles:
        circles(flow, form)
    if form.entries:
        headings(flow, form)
    if form.commitments:
        commitments(flow, form)
    if form.stories:
        stories(flow, form)
    flow.number()
    return pen.done()
