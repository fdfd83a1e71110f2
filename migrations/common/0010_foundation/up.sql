-- What every write needs: the audit chains, the answers kept for replay, leases of jobs.
-- Instants are Unix milliseconds (bigint): one order and one equality on both databases.

create table audit_fact (
  stream       varchar(40)  not null,
  seq          bigint       not null check (seq >= 1),
  at           bigint       not null,
  actor        varchar(80)  not null,
  act          varchar(60)  not null,
  salt         varchar(32)  not null,
  content      text         not null,
  content_hash varchar(64)  not null,
  hash         varchar(64)  not null,
  primary key (stream, seq)
);
create index audit_fact_actor on audit_fact (actor, at);
create index audit_fact_at on audit_fact (at);

create table audit_subject (
  stream  varchar(40) not null,
  seq     bigint      not null,
  person  varchar(30) not null,
  primary key (stream, seq, person),
  foreign key (stream, seq) references audit_fact (stream, seq)
);
create index audit_subject_person on audit_subject (person, stream, seq);

create table audit_checkpoint (
  seq       bigint       not null primary key check (seq >= 1),
  at        bigint       not null,
  streams   bigint       not null,
  facts     bigint       not null,
  root      varchar(64)  not null,
  previous  varchar(64)  not null,
  key_id    varchar(16)  not null,
  signature text         not null
);

-- The head of each stream that had grown since the checkpoint before: what a checkpoint signed
-- can be computed again from these, and every fact up to them must still be there.
create table audit_checkpoint_head (
  checkpoint bigint      not null references audit_checkpoint (seq),
  stream     varchar(40) not null,
  seq        bigint      not null,
  hash       varchar(64) not null,
  primary key (checkpoint, stream)
);

create table kept_answer (
  actor       varchar(80)  not null,
  act         varchar(60)  not null,
  key_hash    varchar(64)  not null,
  fingerprint varchar(64)  not null,
  at          bigint       not null,
  answer      text         not null,
  about       text         not null,
  primary key (actor, act, key_hash)
);
create index kept_answer_at on kept_answer (at);

create table job_lease (
  job    varchar(40) not null primary key,
  holder varchar(40) not null,
  until  bigint      not null
);
