"""The cards of papers keep the rules of Teams: plain, full, and with hostile words in them."""

from dataclasses import replace
from datetime import date

import pytest

from cards import member_question_cards, paper_cards
from cards.form_state import FormState
from cards.member_question_cards import MemberQuestionOnCard
from cards.paper_cards import PaperOnCard
from cycle.monitor.member_question import QuestionState
from cycle.monitor.paper.editions import PaperState
from tests.card_rules import buttons, faults, words
from tests.cards.samples import ASK, NASTY

PAPER = PaperOnCard(
    name="Quarterly report, Q2 2026/27 (Jul–Sep 2026)",
    body="Cabinet",
    state=PaperState.DRAFT,
    meeting=date(2026, 11, 18),
)
SENTENCES = (
    "Of 17 KPIs, 11 are Green, 3 are Amber and 2 are Red.",
    "1 awaits data.",
    "Since Q1 2026/27, HOU-02 Homelessness prevented became Red.",
)
MISSING = ("2 figures not given: HOU-01, HOU-02.", "The portfolio holder’s words are not written.")
FROZEN = replace(PAPER, state=PaperState.FROZEN, frozen="Dana Osei, 12 October 2026 at 09:02")
OUT = replace(
    FROZEN, state=PaperState.PUBLISHED, published="Dana Osei, 13 October 2026 at 10:00", edition=2,
    reason="HOU-02 was restated.",
)  # fmt: skip
HOSTILE = replace(OUT, name=NASTY, reason=NASTY * 3, frozen=NASTY)
FILES = [(f"quarterly-2026-27-Q2.{each}", "ab" * 32) for each in ("docx", "html", "pdf", "xlsx")]
QUESTION = MemberQuestionOnCard(
    body="Overview and Scrutiny",
    meeting=date(2026, 10, 1),
    words="Why did it fall?",
    state=QuestionState.OPEN,
    about="HOU-02 Homelessness prevented",
    who="Olive Marsh",
    promised=date(2026, 12, 3),
)
ANSWERED = replace(
    QUESTION, answer="Two officers left.", answered_by="Olive Marsh", state=QuestionState.ANSWERED
)
TODAY = date(2026, 10, 12)
PLACES = [("The portfolio holder’s words", "portfolio holder"), ("Finance", "finance")]

CARDS = {
    "draft": paper_cards.draft(PAPER, SENTENCES, MISSING, ASK, may_ask=True),
    "draft, complete, to look at": paper_cards.draft(PAPER, SENTENCES, (), None),
    "draft, hostile": paper_cards.draft(HOSTILE, [NASTY] * 4, [NASTY] * 4, ASK, notes=[NASTY]),
    "words": paper_cards.words_form(PAPER, PLACES, "finance", "Words so far.", ASK),
    "words, hostile": paper_cards.words_form(
        HOSTILE, [(NASTY, f"place {n}") for n in range(60)], "place 1", NASTY * 60, ASK,
        faults=[NASTY],
    ),
    "frozen": paper_cards.given_out(FROZEN, SENTENCES, FILES, ASK),
    "frozen, files to come": paper_cards.given_out(FROZEN, SENTENCES, [], ASK),
    "published": paper_cards.given_out(OUT, SENTENCES, FILES, ASK, changed=["HOU-02: Red"]),
    "withdrawn": paper_cards.given_out(
        replace(OUT, state=PaperState.WITHDRAWN), SENTENCES, FILES, ASK
    ),
    "given out, hostile": paper_cards.given_out(
        HOSTILE, [NASTY], FILES, ASK, [NASTY] * 9,
        FormState(typed={"reason": NASTY}, faults=[NASTY]),
    ),
    "published, for the board": paper_cards.published(OUT, SENTENCES, "A hard summer.", ["HOU-02"]),
    "published, hostile": paper_cards.published(HOSTILE, [NASTY], NASTY * 40, [NASTY]),
    "withdrawn, for the board": paper_cards.published(
        replace(OUT, state=PaperState.WITHDRAWN), SENTENCES, "", []
    ),
    "no papers": paper_cards.papers_list([]),
    "very many papers": paper_cards.papers_list([(HOSTILE, NASTY)] * 200),
    "wanted": paper_cards.wanted_of_person(
        PAPER, {"Figures to give": ["HOU-02: type “submit HOU-02”"], "Actions": []}, TODAY
    ),
    "wanted, hostile": paper_cards.wanted_of_person(HOSTILE, {NASTY: [NASTY] * 20}, None),
    "files by command": paper_cards.files_by_command(PAPER, "steward paper quarterly --to papers"),
    "question": member_question_cards.member_question(QUESTION, ASK),
    "question answered": member_question_cards.member_question(ANSWERED, ASK, may_close=True),
    "question, to look at": member_question_cards.member_question(ANSWERED, None),
    "question, hostile": member_question_cards.member_question(
        replace(ANSWERED, words=NASTY * 20, answer=NASTY * 20, about=NASTY, who=NASTY), ASK,
        notes=[NASTY], faults=[NASTY], typed=NASTY,
    ),
    "no questions": member_question_cards.member_questions("Questions of members", []),
    "very many questions": member_question_cards.member_questions(
        NASTY, [replace(ANSWERED, words=NASTY * 20, answer=NASTY * 20)] * 90
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CARDS)
def test_every_card_of_papers_keeps_the_rules_of_teams(name):
    assert faults(CARDS[name].content, CARDS[name].summary) == []


def test_the_draft_counts_what_is_missing_in_its_summary():
    assert CARDS["draft"].summary.endswith("draft, 2 things missing.")
    assert CARDS["draft, complete, to look at"].summary.endswith("draft, nothing is missing.")


def test_a_card_without_a_ref_has_no_buttons():
    assert not buttons(CARDS["draft, complete, to look at"].content)
    assert not buttons(CARDS["question, to look at"].content)


def test_a_frozen_paper_names_its_files_and_their_hashes():
    assert "quarterly-2026-27-Q2.pdf · sha256 abababababab…" in words(CARDS["frozen"].content)
    assert "files are being written" in words(CARDS["frozen, files to come"].content)


def test_nothing_more_is_done_with_a_withdrawn_paper():
    assert not buttons(CARDS["withdrawn"].content)
