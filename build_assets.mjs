// Bundles the browser's files: each script and style sheet that lies directly in the assets folder is an entry,
// everything in its sub-folders named below is copied as it is.
import { build } from "esbuild";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";

const assets = "src/leadwright/web/assets";
const built = "src/leadwright/web/static";
const copied = ["icons", "images", "fonts"];
const docs = ["swagger-ui.css", "swagger-ui-bundle.js"];

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
    external: ["./icons/*", "./images/*", "./fonts/*"],
    loader: { ".svg": "file", ".woff2": "file" },
    logLevel: "warning",
  });
}

for (const folder of copied.filter((name) => existsSync(path.join(assets, name)))) {
  await cp(path.join(assets, folder), path.join(built, folder), { recursive: true });
}

await mkdir(path.join(built, "swagger"), { recursive: true });
for (const name of docs) {
  await cp(path.join("node_modules/swagger-ui-dist", name), path.join(built, "swagger", name));
}
