-- Only a refusal of the messenger counts against a file, and a file given up waits for a person, or
-- for its resident to send it again.

alter table file
  add column refusals          int not null default 0,
  add column lost_at           timestamptz,
  add column set_aside_at      timestamptz,
  add column set_aside_by      text,
  add column set_aside_because text,
  add check ((set_aside_at is null) = (set_aside_by is null)
         and (set_aside_at is null) = (set_aside_because is null)),
  add check (set_aside_at is null or state = 'LOST');
update file set lost_at = now() where state = 'LOST';
alter table file add check ((state = 'LOST') = (lost_at is not null));
create index file_given_up on file (id) where state = 'LOST';

-- Albums without an appeal: late parts join the others, and any part stands for all.

alter table passed_message add column album text;
update passed_message set album = body -> 'album' ->> 'id'
 where jsonb_typeof(body -> 'album') = 'object';
create index passed_message_of_album on passed_message (channel, chat_id, album)
  where album is not null;
