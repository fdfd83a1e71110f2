-- People, their kin, carer households and placements. Whatever tells where somebody is (addresses,
-- telephones, e-mail) is sealed: a parent in hiding is as exposed as a child.

create table person (
  id             varchar(30)  not null primary key,
  given_name     varchar(100) not null,
  family_name    varchar(100) not null,
  known_as       varchar(100),
  sort_name      text         not null,
  born_on        date,
  born_estimated boolean      not null,
  is_child       boolean      not null,
  first_language varchar(100) not null,
  interpreter    boolean      not null,
  state          varchar(20)  not null check (state in ('open', 'restricted', 'sealed', 'closed',
    'restricted_closed', 'sealed_closed')),
  contact        text,
  created_at     bigint       not null,
  version        bigint       not null check (version >= 1)
);
create index person_sort on person (sort_name, id);

create table kinship (
  child_id       varchar(30) not null references person (id),
  relative_id    varchar(30) not null references person (id),
  relationship   varchar(30) not null check (relationship in ('mother', 'father', 'step_parent', 'sibling',
    'half_sibling', 'step_sibling', 'grandparent', 'aunt_or_uncle', 'cousin', 'former_carer', 'other')),
  responsibility varchar(10) not null check (responsibility in ('yes', 'no', 'unknown')),
  primary key (child_id, relative_id),
  check (child_id <> relative_id)
);
create index kinship_relative on kinship (relative_id);

create table household (
  id         varchar(30)  not null primary key,
  name       varchar(100) not null,
  sort_name  text         not null,
  contact    text         not null,
  created_at bigint       not null,
  version    bigint       not null check (version >= 1)
);
create index household_sort on household (sort_name, id);

create table placement (
  id           varchar(30) not null primary key,
  child_id     varchar(30) not null references person (id),
  household_id varchar(30) not null references household (id),
  from_day     date        not null,
  until_day    date,
  created_at   bigint      not null,
  replaced_at  bigint,
  check (until_day is null or until_day >= from_day)
);
create unique index placement_one_open on placement (child_id) where until_day is null and replaced_at is null;
create index placement_child on placement (child_id, from_day);
create index placement_household on placement (household_id);
