-- What was done with a referral, and why a plan was changed, is added to and never rewritten.
create trigger referral_entry_append_only_update before update on referral_entry
begin select raise(abort, 'append-only: referral_entry'); end;
create trigger referral_entry_append_only_delete before delete on referral_entry
begin select raise(abort, 'append-only: referral_entry'); end;
create trigger plan_change_append_only_update before update on plan_change
begin select raise(abort, 'append-only: plan_change'); end;
create trigger plan_change_append_only_delete before delete on plan_change
begin select raise(abort, 'append-only: plan_change'); end;
