-- What was approved never changes: a mistake is superseded by a new assessment. Only what happens
-- to it afterwards is added: its sign-off, its acceptance, the one that took its place.
create function risk_assessment_adds_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.approved_by is null then return old; end if;
  elsif (old.id, old.written_by, old.written_at, old.copied_from)
     is not distinct from (new.id, new.written_by, new.written_at, new.copied_from)
     and (old.approved_by is null
          or (old.stage, old.body, old.from_day, old.review_by, old.residual, old.submitted_at,
              old.approved_by, old.approved_at)
             is not distinct from
             (new.stage, new.body, new.from_day, new.review_by, new.residual, new.submitted_at,
              new.approved_by, new.approved_at))
     and (old.signed_by is null
          or (old.signed_by, old.signed_at) is not distinct from (new.signed_by, new.signed_at))
     and (old.accepted_by is null
          or (old.accepted_by, old.accepted_at) is not distinct from (new.accepted_by, new.accepted_at))
     and (old.superseded_by is null or old.superseded_by is not distinct from new.superseded_by) then
    return new;
  end if;
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create function risk_question_is_answered_once() returns trigger language plpgsql as $$
begin
  if (old.risk_id, old.seq, old.question, old.asked_by, old.asked_at)
     = (new.risk_id, new.seq, new.question, new.asked_by, new.asked_at) and old.answer is null then
    return new;
  end if;
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger risk_assessment_append_only_change before update or delete on risk_assessment
  for each row execute function risk_assessment_adds_only();
create trigger risk_person_append_only_update before update on risk_person
  for each row execute function append_only();
create trigger risk_control_append_only_update before update on risk_control
  for each row execute function append_only();
create trigger risk_question_append_only_update before update on risk_question
  for each row execute function risk_question_is_answered_once();
create trigger risk_continuation_append_only_update before update on risk_continuation
  for each row execute function append_only();
