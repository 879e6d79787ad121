-- Until when each chat is left alone after its last message: longest while one is on its way, a
-- second from Telegram's answer on. For all nodes. As with telegram_rate, losing it costs at most
-- one complaint of Telegram.

create unlogged table telegram_pause (
  chat_id text primary key,
  until   timestamptz not null
);

-- The buckets that held one message a second each, too.
delete from telegram_rate where id like '%chat %';
