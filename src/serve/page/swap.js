// Puts what changed on the server into the page that is open, and leaves the rest of it alone: what a reader unfolded,
// typed or selected stays, and so does the place that they look at.
(function () {
  "use strict";

  const ours = (node) => node.nodeType === Node.ELEMENT_NODE &&
    (node.localName === "briefgen-preview" || node.hasAttribute("data-briefgen"));
  const children = (node) => Array.from(node.childNodes).filter((child) => !ours(child));

  // `live` is in the page, `before` is what the server had sent for it, `next` is what it sends now. Where scripts of
  // the site changed a part that stays the same on the server, that part isn't touched.
  function patch(live, before, next, changed) {
    if (before && before.isEqualNode(next)) return;
    if (attributes(live, before, next)) changed.push(live);
    const [there, old, wanted] = [children(live), before ? children(before) : [], children(next)];
    const known = before && there.length === old.length;
    const compared = known ? old : there;
    let start = 0;
    let [end, until] = [compared.length, wanted.length];
    while (start < end && start < until && compared[start].isEqualNode(wanted[start])) start++;
    while (end > start && until > start && compared[end - 1].isEqualNode(wanted[until - 1])) { end--; until--; }
    const pairs = end - start === until - start;
    if (pairs && there.slice(start, end).every((node, at) => alike(node, wanted[start + at]))) {
      for (let at = start; at < end; at++) one(there[at], known ? old[at] : null, wanted[at], changed);
      return;
    }
    const after = there[end] || children(live)[end] || live.querySelector(":scope > [data-briefgen]");
    there.slice(start, end).forEach((node) => node.remove());
    const added = wanted.slice(start, until).map((node) => document.importNode(node, true));
    added.forEach((node) => live.insertBefore(node, after || null));
    const first = added.find((node) => node.nodeType === Node.ELEMENT_NODE);
    changed.push(first || live);
  }

  function alike(a, b) {
    return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");
  }

  function one(live, before, next, changed) {
    if (next.nodeType === Node.ELEMENT_NODE) {
      patch(live, before, next, changed);
    } else if (live.nodeValue !== next.nodeValue) {
      live.nodeValue = next.nodeValue;
      changed.push(live.parentElement);
    }
  }

  function attributes(live, before, next) {
    let any = false;
    const known = before || live;
    for (const { name, value } of Array.from(next.attributes)) {
      if (known.getAttribute(name) !== value) { live.setAttribute(name, value); any = true; }
    }
    for (const { name } of Array.from(known.attributes)) {
      if (!next.hasAttribute(name)) { live.removeAttribute(name); any = true; }
    }
    return any;
  }

  // Styles first, so that no content is ever seen without them.
  async function head(next) {
    const links = (page) => Array.from(page.querySelectorAll("head link[rel~=stylesheet]"));
    const [old, wanted] = [links(document), links(next)];
    const address = (link) => new URL(link.getAttribute("href"), location.href).href;
    const had = new Set(old.map(address));
    const needed = new Set(wanted.map(address));
    const loads = wanted.filter((link) => !had.has(address(link))).map((link) => new Promise((done) => {
      const copy = document.importNode(link, true);
      copy.onload = copy.onerror = done;
      document.head.append(copy);
    }));
    await Promise.race([Promise.all(loads), new Promise((done) => setTimeout(done, 2000))]);
    old.filter((link) => !needed.has(address(link))).forEach((link) => link.remove());
    document.title = next.title;
  }

  const scripts = (page) => Array.from(page.querySelectorAll("script[src]"))
    .filter((script) => !ours(script)).map((script) => script.getAttribute("src")).join("\n");

  // The first thing with an id that is on the screen: what the reader looks at.
  function held() {
    const all = document.querySelectorAll("main [id]");
    for (const element of all) {
      const box = element.getBoundingClientRect();
      if (box.bottom > 0 && box.height > 0) return { element, top: box.top };
    }
    return null;
  }

  function offScreen(element) {
    const box = element.getBoundingClientRect();
    return box.bottom < 0 || box.top > innerHeight;
  }

  function show(changed) {
    const first = changed.find((element) => element && element.isConnected && element.closest("main") &&
      element.localName !== "main");
    if (!first) return;
    if (offScreen(first)) first.scrollIntoView({ block: "center", behavior: "instant" });
    if (first.animate && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
      first.animate([{ outline: "2px solid #b58900" }, { outline: "2px solid transparent" }], 1200);
    }
  }

  // Takes both texts of a page as the server sent them; says whether it could. `edited`: this page's own files changed.
  window.briefgenSwap = async function (before, html, edited) {
    const parser = new DOMParser();
    const old = before === null ? null : parser.parseFromString(before, "text/html");
    const next = parser.parseFromString(html, "text/html");
    if (scripts(next) !== scripts(document)) return false;
    await head(next);
    const place = held();
    const changed = [];
    attributes(document.documentElement, old && old.documentElement, next.documentElement);
    patch(document.body, old && old.body, next.body, changed);
    if (place && place.element.isConnected) {
      scrollBy({ top: place.element.getBoundingClientRect().top - place.top, behavior: "instant" });
    }
    if (edited) show(changed);
    return true;
  };
})();
