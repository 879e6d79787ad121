-- The directory follows its files without losing what people changed. `loaded` keeps what the file
-- said last, field by field as text; a value that differs from it was changed by a person. Null:
-- made on the page, no file knows it.

alter table region
  add column loaded jsonb;

alter table municipality
  add column active boolean not null default true,
  add column loaded jsonb;

alter table organisation
  add column address text,
  add column phone   text,
  add column site    text,
  add column aliases text, -- how residents call it, one a line
  add column active  boolean not null default true,
  add column loaded  jsonb;

-- Until now only files changed these.
update region set loaded = jsonb_build_object('name', name);
update municipality
   set loaded = jsonb_strip_nulls(jsonb_build_object(
         'name', name, 'kind', kind, 'zone', zone, 'latitude', latitude::text,
         'longitude', longitude::text, 'active', 'true'));
update organisation
   set loaded = jsonb_strip_nulls(jsonb_build_object(
         'name', name, 'mail', mail, 'municipality_id', municipality_id, 'active', 'true'));

-- Who changed what; a file is somebody as well. Only added to.

create table directory_change (
  id         bigint generated always as identity primary key,
  kind       text not null check (kind in ('REGION', 'MUNICIPALITY', 'ORGANISATION')),
  entry_id   text not null,
  field      text not null,
  old_value  text,
  new_value  text,
  changed_by text not null,
  changed_at timestamptz not null
);
create index directory_change_of_entry on directory_change (kind, entry_id, id desc);
