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
    const [old, wanted] = [before ? children(before) : [], children(next)];
    if (before && old.length === wanted.length && old.every((node, at) => node.isEqualNode(wanted[at]))) return;
    const known = before ? found(old, children(live)) : null;
    const there = known || children(live);
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
    const last = there.at(-1);
    const after = there[end] || (last ? last.nextSibling : live.querySelector(":scope > [data-briefgen]"));
    there.slice(start, end).forEach((node) => node.remove());
    const added = wanted.slice(start, until).map((node) => document.importNode(node, true));
    added.forEach((node) => live.insertBefore(node, after));
    const first = added.find((node) => node.nodeType === Node.ELEMENT_NODE);
    changed.push(first || live);
  }

  // What became of the server's nodes in the page, in which scripts may have put others between them.
  function found(old, there) {
    let at = 0;
    const all = old.map((node) => {
      while (at < there.length && !alike(there[at], node)) at++;
      return there[at++];
    });
    return all.includes(undefined) ? null : all;
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

  const styles = (page) => Array.from(page.querySelectorAll("head link[rel~=stylesheet]"));
  // Without the mark that a renewed file's address bears.
  const address = (link) => new URL(link.getAttribute("href"), location.href).href.replace(/\?briefgen=\d+$/, "");
  const loaded = (link) => new Promise((done) => { link.onload = link.onerror = done; });
  const soon = (all) => Promise.race([Promise.all(all), new Promise((done) => setTimeout(done, 2000))]);

  // Styles first, so that no content is ever seen without them. Each in its place: a later one wins over an earlier one.
  async function head(next) {
    const old = new Map(styles(document).map((link) => [address(link), link]));
    const loads = [];
    const last = styles(document).at(-1);
    let following = last ? last.nextSibling : null;
    for (const link of styles(next).reverse()) {
      const kept = old.get(address(link));
      if (kept) { old.delete(address(link)); following = kept; continue; }
      const copy = document.importNode(link, true);
      loads.push(loaded(copy));
      document.head.insertBefore(copy, following);
      following = copy;
    }
    await soon(loads);
    old.forEach((link) => link.remove());
    document.title = next.title;
  }

  const scripts = (page) => Array.from(page.querySelectorAll("script[src]"))
    .filter((script) => !ours(script)).map((script) => script.getAttribute("src"));
  // The page's own scripts load others, such as parts of the search index.
  const sameScripts = (old, next) => (old
    ? scripts(old).join("\n") === scripts(next).join("\n")
    : scripts(next).every((src) => scripts(document).includes(src)));

  // What the reader looks at: all with an id on the screen, those that begin there first. Something around them that
  // begins above wouldn't tell when it grows there.
  function held() {
    const all = Array.from(document.querySelectorAll("main [id]"), (element) => [element, element.getBoundingClientRect()])
      .filter(([, box]) => box.height > 0 && box.bottom > 0 && box.top < innerHeight);
    const begin = all.filter(([, box]) => box.top >= 0);
    return begin.concat(all.filter(([, box]) => box.top < 0).reverse()).map(([element, box]) => ({ element, top: box.top }));
  }

  function offScreen(element) {
    const box = element.getBoundingClientRect();
    return box.bottom < 0 || box.top > innerHeight;
  }

  const PASSAGE = '[id^="p-"]';

  // Passages before what is counted from them, such as a reading time.
  function show(changed) {
    const there = changed.filter((element) => element && element.isConnected && element.closest("main") &&
      element.localName !== "main");
    const passages = there.filter((element) => element.closest(PASSAGE) || element.querySelector(PASSAGE));
    const candidates = passages.length > 0 ? passages : there;
    if (candidates.length === 0) return;
    const seen = candidates.find((element) => !offScreen(element));
    if (!seen) candidates[0].scrollIntoView({ block: "center", behavior: "instant" });
    const shown = seen || candidates[0];
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
      shown.animate([{ outline: "2px solid #b58900" }, { outline: "2px solid transparent" }], 1200);
    }
  }

  // Loads files of `static/` again, whose addresses stay the same: styles once the new one is there, and images.
  window.briefgenRenew = function (paths, version) {
    if (paths.length === 0) return;
    const renewed = (written) => {
      const url = new URL(written, location.href);
      return url.origin === location.origin && paths.includes(decodeURI(url.pathname)) && url.pathname + "?briefgen=" + version;
    };
    for (const link of styles(document)) {
      const href = renewed(link.getAttribute("href"));
      if (!href) continue;
      const copy = link.cloneNode();
      copy.setAttribute("href", href);
      loaded(copy).then(() => link.remove());
      link.after(copy);
    }
    for (const image of document.querySelectorAll("img[src]")) {
      const src = renewed(image.getAttribute("src"));
      if (src) image.setAttribute("src", src);
    }
  };

  // Takes both texts of a page as the server sent them; says whether it could. `edited`: this page's own files changed.
  window.briefgenSwap = async function (before, html, edited) {
    const parser = new DOMParser();
    const old = before === null ? null : parser.parseFromString(before, "text/html");
    const next = parser.parseFromString(html, "text/html");
    if (!sameScripts(old, next)) return false;
    await head(next);
    const places = held();
    const changed = [];
    attributes(document.documentElement, old && old.documentElement, next.documentElement);
    patch(document.body, old && old.body, next.body, changed);
    const place = places.find(({ element }) => element.isConnected);
    if (place) {
      scrollBy({ top: place.element.getBoundingClientRect().top - place.top, behavior: "instant" });
    }
    if (edited) show(changed);
    return true;
  };
})();
