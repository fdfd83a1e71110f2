drop table standing_pattern;
drop table standing_slot;
drop table session_flag;
drop table session_decision;
drop table session_verdict;
drop table session_step;
drop table occupation;
drop table session;
