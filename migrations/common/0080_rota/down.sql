drop table rota_reading;
drop table rota_print;
drop table rota_edition;
drop table rota;
