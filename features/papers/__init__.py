"""Papers for the board, Cabinet and scrutiny: gathered, frozen, published, and what members ask."""

from cycle.monitor.paper import paper_questions
from features.feature import Feature, Sweep
from features.papers import (
    due,
    editions,
    members,
    preview,
    published,
    requests,
    uploads,
    words,
)
from storage import owed
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.PAPER: {
            "paper_ask": requests.ask_for_missing,
            "paper_words": words.open_form,
            "paper_place": words.show_place,
            "paper_save": words.save_words,
            "paper_back": editions.show_again,
            "paper_preview": preview.show_preview,
            "paper_freeze": editions.freeze,
            "paper_publish": editions.publish,
            "paper_reopen": editions.reopen,
            "paper_withdraw": editions.withdraw,
            "paper_files": uploads.hand_over,
        },
        About.PAPER_FILE: {"file_accept": uploads.accept, "file_decline": uploads.decline},
        About.MEMBER_QUESTION: {
            "members_answer": members.record_answer,
            "members_close": members.close,
        },
    },
    questions={
        paper_questions.PaperWanted: editions.show_paper,
        paper_questions.PaperList: editions.show_list,
        paper_questions.PublishPaper: editions.publish_by_words,
        paper_questions.WithdrawPaper: editions.withdraw_by_words,
        paper_questions.MembersAsk: members.record_question,
        paper_questions.MembersQuestions: members.show_questions,
    },
    cards={
        owed.PAPER: published.paint,
        owed.PAPER_REQUEST: requests.paint,
        owed.PAPER_FILE: uploads.paint_offer,
        owed.PAPER_FILE_RESULT: uploads.paint_result,
        owed.MEMBER_QUESTION: members.paint,
        due.KIND: due.paint,
    },
    sweeps=(Sweep("chase", "papers due", due.remind),),
)
