drop trigger referral_entry_append_only on referral_entry;
drop trigger plan_change_append_only on plan_change;
