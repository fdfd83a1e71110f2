-- What a database says about itself: whether the demo made it, and what time it is there.

create table house_note (
  name  varchar(40)  not null primary key,
  words varchar(200) not null
);
