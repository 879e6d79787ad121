create schema if not exists sandbox;

create table if not exists sandbox.setting (
  name  text primary key,
  value text not null
);

create table if not exists sandbox.person (
  id         bigint primary key,
  first_name text not null,
  note       text,
  persona    boolean not null default false,
  blocked    boolean not null default false
);

create table if not exists sandbox.chat (
  id              bigint primary key,
  type            text not null,
  title           text not null,
  municipality    text unique,
  last_message_id bigint not null default 0
);

create sequence if not exists sandbox.file_number;

create table if not exists sandbox.file (
  id        text primary key,
  path      text not null unique,
  name      text not null,
  mime_type text not null,
  size      bigint not null,
  width     integer,
  height    integer,
  content   bytea not null
);

create table if not exists sandbox.message (
  chat_id      bigint not null references sandbox.chat,
  message_id   bigint not null,
  sender_id    bigint not null,
  sent_at      timestamptz not null,
  text         text,
  reply_to     bigint,
  keyboard     text,
  photo_id     text references sandbox.file,
  thumbnail_id text references sandbox.file,
  document_id  text references sandbox.file,
  reactions    text not null default '',
  edited_at    timestamptz,
  deleted      boolean not null default false,
  primary key (chat_id, message_id)
);

-- What the Bot API calls by names of its own: a voice, a location, an album, a migration.
alter table sandbox.message add column if not exists details text;

create table if not exists sandbox.reaction (
  chat_id    bigint not null,
  message_id bigint not null,
  user_id    bigint not null,
  emoji      text not null,
  primary key (chat_id, message_id, user_id),
  foreign key (chat_id, message_id) references sandbox.message on delete cascade
);

alter table sandbox.chat add column if not exists migrated_to bigint;
-- The keyboard shown instead of the person's own, as the Bot API's JSON.
alter table sandbox.chat add column if not exists reply_keyboard text;

-- The menus of commands; a scope is the Bot API's JSON, such as {"type":"default"}.
create table if not exists sandbox.menu (
  scope    text not null,
  language text not null,
  commands text not null,
  primary key (scope, language)
);

create table if not exists sandbox.callback (
  id         text primary key,
  user_id    bigint not null,
  pressed_at timestamptz not null
);

-- One row, whose lock is what puts updates in order.
create table if not exists sandbox.bot (
  id              bigint primary key,
  next_update_id  bigint not null,
  allowed_updates text not null
);

create table if not exists sandbox.update (
  id         bigint primary key,
  body       text not null,
  created_at timestamptz not null
);

alter table sandbox.bot drop column if exists commands;
-- What the bot may see and do in a group.
alter table sandbox.bot add column if not exists privacy boolean not null default false;
alter table sandbox.chat add column if not exists bot_status text not null default 'administrator';

create table if not exists sandbox.topic (
  chat_id   bigint not null references sandbox.chat,
  thread_id bigint not null,
  primary key (chat_id, thread_id)
);
