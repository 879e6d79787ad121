// How long something still takes, as people say it: in the list of tasks and in the form.

export function left(minutes) {
  return minutes < 1 ? 'осталось меньше минуты' : `осталось ${lasting(minutes)}`;
}

export function overdue(minutes) {
  return minutes < 1 ? 'просрочено только что' : `просрочено на ${lasting(minutes)}`;
}

/** In the two largest units, such as «1 ч 20 мин»; abbreviated words have one form only. */
function lasting(minutes) {
  const whole = Math.floor(minutes);
  const parts = [[Math.floor(whole / 1440), 'дн.'], [Math.floor(whole / 60) % 24, 'ч'],
                 [whole % 60, 'мин']];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts.slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}\u00a0${unit}`)
    .join(' ');
}
