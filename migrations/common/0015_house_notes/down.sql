drop table house_note;
