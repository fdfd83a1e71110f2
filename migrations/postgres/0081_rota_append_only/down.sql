drop trigger rota_edition_append_only on rota_edition;
drop trigger rota_print_append_only on rota_print;
drop trigger rota_reading_append_only on rota_reading;
