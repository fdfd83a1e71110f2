-- Behind the claims and the look of a booking: nobody and nothing is taken up twice at once. Ranges
-- are half open, so one session may begin as another ends.
create extension if not exists btree_gist;
alter table occupation add constraint occupation_no_overlap
  exclude using gist (resource_id with =, int8range(from_at, until_at) with &&) where (live);
create trigger session_step_append_only before update or delete on session_step
  for each row execute function append_only();
create trigger session_verdict_append_only before update or delete on session_verdict
  for each row execute function append_only();
create trigger session_decision_append_only before update or delete on session_decision
  for each row execute function append_only();
