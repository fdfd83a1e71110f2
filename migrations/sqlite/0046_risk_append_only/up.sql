-- What was approved never changes: a mistake is superseded by a new assessment. Only what happens
-- to it afterwards is added: its sign-off, its acceptance, the one that took its place.
create trigger risk_assessment_append_only_update before update on risk_assessment
when not (old.id = new.id and old.written_by = new.written_by and old.written_at = new.written_at
          and old.copied_from is new.copied_from
          and (old.approved_by is null
               or (old.stage = new.stage and old.body = new.body and old.from_day is new.from_day
                   and old.review_by is new.review_by and old.residual is new.residual
                   and old.submitted_at is new.submitted_at
                   and old.approved_by is new.approved_by and old.approved_at is new.approved_at))
          and (old.signed_by is null or (old.signed_by is new.signed_by and old.signed_at is new.signed_at))
          and (old.accepted_by is null or (old.accepted_by is new.accepted_by and old.accepted_at is new.accepted_at))
          and (old.superseded_by is null or old.superseded_by is new.superseded_by))
begin select raise(abort, 'append-only: risk_assessment'); end;
create trigger risk_assessment_append_only_delete before delete on risk_assessment
when old.approved_by is not null
begin select raise(abort, 'append-only: risk_assessment'); end;
create trigger risk_person_append_only_update before update on risk_person
begin select raise(abort, 'append-only: risk_person'); end;
create trigger risk_control_append_only_update before update on risk_control
begin select raise(abort, 'append-only: risk_control'); end;
create trigger risk_question_append_only_update before update on risk_question
when not (old.risk_id = new.risk_id and old.seq = new.seq and old.question = new.question
          and old.asked_by = new.asked_by and old.asked_at = new.asked_at and old.answer is null)
begin select raise(abort, 'append-only: risk_question'); end;
create trigger risk_continuation_append_only_update before update on risk_continuation
begin select raise(abort, 'append-only: risk_continuation'); end;
