// Charts from the page's own data blocks, drawn by Vega-Lite with its expression interpreter: no code is made from text.
import embed from "vega-embed";

const css = (name) => {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

function config() {
  const [ink, soft, rule] = ["--ink", "--soft", "--rule"].map(css);
  const font = '"Source Sans 3", sans-serif';
  return {
    background: null, font,
    axis: { labelColor: soft, titleColor: soft, gridColor: rule, domainColor: rule, tickColor: rule, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 500 },
    legend: { labelColor: ink, titleColor: soft, labelFontSize: 12, orient: "top", title: null, symbolType: "square" },
    view: { stroke: null }, title: { color: ink, anchor: "start", fontSize: 14 },
    range: { category: ["--good", "--bad", "--plan", "--maybe", "--accent"].map(css) },
  };
}

async function draw() {
  for (const box of document.querySelectorAll(".chart[data-spec]")) {
    const spec = JSON.parse(document.getElementById(box.dataset.spec).textContent);
    const tones = { good: css("--good"), bad: css("--bad"), plan: css("--plan"), accent: css("--accent"), ink: css("--ink"), soft: css("--soft") };
    const toned = JSON.parse(JSON.stringify(spec), (_, value) => (typeof value === "string" && value.startsWith("tone:") ? tones[value.slice(5)] : value));
    if (toned.spec) toned.spec.width = Math.max(240, box.clientWidth - 70);
    await embed(box, { ...toned, config: config() }, { ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip: { disableDefaultStyle: true } });
    box.dataset.drawn = "yes";
  }
}
document.fonts.ready.then(draw);
document.addEventListener("sayso:theme", draw);
let waiting;
addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 200); });
