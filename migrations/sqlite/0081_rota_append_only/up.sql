-- What was published stays as it was published: another edition follows it.
create trigger rota_edition_append_only_update before update on rota_edition
begin select raise(abort, 'append-only: rota_edition'); end;
create trigger rota_edition_append_only_delete before delete on rota_edition
begin select raise(abort, 'append-only: rota_edition'); end;
create trigger rota_print_append_only_update before update on rota_print
begin select raise(abort, 'append-only: rota_print'); end;
create trigger rota_print_append_only_delete before delete on rota_print
begin select raise(abort, 'append-only: rota_print'); end;
create trigger rota_reading_append_only_update before update on rota_reading
begin select raise(abort, 'append-only: rota_reading'); end;
create trigger rota_reading_append_only_delete before delete on rota_reading
begin select raise(abort, 'append-only: rota_reading'); end;
