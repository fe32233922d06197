"""What a person reads and presses on the cards of Improve and Monitor, on a phone as well."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cards import digest, lists
from cards.concerns import answer as concern
from cards.concerns.minutes import MinuteLine
from cards.form_state import LONGEST_TYPED
from cards.interventions import outcome
from cards.interventions.proposal import INPUTS, written
from cycle.improve.answers import ANSWERS, NAMES_A_DAY, NAMES_SOMEONE, BoardAnswer
from cycle.improve.chase import Owed
from cycle.improve.concern import Concern, open_answers
from cycle.improve.duties import BoardDuty, Matter
from cycle.improve.intervention import Stage, Step
from cycle.monitor.follow import Follows
from cycle.monitor.working import findings
from tests.card_rules import buttons, faults, inputs, words
from tests.cards.samples import ASK, FAMILIES, FAMILIES_SO_FAR, NASTY, TODAY, history, series
from tests.cards.samples_improve import (
    ASKED,
    CARDS,
    COUNCIL,
    EFFECT,
    LATE,
    MATTERS,
    MONTH,
    NASTY_MINUTE,
    PROPOSAL,
    about,
    board_card,
    due,
    one,
)

SIDE_BY_SIDE = 2  # inputs that fit 360 px


def on(name: str) -> str:
    return words(CARDS[name].content)


def pressed(name: str) -> list[str]:
    return list(buttons(CARDS[name].content))


@pytest.mark.parametrize("name", CARDS)
def test_every_card_keeps_the_rules_of_teams(name):
    assert faults(CARDS[name].content, CARDS[name].summary) == []


@pytest.mark.parametrize("name", CARDS)
def test_every_button_carries_the_ask_and_its_version_and_nothing_else(name):
    for node in everything(CARDS[name].content):
        if node.get("type") == "Action.Execute":
            assert node["data"] == {"ask": ASK.id, "v": ASK.version}


@pytest.mark.parametrize("name", CARDS)
def test_a_notification_is_one_line_without_hidden_writing(name):
    assert "\n" not in CARDS[name].summary
    assert "\u202e" not in CARDS[name].summary


@pytest.mark.parametrize("name", CARDS)
def test_inputs_stand_below_each_other_or_two_side_by_side_on_a_phone(name):
    for node in everything(CARDS[name].content):
        holds_input = "Input." in str(node.get("columns", ""))
        assert not holds_input or len(node["columns"]) <= SIDE_BY_SIDE


# The board's answers


def test_the_first_answers_are_at_hand_and_the_others_one_tap_away():
    assert pressed("board, awaited") == [f"open_{verb}" for verb in VERBS]
    first, second, third, *hidden = rows_of_buttons("board, awaited")
    assert [one["title"] for one in (*first, *second, *third)] == [
        "Acknowledge",
        "Ask for an intervention",
        "Ask the owner",
        "More answers",
        "Why, chart and past figures",
    ]
    assert sum(map(len, hidden)) == 4


VERBS = ("acknowledge", "intervene", "question", "support", "accept", "escalate", "refer")


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_button_stands_for_each_answer_that_is_open_and_for_no_other(answer):
    concern_now = Concern(answer=answer, why="", has_intervention=answer in NAMES_SOMEONE)
    card = board_card(FAMILIES_SO_FAR[-1], concern_now)

    opens = {concern.OPENS[verb] for verb in buttons(card.content)}
    assert opens == set(open_answers(concern_now))


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_form_asks_for_what_its_answer_names_and_no_more(answer):
    asked = {"words"}
    asked |= {"who"} if answer in NAMES_SOMEONE else set()
    asked |= {"until"} if answer in NAMES_A_DAY else set()

    assert set(inputs(CARDS[f"answer, {answer}"].content)) == asked
    first, back = pressed(f"answer, {answer}")
    assert (concern.GIVES[first], back) == (answer, "stands")


def test_the_owner_and_a_day_are_filled_in_where_an_intervention_is_asked_for():
    asked = inputs(CARDS["answer, intervention asked for"].content)

    assert asked == {"words": "", "who": "1", "until": "2026-10-30"}


def test_a_form_to_mend_keeps_what_was_typed():
    typed = inputs(CARDS["answer, to mend"].content)

    assert typed == {"words": NASTY * 10, "who": "103", "until": "2026-10-01"}
    assert "Give a date after today." in on("answer, to mend")


def test_what_no_card_could_hold_comes_back_cut():
    typed = inputs(CARDS["proposal, hostile"].content)

    assert typed["cause"] == (NASTY * 900)[:LONGEST_TYPED]


def test_the_card_says_who_answered_when_and_in_which_words():
    text = on("board, acknowledged")

    assert text.index("Acknowledged") < text.index("Why this was raised")
    assert " by Chris Bell, 12 October 2026" in text
    assert "Seen; a fire, so wait for October." in text


def test_the_card_says_why_the_board_is_asked_again_and_shows_the_reply_with_its_question():
    text = on("board, replied")

    assert "Awaits the board's answer" in text
    assert "The owner has replied." in text
    assert text.index("Why did Station Road slip") < text.index("The electricity board")
    assert text.index("The electricity board") < text.index("Seen; a fire")  # said before


def test_an_intervention_asked_for_says_once_what_from_whom_and_by_when():
    text = on("board, intervention asked")

    assert text.count("Olive Marsh is to propose it by 30 October 2026.") == 1
    assert text.count("Tell us what is needed") == 1
    assert text.count("ntervention asked for") == 1


def test_an_intervention_that_has_moved_on_stands_in_two_lines_below_what_was_asked():
    text = on("board, running, risks")

    assert text.count("Tell us what is needed") == 1
    assert "▶ Running" in text
    assert "Olive Marsh: First 12 families have moved by 27 November 2026." in text


def test_whoever_took_over_is_named_beside_who_was_asked():
    asked = Concern(answer=BoardAnswer.INTERVENTION_ASKED, why="", has_intervention=True)
    more = {"minutes": [ASKED], "intervention": one(Stage.ASKED, owner=2)}
    card = board_card(FAMILIES_SO_FAR[-1], asked, more=more)

    assert "Olive Marsh is to propose it by 30 October 2026." in words(card.content)
    assert "Meg Shaw is to propose it by 30 October 2026." in words(card.content)


def test_linked_risks_are_a_possible_sign_and_no_more():
    text = on("board, awaited")

    assert "A possible sign of an underlying risk becoming real" in text
    assert "R-07 Homelessness rises" in text


def test_what_is_over_offers_no_answer():
    assert pressed("board, closed") == []


def test_a_concern_held_open_says_why():
    assert "it stays open while its intervention runs" in on("board, held")


def test_who_presses_too_late_reads_it_on_top():
    assert on("board, too late").startswith("Another board member answered this concern first.")


@pytest.mark.parametrize("what", [*BoardAnswer, *Step, None])
def test_whatever_is_said_has_a_heading(what):
    assert MinuteLine(what=what, by="Chris Bell", on=LATE).line.endswith(
        "by Chris Bell, 30 October 2026"
    )


# The intervention


def test_the_owner_reads_by_when_and_what_the_board_wants():
    text = on("intervention, asked, overdue")

    assert "The board asks for an intervention" in text
    assert "Please propose it by 30 October 2026" in text
    assert "4 working days overdue" in text
    assert pressed("intervention, asked") == ["open_proposal"]


def test_the_team_names_who_takes_over_what_nobody_is_left_to_do():
    text = on("intervention, orphaned")

    assert "Nobody is left to do it" in text
    assert "Somebody still to be named is to propose it by 30 October 2026." in text
    assert pressed("intervention, orphaned") == ["hand_over"]
    assert inputs(CARDS["intervention, orphaned"].content) == {"who": ""}


def test_the_proposal_has_all_its_inputs_and_returns_with_all_that_was_written():
    assert set(inputs(CARDS["proposal"].content)) == set(INPUTS) - {"effect_indicator"}
    typed = inputs(CARDS["proposal, to mend"].content)

    assert set(typed) == set(INPUTS)
    assert typed["effect_to"] == "ninety"
    assert typed["cause"] == ""
    assert typed["action"] == PROPOSAL.action
    assert typed["milestone_3_due"] == "2026-12-14"


def test_a_fault_of_the_proposal_stands_on_top_with_its_field_and_below_the_field():
    text = on("proposal, to mend")

    assert text.index("Cause · Say what the cause is.") < text.index("To · Write a number.")
    below = text.index("! To mend · Say what the cause is.")
    assert text.index("What is the cause?") < below < text.index("What will be done about it?")


def test_a_first_proposal_is_written_on_nothing():
    assert written(None) == {}


def test_the_board_agrees_with_one_press_or_sends_back_with_words_and_a_day():
    assert pressed("proposal, to decide") == ["agree", "send_back"]
    assert inputs(CARDS["proposal, to decide"].content) == {"words": "", "until": "2026-11-10"}
    assert "HOU-05 from 104 to 90 by 31 January 2027" in on("proposal, to decide")


def test_the_milestones_still_to_reach_each_have_a_button():
    assert pressed("chase, overdue")[:-1] == ["progress", "milestone_done_2", "milestone_done_3"]
    assert "! 12 working days overdue" in on("chase, overdue")


def test_whoever_is_asked_how_it_goes_reads_what_was_told_last():
    text = on("chase, progress")

    assert "Eight families have moved so far." in text
    assert "Olive Marsh, 30 October 2026" in text
    assert "The first four have moved." not in text


def test_what_does_not_work_waits_for_the_board_and_not_for_a_milestone():
    assert "✕ Not working\nThe board says how it goes on." in on("intervention, not working")
    assert "Olive Marsh: First 12 families have moved" in on("intervention, running")


def test_where_a_milestone_alone_is_due_to_say_it_is_done_is_the_first_press():
    assert pressed("chase, a milestone")[:-1] == [
        "milestone_done_2",
        "milestone_done_3",
        "progress",
    ]
    assert leading("chase, a milestone") == ["Milestone 2 done"]
    assert leading("chase, overdue") == ["Tell progress"]


def test_of_six_milestones_four_have_a_button():
    done = [verb for verb in pressed("chase, hostile") if verb.startswith("milestone_done")]
    assert len(done) == 4


def test_a_milestone_is_moved_by_inputs_that_are_folded_away_until_they_are_wanted():
    assert pressed("chase, moving")[-1] == "postpone"
    asked = inputs(CARDS["chase, moving"].content)
    assert asked == {"milestone": "3", "until": "2026-12-01", "why": "", "words": ""}
    text = on("chase, moving")
    assert "as far as 31 January 2027, the day promised" in text
    assert "by 27 November 2026, moved twice" in text
    assert is_folded("chase, overdue")
    assert not is_folded("chase, moving")


def is_folded(name: str) -> bool:
    (later,) = [node for node in everything(CARDS[name].content) if node.get("id") == "later"]
    return later.get("isVisible") is False


def test_the_board_may_ask_for_another_proposal_wherever_it_has_agreed_to_one():
    assert pressed("intervention, running") == ["ask_again", "close"]
    assert inputs(CARDS["intervention, running"].content) == {"words": "", "until": "2026-11-10"}
    assert pressed("intervention, hostile") == ["close"]


def test_the_newest_word_on_progress_is_in_the_notification():
    summary = CARDS["intervention, running"].summary
    assert summary.endswith("running. Olive Marsh: Eight families have moved so far.")


# Monitor


@pytest.mark.parametrize(
    ("name", "says", "offers"),
    [
        ("working", "✓ Working", ["close"]),
        ("too early", "… Too early to tell", []),
        ("not working", "✕ Not working", ["continue", "ask_again", "escalate", "close"]),
    ],
)
def test_an_outcome_says_in_a_word_and_a_sentence_whether_it_works(name, says, offers):
    assert says in on(f"outcome, {name}")
    assert "at the start; 90 was promised by" in on(f"outcome, {name}")
    assert pressed(f"outcome, {name}") == offers


def test_the_chart_is_marked_at_the_start_and_falls_back_on_words():
    (chart,) = charts("outcome, not working")
    legends = [line["legend"] for line in chart["data"]]

    assert legends == ["HOU-05", "Promised 90", "Start, 1 July 2026", "Since the start, Jul 2026"]
    assert [len(line["values"]) for line in chart["data"]] == [15, 15, 2, 3]
    assert "Sep 2026\N{NO-BREAK SPACE}104" in words(chart["fallback"])


def test_the_mark_at_the_start_stands_upright_and_is_told_in_words_since_phones_hide_the_legend():
    (chart,) = charts("outcome, not working")
    foot, top = chart["data"][2]["values"]

    assert (foot["x"], foot["y"]) == (top["x"], 90)
    assert top["y"] == 104
    text = on("outcome, not working")
    assert "Upright line: the start, 1 July 2026. Level line: 90, as promised." in text


def test_a_start_late_in_a_period_is_marked_before_the_first_figure_that_counts():
    figures = series(FAMILIES, [104, 101, 98])
    effect = replace(EFFECT, start=Decimal(104), by=date(2026, 9, 30))
    late_in_july = date(2026, 7, 20)
    found = findings(FAMILIES, effect, late_in_july, figures, date(2026, 10, 12))
    running = one(Stage.RUNNING, started_on=late_in_july, proposal=replace(PROPOSAL, effect=effect))
    card = outcome.outcome(
        outcome.OutcomeView(
            facts=about(running),
            findings=found,
            follows=Follows.NOTHING,
            history=history(FAMILIES, figures),
        )
    )
    (chart,) = [node for node in everything(card.content) if node.get("type") == "Chart.Line"]

    whole, _, start, after = ([each["x"] for each in line["values"]] for line in chart["data"])
    assert whole == ["2026-07-01", "2026-08-01", "2026-09-01"]
    assert start == ["2026-07-20", "2026-07-20"]
    assert after == ["2026-08-01", "2026-09-01"]


def test_an_outcome_without_a_chart_explains_none():
    assert "Upright line" not in on("outcome, told")


def test_nobody_decides_on_a_card_that_only_tells():
    assert pressed("outcome, told") == []


def test_a_success_is_said_with_what_was_done_and_asks_what_was_learnt():
    text = on("success")

    assert "Green again for September 2026, after an intervention; it was Amber." in text
    assert "Well done, Olive Marsh." in text
    assert pressed("success") == ["learnt"]
    assert "Learnt: Deposits move families fastest." in on("successes")
    assert "Learnt by Olive Marsh\nDeposits move families fastest." in on("success, learnt")


# Risks, call-in, the digest and the lists


def test_a_risk_is_scored_in_words_on_the_matrix():
    assert "likelihood 3 of 5 × impact 4 of 5 = 12, high" in on("risk, prompted")
    assert inputs(CARDS["risk, prompted"].content) == {
        "likelihood": "3",
        "impact": "4",
        "words": "",
    }
    assert "Before: likelihood 3 of 5 × impact 4 of 5 = 12, high" in on("risk, scored")


def test_a_manager_called_in_reads_the_question_the_day_and_the_meeting():
    text = on("call-in, asked")

    assert "Meeting on 24 November 2026" in text
    assert "Your explanation is asked for by 12 November 2026" in text
    assert pressed("call-in, asked") == ["explain"]
    assert pressed("call-in, heard") == []


def test_the_digest_has_every_duty_and_says_where_there_is_nothing():
    text = on("digest")

    for duty in BoardDuty:
        assert f"({duty}) {duty.heading}" in text
    assert text.count("Nothing to report.") == 2
    assert CARDS["digest"].summary == (
        "Performance Board, October 2026: 2 exceptions, 1 missing, 1 overdue, 1 success."
    )


def test_what_the_digest_does_not_hold_is_behind_a_button_of_its_duty():
    lines = MATTERS + [digest.DigestLine(Matter.OVERDUE, "HOU-01 Homes", "Late.")] * 4
    card = digest.digest(COUNCIL, MONTH, lines, ASK, TODAY)

    assert list(buttons(card.content)) == ["digest_more_a", "digest_more_b"]
    assert set(buttons(card.content)) <= set(digest.MORE)
    assert digest.MORE["digest_more_b"] is BoardDuty.CHALLENGE
    more = words(digest.more(MONTH, BoardDuty.CHALLENGE, lines, ASK, TODAY).content)
    assert more.count("HOU-01 Homes") == 4


def test_exceptions_that_await_the_board_come_first():
    text = on("open exceptions")

    assert "2 open · 1 awaiting the board" in text
    assert text.index("Awaits the board's answer") < text.index("✓ Acknowledged by Chris Bell")


def test_the_latest_action_comes_first_with_its_milestone_and_person():
    text = on("overdue actions")

    assert text.index("! 12 working days overdue") < text.index("! 4 working days overdue")
    assert "Milestone 3: Landlords' scheme signed with six agents" in text
    assert "the performance team" in on("overdue actions")


def test_what_is_late_of_one_indicator_names_it_once():
    assert on("overdue actions, of one").count(str(FAMILIES)) == 1


def test_a_list_of_many_has_pages():
    assert pressed("open exceptions, many")[-1] == "more"
    assert "11 to 20 of 25" in on("interventions, many")
    assert "Show more (5 left)" in on("interventions, many")


def test_a_history_is_one_line_of_time_newest_first():
    text = on("history")

    assert text.index("12 October 2026") < text.index("7 October 2026")
    assert text.index("7 October 2026") < text.index("1 September 2026")


def test_decisions_are_told_with_their_words_and_terms():
    text = on("decisions")

    assert "Acknowledged by Chris Bell, 12 October 2026" in text
    assert "To be proposed again by 30 October 2026." in text


def test_a_decision_without_words_and_an_action_without_a_name_are_told_all_the_same():
    bare = MinuteLine(what=Step.AGREE, by="Chris Bell", on=date(2026, 10, 29))
    asked = replace(NASTY_MINUTE, what=BoardAnswer.ESCALATED)
    card = lists.decisions("October 2026", [(FAMILIES, bare), (FAMILIES, asked)])
    late = lists.overdue_actions("Housing", [(FAMILIES, due(Owed.REPLY, 3, whom=99))], names={})

    assert "Intervention agreed by Chris Bell, 29 October 2026" in words(card.content)
    assert "the performance team" in words(late.content)


def leading(name: str) -> list[str]:
    """The titles of the buttons that stand out."""
    whole = everything(CARDS[name].content)
    buttons = [node for node in whole if node.get("type") == "Action.Execute"]
    return [button["title"] for button in buttons if button.get("style") == "positive"]


def rows_of_buttons(name: str) -> list[list[dict[str, Any]]]:
    whole = CARDS[name].content
    return [node["actions"] for node in everything(whole) if node.get("type") == "ActionSet"]


def charts(name: str) -> list[dict[str, Any]]:
    whole = CARDS[name].content
    return [node for node in everything(whole) if node.get("type") == "Chart.Line"]


def everything(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(found for child in node.values() for found in everything(child))]
    if isinstance(node, list):
        return [found for child in node for found in everything(child)]
    return []
