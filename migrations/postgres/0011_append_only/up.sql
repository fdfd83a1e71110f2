-- Evidence is added to, never edited.
create function append_only() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_fact_append_only_update before update on audit_fact
  for each row execute function append_only();
create trigger audit_fact_append_only_delete before delete on audit_fact
  for each row execute function append_only();
create trigger audit_fact_append_only_truncate before truncate on audit_fact
  for each statement execute function append_only();
create trigger audit_subject_append_only before update or delete on audit_subject
  for each row execute function append_only();
create trigger audit_subject_append_only_truncate before truncate on audit_subject
  for each statement execute function append_only();
create trigger audit_checkpoint_append_only before update or delete on audit_checkpoint
  for each row execute function append_only();
create trigger audit_checkpoint_append_only_truncate before truncate on audit_checkpoint
  for each statement execute function append_only();
create trigger audit_checkpoint_head_append_only before update or delete on audit_checkpoint_head
  for each row execute function append_only();
create trigger audit_checkpoint_head_append_only_truncate before truncate on audit_checkpoint_head
  for each statement execute function append_only();
