-- Evidence is added to, never edited; only its content may go, at the end of its retention.
create function append_only() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create function audit_fact_forgets_content_only() returns trigger language plpgsql as $$
begin
  if old.content is not null and new.content is null
     and (old.stream, old.seq, old.at, old.actor, old.act, old.content_hash, old.hash)
       = (new.stream, new.seq, new.at, new.actor, new.act, new.content_hash, new.hash) then
    return new;
  end if;
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_fact_append_only_update before update on audit_fact
  for each row execute function audit_fact_forgets_content_only();
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
