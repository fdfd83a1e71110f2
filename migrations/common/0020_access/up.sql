-- Staff accounts, how they signed in, and how they stand to the children of the service.

create table user_account (
  id            varchar(30)  not null primary key,
  email         varchar(254) not null unique,
  name          varchar(100) not null,
  password_hash varchar(200) not null,
  state         varchar(10)  not null check (state in ('active', 'disabled')),
  created_at    bigint       not null,
  version       bigint       not null check (version >= 1)
);

create table user_role (
  user_id varchar(30) not null references user_account (id),
  role    varchar(20) not null check (role in ('social_worker', 'team_manager', 'coordinator', 'supervisor',
    'service_manager', 'legal', 'iro', 'guardian', 'dpo', 'auditor', 'administrator')),
  primary key (user_id, role)
);

create table team (
  id   varchar(30)  not null primary key,
  name varchar(100) not null,
  -- The name in small letters with single spaces: what else differs is the same team.
  key  varchar(300) not null unique
);

create table team_member (
  team_id varchar(30) not null references team (id),
  user_id varchar(30) not null references user_account (id),
  primary key (team_id, user_id)
);
create index team_member_user on team_member (user_id);

create table browser_session (
  token_hash varchar(64) not null primary key,
  user_id    varchar(30) not null references user_account (id),
  created_at bigint      not null,
  seen_at    bigint      not null,
  ended_at   bigint
);
create index browser_session_user on browser_session (user_id);

create table token_family (
  id         varchar(64) not null primary key,
  user_id    varchar(30) not null references user_account (id),
  created_at bigint      not null,
  revoked_at bigint
);
create index token_family_user on token_family (user_id);

create table refresh_token (
  token_hash varchar(64) not null primary key,
  family     varchar(64) not null references token_family (id),
  created_at bigint      not null,
  used_at    bigint
);
create index refresh_token_family on refresh_token (family);

create table sign_in_attempt (
  id      varchar(32) not null primary key,
  account varchar(64) not null,
  source  varchar(64) not null,
  at      bigint      not null,
  outcome varchar(10) not null check (outcome in ('open', 'failed', 'passed', 'refused'))
);
create index sign_in_attempt_account on sign_in_attempt (account, at);
create index sign_in_attempt_source on sign_in_attempt (source, at);

-- Which children are whose. `assigned` rows come and go with the rota.
create table caseload (
  user_id   varchar(30) not null references user_account (id),
  person_id varchar(30) not null,
  relation  varchar(10) not null check (relation in ('own', 'assigned')),
  since     bigint      not null,
  primary key (user_id, person_id, relation)
);
create index caseload_person on caseload (person_id);

-- A named worker who must not know of a person. Beats every role. Each naming stays, and so does each
-- end: it is over when an end is not before the last naming.
create table exclusion (
  user_id   varchar(30)  not null references user_account (id),
  person_id varchar(30)  not null,
  reason    text         not null,
  set_by    varchar(30)  not null,
  set_at    bigint       not null,
  primary key (user_id, person_id, set_at)
);
create index exclusion_person on exclusion (person_id);

create table exclusion_end (
  user_id   varchar(30) not null references user_account (id),
  person_id varchar(30) not null,
  at        bigint      not null,
  reason    text        not null,
  ended_by  varchar(30) not null,
  primary key (user_id, person_id, at)
);
