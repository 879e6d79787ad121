-- directory: who answers for what

create table region (
  code text primary key check (code ~ '^[0-9]{2,3}$'),
  name text not null
);

create table municipality (
  id          text primary key check (id ~ '^[a-z0-9-]{2,60}$'),
  region_code text not null references region,
  name        text not null,
  kind        text not null check (kind in ('CITY', 'DISTRICT')),
  zone        text not null
);

create table organisation (
  id              text primary key check (id ~ '^[a-z0-9-]{2,60}$'),
  region_code     text not null references region,
  municipality_id text references municipality,
  kind            text not null check (kind in ('RESPONDER', 'MINISTRY', 'CHAMBER')),
  name            text not null,
  mail            text
);

create table chat (
  channel         text not null,
  chat_id         text not null,
  municipality_id text not null references municipality,
  title           text not null,
  primary key (channel, chat_id)
);

create table staff (
  channel         text not null,
  user_id         text not null,
  organisation_id text not null references organisation,
  name            text not null,
  primary key (channel, user_id)
);

-- channel: what goes out, and the files that came in

create table outbox (
  id              bigint generated always as identity primary key,
  channel         text not null,
  chat_id         text not null,
  dedupe_key      text not null unique,
  appeal_number   text,
  body            jsonb not null,
  state           text not null default 'NEW'
                  check (state in ('NEW', 'SENDING', 'SENT', 'UNREACHABLE', 'DEAD')),
  attempts        int not null default 0,
  parts_sent      int not null default 0,
  possibly_twice  boolean not null default false,
  posted_at       timestamptz not null default now(),
  next_attempt_at timestamptz not null default now(),
  sent_at         timestamptz,
  settled_at      timestamptz check ((settled_at is null) = (state in ('NEW', 'SENDING'))),
  message_id      text,
  error           text
);
-- Two ways to say "open", so that the planner, who never knows how long a queue is just now, has no
-- choice: due rows come from the one index, and whether a row heads its lane from the other.
create index outbox_due on outbox (channel, next_attempt_at) where state in ('NEW', 'SENDING');
create index outbox_lane on outbox (channel, chat_id, id) where settled_at is null;
create index outbox_sent on outbox (channel, chat_id, message_id) where message_id is not null;

create table file (
  id              bigint generated always as identity primary key,
  channel         text not null,
  file_id         text not null,
  kind            text not null check (kind in ('PHOTO', 'DOCUMENT')),
  name            text,
  media_type      text,
  size            bigint,
  state           text not null default 'EXPECTED' check (state in ('EXPECTED', 'STORED', 'LOST')),
  attempts        int not null default 0,
  next_attempt_at timestamptz not null default now(),
  content         bytea,
  error           text,
  unique (channel, file_id)
);
create index file_expected on file (next_attempt_at) where state = 'EXPECTED';

-- appeal: the case

create table appeal (
  number            text primary key,
  municipality_id   text not null references municipality,
  organisation_id   text references organisation,
  category          text,
  channel           text not null,
  resident_id       text not null,
  resident_name     text not null,
  chat_id           text not null,
  thread_id         text,
  in_private        boolean not null,
  state             text not null check (state in ('WAITING', 'ASKED', 'ANSWERED', 'CLOSED')),
  opened_at         timestamptz not null,
  waiting_since     timestamptz,
  instructed_at     timestamptz,
  promised_until    timestamptz,
  closed_at         timestamptz,
  closed_because    text check (closed_because in ('done', 'noReply', 'notAnAppeal', 'withdrawn')),
  check ((state = 'CLOSED') = (closed_at is not null))
);
create unique index appeal_open on appeal (channel, resident_id, municipality_id)
  where state <> 'CLOSED';

create table message (
  id            bigint generated always as identity primary key,
  appeal_number text not null references appeal,
  author        text not null check (author in ('RESIDENT', 'STAFF', 'ORGANISATION', 'MINISTRY', 'CHAMBER', 'BOT')),
  author_name   text not null,
  channel       text not null,
  chat_id       text not null,
  message_id    text,
  outbox_key    text,
  text          text not null,
  at            timestamptz not null,
  unique (channel, chat_id, message_id)
);
create index message_of_appeal on message (appeal_number, at, id);

create table message_file (
  message_id bigint not null references message,
  file_id    bigint not null references file,
  primary key (message_id, file_id)
);

create table draft (
  appeal_number text not null references appeal,
  author        text not null,
  text          text not null,
  saved_at      timestamptz not null,
  primary key (appeal_number, author)
);

create table decision (
  id            bigint generated always as identity primary key,
  task_id       text not null unique,
  appeal_number text not null references appeal,
  outcome       text not null,
  text          text,
  decided_by    text not null,
  decided_as    text not null check (decided_as in ('ORGANISATION', 'MINISTRY', 'CHAMBER')),
  decided_at    timestamptz not null
);
create index decision_of_appeal on decision (appeal_number, id);

create table breach (
  appeal_number   text not null references appeal,
  waiting_since   timestamptz not null,
  working_limit   text not null,
  organisation_id text references organisation,
  recorded_at     timestamptz not null,
  primary key (appeal_number, waiting_since, working_limit)
);

create table rating (
  id            bigint generated always as identity primary key,
  appeal_number text not null references appeal,
  solved        boolean not null,
  at            timestamptz not null
);

create table history (
  id            bigint generated always as identity primary key,
  appeal_number text not null references appeal,
  at            timestamptz not null,
  line          text not null
);
create index history_of_appeal on history (appeal_number, id);

-- intake: what a resident chose in the private chat

create table private_chat (
  channel         text not null,
  chat_id         text not null,
  municipality_id text not null references municipality,
  chosen_at       timestamptz not null,
  primary key (channel, chat_id)
);

create table pending_message (
  id         bigint generated always as identity primary key,
  channel    text not null,
  chat_id    text not null,
  message_id text not null,
  body       jsonb not null,
  unique (channel, chat_id, message_id)
);

-- mail: letters owed

create table letter (
  id              bigint generated always as identity primary key,
  dedupe_key      text not null unique,
  recipient       text not null,
  subject         text not null,
  body            text not null,
  state           text not null default 'NEW' check (state in ('NEW', 'SENT', 'DEAD')),
  attempts        int not null default 0,
  posted_at       timestamptz not null default now(),
  next_attempt_at timestamptz not null default now(),
  sent_at         timestamptz,
  error           text
);
create index letter_due on letter (next_attempt_at) where state = 'NEW';

-- telegram: every update as it came, before anything else

create table telegram_update (
  id          bigint generated always as identity primary key,
  bot_id      bigint not null,
  update_id   bigint not null,
  chat_id     text,
  raw         text not null,
  received_at timestamptz not null default now(),
  state       text not null default 'NEW' check (state in ('NEW', 'DONE', 'IGNORED', 'QUARANTINED')),
  attempts    int not null default 0,
  next_attempt_at timestamptz not null default now(),
  done_at     timestamptz check ((done_at is null) = (state = 'NEW')),
  error       text,
  unique (bot_id, update_id)
);
-- As with the outbox.
create index telegram_update_due on telegram_update (next_attempt_at) where state = 'NEW';
create index telegram_update_lane on telegram_update (chat_id, id) where done_at is null;
