drop table risk_continuation;
drop table risk_question;
drop table risk_control;
drop table risk_person;
drop table risk_assessment;
