-- Messages of residents that opened no appeal, kept so that a person can make appeals of them after
-- all. Appeals closed as being none are the other half of that list; they are in appeal.

create table passed_message (
  id              bigint generated always as identity primary key,
  municipality_id text not null references municipality,
  channel         text not null,
  chat_id         text not null,
  message_id      text not null,
  sender_id       text not null,
  body            jsonb not null,
  at              timestamptz not null,
  reason          text not null
                  check (reason in ('SMALL_TALK', 'AMONG_RESIDENTS', 'NOT_ADDRESSED', 'NOT_MARKED')),
  appeal_number   text references appeal, -- null: still without one
  unique (channel, chat_id, message_id)
);
create index passed_message_without_appeal on passed_message (municipality_id, at)
  where appeal_number is null;

create index appeal_none on appeal (municipality_id, opened_at)
  where closed_because = 'notAnAppeal';
