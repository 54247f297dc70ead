// The playground's live part. Everything it shows is set as text, never as markup; the page works without it.
(() => {
  const byId = id => document.getElementById(id);
  const chat = byId('chat'), live = byId('live'), outgoing = byId('outgoing');
  const composer = byId('composer'), text = byId('text'), trouble = byId('trouble'), turn = byId('turn');
  const presence = byId('presence'), now = byId('now');
  let turnIsOver = true, sending = '', early = '', lateNews = 0, wanted = new URLSearchParams(location.search).get('turn');

  // Whoever reads what is further up is not pulled down.
  let atEnd = true;
  chat.addEventListener('scroll', () => { atEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80; });
  const toEnd = () => { if (atEnd) chat.scrollTop = chat.scrollHeight; };
  new ResizeObserver(toEnd).observe(chat);
  const typing = shown => { const dots = byId('typing'); if (dots) dots.hidden = !shown; };
  const say = what => { now.textContent = what; now.hidden = !what; presence.textContent = what ? 'typing …' : 'online'; };
  const localTimes = () => {
    for (const time of chat.querySelectorAll('time[title]')) {
      time.textContent = new Date(time.dateTime).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
      time.removeAttribute('title');
    }
  };
  const hush = () => { early = ''; live.replaceChildren(); live.hidden = true; };
  // Strong words look strong from the start; the answer itself is laid out by the server.
  const showEarly = () => {
    live.replaceChildren(...early.split('**').map((stretch, i) => {
      if (i % 2 === 0) return stretch;
      const strong = document.createElement('span');
      strong.className = 'strong';
      strong.textContent = stretch;
      return strong;
    }));
    live.hidden = false;
  };

  // News from the server. Rows are the truth; the text in between is only early.
  const events = new EventSource('/playground/events');
  events.addEventListener('changed', () => document.body.dispatchEvent(new Event('rows-changed')));
  events.addEventListener('started', () => { turnIsOver = false; hush(); say('Asking the Space …'); });
  events.addEventListener('said', event => {
    typing(false);
    if (!early) say('The Space is writing …');
    early += JSON.parse(event.data);
    showEarly();
    toEnd();
  });
  // The rows may have been read before the word that it is over came: look once more, then the early text goes.
  events.addEventListener('ended', () => { turnIsOver = true; document.body.dispatchEvent(new Event('rows-changed')); });
  events.onopen = () => { clearTimeout(lateNews); if (presence.textContent === 'reconnecting …') presence.textContent = 'online'; };
  // The server ends each stream after a while, and the browser comes again at once; only a real gap is worth a word.
  events.onerror = () => {
    clearTimeout(lateNews);
    lateNews = setTimeout(() => { presence.textContent = 'reconnecting …'; }, 3000);
    if (events.readyState === EventSource.CLOSED) {
      trouble.textContent = 'This page hears no news any more. Reload it.';
      trouble.hidden = false;
    }
  };

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
      const waiting = byId('typing') !== null;
      if (turnIsOver || !waiting) {
        hush();
        say(waiting ? 'Taken in. The Space is asked in a moment …' : '');
      } else {
        typing(live.hidden);
      }
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
    const button = from.choice && event.detail.requestConfig.triggeringEvent?.submitter;
    sending = button ? button.textContent : from.sample || from.text;
    trouble.hidden = true;
    wanted = null;
    const bubble = document.createElement('div');
    bubble.className = 'bubble mine pending';
    bubble.textContent = sending;
    outgoing.replaceChildren(bubble);
    atEnd = true;
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
