-- What was published stays as it was published: another edition follows it.
create trigger rota_edition_append_only before update or delete on rota_edition
  for each row execute function append_only();
create trigger rota_print_append_only before update or delete on rota_print
  for each row execute function append_only();
create trigger rota_reading_append_only before update or delete on rota_reading
  for each row execute function append_only();
