// The network: who does what to whom. Drawn from the data block of the page; the table below it says the same without a picture.
import cytoscape from "cytoscape";

// cytoscape writes a style element unless one with this id is there; the content policy allows none, and our style sheet has the rule.
const ours = document.createElement("meta");
ours.id = "__________cytoscape_stylesheet";
document.head.append(ours);

const box = document.getElementById("network");
const { nodes, edges, months } = JSON.parse(document.getElementById("network-data").textContent);
const css = (name) => {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  box.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

function styles() {
  const [ink, paper, sheet, good, bad, soft] = ["--ink", "--paper", "--sheet", "--good", "--bad", "--soft"].map(css);
  return [
    { selector: "node", style: { "background-color": sheet, "border-color": ink, "border-width": 1.5, label: "data(name)", color: ink, "font-family": '"Source Sans 3", sans-serif', "font-size": 13, "font-weight": 600, "text-valign": "bottom", "text-margin-y": 4, "text-background-color": paper, "text-background-opacity": 0.8, "text-background-padding": 2, width: "data(size)", height: "data(size)" } },
    { selector: "node:selected", style: { "background-color": ink } },
    { selector: "edge", style: { "curve-style": "bezier", "control-point-step-size": 34, width: "data(width)", "line-color": soft, "target-arrow-color": soft, "target-arrow-shape": "triangle", "arrow-scale": 0.9, opacity: 0.82, label: "data(sign)", "font-size": 14, "font-weight": 700, color: ink, "text-background-color": paper, "text-background-opacity": 0.85, "text-background-padding": 1 } },
    { selector: "edge[tone = 1]", style: { "line-color": good, "target-arrow-color": good } },
    { selector: "edge[tone = -1]", style: { "line-color": bad, "target-arrow-color": bad, "target-arrow-shape": "tee" } },
    { selector: "edge[?mutual]", style: { "target-arrow-shape": "none" } },
    { selector: "edge[?disputed]", style: { "line-style": "dashed", "line-dash-pattern": [7, 5] } },
    { selector: ".out", style: { display: "none" } },
    { selector: "edge:active, edge.near", style: { opacity: 1, "underlay-color": ink, "underlay-opacity": 0.18, "underlay-padding": 3 } },
  ];
}

// The drawing fills the box, so that names keep their size.
const low = (of) => Math.min(...nodes.map(of)), high = (of) => Math.max(...nodes.map(of));
const [left, right, top, bottom] = [low((n) => n.x), high((n) => n.x), low((n) => n.y), high((n) => n.y)];
const scale = (value, from, to, size, edge) => edge + ((value - from) / Math.max(1e-6, to - from)) * (size - 2 * edge);
const spread = ({ x, y }) => ({ x: scale(x, left, right, box.clientWidth, 60), y: scale(y, top, bottom, box.clientHeight, 44) });

const most = Math.max(1, ...edges.map((e) => e.weight));
const width = (weight) => 1.2 + 7.5 * Math.sqrt(weight / most);
// Names are measured when they are first drawn, so the font must be there.
await document.fonts.load('600 13px "Source Sans 3"').catch(() => {});
const cy = cytoscape({
  container: box,
  elements: [
    ...nodes.map((n) => ({ data: { ...n, size: 16 + 26 * Math.sqrt(n.weight / Math.max(1, ...nodes.map((m) => m.weight))) } })),
    ...edges.map((e) => ({ data: { ...e, width: width(e.weight) } })),
  ],
  style: styles(),
  // The places are those the server gave: the same ledger gives the same picture.
  layout: { name: "preset", positions: (node) => spread(node.data()), fit: false },
  minZoom: 0.25,
  maxZoom: 3,
});
window.saysoNetwork = cy;
document.addEventListener("sayso:theme", () => cy.style(styles()));
cy.on("tap", "edge", (event) => { location.href = event.target.data("href"); });
cy.on("tap", "node", (event) => { location.href = event.target.data("href"); });
cy.on("mouseover", "edge", (event) => { event.target.addClass("near"); box.title = event.target.data("told"); });
cy.on("mouseout", "edge", (event) => { event.target.removeClass("near"); box.title = ""; });

// ---- what is shown: months between the two handles, kinds that are ticked
const from = document.getElementById("from"), until = document.getElementById("until"), told = document.getElementById("months-told");
const rows = new Map([...document.querySelectorAll("tr[data-edge]")].map((row) => [row.dataset.edge, row]));
const address = (href, first, last) => {
  const url = new URL(href, location.href);
  if (first > 0) url.searchParams.set("since", `${months[first]}-01`);
  if (last < months.length - 1) {
    const [year, month] = months[last].split("-").map(Number);
    url.searchParams.set("until", new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10));
  }
  return url.pathname + url.search;
};
function show() {
  const a = Math.min(+from.value, +until.value), b = Math.max(+from.value, +until.value);
  const kinds = new Set([...document.querySelectorAll("[name=kind]:checked")].map((box) => box.value));
  if (told) told.textContent = a === b ? months[a] : `${months[a]} to ${months[b]}`;
  const used = new Set();
  cy.batch(() => {
    for (const edge of edges) {
      let weight = 0;
      for (const [at, n] of edge.months) if (at >= a && at <= b) weight += n;
      const element = cy.getElementById(edge.id), out = weight === 0 || !kinds.has(edge.kind);
      element.toggleClass("out", out);
      element.data({ width: width(weight || 1), href: address(edge.href, a, b) });
      if (!out) used.add(edge.source).add(edge.target);
      const row = rows.get(edge.id);
      if (row) { row.hidden = out; row.querySelector("[data-weight]").textContent = weight.toLocaleString("en"); row.querySelector("a").href = address(edge.href, a, b); }
    }
    cy.nodes().forEach((node) => { node.toggleClass("out", !used.has(node.id())); });
  });
}
for (const control of [from, until, ...document.querySelectorAll("[name=kind]")]) control?.addEventListener("input", show);
if (from && until) show();
document.getElementById("fit")?.addEventListener("click", () => cy.fit(cy.elements(":visible"), 46));
