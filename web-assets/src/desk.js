// What every page does: htmx for parts that change without a reload, marks of a text, one-key review, dropped files, the theme.
import htmx from "htmx.org";

window.htmx = htmx;
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// ---- theme: light and dark in turn, from what is seen now
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("sayso-theme", root.dataset.theme); } catch { /* private window: it holds for this page */ }
  document.dispatchEvent(new CustomEvent("sayso:theme"));
});

// ---- forms that make addresses leave out what is empty, so that the address can be sent
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get") return;
  for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
  setTimeout(() => { for (const field of form.elements) field.disabled = false; }, 0);
});
document.addEventListener("change", (event) => { if (event.target.matches("[data-submit]")) event.target.form.requestSubmit(); });

// ---- the marks of a document: those of the open claim stand out, in the text and in the address
function select(number, push) {
  for (const mark of $$(".text [data-c], .text a[data-n]")) {
    const of = mark.dataset.n ? [mark.dataset.n] : mark.dataset.c.split(" ");
    mark.classList.toggle("on", of.includes(number));
    if (mark.dataset.n) mark.toggleAttribute("aria-current", mark.dataset.n === number);
  }
  const link = $(`.text a[data-n="${CSS.escape(number)}"]`);
  if (push && link) history.replaceState(null, "", link.href);
  return link;
}
document.addEventListener("click", (event) => {
  const link = event.target.closest(".text a[data-n]");
  if (link && !event.ctrlKey && !event.metaKey) select(link.dataset.n, true);
});
const opened = $(".text[data-open]")?.dataset.open;
if (opened) select(opened, false)?.scrollIntoView({ block: "center" });

// ---- review: one key each
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "/" && $("#seek")) { event.preventDefault(); $("#seek").focus(); return; }
  const button = $$("[data-key]").find((b) => b.dataset.key === event.key.toLowerCase() && !b.disabled && b.offsetParent !== null);
  if (button) { event.preventDefault(); button.click(); }
});

// ---- a file that is dropped on the page of reading
const drop = $(".drop");
if (drop) {
  const file = $("input[type=file]", drop);
  const told = () => { $("[data-files]", drop).textContent = [...file.files].map((f) => f.name).join(", "); };
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (e) => { e.preventDefault(); drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, (e) => { e.preventDefault(); drop.classList.remove("over"); });
  drop.addEventListener("drop", (e) => { file.files = e.dataTransfer.files; told(); });
  file.addEventListener("change", told);
}

// ---- what a screen reader is told after a part has changed, and where the focus goes
document.addEventListener("htmx:after:swap", () => {
  const note = $("[data-announce]");
  if (note && $("#live")) $("#live").textContent = note.dataset.announce;
});
