-- The newest head of each stream that a checkpoint covers, and the tree of hashes over them. What the
-- checkpoints recorded says the same; this is kept so that the next one reads only what has grown.

create table audit_head (
  stream varchar(40) not null primary key,
  bucket varchar(4)  not null,
  seq    bigint      not null,
  hash   varchar(64) not null
);
create index audit_head_bucket on audit_head (bucket, stream);

create table audit_node (
  name   varchar(4)  not null primary key,
  parent varchar(2)  not null,
  hash   varchar(64) not null
);
create index audit_node_parent on audit_node (parent, name);
