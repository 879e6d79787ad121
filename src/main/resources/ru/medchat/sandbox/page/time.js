// Times as people in the Rostov region read them.

const ZONE = 'Europe/Moscow';
const MOSCOW_OFFSET_HOURS = 3;
const OPENS_AT = 8;
const SUNDAY = 0;

const format = (options) => new Intl.DateTimeFormat('ru-RU', {timeZone: ZONE, ...options});
const hours = format({hour: '2-digit', minute: '2-digit'});
const days = format({day: 'numeric', month: 'long'});
const full = format({
  weekday: 'short', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

export const timeOf = (instant) => hours.format(instant);
export const dayOf = (instant) => days.format(instant);
export const fullOf = (instant) => full.format(instant);

/** The next 8:00 in Moscow after an instant, from Monday to Saturday. */
export function nextOpening(now) {
  const shift = MOSCOW_OFFSET_HOURS * 3600_000;
  const moscow = new Date(now.getTime() + shift);
  const opening = new Date(moscow);
  opening.setUTCHours(OPENS_AT, 0, 0, 0);
  while (opening <= moscow || opening.getUTCDay() === SUNDAY) {
    opening.setUTCDate(opening.getUTCDate() + 1);
  }
  return new Date(opening.getTime() - shift);
}
