-- What was done with a referral, and why a plan was changed, is added to and never rewritten.
create trigger referral_entry_append_only before update or delete on referral_entry
  for each row execute function append_only();
create trigger plan_change_append_only before update or delete on plan_change
  for each row execute function append_only();
