-- The rota of a week, each time it was published, what each session was then, and which families
-- somebody read before it went out. What was published is ids, codes and times; a person's reason is
-- sealed.

create table rota (
  id         varchar(30) not null primary key,
  monday     date        not null,
  published  bigint      not null check (published >= 1),
  created_at bigint      not null,
  version    bigint      not null check (version >= 1)
);
create unique index rota_monday on rota (monday);

create table rota_edition (
  rota_id      varchar(30) not null references rota (id),
  number       bigint      not null check (number >= 1),
  published_by varchar(30) not null references user_account (id),
  published_at bigint      not null,
  primary key (rota_id, number)
);

-- Only the sessions that an edition changed: the latest print of a session is what people know.
create table rota_print (
  rota_id    varchar(30) not null,
  number     bigint      not null,
  session_id varchar(30) not null references session (id),
  life       varchar(10) not null check (life in ('coming', 'put_aside', 'called_off')),
  body       text        not null,
  primary key (rota_id, number, session_id),
  foreign key (rota_id, number) references rota_edition (rota_id, number)
);
create index rota_print_session on rota_print (session_id);

-- A family below what was ordered, or without a place, that somebody read before publishing.
create table rota_reading (
  rota_id varchar(30)  not null,
  number  bigint       not null,
  concern varchar(100) not null,
  reason  text         not null,
  primary key (rota_id, number, concern),
  foreign key (rota_id, number) references rota_edition (rota_id, number)
);
