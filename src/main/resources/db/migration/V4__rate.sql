-- How much each chat, and all of them together, may still be sent just now; for all nodes. Losing it
-- in a crash of the database costs nothing but the limits starting full.

create unlogged table telegram_rate (
  id    text primary key, -- a chat, or "all"
  state bytea
);
