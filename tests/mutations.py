"""Lines of store, merge, consent and turn code, each made wrong on purpose, to see that tests fail.

python -m tests.mutations [NUMBER ...] copies the project for each, changes one line there, and
runs the tests of that part. It exits 1 where a change was not seen.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

ROOT = Path(__file__).parent.parent
KEEPING = "tests/store/safety/test_keeping.py"
READING = "tests/store/test_reading_only.py"
COPIES = "tests/store/safety/test_backups.py"
ERASING = "tests/store/test_erasure.py"
MERGING = "tests/store/exchange/test_apply_merge.py"
VERSIONS = "tests/core/merge/test_decision.py"
LIVE = "tests/store/safety/test_live_files.py"
NOT_WHOLE = "tests/store/safety/test_not_whole.py"
THINNING = "tests/store/safety/test_backup_rotation.py"
DEVICE = "tests/store/test_device.py"
CONSENT = "tests/store/consent/test_consent_state.py tests/store/consent/test_withdrawals.py"
OWED = "tests/store/test_owed_erasing.py"
ORDER = "tests/store/exchange/test_order.py"
STRANGERS = "tests/store/exchange/test_untrusted_file.py"
FIELDS = "tests/ui/test_fields.py"
TURNS = "tests/core/turns/test_queue.py tests/core/turns/test_queue_machine.py"
NAMES = "tests/cli/test_cli_names.py"
GATHER = "tests/ui/circle/test_gather_screen.py"
LINES = (
    "tests/store/lines/test_line_store.py tests/store/lines/test_members_file.py"
    " tests/store/lines/test_handed_on_both_ways.py"
)


class Mutation(Struct, frozen=True):
    """A line of a file, as it is and as it is made; `tests` are those that must see it."""

    file: str
    line: str
    made: str
    tests: str


MUTATIONS = (
    Mutation("store/connection.py", "synchronous = FULL", "synchronous = NORMAL", KEEPING),
    Mutation("store/connection.py", "secure_delete = ON", "secure_delete = OFF", ERASING),
    Mutation(
        "store/safety/integrity_check.py",
        "version > schema.LIBRARY_VERSION",
        "version < 0",
        READING,
    ),
    Mutation("store/connection.py", 'found[0] != "ok"', 'found[0] == ""', KEEPING),
    Mutation(
        "store/tables.py", 'if row["digest"] != digest(kind', "if None == digest(kind", KEEPING
    ),
    Mutation("store/safety/integrity_check.py", '["ok"] and records', '["ok"]', KEEPING),
    Mutation("store/safety/backups.py", "int(found[1]) if found", "0 if found", COPIES),
    Mutation(
        "store/safety/backups.py", "if not is_sound(copy):", "if is_sound(copy) is None:", KEEPING
    ),
    Mutation(
        "store/safety/workspace.py", "locking_mode = EXCLUSIVE", "locking_mode = NORMAL", KEEPING
    ),
    Mutation("store/safety/disk.py", "fcntl.LOCK_EX | fcntl.LOCK_NB", "fcntl.LOCK_SH", KEEPING),
    Mutation(
        "store/safety/disk.py",
        "held_files.replace(temporary, path)",
        "path.write_bytes(b'')",
        COPIES,
    ),
    Mutation("store/exchange/outgoing.py", "known.get(id_, 0) + 1}", "known.get(id_, 0)}", MERGING),
    Mutation(
        "core/merge/decision.py",
        "return bumped(version, device), unknown",
        "return dict(version), unknown",
        MERGING,
    ),
    Mutation("store/library_base.py", "if there != self._file:", "if False:", KEEPING),
    Mutation(
        "core/merge/decision.py",
        "if Order.SAME in orders or Order.OLDER in orders:",
        "if Order.SAME in orders:",
        VERSIONS,
    ),
    Mutation(
        "core/merge/decision.py", "return copy if copy.removed else other", "return other", VERSIONS
    ),
    Mutation(
        "core/versioned_record.py", "if ahead and behind:", "if ahead and not behind:", VERSIONS
    ),
    Mutation("core/turns/queue.py", "if not self.to_come[1:]:", "if self.to_come[1:]:", TURNS),
    Mutation(
        "core/turns/queue.py", "if current in self.asked_again:", "if not self.asked_again:", TURNS
    ),
    Mutation(
        "core/turns/queue.py",
        "return replace(self, used=self.elapsed(now), since=None, quiet_since=now)",
        "return replace(self, since=None, quiet_since=now)",
        TURNS,
    ),
    # Kept apart: what one laptop may open, which copies stay, who a laptop is.
    Mutation(
        "store/safety/live_files.py",
        "return file_at(path) in set(_OPEN.values())",
        "return False",
        LIVE,
    ),
    Mutation("store/safety/new_library.py", "if backups.names(path):", "if False:", NOT_WHOLE),
    Mutation("store/library_base.py", "(size < self._size and not", "(False and not", NOT_WHOLE),
    Mutation("store/library_base.py", "if self._in_memory or (", "if (", NOT_WHOLE),
    Mutation(
        "store/safety/held_files.py",
        "live_files.keep_off(place)",
        "pass",
        "tests/store/safety/test_held_files.py",
    ),
    Mutation(
        "store/safety/backup_rotation.py", "newest_first[:LAST]}", "newest_first[:1]}", THINNING
    ),
    Mutation("store/safety/backup_rotation.py", "| set(in_use)", "| set()", THINNING),
    Mutation("store/device.py", "or row[1] not in known.tokens:", "or False:", DEVICE),
    Mutation(
        "core/merge/decision.py", "apart = order is Order.SAME or", "apart = False or", VERSIONS
    ),
    # A no stands; an erasing is owed.
    Mutation(
        "core/consent/revocation.py",
        "if any(no.proof == yes.proof for no in noes):",
        "if False:",
        CONSENT,
    ),
    Mutation(
        "core/consent/revocation.py", "if aware.issuperset(noes) else", "if True else", CONSENT
    ),
    Mutation(
        "store/consent/consent_state.py", "if yes is None or before is None:", "if True:", CONSENT
    ),
    Mutation(
        "store/consent/consent_log.py",
        "consent_state.narrow(conn, self._lacking(conn), device)",
        "",
        CONSENT,
    ),
    Mutation(
        "store/exchange/apply_merge.py",
        "consent_state.narrow(conn, consent_state.all_ended(conn).values(), device, known_then)",
        "known_then.clear()",
        CONSENT,
    ),
    Mutation("store/events.py", "if verdict is Verdict.STANDS:", "if True:", CONSENT),
    Mutation("store/exchange/outgoing.py", "one.erasure.strike(conn, device)", "pass", OWED),
    Mutation("store/erasure_store.py", "erasure.owe(self._conn, wanted)", "pass", OWED),
    # What leaves says no more than its words.
    Mutation(
        "core/consent/withdrawal_code.py",
        "_ROUNDS = 256",
        "_ROUNDS = 1",
        "tests/core/consent/test_withdrawal_code.py",
    ),
    Mutation(
        "store/exchange/circle_file.py",
        "for record in sorted(leave.records, key=_order):",
        "for record in leave.records:",
        ORDER,
    ),
    Mutation(
        "ui/widgets/display/tip.py",
        "text.translate(_AS_LETTERS)",
        "text",
        "tests/ui/widgets/display/test_tip.py",
    ),
    # What stays within a line of meetings, and what goes on there.
    Mutation("store/exchange/circle_details.py", " and tables.holds(conn, now):", ":", LINES),
    Mutation("store/lines/line_store.py", 'if one.fields["sort"] in ADDED', "if False", LINES),
    Mutation("store/lines/line_store.py", "removed += self._taken_out(circle)", "pass", LINES),
    Mutation("store/lines/members_file.py", "if not passphrase:", "if False:", LINES),
    Mutation(
        "store/lines/staying.py",
        "if not is_kept(conn, circle):\n                _take",
        "if False:\n                _take",
        LINES,
    ),
    Mutation(
        "core/consent/inquiry_leave.py",
        "if not all(_still_says(choice, circle, inquiry) for choice in chosen):",
        "if False:",
        "tests/core/meetings/test_inquiries.py",
    ),
    Mutation(
        "core/meetings/next_meeting.py",
        "if state_of(action.reviews) in ENDED",
        "if False",
        "tests/core/meetings/test_next_meeting.py",
    ),
    # What waits for a person, and what is said of erasing.
    Mutation(
        "store/exchange/confirmation.py", "if not back.accepted(accepted):", "if False:", CONSENT
    ),
    Mutation(
        "store/exchange/confirmation.py", "if may_commit(len(stay) + 1):", "if True:", STRANGERS
    ),
    Mutation(
        "jobs/merge.py", "accepted=accepted).merged)", "accepted=accepted).outcome)", STRANGERS
    ),
    Mutation("store/safety/backups.py", "\" WHERE kind != 'circle'\"", '""', CONSENT),
    Mutation("store/erasure.py", "confirmation.note_removal(conn, id_)", "pass", CONSENT),
    Mutation(
        "store/erasure_store.py",
        "copies=copies, why=why.reason",
        "copies=copies, why=str(why)",
        OWED,
    ),
    # Clocks that leap, disks that are full, folders without locks.
    Mutation(
        "store/safety/workspace.py",
        "abs(time.time() - left.stat().st_mtime)",
        "time.time() - left.stat().st_mtime",
        "tests/store/safety/test_workspace.py",
    ),
    Mutation(
        "store/safety/disk.py",
        "with suppress(OSError):  # who holds",
        "with explained(self.path):  # who holds",
        KEEPING,
    ),
    Mutation(
        "core/consent/retention.py",
        "not day <= held_on <= today + _ZONES",
        "held < day",
        "tests/core/test_keeping_until.py",
    ),
    Mutation("store/safety/backup_rotation.py", "kept |= spread", "kept |= set()", THINNING),
    Mutation("store/safety/disk.py", "if not _knows_locks(path)", "if False", DEVICE),
    # Fields, and stories without names.
    Mutation("store/tables.py", 'if record.kind == "story":', "if False:", FIELDS),
    Mutation("store/refused_text.py", "NOT EXISTS", "EXISTS", FIELDS),
    Mutation(
        "core/members.py", "room + _unnamed(", "room + 0 * _unnamed(", "tests/core/test_members.py"
    ),
    Mutation("store/exchange/outgoing.py", "_name_of_words(conn, record)", "record.id", DEVICE),
    Mutation("ui/system/field_autosave.py", "if self.is_unsaved", "if False", FIELDS),
    # Copies of nothing, copies in use, and a second file that was put back.
    Mutation(
        "store/safety/new_library.py", "bool(head) and _has", "bool(head) and not _has", NOT_WHOLE
    ),
    Mutation("store/safety/backups.py", "if not empty and is_empty(conn):", "if False:", COPIES),
    Mutation("store/safety/backups.py", "if not is_empty(copy):", "if True:", COPIES),
    Mutation("store/safety/restore.py", "now, in_use=source)", "now)", COPIES),
    Mutation(
        "store/safety/backups.py", "if digest_of(copy) == digest_of(conn)", "if False", COPIES
    ),
    Mutation(
        "store/device.py",
        "if kept is not None and _is_bound(",
        "if True or _is_bound(",
        "tests/store/test_device.py::test_a_place_that_does_not_keep_what_is_written_costs_the_name_and_ends",
    ),
    Mutation("store/device.py", "known.file == place.path.stat().st_ino and", "True and", DEVICE),
    Mutation("core/merge/decision.py", "    if count > ours:", "    if False:", VERSIONS),
    # A no is on the disk; an erasing goes on; what a recovery may have lost waits.
    Mutation("store/consent/consent_log.py", "flush(file.fileno())", "pass", CONSENT),
    Mutation(
        "store/safety/recovery.py",
        "return library, replace(recovered, unconfirmed=library.leave_unconfirmed())",
        "return library, recovered",
        CONSENT,
    ),
    Mutation(
        "store/safety/recovery.py",
        "return replace(recovered, unconfirmed=library.leave_unconfirmed())",
        "return recovered",
        CONSENT,
    ),
    Mutation(
        "store/library_base.py", "consent_state.allowed(self._conn, record)", "record", CONSENT
    ),
    Mutation(
        "store/exchange/exchange_store.py", "if erasure.all_owed(self._conn):", "if False:", OWED
    ),
    Mutation(
        "store/consent/consent_state.py",
        "revocation.yes_in(one) != ended.yes",
        "one is one",
        "tests/store/consent/test_consent_state.py::test_a_copy_that_waits_goes_with_its_yes",
    ),
    Mutation("cli/options.py", "library.erase_owed()", "pass", OWED),
    # What is on screen is what is kept.
    Mutation(
        "ui/system/field_autosave.py",
        "if self._shown is not None and not self.refused:",
        "if self._shown is not None:",
        GATHER,
    ),
    Mutation(
        "ui/app/unsaved_changes.py",
        'self._refused() if closing else ""',
        '""',
        f"{FIELDS}::test_closing_asks_while_a_field_holds_what_was_refused",
    ),
    Mutation(
        "ui/app/unsaved_changes.py",
        "if not self._unsaved:",
        "if True:",
        "tests/ui/app/test_cannot_go_on.py::test_what_is_not_saved_is_not_let_go_unasked",
    ),
    Mutation(
        "core/typed_input.py",
        "why = why or refused",
        "return [], refused",
        f"{FIELDS}::test_of_a_pasted_programme_the_good_lines_are_kept",
    ),
    # What a file may hold.
    Mutation(
        "store/exchange/record_checks.py",
        "<= kind.removed:",
        '<= {*kind.removed, "circle"}:',
        STRANGERS,
    ),
    Mutation(
        "store/exchange/record_checks.py",
        "0 < count <= size_limits.MOST_COUNT",
        "0 < count",
        STRANGERS,
    ),
    Mutation(
        "store/exchange/record_checks.py",
        'if not 0 <= fields.get("place"',
        'if not fields.get("place"',
        STRANGERS,
    ),
    Mutation(
        "store/exchange/record_checks.py", "if len(values) > most or any(", "if any(", STRANGERS
    ),
    Mutation(
        "store/exchange/record_checks.py",
        'sealed_file.check_recipients(json.loads(fields["recipients"]))',
        "pass",
        STRANGERS,
    ),
    Mutation(
        "store/exchange/confirmation.py",
        "return _moved(conn, here, theirs, titles)",
        "return None",
        STRANGERS,
    ),
    Mutation(
        "store/exchange/confirmation.py",
        "if set(keys) == set(",
        "if True or set(keys) == set(",
        STRANGERS,
    ),
    Mutation(
        "store/exchange/confirmation.py",
        "if any({*known.get(record.id, ())} - {record.kind} for record in every):",
        "if False:",
        STRANGERS,
    ),
    Mutation(
        "store/tables.py",
        '"SELECT * FROM removed WHERE id = ? AND kind = ?", [id_, kind]',
        '"SELECT * FROM removed WHERE id = ?", [id_]',
        STRANGERS,
    ),
    # What order and dates say, and names of files.
    Mutation("store/schema.py", "if ordered else sql", "if not sql else sql", ORDER),
    Mutation(
        "store/exchange/whole_library.py", "= _split(whole)", '= whole, Leave("", (), ())', ORDER
    ),
    Mutation(
        "jobs/export.py",
        "zipfile.ZipInfo(names[-1])",
        "zipfile.ZipInfo(names[-1], (2026, 1, 2, 3, 4, 6))",
        ORDER,
    ),
    Mutation(
        "jobs/export.py", "if _whose(there.records) != _whose(leave.records):", "if False:", NAMES
    ),
    Mutation(
        "core/error_sentences.py",
        "beside_marks(shown_in_line, value)",
        "value",
        NAMES,
    ),
    Mutation("cli/options.py", "if error.errno != errno.ENAMETOOLONG:", "if True:", NAMES),
    Mutation(
        "store/safety/disk.py",
        "    if is_shared(path):",
        "    if False:",
        "tests/ui/app/test_cannot_go_on.py::test_a_place_that_is_not_written_to_can_be_looked_at_or_left",
    ),
    # A circle held in a hurry.
    Mutation(
        "core/names/one_person.py",
        'plain = _ADDRESSES.sub(" ", line) if found else line',
        "plain = line",
        "tests/core/names/test_pasted.py",
    ),
    Mutation(
        "core/names/same_person.py",
        "if new[0] in nicknames(old[0]) or old[0] in nicknames(new[0]):",
        "if False:",
        "tests/core/names/test_same_person.py",
    ),
    Mutation(
        "core/consent/name_finder.py",
        'rest in {"", "s"}',
        'rest == ""',
        "tests/core/consent/test_name_finder.py",
    ),
    Mutation(
        "core/event_choice.py",
        "        return event.date == today",
        "        return True",
        "tests/core/test_event_choice.py",
    ),
    Mutation(
        "core/turns/on_time.py",
        "if not plan.made:",
        "if False:",
        "tests/core/turns/test_on_time.py",
    ),
    Mutation(
        "store/erasure.py",
        "    forget_own_note(conn, id_)\n    forget_typed(",
        "    forget_typed(",
        ERASING,
    ),
    Mutation(
        "ui/widgets/controls/steady_press.py",
        "held or super().hitButton(pos)",
        "super().hitButton(pos)",
        "tests/ui/widgets/controls/test_steady_press.py",
    ),
)


def main() -> int:
    """One row a mutation."""
    wanted = [int(word) for word in sys.argv[1:]] or range(1, len(MUTATIONS) + 1)
    missed = 0
    for number in wanted:
        mutation = MUTATIONS[number - 1]
        seen = seen_by(mutation)
        missed += not seen
        word = f"seen by {seen}" if seen else "MISSED"
        sys.stdout.write(f"{number:2} {mutation.file}: {mutation.line}\n   {word}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(wanted) - missed} of {len(wanted)} seen\n")
    return 1 if missed else 0


def mutated(mutation: Mutation, file: Path) -> str:
    """The file with its line made wrong. Raises ValueError where the line stands there not once:
    a change to the code must not leave a mutation that changes nothing.
    """
    text = file.read_text(encoding="utf-8")
    if text.count(mutation.line) != 1:
        count = text.count(mutation.line)
        raise ValueError(f"{mutation.file}: {mutation.line!r} stands there {count} times")
    return text.replace(mutation.line, mutation.made)


def seen_by(mutation: Mutation) -> str:
    """The first test that fails for it, empty where none does."""
    with TemporaryDirectory(prefix="mutation-") as made:
        copy = Path(made)
        for name in ("storycircle", "tests", "resources"):
            shutil.copytree(
                ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
            )
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, copy / name)
        file = copy / "storycircle" / mutation.file
        file.write_text(mutated(mutation, file), encoding="utf-8")
        options = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider"]
        words = [sys.executable, "-m", "pytest", *options, *mutation.tests.split()]
        done = subprocess.run(words, cwd=copy, capture_output=True, text=True, check=False)
        failed = re.search(r"^FAILED (\S+)", done.stdout, re.MULTILINE)
        return failed[1] if done.returncode and failed else ""


if __name__ == "__main__":
    sys.exit(main())
