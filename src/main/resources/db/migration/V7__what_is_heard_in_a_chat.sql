-- Which messages of residents in a group become appeals.

alter table chat
  add column listening text not null default 'EVERY'
  check (listening in ('EVERY', 'ADDRESSED', 'MARKED'));
