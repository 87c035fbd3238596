// Loaded before the page is drawn, so that a chosen theme does not flash.
try {
  const chosen = localStorage.getItem("sayso-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* a private window keeps nothing */ }
