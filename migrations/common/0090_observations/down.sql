drop table observation_link;
drop table observation_record;
drop table observation_event;
