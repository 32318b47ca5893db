"""The views that take a form and need no revision, each with the reason why.

Whatever order two people send these in, nothing that one of them wrote is lost unseen.
"""

_OTHERS = {
    "adds a row": """
        accounts:give_house_role network:invite_person assemblies:add_dates
        assemblies:add_document assemblies:add_item assemblies:annex_correction
        assemblies:ask_amendment assemblies:ask_to_speak assemblies:consult_in_writing
        assemblies:copy_agenda assemblies:draft_minutes assemblies:found_body
        assemblies:give_proxy assemblies:note_debate assemblies:plan_meeting assemblies:plan_series
        assemblies:prefill_agenda assemblies:propose_dates assemblies:propose_item
        assemblies:propose_person assemblies:record_arrival assemblies:record_guest
        comments:add_comment comments:answer_by_link comments:answer_comment
        assemblies:second_call assemblies:take_template assemblies:write_resolution
        exchange:preview_import files:store_file files:store_picture
        network:add_college network:add_group
        network:add_group_member network:add_organisation network:add_person
        network:admit_member network:admit_person network:affiliate_person
        network:give_network_role network:link_organisations network:name_representative
        network:note_succession network:open_person_account network:record_payment
        post:resend_message programme:add_action programme:add_agreement programme:add_axis
        programme:add_decision programme:add_evidence programme:add_indicator
        programme:add_objective programme:add_programme programme:add_reading
        programme:link_actions programme:note_action questions:add_question
        questions:add_questionnaire questions:give_answer reprise:open_past_report
        reports:make_funder_link reports:open_report reports:publish_report
    """,
    "adds a version from a day on; those before stay": """
        assemblies:adopt_rules
    """,
    "a button that says what is to be: pressed by two, it is so": """
        accounts:close_account accounts:reopen_account accounts:resume_house_role
        network:come_in network:send_invitation network:withdraw_invitation
        assemblies:close_body comments:accept_mails comments:refuse_by_link
        comments:refuse_mails
        comments:reopen_comment comments:resolve_comment
        assemblies:move_item portal:close_calendar portal:open_calendar
        portal:close_room portal:open_room
        portal:resume_step portal:skip_step portal:skip_steps
        assemblies:refresh_roll assemblies:reopen_body assemblies:take_item
        programme:highlight_action questions:move_question reports:move_action reports:select_action
    """,
    "done once: a second is refused, or finds it done": """
        assemblies:accept_item assemblies:advance_deliberation assemblies:amend_proposal
        assemblies:begin_round assemblies:begin_turn assemblies:cancel_meeting
        assemblies:close_consultation assemblies:close_meeting assemblies:close_resolution
        assemblies:conclude_consent assemblies:conclude_election assemblies:convene_meeting
        assemblies:decline_item assemblies:draw_lots assemblies:end_round assemblies:end_turn
        assemblies:open_meeting assemblies:open_resolution assemblies:postpone_deliberation
        assemblies:record_departure assemblies:reopen_dates assemblies:settle_dates
        assemblies:sign_minutes assemblies:submit_minutes assemblies:undo_departure
        post:release_mails
        assemblies:withdraw_consultation assemblies:withdraw_dates
        assemblies:withdraw_resolution assemblies:withdraw_text assemblies:withdraw_turn
        exchange:apply_run exchange:resume_run network:merge_organisation network:merge_person
        network:note_death network:repeat_dues network:undo_death network:undo_succession
        network:unmerge_organisation network:unmerge_person portal:erase_person
        reprise:apply_past_report programme:cancel_action programme:restore_action
        questions:add_fields questions:close_questionnaire questions:discard_changes
        questions:open_questionnaire questions:publish_version
    """,
    "takes away a row that is named on its button": """
        assemblies:remove_document assemblies:remove_item assemblies:remove_subject_rule
        assemblies:undo_arrival assemblies:withdraw_proxy exchange:discard_run exchange:undo_run
        comments:withdraw_comment files:discard_file network:withdraw_payment post:withdraw_message
        programme:discard_action reprise:discard_past_report programme:remove_agreement_year
        programme:remove_axis programme:remove_evidence programme:remove_indicator
        programme:remove_objective programme:remove_report_due programme:remove_rubric
        programme:unlink_actions programme:withdraw_reading questions:end_question
        questions:withdraw_answer reports:revoke_funder_link
    """,
    "says the last day of what runs; what is ended is put right on its own page": """
        accounts:end_house_role network:end_affiliation network:end_group_member
        network:end_membership network:end_network_role network:end_organisation_link
        network:end_representation
    """,
    "writes mails about what stands": """
        assemblies:announce_change assemblies:remind_dates assemblies:remind_electors
        assemblies:remind_voters assemblies:send_convocations
    """,
    "one voice answers for itself and says all of it: its last answer counts": """
        assemblies:answer_by_link assemblies:answer_convocation assemblies:answer_dates
        assemblies:answer_round assemblies:cast_ballots assemblies:cast_secret_ballot
        assemblies:change_nomination assemblies:dates_by_link assemblies:nominate
        questions:change_answer
    """,
    "a file in work belongs to whoever sent it, and each answer shows its preview again": """
        exchange:answer_questions exchange:map_columns exchange:read_again
    """,
    "makes a new version of a former one, which the history keeps": """
        programme:restore_revision
    """,
    "writes nothing that others write": """
        accounts:forget_kept_form accounts:sign_in_by_link portal:choose_language
    """,
}

#: View → why it needs no revision.
OTHERS = {name: reason for reason, names in _OTHERS.items() for name in names.split()}
