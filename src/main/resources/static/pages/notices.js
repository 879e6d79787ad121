// Tells operators what stands in the way of all, such as an outage, for as long as it does.
const BETWEEN_LOOKS = 20_000;

const notice = document.createElement('div');
notice.className = 'product-notice';
notice.setAttribute('role', 'status');
notice.hidden = true;

async function look() {
  try {
    const answer = await fetch('/workplace/notices', { headers: { Accept: 'application/json' } });
    if (answer.ok) {
      const lines = await answer.json();
      notice.textContent = lines.join(' ');
      notice.hidden = lines.length === 0;
      document.body.classList.toggle('has-notice', !notice.hidden);
    }
  } catch {
    // The product itself is away; Tasklist says so.
  }
}

document.body.append(notice);
look();
setInterval(look, BETWEEN_LOOKS);
