// Beside each file, for the ministry: whether the public chamber sees it. The server decides who may.

/** A box to tick; nothing for everybody else. The second argument tells files of one name apart. */
export function releaseOf(file, which) {
  if (file.released === null || file.released === undefined) {
    return '';
  }
  const label = document.createElement('label');
  label.className = 'appeal-release';
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = file.released;
  const words = document.createElement('span');
  words.textContent = `Показать общественной палате: ${file.name}${which}`;
  const trouble = document.createElement('b');
  trouble.setAttribute('role', 'alert');
  label.append(box, words, trouble);
  box.addEventListener('change', async () => {
    box.disabled = true;
    const problem = await put(`${file.url}/released`, {released: box.checked});
    box.disabled = false;
    box.checked = problem ? !box.checked : box.checked;
    file.released = box.checked;
    trouble.textContent = problem;
  });
  return label;
}

/** Empty when it is done, otherwise what went wrong. */
async function put(url, body) {
  try {
    const answer = await fetch(url, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: {'Content-Type': 'application/json', 'X-MEDCHAT-CSRF': csrf()},
      body: JSON.stringify(body),
    });
    return answer.ok ? '' : (await answer.json().catch(() => ({}))).detail ?? 'Не сохранено.';
  } catch {
    return 'Нет связи с сервером, не сохранено.';
  }
}

function csrf() {
  return document.cookie.match(/(?:^|; )MEDCHAT-CSRF=([^;]*)/)?.[1] ?? '';
}
