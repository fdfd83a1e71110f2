-- Documents, a child's legal status, orders of the court with their typed rules, refusals of
-- contact. What an order says names people and places: its words and its rules are sealed.

create table document (
  id         varchar(30) not null primary key,
  media_type varchar(80) not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document')),
  length     bigint      not null check (length between 1 and 20971520),
  sha256     varchar(64) not null,
  added_at   bigint      not null
);

create table document_chunk (
  document_id varchar(30) not null references document (id),
  seq         integer     not null check (seq >= 0),
  sealed      bytea       not null,
  primary key (document_id, seq)
);

create table legal_status (
  child_id    varchar(30) not null references person (id),
  from_at     bigint      not null,
  until_at    bigint,
  status      varchar(2)  not null check (status in ('C1', 'C2', 'D1', 'E1', 'V2', 'V3', 'V4', 'L1', 'L2', 'L3',
    'J1', 'J2', 'J3')),
  recorded_by varchar(30) not null references user_account (id),
  recorded_at bigint      not null,
  -- 0 of what stands; of what another took the place of before it began, the how-manieth of that day.
  replaced    integer     not null default 0 check (replaced >= 0),
  primary key (child_id, from_at, replaced),
  check (until_at is null or until_at > from_at)
);
create unique index legal_status_one_open on legal_status (child_id) where until_at is null and replaced = 0;

create table court_order (
  id           varchar(30)  not null primary key,
  form         varchar(10)  not null check (form in ('A70', 'A81', 'C21', 'C23', 'C24', 'C26', 'C32A', 'C32B', 'C33',
    'C34A', 'C34B', 'C35A', 'C35B', 'C39', 'C42', 'C43', 'C43A', 'C44A', 'C44B', 'C45', 'C47A', 'FL404A', 'other')),
  source       varchar(20)  not null check (source in ('protective', 'contact_order', 'refusal_authority', 'exclusion',
    'emergency_direction', 'private_law', 'placement_contact', 'undertaking', 'recital', 'care_plan', 'agreement',
    'service_policy')),
  court        varchar(200) not null,
  case_number  varchar(200) not null,
  made_on      date         not null,
  from_day     date         not null,
  until_day    date,
  ends         varchar(20)  not null check (ends in ('on_a_day', 'end_of_proceedings', 'next_hearing', 'child_18',
    'further_order')),
  by_consent   boolean      not null,
  verbatim     text         not null,
  supersedes   varchar(30)  references court_order (id),
  document_id  varchar(30)  references document (id),
  entered_by   varchar(30)  not null references user_account (id),
  entered_at   bigint       not null,
  checked_by   varchar(30)  references user_account (id),
  checked_at   bigint,
  ended_on     date,
  ended_by     varchar(30)  references user_account (id),
  discharge_on date,
  discharge_by varchar(30)  references user_account (id),
  version      bigint       not null check (version >= 1),
  check ((ends = 'on_a_day') = (until_day is not null)),
  check (until_day is null or until_day >= from_day),
  check ((checked_by is null) = (checked_at is null)),
  check ((ended_on is null) = (ended_by is null)),
  check ((discharge_on is null) = (discharge_by is null)),
  check (checked_by is null or checked_by <> entered_by)
);
create index court_order_supersedes on court_order (supersedes);

-- Whom an order names: its children, the persons whose contact it provides for, whom its rules name.
-- Another order may take its place for one of its children alone.
create table order_person (
  order_id  varchar(30) not null references court_order (id),
  person_id varchar(30) not null references person (id),
  part      varchar(10) not null check (part in ('child', 'allowed', 'named')),
  ended_on  date,
  primary key (order_id, person_id, part),
  check (ended_on is null or part = 'child')
);
create index order_person_person on order_person (person_id, order_id);

-- Who wrote any of it, what was taken out again included: they never check it.
create table order_author (
  order_id varchar(30) not null references court_order (id),
  user_id  varchar(30) not null references user_account (id),
  primary key (order_id, user_id)
);

create table order_rule (
  id         varchar(30) not null primary key,
  order_id   varchar(30) not null references court_order (id),
  sealed     text        not null,
  entered_by varchar(30) not null references user_account (id),
  entered_at bigint      not null
);
create index order_rule_order on order_rule (order_id, id);

create table contact_refusal (
  id          varchar(30) not null primary key,
  child_id    varchar(30) not null references person (id),
  person_id   varchar(30) not null references person (id),
  from_at     bigint      not null,
  until_at    bigint      not null,
  reason      text        not null,
  -- What is new, and who in Legal agreed, where it follows another of the same two closely.
  again       text,
  decided_by  varchar(30) not null references user_account (id),
  decided_at  bigint      not null,
  lifted_at   bigint,
  lifted_by   varchar(30) references user_account (id),
  lift_reason text,
  -- Not longer than seven days, Children Act 1989 s.34(6)(b).
  check (until_at > from_at and until_at - from_at <= 604800000),
  check ((lifted_at is null) = (lifted_by is null)),
  check ((lifted_at is null) = (lift_reason is null))
);
create index contact_refusal_child on contact_refusal (child_id, from_at);

-- To whom such a decision must be told in writing (Care Planning Regulations 2010, reg 8(2)), and how it
-- was done. Without a person it is for the independent reviewing officer. Who had been told is told once
-- more where the refusal ends before its time.
create table refusal_letter (
  id          varchar(30) not null primary key,
  refusal_id  varchar(30) not null references contact_refusal (id),
  tells       varchar(10) not null check (tells in ('refusal', 'end')),
  person_id   varchar(30) references person (id),
  sent_on     date,
  way         varchar(10) check (way in ('post', 'hand', 'email', 'not_sent')),
  note        text,
  recorded_by varchar(30) references user_account (id),
  recorded_at bigint,
  check ((sent_on is null) = (way is null) and (way is null) = (recorded_by is null)
    and (recorded_by is null) = (recorded_at is null)),
  check (way is not null or note is null),
  check (way <> 'not_sent' or note is not null)
);
create index refusal_letter_refusal on refusal_letter (refusal_id);
create index refusal_letter_open on refusal_letter (id) where sent_on is null;
