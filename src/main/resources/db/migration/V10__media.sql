-- Albums: updates that are one message of a person are taken together.

alter table telegram_update add column album text;
create index telegram_update_album on telegram_update (chat_id, album, id) where album is not null;

alter table message add column album text;
create index message_of_album on message (channel, chat_id, album) where album is not null;

-- Edits: message holds what stands in the chat now, these are the words and files it had before.

alter table message add column edited_at timestamptz;

create table message_version (
  id         bigint generated always as identity primary key,
  message_id bigint not null references message,
  text       text not null,
  at         timestamptz not null -- when it was written
);
create index message_version_of_message on message_version (message_id, at, id);

create table message_version_file (
  version_id bigint not null references message_version,
  file_id    bigint not null references file,
  primary key (version_id, file_id)
);
create index message_version_file_of_file on message_version_file (file_id);
create index message_file_of_file on message_file (file_id);

-- Files: all kinds of them, known by what they hold, in pieces that are read and written one by one.

alter table file drop constraint file_kind_check;
alter table file add check (kind in ('PHOTO', 'DOCUMENT', 'VOICE', 'AUDIO', 'VIDEO'));
alter table file drop constraint file_state_check;
alter table file add check (state in ('EXPECTED', 'STORED', 'TOO_BIG', 'LOST'));

alter table file add column unique_id text;
update file set unique_id = file_id;
alter table file alter column unique_id set not null;
alter table file drop constraint file_channel_file_id_key;
alter table file add unique (channel, unique_id);

create table file_chunk (
  file_id bigint not null references file on delete cascade,
  start   bigint not null, -- of the file's bytes, from 0
  bytes   bytea not null,
  primary key (file_id, start)
);
-- Photos, voices and videos are compressed already.
alter table file_chunk alter column bytes set storage external;
insert into file_chunk (file_id, start, bytes)
select id, start, substring(content from start::int + 1 for 262144)
  from file, generate_series(0, octet_length(content) - 1, 262144) start
 where state = 'STORED';
update file set size = octet_length(content) where state = 'STORED';
alter table file drop column content;
alter table file add check (state <> 'STORED' or size is not null);
