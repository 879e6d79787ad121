// What the form asks of the server. Nothing here throws: each answer says whether it is one.

/** {ok: true, body} or {ok: false, status, problem}; status 0 without a connection. */
export async function ask(url, options = {}) {
  let response;
  try {
    response = await fetch(url, {credentials: 'same-origin', ...options});
  } catch {
    return {ok: false, status: 0, problem: {
      detail: 'Нет связи с сервером. Ваш текст остаётся здесь: попробуйте ещё раз.'}};
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) {
    return {ok: true, status: response.status, body};
  }
  if (response.status === 401) {
    body.detail = 'Сеанс закончился. Войдите снова: ваш текст сохранён в этом окне и вернётся.';
    body.login = true;
  }
  return {ok: false, status: response.status, problem: body};
}

/** Asks with a body; with keepalive it arrives even when the page is being left. */
export function send(method, url, body, keepalive = false) {
  return ask(url, {
    method,
    keepalive,
    headers: {'Content-Type': 'application/json', 'X-MEDCHAT-CSRF': csrf()},
    body: JSON.stringify(body),
  });
}

export function csrf() {
  return document.cookie.match(/(?:^|; )MEDCHAT-CSRF=([^;]*)/)?.[1] ?? '';
}
