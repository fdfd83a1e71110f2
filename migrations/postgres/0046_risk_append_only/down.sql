drop trigger risk_continuation_append_only_update on risk_continuation;
drop trigger risk_question_append_only_update on risk_question;
drop trigger risk_control_append_only_update on risk_control;
drop trigger risk_person_append_only_update on risk_person;
drop trigger risk_assessment_append_only_change on risk_assessment;
drop function risk_question_is_answered_once();
drop function risk_assessment_adds_only();
