// Builds src/sayso/web/static.  `--check` writes nothing and says whether a rebuild gives the committed bytes.
import { build } from "esbuild";
import { mkdtempSync, readdirSync, readFileSync, rmSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const kept = join(here, "..", "src", "sayso", "web", "static");
const check = process.argv.includes("--check");
const out = check ? mkdtempSync(join(tmpdir(), "sayso-desk-")) : kept;
if (!check) { rmSync(out, { recursive: true, force: true }); mkdirSync(out, { recursive: true }); }

await build({
  absWorkingDir: here,
  entryPoints: ["src/theme.js", "src/desk.js", "src/network.js", "src/charts.js", "src/desk.css", "src/report.css"],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome123", "firefox120", "safari17.5"],
  charset: "utf8",
  legalComments: "eof",
  assetNames: "[name]",
  loader: { ".woff2": "file" },
  logLevel: "warning",
});

if (check) {
  const names = (folder) => readdirSync(folder).sort();
  const wrong = [...new Set([...names(out), ...names(kept)])].filter((name) => {
    try { return !readFileSync(join(out, name)).equals(readFileSync(join(kept, name))); } catch { return true; }
  });
  rmSync(out, { recursive: true });
  if (wrong.length) {
    console.error(`A rebuild gives other bytes for ${wrong.join(", ")}: run npm run build in web-assets and commit what it writes.`);
    process.exit(1);
  }
  console.log("The committed bundles are what the sources give.");
}
