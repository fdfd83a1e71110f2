-- The words of an order never change: a mistake is superseded by a new order. Only what happens to
-- it afterwards is added: its scan, its check, its end.
create trigger document_append_only_update before update on document
begin select raise(abort, 'append-only: document'); end;
create trigger document_chunk_append_only_update before update on document_chunk
begin select raise(abort, 'append-only: document_chunk'); end;
create trigger court_order_append_only_update before update on court_order
when not (old.id = new.id and old.form = new.form and old.source = new.source and old.court = new.court
          and old.case_number = new.case_number and old.made_on = new.made_on and old.from_day = new.from_day
          and old.until_day is new.until_day and old.ends = new.ends and old.by_consent = new.by_consent
          and old.verbatim = new.verbatim and old.supersedes is new.supersedes
          and (old.document_id is null or old.document_id is new.document_id)
          and old.entered_by = new.entered_by and old.entered_at = new.entered_at
          and (old.checked_by is null or (old.checked_by is new.checked_by and old.checked_at is new.checked_at))
          and (old.ended_on is null or (old.ended_on is new.ended_on and old.ended_by is new.ended_by)))
begin select raise(abort, 'append-only: court_order'); end;
create trigger order_rule_append_only_update before update on order_rule
begin select raise(abort, 'append-only: order_rule'); end;
create trigger order_rule_append_only_delete before delete on order_rule
when exists (select 1 from court_order where id = old.order_id and checked_by is not null)
begin select raise(abort, 'append-only: order_rule'); end;
create trigger order_rule_append_only_insert before insert on order_rule
when exists (select 1 from court_order where id = new.order_id and checked_by is not null)
begin select raise(abort, 'append-only: order_rule'); end;
create trigger order_author_append_only_update before update on order_author
begin select raise(abort, 'append-only: order_author'); end;
create trigger order_author_append_only_delete before delete on order_author
begin select raise(abort, 'append-only: order_author'); end;
create trigger order_person_append_only_update before update on order_person
when not (old.order_id = new.order_id and old.person_id = new.person_id and old.part = new.part
          and old.ended_on is null)
begin select raise(abort, 'append-only: order_person'); end;
create trigger legal_status_append_only_update before update on legal_status
when not (old.child_id = new.child_id and old.from_at = new.from_at and old.status = new.status
          and old.recorded_by = new.recorded_by and old.recorded_at = new.recorded_at and old.replaced = 0
          and ((old.until_at is null and (new.replaced = 0 or new.until_at is null))
               or (new.replaced = 0 and exists (
                 select 1 from legal_status
                 where child_id = old.child_id and from_at = old.until_at and replaced > 0))))
begin select raise(abort, 'append-only: legal_status'); end;
create trigger contact_refusal_append_only_update before update on contact_refusal
when not (old.id = new.id and old.child_id = new.child_id and old.person_id = new.person_id
          and old.from_at = new.from_at and old.until_at = new.until_at and old.reason = new.reason
          and old.again is new.again and old.decided_by = new.decided_by and old.decided_at = new.decided_at and old.lifted_at is null)
begin select raise(abort, 'append-only: contact_refusal'); end;
create trigger refusal_letter_append_only_update before update on refusal_letter
when not (old.id = new.id and old.refusal_id = new.refusal_id and old.tells = new.tells
          and old.person_id is new.person_id and old.sent_on is null)
begin select raise(abort, 'append-only: refusal_letter'); end;
create trigger refusal_letter_append_only_delete before delete on refusal_letter
begin select raise(abort, 'append-only: refusal_letter'); end;
