// The playground's live part. Everything it shows is set as text, never as markup; the page works without it.
(() => {
  const byId = id => document.getElementById(id);
  const chat = byId('chat'), live = byId('live'), outgoing = byId('outgoing');
  const composer = byId('composer'), text = byId('text'), trouble = byId('trouble'), turn = byId('turn');
  let turnIsOver = true, sending = '', wanted = new URLSearchParams(location.search).get('turn');

  const toEnd = () => { chat.scrollTop = chat.scrollHeight; };
  const typing = shown => { const dots = byId('typing'); if (dots) dots.hidden = !shown; };
  const localTimes = () => {
    for (const time of chat.querySelectorAll('time[title]')) {
      time.textContent = new Date(time.dateTime).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
      time.removeAttribute('title');
    }
  };
  const hush = () => { live.textContent = ''; live.hidden = true; };

  // News from the server. Rows are the truth; the text in between is only early.
  const events = new EventSource('/playground/events');
  events.addEventListener('changed', () => document.body.dispatchEvent(new Event('rows-changed')));
  events.addEventListener('started', () => { turnIsOver = false; hush(); });
  events.addEventListener('said', event => {
    typing(false);
    live.textContent += JSON.parse(event.data);
    live.hidden = false;
    toEnd();
  });
  // The rows may have been read before the word that it is over came: look once more, then the early text goes.
  events.addEventListener('ended', () => { turnIsOver = true; document.body.dispatchEvent(new Event('rows-changed')); });
  events.onopen = () => { byId('presence').textContent = 'as a customer sees it'; };
  events.onerror = () => { byId('presence').textContent = 'reconnecting …'; };

  // Open sections and the chosen turn survive a refresh of the looking-glass.
  let open = [];
  document.body.addEventListener('htmx:configRequest', event => {
    if (event.detail.elt === turn && wanted) event.detail.parameters.turn = wanted;
  });
  document.body.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.target !== turn) return;
    open = [...turn.querySelectorAll('details[open]')].map(part => part.dataset.keep);
  });
  document.body.addEventListener('htmx:afterSwap', event => {
    if (event.detail.target === turn) {
      for (const part of turn.querySelectorAll('details')) part.open = open.includes(part.dataset.keep);
    } else if (event.detail.target === byId('lines')) {
      outgoing.replaceChildren();
      localTimes();
      if (turnIsOver) hush(); else typing(live.hidden);
      toEnd();
    }
  });

  // Sending.
  const fit = () => { text.style.height = 'auto'; text.style.height = Math.min(text.scrollHeight + 2, 160) + 'px'; };
  text.addEventListener('input', fit);
  text.addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (text.value.trim()) composer.requestSubmit();
    }
  });
  composer.addEventListener('htmx:beforeRequest', event => {
    if (sending) { event.preventDefault(); return; }
    const from = event.detail.requestConfig.parameters;
    sending = from.sample || from.text;
    trouble.hidden = true;
    wanted = null;
    const bubble = document.createElement('div');
    bubble.className = 'bubble mine pending';
    bubble.textContent = sending;
    outgoing.replaceChildren(bubble);
    toEnd();
  });
  composer.addEventListener('htmx:afterRequest', event => {
    if (event.detail.successful) {
      composer.elements.message_id.value = event.detail.xhr.getResponseHeader('X-Next-Message-Id');
      if (text.value === sending) { text.value = ''; fit(); }
      byId('samples')?.remove();
      text.focus();
    } else {
      outgoing.replaceChildren();
      trouble.textContent = 'Not sent. ' + (event.detail.xhr.status === 403
        ? 'The page is out of date: reload it.' : 'Your text is still here; try again.');
      trouble.hidden = false;
    }
    sending = '';
  });
  localTimes();
  toEnd();
})();
