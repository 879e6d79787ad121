-- One-time codes of administrators: one binds a group to a municipality, one links a person to an
-- organisation. Only the hash is kept, and who made and who used it.

create table one_time_code (
  id              bigint generated always as identity primary key,
  hash            text not null unique,
  municipality_id text references municipality,
  organisation_id text references organisation,
  made_by         text not null,
  made_at         timestamptz not null,
  expires_at      timestamptz not null,
  used_at         timestamptz,
  used_by         text, -- the person's name and id with the messenger
  used_in         text, -- the chat
  check (num_nonnulls(municipality_id, organisation_id) = 1),
  check ((used_at is null) = (used_by is null) and (used_at is null) = (used_in is null))
);

-- Codes that did not fit, so that nobody can go on guessing.

create table code_miss (
  channel text not null,
  user_id text not null,
  at      timestamptz not null
);
create index code_miss_of_user on code_miss (channel, user_id, at);

alter table chat
  add column bound_at timestamptz,
  add column bound_by text,
  add column gone_at  timestamptz; -- since when the bot is no longer in the group

alter table staff add column linked_at timestamptz;

-- Ids that groups had before they became supergroups: what was written under them is still to be
-- understood.

create table former_chat (
  channel text not null,
  chat_id text not null,
  now_id  text not null,
  primary key (channel, chat_id)
);
