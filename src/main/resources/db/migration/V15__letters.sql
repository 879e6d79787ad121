-- Letters are of a kind, may wait for opening hours or for the digest, and keep one Message-ID over
-- all attempts, by which a receiver drops a letter that came twice.

alter table letter
  add column organisation_id text references organisation,
  add column kind            text,
  add column html            text,        -- null: plain text only
  add column not_before      timestamptz, -- by the product's clock; null: at once
  add column message_id      uuid not null default gen_random_uuid(),
  drop constraint letter_state_check,
  -- HELD: waits for the digest; TOLD: stood in one
  add constraint letter_state_check check (state in ('NEW', 'SENT', 'DEAD', 'HELD', 'TOLD'));
create index letter_held on letter (organisation_id) where state = 'HELD';

-- What somebody has chosen; what has no row is delivered as usual.

create table letter_setting (
  organisation_id text not null references organisation,
  kind            text not null,
  delivery        text not null check (delivery in ('ALWAYS', 'WORKING_HOURS', 'DIGEST', 'NEVER')),
  changed_by      text not null,
  changed_at      timestamptz not null,
  primary key (organisation_id, kind)
);

-- Which digests are made, also those that had nothing to say.

create table digest (
  organisation_id text not null references organisation,
  day             date not null,
  made_at         timestamptz not null,
  primary key (organisation_id, day)
);

create index appeal_open_of_organisation on appeal (organisation_id) where state <> 'CLOSED';
create index breach_of_organisation on breach (organisation_id, recorded_at);
