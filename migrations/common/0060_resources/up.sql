-- Venues, rooms, closures, supervisors, absences, outside services, bank holidays. Where somebody or
-- something can be found is sealed. Hours, features, skills and languages are JSON: they are read
-- whole and judged by rules, never searched by SQL.

create table venue (
  id                  varchar(30)  not null primary key,
  name                varchar(100) not null,
  kind                varchar(20)  not null check (kind in ('centre', 'secure_centre', 'community')),
  hours               text         not null,
  opens_sundays       boolean      not null,
  opens_bank_holidays boolean      not null,
  cleaning_minutes    integer      not null check (cleaning_minutes between 0 and 120),
  parking             varchar(200),
  -- What those who come are told; unlike the contact it is no secret.
  directions          varchar(200),
  contact             text         not null,
  created_at          bigint       not null,
  version             bigint       not null check (version >= 1)
);
create unique index venue_name on venue (name);

create table room (
  id         varchar(30)  not null primary key,
  venue_id   varchar(30)  not null references venue (id),
  name       varchar(100) not null,
  capacity   integer      not null check (capacity between 2 and 100),
  features   text         not null,
  in_use     boolean      not null,
  created_at bigint       not null,
  version    bigint       not null check (version >= 1)
);
create unique index room_name on room (venue_id, name);

create table closure (
  id         varchar(30)  not null primary key,
  venue_id   varchar(30)  not null references venue (id),
  room_id    varchar(30)  references room (id),
  from_at    bigint       not null,
  until_at   bigint       not null,
  reason     varchar(200) not null,
  created_at bigint       not null,
  check (until_at >= from_at)
);
create index closure_venue on closure (venue_id, until_at);

create table supervisor (
  id               varchar(30)  not null primary key,
  user_id          varchar(30)  references user_account (id),
  name             varchar(100) not null,
  contract_minutes integer      not null check (contract_minutes between 0 and 2880),
  opted_out        boolean      not null,
  hours            text         not null,
  skills           text         not null,
  dbs_checked_on   date,
  dbs_outcome      varchar(10)  check (dbs_outcome in ('clear', 'accepted', 'refused')),
  languages        text         not null,
  gender           varchar(10)  check (gender in ('woman', 'man')),
  phone            text,
  in_use           boolean      not null,
  created_at       bigint       not null,
  version          bigint       not null check (version >= 1),
  check ((dbs_checked_on is null) = (dbs_outcome is null))
);
create unique index supervisor_user on supervisor (user_id);
create index supervisor_name on supervisor (name, id);

create table absence (
  id            varchar(30) not null primary key,
  supervisor_id varchar(30) not null references supervisor (id),
  kind          varchar(20) not null check (kind in ('sickness', 'leave', 'training', 'other')),
  from_at       bigint      not null,
  until_at      bigint      not null,
  created_at    bigint      not null,
  check (until_at >= from_at)
);
create index absence_supervisor on absence (supervisor_id, until_at);

create table provider (
  id                  varchar(30)  not null primary key,
  name                varchar(100) not null,
  kind                varchar(30)  not null check (kind in ('taxi_firm', 'interpreter_service')),
  insured_until       date,
  dbs_until           date,
  agreement_reference varchar(200),
  agreement_from      date,
  agreement_until     date,
  at_once             integer      check (at_once between 1 and 50),
  in_use              boolean      not null,
  contact             text         not null,
  -- Who entered the e-mail address that stands among the contact; null where there is none. Nothing
  -- goes there before a second person has rung the service: what they heard is sealed.
  address_by          varchar(30)  references user_account (id),
  address_at          bigint,
  confirmed_by        varchar(30)  references user_account (id),
  confirmed_at        bigint,
  confirmed_with      text,
  created_at          bigint       not null,
  version             bigint       not null check (version >= 1),
  check ((address_by is null) = (address_at is null)),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((confirmed_by is null) = (confirmed_with is null)),
  check (confirmed_by is null or confirmed_by <> address_by),
  check (confirmed_by is null or address_by is not null),
  check ((agreement_reference is null) = (agreement_from is null)),
  check ((agreement_reference is null) = (agreement_until is null)),
  check (agreement_until is null or agreement_until >= agreement_from)
);
create unique index provider_name on provider (name);

-- The latest is in force; none: the list that comes with the program.
create table bank_holiday_list (
  number      bigint      not null primary key check (number >= 1),
  list        text        not null,
  replaced_by varchar(30) not null references user_account (id),
  replaced_at bigint      not null
);
