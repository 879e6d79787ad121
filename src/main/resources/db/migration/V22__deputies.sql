-- Who is absent, and who stands in for them meanwhile.

create table absence (
  id              bigint generated always as identity primary key,
  account         text not null,        -- a user of the engine's identity service
  organisation_id text not null references organisation,
  deputy          text,                 -- another one; null: tasks go back to the group
  away_at         timestamptz not null,
  back_at         timestamptz not null, -- the first moment back at work
  noted_by        text not null,
  noted_at        timestamptz not null,
  ended_at        timestamptz,          -- when somebody ended it before its time
  ended_by        text,
  check (back_at > away_at),
  check (deputy <> account),
  check ((ended_at is null) = (ended_by is null))
);
create index absence_open on absence (account, back_at) where ended_at is null;

-- Which account a representative uses at the workplace; null while nobody has said.
alter table staff add column account text;

-- What the linked staff of an organisation are to be told in their messenger, at opening at the
-- earliest; to whom is decided then.

create table staff_notice (
  id              bigint generated always as identity primary key,
  dedupe_key      text not null unique,
  organisation_id text not null references organisation,
  appeal_number   text not null references appeal,
  kind            text not null,        -- as of the letter that says the same
  task_id         text,
  not_before      timestamptz not null, -- by the product's clock
  told_at         timestamptz
);
create index staff_notice_due on staff_notice (not_before) where told_at is null;

-- The files of an appeal that the ministry lets the public chamber see.

create table released_file (
  appeal_number text not null references appeal,
  file_id       bigint not null references file,
  released_by   text not null,
  released_at   timestamptz not null,
  primary key (appeal_number, file_id)
);
