// Keeps pages fresh and adds arrow keys. Every page is complete without it.
(() => {
  'use strict';
  const main = document.querySelector('main');
  const find = id => document.getElementById(id);

  // Durations tick in text only.
  const length = seconds =>
    seconds < 1 ? '<1 s' : seconds < 60 ? `${Math.floor(seconds)} s` :
    seconds < 3600 ? `${Math.floor(seconds / 60)} min` :
    seconds < 86400 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} d`;
  const tick = () => {
    for (const e of document.querySelectorAll('[data-since]')) {
      const text = length((Date.now() - Date.parse(e.dataset.since)) / 1000);
      const before = e.dataset.before;
      const whole = before ? `${before} ${text}` : text;
      if (e.textContent !== whole) e.textContent = whole;
    }
  };
  setInterval(tick, 1000);

  // The card whose dock is open is marked.
  const mark = () => {
    document.querySelectorAll('svg.j a[aria-current]').forEach(a => a.removeAttribute('aria-current'));
    if (location.hash.startsWith('#n-')) {
      const card = find('c' + location.hash.slice(2));
      if (card) card.setAttribute('aria-current', 'true');
    }
  };
  addEventListener('hashchange', mark);
  mark();

  // Arrows follow the edges, Escape closes the dock, / finds.
  addEventListener('keydown', e => {
    const at = document.activeElement;
    if (e.key === 'Escape' && location.hash.startsWith('#n-')) {
      const card = find('c' + location.hash.slice(2));
      location.hash = 'main';
      if (card) card.focus({preventScroll: true});
      return;
    }
    if (e.key === '/' && !/INPUT|TEXTAREA/.test(at.tagName)) {
      e.preventDefault();
      find('q').focus();
      return;
    }
    if (!at.matches || !at.matches('svg.j a.n')) return;
    const all = [...document.querySelectorAll('svg.j a.n')];
    const name = at.id.slice(1);
    const same = all.filter(a => a.dataset.column === at.dataset.column);
    const i = same.indexOf(at);
    const go = {
      ArrowRight: () => find('c' + ((at.dataset.to || '').split(' ')[0] || '-').slice(1)),
      ArrowLeft: () => all.find(a => (a.dataset.to || '').split(' ').some(to => to && to.slice(1) === name)),
      ArrowDown: () => same[i + 1],
      ArrowUp: () => same[i - 1],
    }[e.key];
    if (go) {
      e.preventDefault();
      const next = go();
      if (next) next.focus();
    }
  });

  // An element is replaced without losing focus, an open dock, or how far it was scrolled.
  const svg = id => /^(c-|h-|j-)/.test(id);
  const element = (id, html) => {
    const box = document.createElement('template');
    box.innerHTML = svg(id) ? `<svg>${html}</svg>` : id.startsWith('g-') ? `<table>${html}</table>` : html;
    return box.content.querySelector(`[id="${CSS.escape(id)}"]`) || box.content.getElementById(id);
  };
  const replace = (id, fresh) => {
    const old = find(id);
    if (!old || !fresh) return;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const path = focused && focused !== old ? [...old.querySelectorAll('a,button,pre,summary')].indexOf(focused) : -1;
    const open = [...old.querySelectorAll('details')].map(d => d.open);
    const scrolled = [...old.querySelectorAll('pre')].map(p => [p.scrollTop, p.scrollLeft]);
    const top = old.scrollTop;
    const target = location.hash === '#' + id;
    old.replaceWith(fresh);
    fresh.querySelectorAll('details').forEach((d, n) => { if (open[n]) d.open = true; });
    fresh.querySelectorAll('pre').forEach((p, n) => { if (scrolled[n]) [p.scrollTop, p.scrollLeft] = scrolled[n]; });
    if (target) { const y = scrollY; location.replace('#' + id); scrollTo(scrollX, y); }
    fresh.scrollTop = top;
    if (focused === old) fresh.focus({preventScroll: true});
    else if (path >= 0) {
      const again = fresh.querySelectorAll('a,button,pre,summary')[path];
      if (again) again.focus({preventScroll: true});
    }
  };

  // "live", or what the page is as of.
  let heard = Date.now();
  let pings = false;
  const alive = ok => {
    for (const e of document.querySelectorAll('.live')) {
      e.classList.toggle('stale', !ok);
      const word = e.querySelector('.lv');
      const text = ok ? 'live' : 'as of ' + new Date(heard).toTimeString().slice(0, 8);
      if (word && word.textContent !== text) word.textContent = text;
    }
  };
  const hear = () => { heard = Date.now(); alive(true); };
  // A server that sends pings is stale without them; of any other, the connection is what is known.
  const watch = stream => {
    stream.addEventListener('open', hear);
    stream.addEventListener('ping', () => { pings = true; hear(); });
    setInterval(() => {
      if (stream.readyState === EventSource.OPEN && !pings) hear();
      else if (Date.now() - heard > 10000) alive(false);
    }, 1000);
  };

  // The page as it is now on the server.
  const fetched = async () => {
    const answer = await fetch(location.pathname + location.search, {headers: {accept: 'text/html'}});
    if (!answer.ok) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };
  const calm = matchMedia('(prefers-reduced-motion: reduce)');

  if (main && main.dataset.journey) journey();
  else if (main && main.dataset.list) list();
  else if (main && main.dataset.run) run();

  function journey() {
    let waiting = null;
    const fig = find('fig');
    const busy = () => fig.matches(':hover') || fig.contains(document.activeElement) || location.hash.startsWith('#n-');
    const places = () => new Map([...fig.querySelectorAll('a.n')].map(a => [a.id, a.getBoundingClientRect()]));

    // A new structure: the card nearest the middle keeps its place on the screen; the others slide there.
    const apply = async () => {
      waiting = null;
      document.querySelectorAll('.fresh').forEach(b => b.remove());
      const page = await fetched();
      const before = places();
      const middle = innerWidth / 2;
      let near = null;
      for (const [id, box] of before) {
        const off = Math.abs(box.x + box.width / 2 - middle);
        if (!near || off < near.off) near = {id, off, x: box.x, y: box.y};
      }
      const y = scrollY;
      for (const id of ['crumb', 'say', 'fig', 'key', 'rail']) {
        const fresh = page.getElementById(id);
        if (id === 'fig') { if (fresh) { fig.replaceChildren(...fresh.childNodes); fig.dataset.structure = fresh.dataset.structure; } }
        else replace(id, fresh);
      }
      const table = page.querySelector('table.steps');
      if (table) document.querySelector('table.steps').replaceWith(table);
      const open = location.hash;
      document.querySelectorAll('.dock').forEach(d => d.remove());
      main.append(...page.querySelectorAll('.dock'));
      document.title = page.title;
      if (open.startsWith('#n-')) location.replace(open);
      scrollTo(scrollX, y);
      const kept = near && find(near.id);
      if (kept) fig.scrollLeft += kept.getBoundingClientRect().x - near.x;
      if (!calm.matches) {
        for (const [id, box] of places()) {
          const old = before.get(id);
          const card = old && find(id);
          if (card && (Math.abs(old.x - box.x) > 1 || Math.abs(old.y - box.y) > 1)) {
            card.animate([{transform: `translate(${old.x - box.x}px,${old.y - box.y}px)`}, {transform: 'none'}], {duration: 220, easing: 'ease-out'});
          }
        }
      }
      mark();
    };
    const offer = more => {
      waiting = true;
      let button = document.querySelector('.fresh');
      if (!button) {
        button = document.createElement('button');
        button.className = 'btn fresh';
        button.addEventListener('click', apply);
        fig.before(button);
      }
      button.textContent = more === 1 ? '1 new step: show it' : more > 1 ? `${more} new steps: show them` : 'The steps have changed: show them';
    };
    const stream = new EventSource(`/journeys/${encodeURIComponent(main.dataset.journey)}/updates${location.search}`);
    watch(stream);
    // What happened before the stream was open, or while it was not, is fetched.
    stream.addEventListener('open', async () => {
      const page = await fetched();
      const fresh = page.getElementById('fig');
      if (!fresh || waiting) return;
      if (fresh.dataset.structure !== fig.dataset.structure) {
        const more = fresh.querySelectorAll('a.n').length - fig.querySelectorAll('a.n').length;
        if (busy()) offer(Math.max(0, more)); else apply();
        return;
      }
      for (const part of page.querySelectorAll('svg.j [id], tbody[id], .dock, #say, #crumb, #key, #rail')) {
        const old = find(part.id);
        if (old && old.className.baseVal === part.className.baseVal && old.textContent === part.textContent) continue;
        replace(part.id, document.importNode(part, true));
      }
      document.title = page.title;
      find('icon').href = page.getElementById('icon').getAttribute('href');
      mark();
    });
    stream.addEventListener('part', e => {
      hear();
      if (waiting) return;
      const {id, html} = JSON.parse(e.data);
      replace(id, element(id, html));
      mark();
    });
    stream.addEventListener('say', e => {
      hear();
      const {id, html, title, icon, status} = JSON.parse(e.data);
      replace(id, element(id, html));
      document.title = title;
      find('icon').href = icon;
      const said = find('status');
      if (said.textContent !== status) said.textContent = status;
    });
    stream.addEventListener('structure', e => {
      hear();
      const {structure, more} = JSON.parse(e.data);
      if (structure === fig.dataset.structure) return;
      if (busy()) offer(more); else apply();
    });
  }

  // Lists: the whole page again, at most every two seconds, when anything has happened.
  function list() {
    let due = false;
    const stream = new EventSource('/api/stream');
    watch(stream);
    stream.addEventListener('open', () => { due = true; });
    stream.onmessage = () => { hear(); due = true; };
    for (const name of ['message', 'event', 'changed']) stream.addEventListener(name, () => { hear(); due = true; });
    setInterval(async () => {
      if (!due || main.contains(document.activeElement)) return;
      due = false;
      try {
        const page = await fetched();
        const y = scrollY;
        main.replaceChildren(...page.querySelector('main').childNodes);
        document.title = page.title;
        find('icon').href = page.getElementById('icon').getAttribute('href');
        scrollTo(scrollX, y);
      } catch { due = true; }
    }, 2000);
  }

  // A running log follows its end while the reader is at its end.
  function run() {
    const moving = () => document.querySelector('#say.h-now');
    const timer = setInterval(async () => {
      if (!moving()) { clearInterval(timer); return; }
      try {
        const page = await fetched();
        const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 40;
        const lines = find('lines');
        const fresh = page.getElementById('lines');
        for (let n = lines.children.length; n < fresh.children.length; n++) lines.append(fresh.children[n].cloneNode(true));
        replace('say', page.getElementById('say'));
        const steps = page.querySelector('.stp');
        if (steps) document.querySelector('.stp').replaceWith(steps);
        document.title = page.title;
        find('icon').href = page.getElementById('icon').href;
        if (atEnd && !location.hash) scrollTo(scrollX, document.documentElement.scrollHeight);
      } catch { /* the next try comes in a second */ }
    }, 1000);
  }
})();
