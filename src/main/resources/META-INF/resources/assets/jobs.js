// The live part of the pages of jobs and reports. What comes in is set as text, never as markup; all works without it.
(() => {
  const byId = id => document.getElementById(id);

  const print = byId('print');
  if (print) {
    print.hidden = false;
    print.addEventListener('click', () => window.print());
  }

  // Keys: none while typing, with a modifier, or with AltGr.
  document.addEventListener('keydown', event => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const move = { j: 1, k: -1 }[event.key];
    const rows = [...document.querySelectorAll('.list .what')];
    const target = event.key === 'c' ? byId('cancel') : event.key === 'p' ? byId('priority')
      : move && rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(document.activeElement) + move))];
    if (target) {
      event.preventDefault();
      target.focus();
    }
  });

  const job = byId('job');
  if (!job) return;
  const log = byId('log'), toast = byId('toast'), notify = byId('notify'), silent = byId('silent');
  const overWords = ['completed', 'failed', 'cancelled', 'timed_out'];
  let last = Number(log.dataset.last), over = job.dataset.over === 'true', changed = 0, looking = 0;

  const tell = name => document.body.dispatchEvent(new Event(name));
  const look = () => { changed ||= setTimeout(() => { changed = 0; tell('job-changed'); }, 200); };
  const localTimes = () => {
    for (const time of log.querySelectorAll('time')) {
      time.textContent = new Date(time.dateTime).toLocaleTimeString([], { hour12: false });
    }
  };

  const offer = () => {
    notify.hidden = over || !('Notification' in window) || Notification.permission !== 'default';
  };
  notify.addEventListener('click', () => Notification.requestPermission().then(offer));

  const write = event => {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    const line = document.createElement('p'), time = document.createElement('time'), text = document.createElement('span');
    line.className = event.kind;
    time.dateTime = event.at;
    text.textContent = event.kind === 'status' ? 'Now ' + event.text.replaceAll('_', ' ') : event.text;
    line.append(time, ' ', text);
    log.append(line);
    byId('nothing-said').hidden = true;
    localTimes();
    if (atEnd) log.scrollTop = log.scrollHeight;
  };

  const ended = status => {
    const words = 'The job has ' + (status === 'completed' ? 'completed' : 'ended: ' + status.replaceAll('_', ' ')) + '.';
    toast.textContent = words;
    setTimeout(() => { toast.textContent = ''; }, 10_000);
    if (document.hidden && 'Notification' in window && Notification.permission === 'granted') {
      new Notification(words, { body: document.title, tag: job.dataset.job });
    }
  };

  const heard = message => {
    const event = JSON.parse(message.data);
    if (event.number <= last) return;
    last = event.number;
    write(event);
    if (event.kind === 'status') {
      const was = over;
      over = overWords.includes(event.text);
      if (over && !was) ended(event.text);
      offer();
      tell('job-turned');
    }
    look();
  };

  const follow = () => {
    const events = new EventSource(`/api/v1/jobs/${job.dataset.job}/stream`);
    for (const kind of ['progress', 'log', 'status']) events.addEventListener(kind, heard);
    events.onopen = () => { clearInterval(looking); looking = 0; silent.hidden = true; };
    events.onerror = () => {
      if (over) {
        events.close();
      } else if (events.readyState === EventSource.CLOSED && !looking) {
        silent.hidden = false;
        looking = setInterval(() => { tell('job-changed'); tell('job-turned'); }, 5000);
      }
    };
  };

  log.scrollTop = log.scrollHeight;
  localTimes();
  offer();
  if (!over) follow();
})();
