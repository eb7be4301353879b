// The preview's bar: which view is shown, what was found, and the swap of what changed. No part of any build.
(function () {
  "use strict";

  // What the server says of this page: its view, its route, how places are opened. Renewed by each swap.
  let own = { ...document.currentScript.dataset };
  const switches = "switch" in own;
  const isPublic = own.view === "public";
  const prefix = isPublic && switches ? "/_public" : "";
  const route = own.route;
  let tag = own.tag;
  let sent = null;
  let news = { former: false, root: null, ...own.findings ? told(JSON.parse(own.findings)) : told([]) };

  /** Findings that came with a page, in the shape of the server's news. */
  function told(findings) {
    const count = (severity) => findings.filter((found) => found.severity === severity).length;
    return { findings, errors: count("error"), warnings: count("warning") };
  }

  function made(name, text, attributes) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    return element;
  }

  const host = made("briefgen-preview");
  const shadow = host.attachShadow({ mode: "open" });
  const bar = made("div", "", { class: "bar", role: "region", "aria-label": "Preview" });
  const list = made("div", "", { class: "findings", role: "status", "aria-label": "Findings" });
  const count = made("button", "", { type: "button" });
  const clean = made("span", "no findings", { class: "quiet" });
  const lost = made("span", "Not connected", { class: "lost", role: "status" });
  lost.hidden = true;
  bar.append(...views(), count, clean, lost);
  shadow.append(made("link", "", { rel: "stylesheet", href: "/_briefgen/preview.css" }), list, bar);
  document.body.append(host);

  function views() {
    if (!switches) return [made("span", "Preview", { class: "here" })];
    const here = made("span", isPublic ? "Public view" : "Desk view", { class: "here" });
    const there = made("a", isPublic ? "Desk view" : "Public view");
    const path = (isPublic ? "" : "/_public") + route.split("/").map(encodeURIComponent).join("/");
    const lead = () => { there.href = path + location.search + location.hash; };
    // The place on the page, and what is searched for, change without a word.
    ["pointerenter", "focus", "click"].forEach((name) => there.addEventListener(name, lead));
    lead();
    return isPublic ? [there, here] : [here, there];
  }

  function fold(hidden) {
    list.hidden = hidden;
    count.setAttribute("aria-expanded", String(!hidden));
  }
  count.onclick = () => fold(!list.hidden);
  shadow.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    fold(true);
    count.focus();
  });

  function draw() {
    const counted = (number, one) => (number === 0 ? [] : [number + " " + one + (number === 1 ? "" : "s")]);
    count.textContent = [...counted(news.errors, "error"), ...counted(news.warnings, "warning")].join(", ");
    count.hidden = count.textContent === "";
    clean.hidden = !count.hidden || !switches;
    host.classList.toggle("failing", news.errors > 0);
    const entries = news.findings.map(entry);
    if (news.former) entries.unshift(made("p", "The latest edit has errors. What you see is the site before it."));
    const more = news.errors + news.warnings - news.findings.length;
    if (more > 0) entries.push(made("p", "… and " + more + " more. “briefgen check” lists them all."));
    list.replaceChildren(...entries);
  }

  function entry(found) {
    const item = made("article", "", { class: found.severity });
    item.append(sentence(found.message + ".", "message"));
    if (found.file) {
      const where = made("p", "", { class: "where" });
      where.append(place(found), " ", made("span", found.code, { class: "code" }));
      item.append(where);
    }
    (found.help || []).forEach((line) => item.append(sentence(line, "help")));
    return item;
  }

  // Words as a terminal shows them: here with a capital, and what users type as code instead of between backticks.
  function sentence(text, name) {
    const line = made("p", "", { class: name });
    const parts = (text.slice(0, 1).toUpperCase() + text.slice(1)).split("`");
    const even = parts.length % 2 === 1;
    line.append(...parts.map((part, at) => (even && at % 2 === 1 ? made("code", part) : (even || at === 0 ? "" : "`") + part)));
    return line;
  }

  function place(found) {
    const [line, column] = [found.line || 1, found.column || 1];
    const words = found.file + (found.line ? ":" + line + ":" + column : "");
    if ("opens" in own) {
      const button = made("button", words, { type: "button", class: "place" });
      button.onclick = () => fetch("/_briefgen/open", {
        method: "POST",
        headers: { "briefgen-secret": own.secret },
        body: JSON.stringify({ file: found.file, line, column }),
      }).then((answer) => answer.ok || answer.text().then((text) => { button.textContent = words + " – " + text; }))
        .catch(() => { /* The bar says that the server has gone. */ });
      return button;
    }
    if (news.root === null) return made("span", words, { class: "place" });
    const address = (news.root + "/" + found.file).split("/").map(encodeURIComponent).join("/").replace(/^\/?/, "/");
    return made("a", words, { class: "place", href: "vscode://file" + address + ":" + line + ":" + column });
  }

  let [busy, again, wasEdited] = [false, false, false];

  // One swap at a time; what comes meanwhile is asked for once more.
  async function refresh(edited) {
    wasEdited = wasEdited || edited;
    if (busy) { again = true; return; }
    busy = true;
    do {
      again = false;
      try { await swap(wasEdited); } catch { /* The server has gone: its events say when it is back. */ }
      wasEdited = false;
    } while (again);
    busy = false;
  }

  async function swap(edited) {
    const answer = await fetch(location.pathname + location.search, {
      headers: sent === null ? {} : { "If-None-Match": tag }, cache: "no-store",
    });
    if (answer.status === 304) return;
    const html = await answer.text();
    const script = new DOMParser().parseFromString(html, "text/html").querySelector("script[data-view]");
    if (script) own = { ...script.dataset };
    if (answer.status === 500) {
      // The page can't be made: say why over what is shown.
      if (own.findings) news = { ...news, ...told(JSON.parse(own.findings)), former: true };
      draw();
      fold(false);
      return;
    }
    const [before, first] = [sent, sent === null];
    sent = html;
    if (first && own.tag === tag) return;
    tag = own.tag;
    if (!(await window.briefgenSwap(before, html, edited))) location.reload();
  }

  let source = null;

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("/_briefgen/events?view=" + own.view);
    source.addEventListener("state", (event) => {
      lost.hidden = true;
      const failed = news.errors > 0;
      news = JSON.parse(event.data);
      draw();
      // Errors stay open, or folded, as the reader left them while there are some.
      if (news.errors === 0) fold(true);
      else if (!failed) fold(false);
      window.briefgenRenew(news.files.map((file) => prefix + file), news.version);
      refresh(news.edited.includes(route));
    });
    source.onerror = () => {
      lost.hidden = false;
      // Browsers try again by themselves, unless something else answered.
      if (source && source.readyState === EventSource.CLOSED) { leave(); setTimeout(listen, 2000); }
    };
  }

  function leave() {
    if (source) { source.close(); source = null; }
  }

  // Browsers allow few connections to one address: pages that nobody sees let theirs go.
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
  draw();
  fold(news.errors === 0);
  listen();
})();
