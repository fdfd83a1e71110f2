-- The words of an order never change: a mistake is superseded by a new order. Only what happens to
-- it afterwards is added: its scan, its check, its end.
create function court_order_adds_only() returns trigger language plpgsql as $$
begin
  if (old.id, old.form, old.source, old.court, old.case_number, old.made_on, old.from_day, old.until_day, old.ends,
      old.by_consent, old.verbatim, old.supersedes, old.entered_by, old.entered_at)
     is not distinct from
     (new.id, new.form, new.source, new.court, new.case_number, new.made_on, new.from_day, new.until_day, new.ends,
      new.by_consent, new.verbatim, new.supersedes, new.entered_by, new.entered_at)
     and (old.document_id is null or old.document_id is not distinct from new.document_id)
     and (old.checked_by is null
          or (old.checked_by, old.checked_at) is not distinct from (new.checked_by, new.checked_at))
     and (old.ended_on is null or (old.ended_on, old.ended_by) is not distinct from (new.ended_on, new.ended_by)) then
    return new;
  end if;
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create function order_rule_before_the_check() returns trigger language plpgsql as $$
declare
  of_order varchar(30);
begin
  if tg_op = 'DELETE' then of_order := old.order_id; else of_order := new.order_id; end if;
  if exists (select 1 from court_order where id = of_order and checked_by is not null) then
    raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create function order_person_ends_only() returns trigger language plpgsql as $$
begin
  if (old.order_id, old.person_id, old.part) = (new.order_id, new.person_id, new.part) and old.ended_on is null then
    return new;
  end if;
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create function legal_status_ends_only() returns trigger language plpgsql as $$
begin
  if (old.child_id, old.from_at, old.status, old.recorded_by, old.recorded_at)
     = (new.child_id, new.from_at, new.status, new.recorded_by, new.recorded_at) and old.replaced = 0
     and ((old.until_at is null and (new.replaced = 0 or new.until_at is null))
          or (new.replaced = 0 and exists (
            select 1 from legal_status
            where child_id = old.child_id and from_at = old.until_at and replaced > 0))) then
    return new;
  end if;
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create function contact_refusal_lifts_only() returns trigger language plpgsql as $$
begin
  if (old.id, old.child_id, old.person_id, old.from_at, old.until_at, old.reason, old.decided_by, old.decided_at)
     = (new.id, new.child_id, new.person_id, new.from_at, new.until_at, new.reason, new.decided_by, new.decided_at)
     and old.again is not distinct from new.again and old.lifted_at is null then
    return new;
  end if;
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create function refusal_letter_is_sent_once() returns trigger language plpgsql as $$
begin
  if (old.id, old.refusal_id, old.tells) = (new.id, new.refusal_id, new.tells)
     and old.person_id is not distinct from new.person_id and old.sent_on is null then
    return new;
  end if;
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger document_append_only_update before update on document
  for each row execute function append_only();
create trigger document_chunk_append_only_update before update on document_chunk
  for each row execute function append_only();
create trigger court_order_append_only_update before update on court_order
  for each row execute function court_order_adds_only();
create trigger order_rule_append_only_update before update on order_rule
  for each row execute function append_only();
create trigger order_rule_append_only_change before insert or delete on order_rule
  for each row execute function order_rule_before_the_check();
create trigger order_author_append_only_change before update or delete on order_author
  for each row execute function append_only();
create trigger order_person_append_only_update before update on order_person
  for each row execute function order_person_ends_only();
create trigger legal_status_append_only_update before update on legal_status
  for each row execute function legal_status_ends_only();
create trigger contact_refusal_append_only_update before update on contact_refusal
  for each row execute function contact_refusal_lifts_only();
create trigger refusal_letter_append_only_update before update on refusal_letter
  for each row execute function refusal_letter_is_sent_once();
create trigger refusal_letter_append_only_delete before delete on refusal_letter
  for each row execute function append_only();
