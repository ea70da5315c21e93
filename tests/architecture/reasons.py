"""What stands above a target of the house, with the reason why it stays: a sentence each.

Only what rule 4 of docs/architecture.md allows has a place here: a class or function that is long,
and a small file with one importer beside it. All else holds without exception.
"""

REASONS = {
    "core/turns/round.py RoundState": (
        "A round is one frozen record, and what is asked of it is asked there, a short method each."
    ),
    "ui/app/navigation.py Navigation": "Each screen is made and joined there, a short method each.",
    "ui/home/home_search.py": "How people are found is no matter of how the page looks.",
    "ui/app/main_window.py Window": "It is the one place that wires, a line a wish.",
    "ui/circle/circle_view.py CircleView": (
        "It joins the stages, what stands over them and what time brings, a short method each."
    ),
    "ui/circle/inquiry/inquiry_pane.py InquiryPane": (
        "What stands of an inquiry beside the ring is filled and kept there, a short method a part."
    ),
    "ui/circle/stall/stall_session.py StallSession": (
        "A stall meets the library there alone, a short method a command."
    ),
    "ui/widgets/ring/ring.py Ring": (
        "What is shown, pointed at, dragged and heard of a ring meets there, a short method each."
    ),
    "ui/circle/stories_screen.py StoriesScreen": (
        "Every control of a turn is joined to its command there, a short method each."
    ),
    "ui/organiser/chapters/chapters_page.py ChaptersPage": (
        "It joins list, field and stories of one chapter, a short method each."
    ),
    "ui/organiser/sorting/page.py SortingPage": (
        "Card, lists and headings of one stream are shown together, a short method each."
    ),
    "ui/organiser/places/places.py Places": (
        "Each page is loaded, made and joined there as it is gone to, a short method each."
    ),
    "ui/organiser/report_parts/kept_parts.py ReportParts": (
        "What is added to a report meets the library there alone, a short method a command."
    ),
    "ui/organiser/organiser_session.py OrganiserSession": (
        "The organiser's screens meet the library there alone, a short method a command."
    ),
    "ui/circle/announcer.py": "What a screen reader is told of a circle is found by its name.",
    "ui/circle/stage_kinds.py": "What a circle loads late, or never, is said in one place.",
    "ui/session/autosave.py": "It is one of the parts of the session, a file each.",
    "ui/widgets/ring/animation.py": "It says where seats are on their way, and knows no painter.",
}
"""By the file; a class or function by its file and name."""
