drop table placement;
drop table household;
drop table kinship;
drop table person;
