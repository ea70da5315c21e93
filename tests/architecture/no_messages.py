"""Texts of the code that read like words and that nobody is shown, or that no language changes."""


def because(reason: str, *texts: str) -> dict[str, str]:
    """Texts of one file that are no messages for the same reason."""
    return dict.fromkeys(texts, reason)


NO_MESSAGES: dict[str, dict[str, str]] = {
    "cli/afterwards/review_commands.py": {
        **because(
            "click's help of commands and options is in English, as the docstrings are that it prints",
            "Which of its actions, from 1.",
            "What happened.",
            "The next step.",
            "A new date, in any words.",
            "The day it was told; today where it is not said.",
            "Who told it.",
            "Print the review sheet into this PDF.",
        ),
    },
    "core/reviews/review.py": {
        **because(
            "a state, as documents and programs write it",
            "not started",
            "under way",
            "let go",
        ),
    },
    "jobs/afterwards/reviewing.py": {
        **because("a code, for programs that read the lines", "no word yet"),
    },
    "cli/main.py": {
        **because(
            "click's help of commands and options is in English, as the docstrings are that it prints",
            "The library to use instead of your own.",
        ),
    },
    "cli/exchange_commands.py": {
        **because(
            "click's help of commands and options is in English, as the docstrings are that it prints",
            "Which stand, where the event is here already with others: those here, or the file's.",
            "--settings here | --settings file",
            "The whole project of 2006 and 2007.",
            "Circle files are sealed to your key.",
            "A second key that opens them too.",
            "Seal it. ",
            "All circles, as an archive (.zip) to merge.",
            "A line, for its members. Sealed: ",
            "A market stall, for the organiser.",
            "Which line of meetings.",
            "Say what would happen; change nothing.",
            "So many processes read and check circle files.",
            "A Dask cluster reads and checks them: tls://, or on this laptop itself.",
            "Take in what needs your leave: as the line of its file says.",
        ),
    },
    "cli/afterwards/compare_command.py": {
        **because(
            "click's help of commands and options is in English, as the docstrings are that it prints",
            "Two headings that stand for one.",
            "Two headings that do not any more.",
        ),
    },
    "cli/afterwards/stall_commands.py": {
        **because(
            "click's help of commands and options is in English, as the docstrings are that it prints",
            "Which stall; all are listed without.",
            "Which time it is held, from 1.",
            "How many people came.",
            "How long it was held.",
            "What was discussed.",
            "A challenge; more than once.",
            "A next step; more than once.",
            "What somebody said, in their own words.",
            "Whether the quotation may leave.",
        ),
    },
    "cli/afterwards/meeting_commands.py": {
        **because(
            "click's help of commands and options is in English, as the docstrings are that it prints",
            "Which line of meetings.",
            "Which meeting of it; the last one without.",
            "The progress report, a page for each inquiry, an empty one, or who was there.",
        ),
    },
    "cli/options.py": {
        **because(
            "click's help of commands and options is in English, as the docstrings are that it prints",
            "The file.",
            "The event's title, where there are several.",
            "The circle's number.",
        ),
    },
    "cli/print_commands.py": {
        **because(
            "click's help of commands and options is in English, as the docstrings are that it prints",
            "Attach the circle file, for the organiser.",
            "For the tellers of stories that leave.",
            "A part: heading=…, region=… or month=2007-06.",
            "All events of a project.",
            "A line that is of the project.",
            "One that is not any more.",
            "One page of it; without it, all of them.",
            "A Word document (.docx) whose styles, logo and fonts the report takes.",
        ),
    },
    "core/commands/after_the_day.py": {
        **because("a key, as Qt has it", "Enter", "Delete"),
    },
    "core/commands/command.py": {
        **because(
            "a key, as Qt has it",
            "Up",
            "Down",
            "Left",
            "Right",
            "Ctrl",
            "Meta",
            "Shift",
            "Alt",
            "Enter",
            "Space",
            "Tab",
            "Esc",
            "Backspace",
            "Delete",
            "Menu",
        ),
    },
    "core/commands/keys.py": {
        **because(
            "a key, as Qt has it",
            "Menu",
        ),
        **because(
            "a key, as Qt has it",
            "Up",
            "Down",
            "Left",
            "Right",
            "Enter",
            "Space",
            "Tab",
            "Esc",
            "Backspace",
            "Delete",
            "Ctrl+",
            "Ctrl+,",
            "Ctrl+-",
        ),
    },
    "core/commands/organising.py": {
        **because(
            "a key, as Qt has it",
            *("Up", "Down", "Left", "Right", "Space", "Enter", "Esc", "Delete"),
        ),
    },
    "core/commands/full_screen.py": {
        **because("a key, as Qt has it", "Up", "Down", "Left", "Right", "Space", "Esc"),
    },
    "core/consent/folded_text.py": {
        **because("a category of Unicode", "Cf", "Lu", "Lt"),
    },
    "core/consent/name_finder.py": {
        **because(
            "a mark in stories that leave, found again by it in every language", "[agency name]"
        ),
        **because("what programmers import from there", "Find", "Kind", "Sought"),
    },
    "core/formats/decoder.py": {
        **because("a value in documents, the same in every language", "as typed", "first word"),
    },
    "core/formats/line_document.py": {
        **because("a value in documents, the same in every language", "learning set"),
        **because("what ids follow from", "storycircle:document of a line"),
    },
    "core/meetings/next_meeting.py": {
        **because("what ids follow from", "storycircle:line of a circle"),
    },
    "core/i18n/language.py": {
        **because("what its speakers call it", "English"),
    },
    "core/members.py": {
        **because("a category of Unicode", "Cf", "Zs", "Mn", "Me"),
    },
    "core/names/one_person.py": {
        **because(
            "titles before a name, read in lists and shown nowhere",
            "dr mr mrs ms miss mx prof professor rev revd sir dame lord lady",
            "obe mbe cbe phd jr jnr snr sr ii iii esq jp ba ma bsc msc",
        ),
    },
    "core/text.py": {
        **because("a category of Unicode", "Cc", "Cs", "Zl", "Zp"),
    },
    "core/typed_input.py": {
        **because(
            "a length of time that is typed in English",
            "an hour",
            "one hour",
            "half an hour",
            "an hour and a half",
            "one and a half hours",
            "two hours",
            r"\s*(?:in all|altogether|all in all)$",
            r"\s*(?:each|for each|apiece)$",
        ),
        **because(
            "a heading of a table, as it is looked for",
            "circle number",
            "no.",
            "full name",
            "first name",
            "given name",
            "last name",
        ),
    },
    "jobs/afterwards/demo_project.py": {
        **because(
            "the demonstration's project was in English, and is told in it",
            "The stories of the day were told, not written down.\nThis one stands in its place.",
        ),
        **because(
            "part of a file's name, the same in every language: laptops and scripts look for it",
            "report.",
        ),
    },
    "jobs/demo.py": {
        **because(
            "the demonstration's event was held in English, and is told in it",
            "A story for this demonstration",
            "The stories of June 2007 were told, not written down.\nThis one stands in its place.",
        ),
        **because(
            "part of a file's name, the same in every language: laptops and scripts look for it",
            "report.",
        ),
    },
    "jobs/documents.py": {
        **because(
            "part of a file's name, the same in every language: laptops and scripts look for it",
            " with data.pdf",
            "with data",
            "all sheets.pdf",
            "all slips.pdf",
            "empty sheet.pdf",
        ),
        **because("the key of a paper", "all slips"),
    },
    "jobs/export.py": {
        **because(
            "part of a file's name, the same in every language: laptops and scripts look for it",
            "taken out",
        ),
    },
    "jobs/merge_summary.py": {
        **because("the app's name", "Story Circle"),
    },
    "paper/report/office/word_body.py": {
        **because(
            "markup of Word's, which nobody reads",
            '<w:bookmarkStart w:id="',
            '<w:bookmarkEnd w:id="',
            '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="',
            '<w:tcPr><w:tcW w:w="',
            '<w:pStyle w:val="',
            '<w:ind w:left="',
            '<w:gridCol w:w="',
            '<w:tbl><w:tblPr><w:tblStyle w:val="',
            '"/><w:tblW w:w="',
            '" w:type="dxa"/><w:tblLayout w:type="fixed"/>',
            '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1" w:val="0620"/>',
        ),
        **because(
            "the format of Word documents",
            " SEQ Figure \\* ARABIC ",
            (
                '<w:abstractNum {ns} w:abstractNumId="{id}"><w:multiLevelType w:val="si'
                'ngleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="dec'
                'imal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:'
                'left="400" w:hanging="400"/></w:pPr></w:lvl></w:abstractNum>'
            ),
        ),
        **because(
            "the name of a thing, for programs",
            "Figure ",
        ),
    },
    "paper/report/office/word_contents.py": {
        **because(
            "the format of Word documents",
            "Table of Contents",
        ),
    },
    "paper/report/office/word_document.py": {
        **because(
            "the name of the product",
            "Story Circle",
        ),
    },
    "paper/report/office/word_styles.py": {
        **because(
            "the format of Word documents",
            "index 1",
            "Table Lead",
            '" w:customStyle="1"><w:name w:val="',
            (
                '"/></w:tblBorders><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right'
                ' w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type'
                '="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:s'
                'pace="0" w:color="'
            ),
            '"/><w:bCs w:val="',
            '"/><w:iCs w:val="',
            '"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="',
            (
                '"/><w:qFormat/><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4'
                '" w:space="0" w:color="'
            ),
            '"/><w:szCs w:val="',
            '<w:basedOn w:val="',
            '<w:bottom w:val="single" w:sz="4" w:space="4" w:color="',
            '<w:color w:val="',
            '<w:ind w:left="',
            '<w:jc w:val="center"/>',
            '<w:outlineLvl w:val="',
            '<w:sz w:val="',
            '><w:name w:val="',
        ),
        **because(
            "the name of a face",
            "Calibri",
            "Cambria",
            "Source Sans 3",
            "Source Serif 4",
        ),
        **because(
            "the name of a style, by which Word knows it in every language",
            "Body Text",
            "Entry Heading",
            "List Number",
            "Names",
            "Normal",
            "Quote",
            "Subtitle",
            "TOC Heading",
            "Table Head",
            "Table Label",
            "Table Plain",
            "Table Quote",
            "Table Text",
            "Title",
            "heading 1",
            "heading 2",
            "toc 1",
            "toc 2",
        ),
    },
    "paper/report/office/workbook.py": {
        **because(
            "a workbook's form of a date",
            "d mmm yyyy",
        ),
    },
    "paper/report/spreadsheet.py": {
        **because(
            "a workbook's form of a date",
            "d mmm yyyy, hh.mm",
        ),
        **because("the app's name", "Story Circle"),
    },
    "paper/report/web_page.py": {
        **because(
            "what a browser reads of a page",
            "default-src 'none'; style-src 'unsafe-inline'",
            "width=device-width, initial-scale=1",
        ),
    },
    "paper/afterwards/web_parts.py": {
        **because("what a browser reads of a page", "sign "),
    },
    "paper/figures/web_figures.py": {
        **because("what a browser reads of a page", "sign ", "state "),
    },
    "paper/project/workbook_document.py": {
        **because("the name of the product", "Story Circle"),
    },
    "paper/sheets/mail_merge.py": {
        **because(
            "the name of the product",
            "Story Circle",
        ),
    },
    "paper/typesetting/canvas.py": {
        **because(
            "what a page is drawn by, in PDF's own words",
            " Tf (",
            ") Tj ",
            "BT 1 0 0 1 ",
            " Tm ",
        ),
        **because("the app's name", "Story Circle"),
        **because(
            "a name of PDF's own",
            "Size",
            "Type",
            "Params",
            "Filespec",
            "Names",
            " /IM true /BPC 1 /F [/AHx /Fl] ID",
        ),
    },
    "paper/typesetting/fonts.py": {
        **because("a folder of the system's", "Fonts", "Microsoft", "Windows", "/System"),
        **because("what a face of the system is called inside", "System-"),
    },
    "paper/typesetting/line_breaking.py": {
        **because("a category of Unicode", "Cf"),
    },
    "paper/typesetting/shaping.py": {
        **because("a category of Unicode", "Cf"),
    },
    "jobs/files/kinds.py": {
        **because("Windows' name of a folder", "System Volume Information"),
        **because("a stream in what the older Office writes", "Workbook", "PowerPoint Document"),
    },
    "launcher.py": {
        **because(
            "a program",
            "import sys;sys.path.insert(0, sys.argv[1]);"
            "from storycircle.jobs.subprocesses.reader_output import be_reader;"
            "be_reader(sys.argv[2:])",
        ),
    },
    "jobs/subprocesses/reader_output.py": {
        **because("a package", "storycircle.jobs."),
    },
    "jobs/subprocesses/memory_bound.py": {
        **because("a field's name, as Windows' own papers have it", "Affinity"),
    },
    "store/connection.py": {
        **because("what SQLite says, to be looked for", "disk I/O"),
    },
    "store/circles.py": {
        **because("a condition of a statement", "circle IN ", "circle.id IN ("),
    },
    "store/organiser/board.py": {
        **because(
            "a part of a statement", " = '' GROUP BY circle.id", "id IN ", "circle IN ", "id IN ("
        ),
    },
    "store/organiser/circles_in_events.py": {
        **because("the name of a setting", "circles went from: "),
    },
    "store/exchange/circle_details.py": {
        **because("a condition of a statement", "sort IN (?, ?, ?, ?, ?)"),
    },
    "store/exchange/confirmation.py": {
        **because("the name of a setting", "number of removed: "),
    },
    "store/exchange/apply_merge.py": {
        **because(
            "columns of a table",
            "id, version, digest",
            "id, version",
            "id, digest",
            "circle, content",
            "circle, at, corrected",
        ),
        **because("the key of a setting", "merge copy", "merge mark"),
    },
    "store/schema.py": {
        **because("codes in early circle files", "as typed", "first word"),
    },
    "store/local.py": {
        **because(
            "the name of a setting",
            "window place",
        ),
        **because("the key of a setting", "opening words ", "report template "),
    },
    "store/safety/backups.py": {
        **because("the key of a setting", "merge copy", "merge mark"),
    },
    "store/safety/damage_detection.py": {
        **because("what SQLite says, to be looked for", "no such"),
    },
    "store/safety/disk.py": {
        **because("what SQLite says, to be looked for", "disk I/O"),
    },
    "ui/app/banners.py": {
        **because("the name of a file, until another is typed", "Story Circle.library"),
    },
    "ui/app/cannot_open_window.py": {
        **because("the app's name", "Story Circle"),
    },
    "ui/app/crash_handler.py": {
        **because("a report for programmers", "Story Circle ", ", Python "),
    },
    "ui/app/main_window.py": {
        **because("the app's name", "Story Circle"),
    },
    "ui/app/startup.py": {
        **because("the app's name", "Story Circle"),
        **because("folders of Qt", "Qt"),
        **because("a type", "Window"),
    },
    "ui/commands.py": {
        **because("the name of a key in the table of commands", "Enter"),
        **because("the same key, as Qt has it", "Return"),
        **because("the places of a keyboard", "asdfhgzxcv bqweryt123465 97 80 ou ip lj k    nm."),
    },
    "ui/home/ways_in.py": {
        **because("the app's name", "Story Circle"),
    },
    "ui/organiser/merge/changes_view.py": {
        **because("the key under which a refused number is kept", "number of "),
    },
    "ui/organiser/report_page.py": {
        **because("the name of a program, or of a format", "Word", "Excel", "Markdown"),
    },
    "ui/session/state.py": {
        **because("the beginning of an attribute's name", "circle."),
    },
    "ui/system/background.py": {
        **because("a type", "Work"),
    },
    "ui/system/qt_words.py": {
        **because("what Qt asks for", "Open", "Type", "None"),
    },
    "ui/theme/theme.py": {
        **because(
            "the name of a font",
            "Noto Sans Hebrew",
            "Noto Sans Devanagari",
            "Noto Sans Bengali",
            "Noto Sans Gurmukhi",
        ),
        **because(
            "the name of a typeface",
            "Source Serif 4",
            "Source Sans 3",
            "Noto Serif",
            "Noto Sans",
            "Noto Naskh Arabic",
            "DejaVu Serif",
            "DejaVu Sans",
            "Georgia",
            "Segoe UI",
        ),
        **because("the name of a style of Qt's", "Fusion"),
    },
    "ui/widgets/display/rail.py": {
        **because("a type", "Rail"),
    },
    "ui/widgets/display/text_marks.py": {
        **because("a style sheet", "QTextEdit { border: 0; background: transparent; padding: 0; }"),
    },
    "ui/widgets/display/tip.py": {
        **because("markup for Qt", '<span style="white-space: pre-wrap">'),
    },
    "ui/home/built_with.py": {
        **because(
            "the name of a program",
            "Python",
            "Qt",
        ),
        **because(
            "the name of a field of a package's papers",
            "License",
            "Classifier",
        ),
    },
    "ui/printing/saved_file.py": {
        **because(
            "the value of an answer",
            "open",
            "folder",
        ),
    },
    "ui/system/file_dialogs.py": {
        **because(
            "the name of a property",
            "folder used last",
        ),
        **because(
            "the name of a folder",
            "Volumes",
        ),
    },
    "ui/system/reduced_motion.py": {
        **because(
            "a name that another program gives",
            "Settings",
            "Read",
        ),
    },
    "ui/widgets/controls/context_menu.py": {
        **because(
            "the name of a property",
            "offers a menu",
        ),
    },
}
"""By file: each text, and why it is no message."""
