drop trigger session_decision_append_only on session_decision;
drop trigger session_verdict_append_only on session_verdict;
drop trigger session_step_append_only on session_step;
alter table occupation drop constraint occupation_no_overlap;
