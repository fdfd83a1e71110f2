-- What a service decides for itself. The latest is in force; none: the defaults that come with the
-- program. The ones before stay, so that it can be told what counted when.
create table setting_list (
  number     bigint       not null primary key check (number >= 2),
  settings   text         not null,
  reason     varchar(200) not null,
  changed_by varchar(30)  not null references user_account (id),
  changed_at bigint       not null
);
