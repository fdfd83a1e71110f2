-- Behind the claims and the look of a booking: nobody and nothing is taken up twice at once. The
-- message before the colon is the contract with storage::conflict. Nobody is taken up for more than a
-- day at once: without the bound of two days a booking would read all that was ever booked.
create trigger occupation_no_overlap_insert before insert on occupation
when new.live
begin
  select raise(abort, 'exclusion: occupation') where exists (
    select 1 from occupation o
    where o.resource_id = new.resource_id and o.live and o.from_at < new.until_at and new.from_at < o.until_at
      and o.from_at > new.from_at - 172800000);
end;
create trigger occupation_no_overlap_update before update on occupation
when new.live
begin
  select raise(abort, 'exclusion: occupation') where exists (
    select 1 from occupation o
    where o.resource_id = new.resource_id and o.live and o.from_at < new.until_at and new.from_at < o.until_at
      and o.from_at > new.from_at - 172800000
      and o.session_id <> old.session_id);
end;
create trigger session_step_append_only_update before update on session_step
begin select raise(abort, 'append-only: session_step'); end;
create trigger session_step_append_only_delete before delete on session_step
begin select raise(abort, 'append-only: session_step'); end;
create trigger session_verdict_append_only_update before update on session_verdict
begin select raise(abort, 'append-only: session_verdict'); end;
create trigger session_verdict_append_only_delete before delete on session_verdict
begin select raise(abort, 'append-only: session_verdict'); end;
create trigger session_decision_append_only_update before update on session_decision
begin select raise(abort, 'append-only: session_decision'); end;
create trigger session_decision_append_only_delete before delete on session_decision
begin select raise(abort, 'append-only: session_decision'); end;
