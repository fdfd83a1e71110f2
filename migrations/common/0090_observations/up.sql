-- What was said of a session, and the records that were signed. What was seen and heard is sealed:
-- `body`, `found`, `canonical`. An entry has the id it was given where it was written, so that it is
-- saved once however often it is sent; `digest` tells whether it is the same.

create table observation_event (
  id          varchar(30) not null primary key,
  session_id  varchar(30) not null references session (id),
  author_id   varchar(30) not null references user_account (id),
  kind        varchar(20) not null check (kind in ('brief_read', 'person_arrived', 'person_left', 'not_admitted', 'note',
    'incident', 'struck', 'session_started', 'session_paused', 'session_resumed', 'session_ended', 'session_ended_early',
    'session_not_started', 'session_closed', 'answered', 'signed', 'addendum')),
  happened_at bigint      not null,
  written_at  bigint      not null,
  received_at bigint      not null,
  number      integer     not null,
  body        text        not null,
  digest      varchar(64) not null,
  found       text        not null
);
create index observation_event_session on observation_event (session_id, happened_at);

-- One record for each session: what was signed, whole, in its canonical form. `hash` is of the salt
-- and that form: without them it tells nothing.
create table observation_record (
  id           varchar(30) not null primary key,
  session_id   varchar(30) not null references session (id),
  signed_by    varchar(30) not null references user_account (id),
  signed_at    bigint      not null,
  written_when varchar(20) not null check (written_when in ('during', 'immediately_after', 'later')),
  salt         varchar(64) not null,
  canonical    text        not null,
  hash         varchar(64) not null
);
create unique index observation_record_session on observation_record (session_id);

-- The chain of a child's records and addenda: each link holds the one before.
create table observation_link (
  child_id   varchar(30) not null references person (id),
  number     bigint      not null check (number >= 1),
  session_id varchar(30) not null references session (id),
  what_id    varchar(30) not null,
  hash       varchar(64) not null,
  previous   varchar(64) not null,
  link       varchar(64) not null,
  primary key (child_id, number)
);
create index observation_link_session on observation_link (session_id);
