-- What must be told to whom. A row names an event, a record and a recipient by keys alone: the
-- message is built when it is sent. What somebody answered is sealed. Bodies are not kept, but for
-- the mailbox of the demo.

create table notice (
  id          varchar(30)  not null primary key,
  topic       varchar(30)  not null,
  event       varchar(20)  not null check (event in ('published', 'changed', 'cancelled', 'suspended', 'resumed', 'not_held', 'ended_early', 'turned_away', 'incident', 'recorded', 'returned', 'accepted', 'declined', 'below_minimum', 'below_agreed')),
  audience    varchar(20)  not null check (audience in ('carer', 'driver', 'interpreter', 'family', 'social_worker', 'supervisor', 'manager', 'legal')),
  recipient   varchar(30)  not null,
  -- Which it is of all that this recipient is told about this.
  number      integer      not null check (number >= 1),
  sequence    integer      not null check (sequence >= 0),
  state       varchar(20)  not null check (state in ('waiting', 'sent', 'failed', 'acknowledged', 'told_by_phone', 'told_by_letter', 'superseded')),
  attempts    integer      not null check (attempts >= 0),
  next_at     bigint       not null,
  message_id  varchar(100),
  told        text,
  rendered    varchar(64),
  template    integer      not null,
  -- The week it is about, where it is about one.
  monday      date,
  -- When the session it is about ends; a move makes new notices.
  until       bigint,
  -- What its message depends on, as a hash: while that stays, a change is no news.
  depends_on  varchar(64),
  trouble     varchar(20)  check (trouble in ('no_address', 'needs_letter', 'unconfirmed', 'refused', 'gave_up', 'not_built')),
  problem     boolean      not null,
  created_at  bigint       not null,
  sent_at     bigint,
  answered_at bigint,
  check ((state = 'failed') = (trouble is not null))
);
create index notice_due on notice (state, next_at);
create index notice_open on notice (state, until);
create unique index notice_topic on notice (topic, audience, recipient, number);
create index notice_message on notice (message_id);
create index notice_recipient on notice (recipient, state);

create table notice_answer (
  notice_id varchar(30) not null references notice (id),
  number    integer     not null check (number >= 1),
  how       varchar(10) not null check (how in ('link', 'phone', 'letter')),
  at        bigint      not null,
  by_user   varchar(30) references user_account (id),
  words     text,
  problem   boolean     not null,
  primary key (notice_id, number),
  check ((how = 'link') = (by_user is null))
);

-- One link for a recipient and a week; a newer message replaces it. Only the hash of its token
-- is kept.
create table notice_link (
  token_hash  varchar(64) not null primary key,
  notice_id   varchar(30) not null references notice (id),
  audience    varchar(20) not null,
  recipient   varchar(30) not null,
  monday      date        not null,
  expires_at  bigint      not null,
  replaced_at bigint
);
create index notice_link_week on notice_link (recipient, monday);
create index notice_link_notice on notice_link (notice_id);

-- The mailbox of the demo. Nothing is put here in earnest.
create table demo_mail (
  number      bigint       not null primary key,
  message_id  varchar(100) not null,
  recipient   varchar(254) not null,
  subject     varchar(200) not null,
  content     text         not null,
  received_at bigint       not null
);
