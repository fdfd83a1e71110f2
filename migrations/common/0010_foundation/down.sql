drop table job_lease;
drop table kept_answer;
drop table audit_checkpoint_head;
drop table audit_checkpoint;
drop table audit_subject;
drop table audit_fact;
