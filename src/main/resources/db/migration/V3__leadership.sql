-- Which node does what only one may do at a time; Spring Integration's table, under its names.

create table int_lock (
  lock_key     char(36) not null,
  region       varchar(100) not null,
  client_id    char(36),
  created_date timestamp not null,
  primary key (lock_key, region)
);
