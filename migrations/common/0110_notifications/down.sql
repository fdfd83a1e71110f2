drop table demo_mail;
drop table notice_link;
drop table notice_answer;
drop table notice;
