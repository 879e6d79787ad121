-- What is offered to a group is granted to the group only: the engine also granted it to whoever
-- had taken it once, and they could read on after they had left. Its tables may not be there yet.
do $$
begin
  if to_regclass('act_ru_authorization') is not null then
    delete from act_ru_authorization
     where resource_type_ = 7 and type_ = 1 and user_id_ is not null
       and exists (select 1 from act_ru_identitylink link
                    where link.task_id_ = resource_id_ and link.group_id_ is not null);
  end if;
end
$$;

-- What the region files said last of groups and representatives. `since` is when the file tied
-- them; null: a person had done so before.
create table binding_loaded (
  kind        text not null check (kind in ('CHAT', 'STAFF')),
  channel     text not null,
  id          text not null,
  region_code text not null references region,
  place       text not null, -- a municipality or an organisation
  name        text not null,
  more        text,          -- how we listen there, or the person's account
  since       timestamptz,
  primary key (kind, channel, id)
);
