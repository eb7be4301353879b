// The network page: a name's companions show when it is pointed at, and lists choose whom the drawing shows.
(function () {
  "use strict";
  var svg = document.querySelector(".network svg");
  if (!svg) return;
  var nodes = Array.prototype.slice.call(svg.querySelectorAll(".node"));
  var lines = Array.prototype.slice.call(svg.querySelectorAll("line"));
  var near = nodes.map(function (_, at) { return new Set([at]); });
  lines.forEach(function (line) {
    var from = +line.dataset.from, to = +line.dataset.to;
    near[from].add(to);
    near[to].add(from);
  });

  // Names that the drawing has no room for stand over everything while they are pointed at.
  var written = [];
  function write(at) {
    var node = nodes[at];
    if (node.querySelector("text")) return;
    var box = node.querySelector("circle, rect, path").getBBox();
    var text = document.createElementNS("http://www.w3.org/2000/svg", "text");
    var right = box.x + box.width > svg.viewBox.baseVal.width * 0.8;
    text.setAttribute("x", right ? box.x - 4 : box.x + box.width + 4);
    text.setAttribute("y", box.y + box.height / 2 + 5);
    text.setAttribute("text-anchor", right ? "end" : "start");
    text.setAttribute("class", "pointed");
    text.textContent = document.querySelector("[data-row='" + at + "'] a").textContent;
    node.appendChild(text);
    written.push(text);
  }

  function light(at) {
    svg.classList.add("dimmed");
    nodes.forEach(function (node, other) { node.classList.toggle("lit", near[at].has(other)); });
    lines.forEach(function (line) { line.classList.toggle("lit", +line.dataset.from === at || +line.dataset.to === at); });
    near[at].forEach(write);
  }
  function calm() {
    svg.classList.remove("dimmed");
    written.forEach(function (text) { text.remove(); });
    written = [];
  }
  nodes.forEach(function (node, at) {
    ["mouseenter", "focus"].forEach(function (name) { node.addEventListener(name, function () { calm(); light(at); }); });
    ["mouseleave", "blur"].forEach(function (name) { node.addEventListener(name, calm); });
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") calm(); });

  var form = document.querySelector(".network-filter");
  var kind = form.querySelector("[data-filter=kind]"), theme = form.querySelector("[data-filter=near]");
  function filter() {
    var around = theme.value === "" ? null : near[+theme.value];
    var shown = nodes.map(function (node, at) {
      return (!kind.value || node.dataset.kind === kind.value || at === +theme.value && around) && (!around || around.has(at));
    });
    nodes.forEach(function (node, at) { node.classList.toggle("off", !shown[at]); });
    lines.forEach(function (line) { line.classList.toggle("off", !shown[+line.dataset.from] || !shown[+line.dataset.to]); });
    document.querySelectorAll("[data-row]").forEach(function (row) { row.classList.toggle("off", !shown[+row.dataset.row]); });
  }
  form.addEventListener("change", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  filter();
})();
