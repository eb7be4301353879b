// What a page is the better for: previews of actors and themes, filters of long lists, folds that open for what is
// inside. Every page is whole without it; from a folder (file://) all but the previews work.
(function () {
  "use strict";

  function each(selector, act, within) {
    (within || document).querySelectorAll(selector).forEach(function (one) { act(one); });
  }

  /* Folds */

  // What the style shows unfolded (margins of wide screens) is open for keyboards and screen readers too.
  function unfold() {
    each("main details > summary", function (summary) {
      var shown = getComputedStyle(summary).pointerEvents === "none";
      var ours = summary.tabIndex < 0;
      if (shown === ours) return;
      summary.parentNode.open = shown;
      if (shown) summary.tabIndex = -1; else summary.removeAttribute("tabindex");
    });
  }

  // An address that leads into a fold opens it.
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    if (!target) return;
    var folded = false;
    var inside = target.matches("details") ? target : target.querySelector(":scope > details");
    for (var fold = inside || target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      folded = folded || !fold.open;
      fold.open = true;
    }
    if (folded) target.scrollIntoView();
  }

  // Paper has no folds.
  var printed = [];
  addEventListener("beforeprint", function () {
    each("main details:not([open])", function (fold) { fold.open = true; printed.push(fold); });
  });
  addEventListener("afterprint", function () {
    printed.splice(0).forEach(function (fold) { fold.open = false; });
  });

  addEventListener("resize", unfold);
  addEventListener("hashchange", reveal);
  unfold();
  reveal();

  /* Filters: a place in the page, its words, and the list that follows */

  // The id of an actor or theme that a link leads to.
  function led(link, folder) {
    var found = link.getAttribute("href").match(/(actors|themes)\/([^/#]+)\/(index\.html)?$/);
    return found && found[1] === folder ? found[2] : null;
  }

  // The years, actors and themes of an entry, as the page shows or marks them.
  function facts(entry) {
    var time = entry.querySelector("time");
    var of = { year: [time ? time.dateTime.slice(0, 4) : ""], actors: [], themes: [], about: (entry.dataset.about || "").split(" ") };
    each(".facts a", function (link) {
      ["actors", "themes"].forEach(function (folder) { if (led(link, folder)) of[folder].push(led(link, folder)); });
    }, entry);
    return of;
  }

  // A number in the digits of the page's language.
  function digits(place, number) {
    var zero = place.dataset.zero.codePointAt(0);
    return String(number).replace(/\d/g, function (digit) { return String.fromCodePoint(zero + Number(digit)); });
  }

  // The values of a filter with their names, in order; none where all entries agree.
  function values(place, by, entries) {
    var names = new Map();
    var held = new Set();
    entries.forEach(function (entry) { entry.of[by].forEach(function (value) { held.add(value); }); });
    if (by === "year") held.forEach(function (year) { names.set(year, year ? digits(place, year) : place.dataset.undated); });
    else if (by === "about") each(place.dataset.names + " .named li > a:first-child", function (link) {
      var id = led(link, "themes") || led(link, "actors");
      if (held.has(id)) names.set(id, link.textContent);
    });
    else entries.forEach(function (entry) {
      each(".facts a", function (link) { if (led(link, by)) names.set(led(link, by), link.textContent); }, entry.item);
    });
    var order = Array.from(names).sort(function (a, b) { return by === "year" ? b[0].localeCompare(a[0]) : a[1].localeCompare(b[1], document.documentElement.lang); });
    return order.length > 1 ? order : [];
  }

  each(".filter", function (place) {
    var list = place.nextElementSibling;
    var entries = Array.from(list.children, function (item) { return { item: item, of: facts(item) }; });
    var chosen = {};
    var status = document.createElement("p");
    status.setAttribute("role", "status");
    function choose() {
      var shown = 0;
      entries.forEach(function (entry) {
        var fits = Object.keys(chosen).every(function (by) { return chosen[by] === null || entry.of[by].includes(chosen[by]); });
        entry.item.hidden = !fits;
        if (fits) shown += 1;
      });
      status.textContent = place.dataset.shown.replace("{shown}", digits(place, shown)).replace("{total}", digits(place, entries.length));
    }
    place.dataset.by.split(" ").forEach(function (by) {
      var options = values(place, by, entries);
      if (!options.length) return;
      var label = document.createElement("label");
      var select = document.createElement("select");
      label.append(place.dataset[by], " ", select);
      select.add(new Option(place.dataset.all, "*"));
      options.forEach(function (option) { select.add(new Option(option[1], "=" + option[0])); });
      chosen[by] = null;
      select.addEventListener("change", function () {
        chosen[by] = select.value === "*" ? null : select.value.slice(1);
        choose();
      });
      place.append(label);
    });
    if (!place.children.length) return;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", place.dataset.label);
    place.append(status);
  });

  /* Previews: fetched once, beside the words that name an actor or theme */

  if (location.protocol === "file:") return;
  var fetched = new Map();
  var wanted = null, named = null, card = null, timer = 0;

  function fetchPreview(page) {
    var address = new URL("preview.html", page).href;
    if (!fetched.has(address)) {
      fetched.set(address, fetch(address).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (html) {
        var whole = new DOMParser().parseFromString(html, "text/html");
        var found = whole.querySelector(".preview");
        if (!found) return null;
        found.lang = whole.documentElement.lang;
        found.dir = whole.documentElement.dir || "ltr";
        each("a", function (link) { link.href = new URL(link.getAttribute("href"), address).href; }, found);
        return found;
      }).catch(function () { return null; }));
    }
    return fetched.get(address);
  }

  function place() {
    var boxes = named.getClientRects();
    var box = boxes[0];
    var room = document.documentElement;
    if (!box || box.bottom < 0 || box.top > room.clientHeight) return close();
    var below = box.bottom + card.offsetHeight <= room.clientHeight || box.top < card.offsetHeight;
    card.style.setProperty("top", (below ? box.bottom : box.top - card.offsetHeight) + "px");
    var start = room.dir === "rtl" ? box.right - card.offsetWidth : box.left;
    card.style.setProperty("left", Math.max(8, Math.min(start, room.clientWidth - card.offsetWidth - 8)) + "px");
  }

  function close() {
    clearTimeout(timer);
    wanted = null;
    if (card) card.remove();
    card = named = null;
  }

  function show(link) {
    fetchPreview(link.href).then(function (found) {
      if (!found || wanted !== link || named === link) return;
      if (card) card.remove();
      card = document.importNode(found, true);
      named = link;
      // Right behind its link, so that the tab key comes to it next.
      link.after(card);
      if (card.showPopover) { card.popover = "manual"; card.showPopover(); }
      place();
    });
  }

  function ask(link) {
    clearTimeout(timer);
    wanted = link;
    if (link !== named) timer = setTimeout(show, 250, link);
  }

  // Time to move the pointer from the words to their preview.
  function leave() {
    clearTimeout(timer);
    timer = setTimeout(close, 300);
  }

  function held(node) {
    return Boolean(node && node.closest && card && (card.contains(node) || named.contains(node)));
  }

  var SELECTOR = "a.mention[data-actor], a.mention[data-theme]";
  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    var link = event.target.closest(SELECTOR);
    if (link) ask(link);
    else if (held(event.target)) clearTimeout(timer);
  });
  document.addEventListener("pointerout", function (event) {
    var from = event.target.closest(SELECTOR) || held(event.target);
    if (from && !held(event.relatedTarget) && !held(document.activeElement)) leave();
  });
  document.addEventListener("focusin", function (event) {
    var link = event.target.closest(SELECTOR);
    if (link && link.matches(":focus-visible")) ask(link);
    else if (card && !held(event.target)) close();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !(card || wanted)) return;
    if (card && card.contains(document.activeElement)) {
      var back = named;
      close();
      back.focus();
    }
    close();
  });
  addEventListener("scroll", function () { if (card) place(); }, { passive: true, capture: true });
})();
