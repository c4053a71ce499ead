// Bundles the browser's files: each script and style sheet that lies directly in the assets folder is an entry,
// everything in its sub-folders named below is copied as it is.
import { build } from "esbuild";
import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";

const assets = "src/leadwright/web/assets";
const built = "build/assets";
const copied = ["icons", "images", "fonts"];
const docs = ["swagger-ui.css", "swagger-ui-bundle.js"];

const asAttributes = (rules) => rules.split(";").filter(Boolean)
  .map((rule) => rule.replace(/^\s*([\w-]+)\s*:\s*(.*)$/, '$1="$2"')).join(" ");

// Our pages allow no style attributes: the signs of the editor say the same by attributes of their own.
const plainSigns = {
  name: "plain-signs",
  setup: (bundle) => bundle.onLoad({ filter: /ElementsIcons\.js$/ }, async (file) => ({
    contents: (await readFile(file.path, "utf8")).replace(/style="([^"]*)"/g, (_all, rules) => asAttributes(rules)),
  })),
};

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });

const entries = existsSync(assets)
  ? (await readdir(assets)).filter((name) => /\.(js|css)$/.test(name)).map((name) => path.join(assets, name))
  : [];

if (entries.length > 0) {
  await build({
    entryPoints: entries,
    outdir: built,
    bundle: true,
    minify: true,
    sourcemap: false,
    format: "iife",
    target: ["chrome111", "firefox113", "safari16.4"],
    external: ["*.svg", "*.png"],
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    logLevel: "warning",
    plugins: [plainSigns],
  });
}

for (const folder of copied.filter((name) => existsSync(path.join(assets, name)))) {
  await cp(path.join(assets, folder), path.join(built, folder), { recursive: true });
}

// Once more through the bundler: it drops the references to source maps, which are not served.
await build({
  entryPoints: docs.map((name) => path.join("node_modules/swagger-ui-dist", name)),
  outdir: path.join(built, "swagger"),
  minify: true,
  logLevel: "warning",
});
