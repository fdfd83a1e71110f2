drop table contact_refusal;
drop table order_rule;
drop table order_author;
drop table order_person;
drop table court_order;
drop table legal_status;
drop table document_chunk;
drop table document;
