"""The rail of a running circle, as plain values: its stages, and what comes by the clock."""

from datetime import date, datetime
from functools import partial

from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.core.looking_back.occasion import after_the_day, told_in_words
from storycircle.core.turns.on_time import STARTED, foot, pace
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import SessionState
from storycircle.ui.session.view_models import circle_title, review_title
from storycircle.ui.widgets.display.rail import RailStage, RailView, StageState


def rail_view(session: Session, *, checking_out: bool = False) -> RailView:
    """The rail of a running circle; once the circle can be looked back on, with the review.
    checking_out: its check-out is shown.
    """
    if session.state.reviewing:
        return _rail_of_review(session, checking_out=checking_out)
    now, stage = session.clock.now(), session.state.stage
    event, course = session.state.event, session.time.course()
    spans, going, round_ = session.state.plan.spans, session.state.going, session.state.round
    if going is Stage.STORIES and round_ is not None and round_.done:
        going = None  # all are heard: nobody is left whose time it is
    words = session.state.words
    named = words.named
    at = partial(_at, session=session, checking_out=checking_out)
    stages = tuple(
        # For translators: below the name of a stage, whose time runs while another one is open.
        RailStage(named(each), _("its time runs"), at(each), _("runs"), runs=True)
        if each is going and each is not stage
        else RailStage(named(each), spans[each].shown(), at(each), spans[each].short())
        for each in Stage
    )
    meeting = session.state.circle.meeting
    subtitle = i18n.event_name(event.title)[1] if event else ""
    if meeting is not None:
        parts = [_("Meeting {number}", number=meeting.number), i18n.day(session.state.circle.date)]
        subtitle = i18n.joined(parts, " · ")
    if session.state.circle.actions and session.reviews.offered:
        stages = (*stages, _review_on_rail(session, StageState.TO_COME))
    return RailView(
        title=circle_title(session.state.circle),
        subtitle=subtitle,
        stages=stages,
        clock=i18n.clock(now),
        pace=pace(session.state.plan, course, now),
        foot=foot(session.state.plan, course, now, words),
        stop=_checkout_stop(session, now=checking_out),
    )


def rail_later(session: Session, view: RailView, *, checking_out: bool = False) -> RailView:
    """The rail of a circle in which nothing happened but that time went by. view: the rail before.

    Its stages are made anew where a later time itself may bring one: the review.
    """
    state, now = session.state, session.clock.now()
    if state.reviewing or state.circle.actions:
        return rail_view(session, checking_out=checking_out)
    course = session.time.course()
    clock, foot_ = i18n.clock(now), foot(state.plan, course, now, state.words)
    return replace(view, clock=clock, pace=pace(state.plan, course, now), foot=foot_)


def _review_on_rail(session: Session, at: StageState) -> RailStage:
    return RailStage(review_title(), told_in_words(session.state.circle), at)


def _rail_of_review(session: Session, *, checking_out: bool) -> RailView:
    """The rail while a circle looks back: no time runs, and what counts is the day."""
    state, now, reviews = session.state, session.clock.now(), session.reviews
    event, plan = state.event, state.plan
    if reviews.held_on not in ("", reviews.today):  # its times were those of that day
        plan = plan_for(event, datetime.combine(date.fromisoformat(reviews.held_on), now.time()))
    stages = tuple(
        RailStage(
            state.words.named(one),
            plan.spans[one].shown() if plan.made else "",
            StageState.DONE if was_held(one, state) else StageState.TO_COME,
            plan.spans[one].short() if plan.made else "",
        )
        for one in Stage
    )
    here = StageState.TO_COME if checking_out else StageState.NOW
    return RailView(
        title=_("Circle {number}", number=state.circle.number),
        subtitle=i18n.event_name(event.title)[1] if event else "",
        stages=(*stages, _review_on_rail(session, here)),
        clock=i18n.clock(now),
        pace=i18n.day(reviews.today),
        foot=after_the_day(reviews.held_on, reviews.today),
        stop=_checkout_stop(session, now=checking_out),
    )


def _checkout_stop(session: Session, *, now: bool) -> RailStage:
    """The check-out, which can be left out."""
    said = session.state.circle.checkout
    done = StageState.TO_COME if said is None or said.is_empty else StageState.DONE
    state = StageState.NOW if now else done
    # For translators: below "Check-out" in the rail: its length, and that it can be left out.
    return RailStage(_("Check-out"), _("2 min, if you wish"), state, _("2 min"))


def _at(stage: Stage, session: Session, *, checking_out: bool) -> StageState:
    state = session.state
    if stage is state.stage and not checking_out:
        return StageState.NOW
    if stage is state.stage and stage < Stage.PLENARY:
        return StageState.DONE if was_held(stage, state) else StageState.TO_COME
    done = stage < state.stage and was_held(stage, state)
    return StageState.DONE if done else StageState.TO_COME


def was_held(stage: Stage, state: SessionState) -> bool:
    """Whether anybody was in a stage that has passed: its time ran, or something was told, noted or
    agreed in it. Gather and Open have no start of their own: passed, they were held, and Open where
    its page was shown. So was every stage of a circle that was held elsewhere, whose times did not
    come with it.
    """
    circle, round_ = state.circle, state.round
    if round_ is None and not state.clocks.used and (circle.stories or circle.actions):
        return True
    if stage not in STARTED or state.clocks.started(stage):
        return stage is not Stage.OPEN or state.open_shown
    if stage is Stage.STORIES:
        return bool(circle.stories) or (round_ is not None and round_.started)
    if stage is Stage.DIALOGUE:
        return any(note.notes.strip() for note in circle.dialogue)
    return bool(circle.actions)
