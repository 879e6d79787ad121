-- Mass messages stand back behind whatever somebody waits for, in their own chat and in all others.

alter table outbox add column bulk boolean not null default false;
drop index outbox_due;
create index outbox_due on outbox (channel, bulk, next_attempt_at) where state in ('NEW', 'SENDING');
drop index outbox_lane;
create index outbox_lane on outbox (channel, chat_id, bulk, id) where settled_at is null;

-- Until when Telegram wants a chat, or all of them, to be left alone; for all nodes. As with
-- telegram_rate, losing it costs one more complaint.

create unlogged table telegram_hold (
  id            text primary key, -- a chat, or "all"
  complained_at timestamptz not null,
  until         timestamptz not null
);

-- What is given up is shown to a person, who tries again or sets it aside with a reason.

alter table outbox
  add column set_aside_at      timestamptz,
  add column set_aside_by      text,
  add column set_aside_because text,
  add check ((set_aside_at is null) = (set_aside_by is null)
         and (set_aside_at is null) = (set_aside_because is null)),
  add check (set_aside_at is null or state in ('UNREACHABLE', 'DEAD'));
create index outbox_given_up on outbox (id) where state in ('UNREACHABLE', 'DEAD');
create index outbox_possibly_twice on outbox (id) where possibly_twice;

alter table letter
  add column set_aside_at      timestamptz,
  add column set_aside_by      text,
  add column set_aside_because text,
  add check ((set_aside_at is null) = (set_aside_by is null)
         and (set_aside_at is null) = (set_aside_because is null)),
  add check (set_aside_at is null or state = 'DEAD');
create index letter_given_up on letter (id) where state = 'DEAD';

-- Since when a messenger is out of reach, as all nodes show it; no row while it can be reached.

create table outage (
  channel text primary key,
  since   timestamptz not null
);

-- The balance of a day, drawn once it is over. A settled one is never drawn again: nothing of that
-- day waits any more, neither for us nor for a person.

create table balance (
  day      date primary key,
  figures  jsonb not null,
  settled  boolean not null,
  drawn_at timestamptz not null default now()
);
create index telegram_update_received on telegram_update (received_at);
create index outbox_posted on outbox (posted_at);

-- Before fates were noted nothing said what became of an update; from now on that is a fault.

alter table telegram_update
  drop constraint telegram_update_fate_check,
  add constraint telegram_update_fate_check
    check (fate in ('REGISTERED', 'ADDED', 'ANSWERED', 'IGNORED', 'EARLIER'));
update telegram_update set fate = 'EARLIER' where state in ('DONE', 'IGNORED') and fate is null;
