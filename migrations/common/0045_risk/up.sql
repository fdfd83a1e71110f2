-- Risk assessments: what could go wrong between children and family members, how bad it is, and
-- what is done about it. Hazards, controls and reasons are sealed: `body` is JSON.

create table risk_assessment (
  id            varchar(30) not null primary key,
  stage         varchar(20) not null check (stage in ('draft', 'submitted', 'returned', 'approved', 'withdrawn')),
  body          text        not null,
  from_day      date,
  review_by     date,
  residual      varchar(20) check (residual in ('low', 'medium', 'high', 'very_high')),
  copied_from   varchar(30) references risk_assessment (id),
  written_by    varchar(30) not null references user_account (id),
  written_at    bigint      not null,
  submitted_at  bigint,
  approved_by   varchar(30) references user_account (id),
  approved_at   bigint,
  signed_by     varchar(30) references user_account (id),
  signed_at     bigint,
  accepted_by   varchar(30) references user_account (id),
  accepted_at   bigint,
  superseded_by varchar(30) references risk_assessment (id),
  version       bigint      not null check (version >= 1),
  check ((stage = 'approved') = (approved_by is not null)),
  check ((approved_by is null) = (approved_at is null)),
  check ((signed_by is null) = (signed_at is null)),
  check ((accepted_by is null) = (accepted_at is null)),
  check (approved_by is null or (from_day is not null and review_by is not null and residual is not null)),
  check (review_by is null or from_day is null or review_by >= from_day),
  -- Whoever wrote it neither approves nor signs it off, and nobody does both.
  check (approved_by is null or approved_by <> written_by),
  check (signed_by is null or (approved_by is not null and signed_by <> approved_by and signed_by <> written_by))
);
create index risk_assessment_stage on risk_assessment (stage, review_by);

create table risk_person (
  risk_id   varchar(30) not null references risk_assessment (id),
  person_id varchar(30) not null references person (id),
  part      varchar(10) not null check (part in ('child', 'person')),
  primary key (risk_id, person_id, part)
);
create index risk_person_person on risk_person (person_id, risk_id);

-- Controls that the coordinator added to an approved assessment. Sealed, one JSON each.
create table risk_control (
  risk_id  varchar(30) not null references risk_assessment (id),
  seq      integer     not null check (seq >= 1),
  sealed   text        not null,
  added_by varchar(30) not null references user_account (id),
  added_at bigint      not null,
  primary key (risk_id, seq)
);

-- Questions with which an assessment was given back, and their answers.
create table risk_question (
  risk_id     varchar(30) not null references risk_assessment (id),
  seq         integer     not null check (seq >= 1),
  question    text        not null,
  asked_by    varchar(30) not null references user_account (id),
  asked_at    bigint      not null,
  answer      text,
  answered_at bigint,
  primary key (risk_id, seq),
  check ((answer is null) = (answered_at is null))
);

-- A manager's decision to continue on the controls of an expired assessment: once, for seven days.
create table risk_continuation (
  risk_id    varchar(30) not null primary key references risk_assessment (id),
  from_day   date        not null,
  until_day  date        not null,
  reason     text        not null,
  decided_by varchar(30) not null references user_account (id),
  decided_at bigint      not null,
  check (until_day >= from_day)
);
