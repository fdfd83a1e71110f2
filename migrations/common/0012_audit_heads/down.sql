drop table audit_node;
drop table audit_head;
