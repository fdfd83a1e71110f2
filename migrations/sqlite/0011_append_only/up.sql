-- Evidence is added to, never edited. The message before the colon is the contract with
-- storage::conflict.
create trigger audit_fact_append_only_update before update on audit_fact
begin select raise(abort, 'append-only: audit_fact'); end;
create trigger audit_fact_append_only_delete before delete on audit_fact
begin select raise(abort, 'append-only: audit_fact'); end;
create trigger audit_subject_append_only_update before update on audit_subject
begin select raise(abort, 'append-only: audit_subject'); end;
create trigger audit_checkpoint_append_only_update before update on audit_checkpoint
begin select raise(abort, 'append-only: audit_checkpoint'); end;
create trigger audit_checkpoint_append_only_delete before delete on audit_checkpoint
begin select raise(abort, 'append-only: audit_checkpoint'); end;
create trigger audit_subject_append_only_delete before delete on audit_subject
begin select raise(abort, 'append-only: audit_subject'); end;
create trigger audit_checkpoint_head_append_only_update before update on audit_checkpoint_head
begin select raise(abort, 'append-only: audit_checkpoint_head'); end;
create trigger audit_checkpoint_head_append_only_delete before delete on audit_checkpoint_head
begin select raise(abort, 'append-only: audit_checkpoint_head'); end;
