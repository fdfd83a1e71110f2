// Builds web/dist: every asset under a name that changes with its content, and manifest.json,
// which maps the plain name ("app.css") to the one that is served ("app-1a2b3c4d.css").
// build.rs and src/web/assets.rs read the manifest; nothing else may guess a file name.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "dist");

/** Gzipped bytes that may not be exceeded: all assets of a first page, and the office's script. */
const BUDGET = { everything: 40 * 1024, "app.js": 15 * 1024 };

// The licence of what we build upon asks for its notice in every copy.
const { version } = JSON.parse(await readFile(path.join(here, "node_modules/govuk-frontend/package.json"), "utf8"));
const NOTICE = `/*! Contains parts of govuk-frontend ${version}, MIT licence, (c) Crown copyright (Government Digital Service). */\n`;

const scripts = [{ name: "app.js", entry: "src/app.ts" }];
const styles = [{ name: "app.css", entry: "src/app.scss" }];
const files = [{ name: "icon.svg", entry: "src/icon.svg" }];

async function script({ entry }) {
  const built = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    write: false,
    legalComments: "none",
  });
  return Buffer.from(NOTICE + built.outputFiles[0].text);
}

async function style({ entry }) {
  const compiled = await sass.compileAsync(path.join(here, entry), {
    loadPaths: [path.join(here, "node_modules")],
    quietDeps: true,
  });
  const small = await esbuild.transform(compiled.css, { loader: "css", minify: true });
  return Buffer.from(NOTICE + small.code);
}

const file = ({ entry }) => readFile(path.join(here, entry));

/** "app.css" and its content to "app-1a2b3c4d.css". */
function hashed(name, content) {
  const { name: stem, ext } = path.parse(name);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  return `${stem}-${hash}${ext}`;
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const manifest = {};
let total = 0;
for (const [assets, make] of [[scripts, script], [styles, style], [files, file]]) {
  for (const asset of assets) {
    const content = await make(asset);
    const size = gzipSync(content, { level: 6 }).length;
    const served = hashed(asset.name, content);
    manifest[asset.name] = served;
    total += size;
    if (size > (BUDGET[asset.name] ?? Infinity)) {
      throw new Error(`${asset.name} is ${size} bytes gzipped; its budget is ${BUDGET[asset.name]}.`);
    }
    await writeFile(path.join(dist, served), content);
    console.log(`${served}  ${content.length} bytes, ${size} gzipped`);
  }
}
if (total > BUDGET.everything) {
  throw new Error(`All assets together are ${total} bytes gzipped; the budget is ${BUDGET.everything}.`);
}
// Written last: its presence says that the build is whole.
await writeFile(path.join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
