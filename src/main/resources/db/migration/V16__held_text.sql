-- Messages to residents that sound like medical advice and wait for a second person.
create table held_text (
  id            bigint generated always as identity primary key,
  appeal_number text not null references appeal,
  task_id       text not null,
  outcome       text not null,
  text          text not null,
  findings      jsonb not null,
  held_by       text not null,
  held_as       text not null check (held_as in ('RESPONDER', 'MINISTRY', 'CHAMBER')),
  held_at       timestamptz not null,
  state         text not null default 'WAITING'
                check (state in ('WAITING', 'CONFIRMED', 'RETURNED', 'REPLACED')),
  settled_by    text,
  settled_at    timestamptz,
  note          text,
  check ((state = 'WAITING') = (settled_at is null)),
  check ((state = 'RETURNED') = (note is not null)),
  check (state <> 'CONFIRMED' or settled_by <> held_by)
);
create unique index held_text_waiting on held_text (task_id) where state = 'WAITING';
create index held_text_of_task on held_text (task_id, id);
