-- Answers that go to the private chat of a resident who wrote in a group.

-- Null while the author has not chosen where to.
alter table draft add column in_private boolean;
alter table decision add column in_private boolean not null default false;
create index decision_in_private on decision (appeal_number) where in_private;

alter table held_text add column in_private boolean not null default false;
-- What waits at a task is withdrawn with it.
alter table held_text drop constraint held_text_state_check;
alter table held_text add constraint held_text_state_check
  check (state in ('WAITING', 'CONFIRMED', 'RETURNED', 'REPLACED', 'WITHDRAWN'));

-- What we owe somebody in private who may not have let us write there yet; its words are in the
-- outbox row of that key. told_as: how the group is told of it; null when it is not.
create table private_word (
  outbox_key    text primary key,
  appeal_number text not null references appeal,
  channel       text not null,
  chat_id       text not null,
  told_as       text check (told_as in ('answer', 'question')),
  state         text not null default 'POSTED'
                check (state in ('POSTED', 'ARRIVED', 'WAITING', 'GIVEN_UP')),
  waiting_since timestamptz check (waiting_since is not null or state in ('POSTED', 'ARRIVED')),
  given_up_at   timestamptz check (given_up_at is not null or state <> 'GIVEN_UP')
);
create index private_word_of_chat on private_word (channel, chat_id)
  where state in ('WAITING', 'GIVEN_UP');
create index private_word_waiting on private_word (waiting_since) where state = 'WAITING';
