drop table setting_list;
