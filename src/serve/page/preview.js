// The preview's bar: which view is shown, what was found, and the swap of what changed. No part of any build.
(function () {
  "use strict";

  const own = document.currentScript.dataset;
  const prefix = own.view === "public" && "switch" in own ? "/_public" : "";
  const route = decodeURI(location.pathname).slice(prefix.length);
  let tag = own.tag;
  let sent = null;
  let findings = own.findings ? JSON.parse(own.findings) : [];
  let former = false;
  let root = null;
  let folded = false;

  function made(name, text, attributes) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    return element;
  }

  const host = made("briefgen-preview");
  const shadow = host.attachShadow({ mode: "open" });
  const bar = made("div", "", { class: "bar", role: "region", "aria-label": "Preview" });
  const list = made("div", "", { class: "findings", role: "status", "aria-live": "polite" });
  shadow.append(made("link", "", { rel: "stylesheet", href: "/_briefgen/preview.css" }), list, bar);
  document.body.append(host);

  function counted(severity, one) {
    const count = findings.filter((found) => found.severity === severity).length;
    return count === 0 ? [] : [count + " " + one + (count === 1 ? "" : "s")];
  }

  function draw() {
    bar.replaceChildren();
    if ("switch" in own) {
      const elsewhere = own.view === "public" ? encodeURI(route) : "/_public" + encodeURI(route);
      const here = made("span", own.view === "public" ? "Public view" : "Desk view", { class: "here" });
      const there = made("a", own.view === "public" ? "Desk view" : "Public view", { href: elsewhere + location.hash });
      bar.append(...(own.view === "public" ? [there, here] : [here, there]));
    } else {
      bar.append(made("span", "Preview", { class: "here" }));
    }
    const counts = [...counted("error", "error"), ...counted("warning", "warning")].join(", ");
    const shown = findings.filter((found) => found.severity !== "info");
    if (counts) {
      const button = made("button", counts, { type: "button", "aria-expanded": String(!list.hidden) });
      button.onclick = () => { folded = !list.hidden; list.hidden = folded; draw(); };
      bar.append(button);
    } else if ("switch" in own) {
      bar.append(made("span", "no findings", { class: "quiet" }));
    }
    const failing = findings.some((found) => found.severity === "error");
    host.classList.toggle("failing", failing);
    list.replaceChildren();
    if (former) list.append(made("p", "The latest edit has errors. What you see is the site before it."));
    shown.forEach((found) => list.append(entry(found)));
  }

  function entry(found) {
    const item = made("article", "", { class: found.severity });
    item.append(made("p", found.message + ".", { class: "message" }));
    if (found.file) item.append(place(found));
    (found.help || []).forEach((line) => item.append(made("p", line, { class: "help" })));
    return item;
  }

  function place(found) {
    const [line, column] = [found.line || 1, found.column || 1];
    const words = found.file + (found.line ? ":" + line + ":" + column : "") + "  " + found.code;
    if ("opens" in own) {
      const button = made("button", words, { type: "button", class: "place" });
      button.onclick = () => fetch("/_briefgen/open", {
        method: "POST",
        headers: { "briefgen-secret": own.secret },
        body: JSON.stringify({ file: found.file, line, column }),
      }).then((answer) => answer.ok || answer.text().then((text) => { button.textContent = words + " – " + text; }));
      return button;
    }
    if (root === null) return made("p", words, { class: "place" });
    const address = (root + "/" + found.file).split("/").map(encodeURIComponent).join("/").replace(/^\/?/, "/");
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
    if (answer.status === 500) {
      // The page can't be made: say why over what is shown.
      if (script && script.dataset.findings) { findings = JSON.parse(script.dataset.findings); former = true; }
      list.hidden = folded = false;
      draw();
      return;
    }
    const latest = script ? script.dataset.tag : "";
    const [before, first] = [sent, sent === null];
    sent = html;
    if (first && latest === tag) return;
    tag = latest;
    if (!(await window.briefgenSwap(before, html, edited))) location.reload();
  }

  let source = null;

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("/_briefgen/events?view=" + own.view);
    source.addEventListener("state", (event) => {
      const news = JSON.parse(event.data);
      [findings, former, root] = [news.findings, news.former, news.root];
      const failing = findings.some((found) => found.severity === "error");
      if (!failing) folded = false;
      list.hidden = folded || !failing;
      draw();
      refresh(news.edited.includes(route));
    });
  }

  // Browsers allow few connections to one address: pages that nobody sees let theirs go.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) { listen(); return; }
    if (source) { source.close(); source = null; }
  });
  addEventListener("pagehide", () => { if (source) { source.close(); source = null; } });
  addEventListener("pageshow", listen);
  list.hidden = findings.length === 0;
  draw();
  listen();
})();
