-- What the engine's identity service does not know of an account; who has no line has nothing said.
create table account (
  user_id            text primary key,
  -- Given by somebody else: to be changed before anything else is done.
  password_temporary boolean not null default false,
  deactivated_at     timestamptz,
  -- Sessions begun before are over.
  sessions_from      timestamptz,
  changed_by         text not null,
  changed_at         timestamptz not null
);

-- Wrong passwords, by a hash of from where they came and for whom; old lines are taken away.
create table login_failure (
  place        text primary key,
  failures     int not null,
  failed_at    timestamptz not null,
  closed_until timestamptz not null
);
create index login_failure_age on login_failure (failed_at);

-- Browsers from which somebody has logged in before, by a hash of both.
create table login_device (
  device  text primary key,
  used_at timestamptz not null
);

-- Who from outside the organisation of an appeal has looked at it. Without a reference: what was
-- looked at may be erased one day, that it was looked at may not.
create table look (
  id            bigint generated always as identity primary key,
  at            timestamptz not null,
  user_id       text not null,
  roles         text not null,
  appeal_number text,
  way           text not null
);
create index look_of_user on look (user_id, way, appeal_number, at);
create index look_of_appeal on look (appeal_number, at);

create function look_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'What is in the audit stays as it is';
end
$$;
create trigger look_is_kept before update or delete on look
  for each row execute function look_is_kept();
create trigger look_is_kept_whole before truncate on look
  for each statement execute function look_is_kept();
