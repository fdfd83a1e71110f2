-- What was said is kept, and what was signed is closed: nothing is edited or deleted, and after the
-- signature only addenda are added. Destruction at the end of retention will come by its own door.
create function observation_event_closed() returns trigger language plpgsql as $$
begin
  if (new.kind = 'addendum')
     <> exists (select 1 from observation_record where session_id = new.session_id) then
    raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger observation_event_append_only before update or delete on observation_event
  for each row execute function append_only();
create trigger observation_event_append_only_truncate before truncate on observation_event
  for each statement execute function append_only();
create trigger observation_event_append_only_insert before insert on observation_event
  for each row execute function observation_event_closed();
create trigger observation_record_append_only before update or delete on observation_record
  for each row execute function append_only();
create trigger observation_record_append_only_truncate before truncate on observation_record
  for each statement execute function append_only();
create trigger observation_link_append_only before update or delete on observation_link
  for each row execute function append_only();
create trigger observation_link_append_only_truncate before truncate on observation_link
  for each statement execute function append_only();
