drop table plan_change;
drop table plan_person;
drop table contact_plan;
drop table referral_entry;
drop table referral_person;
drop table referral;
