-- Referrals, and the contact plans that come of them. What a social worker answers (health, wishes,
-- risks in words) and what is said about a referral is sealed: `answers`, `life`, `said`, `notes`.

create table referral (
  id            varchar(30) not null primary key,
  kind          varchar(20) not null check (kind in ('new', 'change', 're_referral', 'emergency')),
  state         varchar(20) not null check (state in ('draft', 'sent', 'returned', 'accepted', 'declined',
    'withdrawn', 'superseded')),
  life          text        not null,
  answers       text        not null,
  social_worker varchar(30) not null references user_account (id),
  renews        varchar(30) references referral (id),
  number_year   integer     check (number_year between 2000 and 2199),
  number        integer     check (number between 1 and 9999999),
  call_due_at   bigint,
  touched_at    bigint      not null,
  warned_at     bigint,
  created_at    bigint      not null,
  version       bigint      not null check (version >= 1),
  -- A number is given when it is sent for the first time.
  check ((number_year is null) = (number is null)),
  check (state in ('draft', 'withdrawn') or number is not null),
  check (call_due_at is null or state in ('accepted', 'superseded')),
  check (warned_at is null or state = 'draft')
);
create unique index referral_number on referral (number_year, number);
create index referral_state on referral (state, id);
create index referral_call_due on referral (call_due_at);
create index referral_touched on referral (state, touched_at);
create index referral_worker on referral (social_worker, id);
create index referral_renews on referral (renews);

create table referral_person (
  referral_id varchar(30) not null references referral (id),
  person_id   varchar(30) not null references person (id),
  part        varchar(10) not null check (part in ('child', 'visitor')),
  primary key (referral_id, person_id, part)
);
create index referral_person_person on referral_person (person_id, referral_id);

-- What was done with a referral, in order. Only added to.
create table referral_entry (
  referral_id varchar(30) not null references referral (id),
  seq         integer     not null check (seq >= 1),
  what        varchar(20) not null check (what in ('sent', 'returned', 'answered', 'supplied', 'called', 'accepted',
    'declined', 'withdrawn', 'superseded')),
  by_user     varchar(30) not null references user_account (id),
  at          bigint      not null,
  said        text,
  primary key (referral_id, seq)
);

create table contact_plan (
  id            varchar(30) not null primary key,
  referral_id   varchar(30) not null references referral (id),
  social_worker varchar(30) not null references user_account (id),
  state         varchar(10) not null check (state in ('active', 'ended')),
  times         integer     not null check (times between 1 and 31),
  per           varchar(20) not null check (per in ('day', 'week', 'fortnight', 'four_weeks', 'month', 'quarter', 'year')),
  minutes       integer     not null check (minutes between 15 and 480 and minutes % 5 = 0),
  mode          varchar(20) not null check (mode in ('direct', 'video', 'phone', 'letter', 'gifts')),
  level         varchar(2)  not null check (level in ('U0', 'U1', 'U2', 'U3', 'U4', 'U5')),
  place         varchar(20) not null check (place in ('centre', 'secure_centre', 'community', 'placement', 'home',
    'remote')),
  bringing      varchar(20) not null check (bringing in ('carer', 'supervisor', 'social_worker', 'taxi')),
  returning_by  varchar(20) not null check (returning_by in ('carer', 'supervisor', 'social_worker', 'taxi')),
  recording     varchar(20) not null check (recording in ('full', 'summary', 'attendance_only')),
  interpreter   varchar(100),
  from_day      date        not null,
  review_by     date        not null,
  until_day     date,
  basis         varchar(20) not null check (basis in ('order', 'care_plan', 'agreement')),
  agreed        varchar(20) not null check (agreed in ('no', 'signed', 'withdrawn')),
  agency_allows boolean     not null,
  notes         text,
  created_at    bigint      not null,
  version       bigint      not null check (version >= 1),
  check (review_by > from_day)
);
create index contact_plan_referral on contact_plan (referral_id);
create index contact_plan_span on contact_plan (from_day, until_day);

create table plan_person (
  plan_id   varchar(30) not null references contact_plan (id),
  person_id varchar(30) not null references person (id),
  part      varchar(10) not null check (part in ('child', 'visitor')),
  primary key (plan_id, person_id, part)
);
create index plan_person_person on plan_person (person_id, plan_id);

-- Why a plan was changed or ended. Only added to.
create table plan_change (
  plan_id varchar(30) not null references contact_plan (id),
  version bigint      not null check (version >= 2),
  by_user varchar(30) not null references user_account (id),
  at      bigint      not null,
  reason  text        not null,
  primary key (plan_id, version)
);
