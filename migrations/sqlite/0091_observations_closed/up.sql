-- What was said is kept, and what was signed is closed: nothing is edited or deleted, and after the
-- signature only addenda are added. Destruction at the end of retention will come by its own door.
create trigger observation_event_append_only_update before update on observation_event
begin select raise(abort, 'append-only: observation_event'); end;
create trigger observation_event_append_only_delete before delete on observation_event
begin select raise(abort, 'append-only: observation_event'); end;
create trigger observation_event_append_only_insert before insert on observation_event
when (new.kind = 'addendum')
     <> exists (select 1 from observation_record where session_id = new.session_id)
begin select raise(abort, 'append-only: observation_event'); end;
create trigger observation_record_append_only_update before update on observation_record
begin select raise(abort, 'append-only: observation_record'); end;
create trigger observation_record_append_only_delete before delete on observation_record
begin select raise(abort, 'append-only: observation_record'); end;
create trigger observation_link_append_only_update before update on observation_link
begin select raise(abort, 'append-only: observation_link'); end;
create trigger observation_link_append_only_delete before delete on observation_link
begin select raise(abort, 'append-only: observation_link'); end;
