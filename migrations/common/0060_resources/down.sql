drop table bank_holiday_list;
drop table provider;
drop table absence;
drop table supervisor;
drop table closure;
drop table room;
drop table venue;
