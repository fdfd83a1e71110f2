-- Sessions, whom and what each takes up, what happened to it, what was judged of it, the slots a
-- family keeps from week to week. What is written about a family is sealed; a stage holds moments,
-- codes and ids only.

create table session (
  id             varchar(30) not null primary key,
  plan_id        varchar(30) not null references contact_plan (id),
  stage          varchar(10) not null check (stage in ('proposed', 'planned', 'published', 'confirmed', 'suspended',
    'cancelled', 'open', 'running', 'paused', 'over', 'closed', 'recorded', 'checked', 'shared', 'void')),
  body           text        not null,
  day            date        not null,
  starts_at      bigint      not null,
  ends_at        bigint      not null,
  mode           varchar(10) not null check (mode in ('direct', 'video', 'phone', 'letter', 'gifts')),
  level          varchar(2)  not null check (level in ('U0', 'U1', 'U2', 'U3', 'U4', 'U5')),
  place          varchar(20) not null check (place in ('centre', 'secure_centre', 'community', 'placement', 'home',
    'remote')),
  venue_id       varchar(30) references venue (id),
  room_id        varchar(30) references room (id),
  note           text,
  counts_as      varchar(20) check (counts_as in ('delivered', 'excused', 'service_failure', 'visitor_failure')),
  told           boolean     not null,
  sequence       bigint      not null check (sequence >= 0),
  booked_by      varchar(30) references user_account (id),
  booked_at      bigint      not null,
  -- The occurrence of a standing slot it stands for, also after it was moved.
  standing_day   date,
  standing_from  varchar(5),
  version        bigint      not null check (version >= 1),
  check (ends_at > starts_at),
  check (room_id is null or venue_id is not null),
  check ((standing_day is null) = (standing_from is null))
);
create index session_day on session (day, starts_at, id);
create index session_plan on session (plan_id, day);
create index session_venue on session (venue_id, starts_at);
create unique index session_standing on session (plan_id, standing_day, standing_from);

-- Everybody and everything a session takes up, each from when to when: its own time with what
-- goes before and after. Nobody is taken up twice at once while both are live (0071).
create table occupation (
  session_id  varchar(30) not null references session (id),
  -- An id; of an outside service, the id and which of its cars or interpreters: prv_…/2.
  resource_id varchar(33) not null,
  part        varchar(12) not null check (part in ('child', 'visitor', 'supervisor', 'room', 'taxi', 'interpreter')),
  from_at     bigint      not null,
  until_at    bigint      not null,
  live        boolean     not null,
  primary key (session_id, resource_id),
  check (until_at > from_at)
);
create index occupation_resource on occupation (resource_id, from_at);

-- What happened to a session, in order. Added to, never edited.
create table session_step (
  session_id varchar(30) not null references session (id),
  number     bigint      not null check (number >= 1),
  at         bigint      not null,
  by_user    varchar(30) references user_account (id),
  what       varchar(20) not null,
  event      text        not null,
  note       text,
  primary key (session_id, number)
);

-- What was judged of a session, each time that what it rests on had changed. Added to, never edited.
create table session_verdict (
  session_id varchar(30) not null references session (id),
  number     bigint      not null check (number >= 1),
  at         bigint      not null,
  inputs     varchar(64) not null,
  checks     text        not null,
  primary key (session_id, number)
);

-- A person's decision on one thing that was found: by whom, and why. Added to, never edited.
create table session_decision (
  session_id varchar(30) not null references session (id),
  number     bigint      not null check (number >= 1),
  finding    varchar(64) not null,
  code       varchar(40) not null,
  decided_by varchar(30) not null references user_account (id),
  decided_at bigint      not null,
  reason     text        not null,
  primary key (session_id, number)
);

-- A session that a change has put in question.
create table session_flag (
  id         varchar(30) not null primary key,
  session_id varchar(30) not null references session (id),
  cause      varchar(20) not null,
  raised_at  bigint      not null,
  checks     text        not null,
  ended      varchar(10) check (ended in ('changed', 'cancelled', 'kept')),
  ended_by   varchar(30) references user_account (id),
  ended_at   bigint,
  reason     text,
  check ((ended is null) = (ended_at is null)),
  check ((ended is null) or (ended <> 'kept') or (reason is not null))
);
create index session_flag_session on session_flag (session_id, raised_at);
create index session_flag_open on session_flag (session_id) where ended is null;

-- The slots a family keeps from week to week.
create table standing_slot (
  plan_id        varchar(30) not null references contact_plan (id),
  number         integer     not null check (number between 1 and 14),
  weekday        varchar(3)  not null check (weekday in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
  from_time      varchar(5)  not null,
  to_time        varchar(5)  not null,
  room_id        varchar(30) references room (id),
  supervisors    text        not null,
  taxi_id        varchar(30) references provider (id),
  interpreter_id varchar(30) references provider (id),
  primary key (plan_id, number),
  check (to_time > from_time)
);
create table standing_pattern (
  plan_id varchar(30) not null primary key references contact_plan (id),
  kept_by varchar(30) references user_account (id),
  kept_at bigint      not null,
  version bigint      not null check (version >= 1)
);
