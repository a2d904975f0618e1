/**
 * Builds `dist/` from `src/`. Quick when nothing changed (a stamp over the inputs), and safe to run while tests use the
 * last build: chunks carry their content's hash, `main.js` is renamed into place last, and the chunks of the build
 * before stay until the next one.
 *
 *   node test/tools/build.mjs [--clean] [--force]
 *
 * `--clean` leaves only this build's files (for packing), `--force` ignores the stamp. Why dependencies are bundled:
 * README.md in this folder.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "dist");
const stampFile = join(dist, ".build.json");

/** Kept out of the bundle: 9 MB, loaded only when a fact is missing. `typescript` is cosmiconfig's loader for files we never load. */
const external = ["ts-morph", "typescript"];

/** Bundled CommonJS packages call `require` for Node's own modules; an ES module has to make one. */
const banner = 'import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);';

const schemas = [
  { file: "src/config/json-schema.ts", exported: "policyJsonSchema", as: "policy.schema.json" },
  { file: "src/report/json-schema.ts", exported: "reportJsonSchema", as: "report.schema.json" },
];

/** Brings `dist/` up to date; says whether it had to do anything. */
export async function build({ clean = false, force = false } = {}) {
  const inputs = inputDigest();
  const previous = readStamp();
  const fresh = previous?.inputs === inputs && previous.files.every((file) => existsSync(join(dist, file)));
  if (fresh && !force) {
    if (clean) removeAllBut(previous.files);
    return { built: false };
  }
  const outputs = new Map([...(await bundle()), ...(await schemaFiles())]);
  const files = [...outputs.keys()].toSorted();
  writeOutputs(outputs);
  removeAllBut(clean ? files : [...files, ...(previous?.files ?? [])]);
  writeAtomically(stampFile, JSON.stringify({ inputs, files }, null, 1));
  return { built: true };
}

function inputDigest() {
  const hash = createHash("sha256").update(process.version);
  const files = ["package.json", "package-lock.json", "test/tools/build.mjs", ...filesUnder("src")];
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file))).update("\0");
  return hash.digest("hex");
}

function filesUnder(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name))).toSorted();
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return null; // no build yet, or a torn stamp: build again
  }
}

async function bundle() {
  const { build: esbuild } = await import("esbuild");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const result = await esbuild({
    absWorkingDir: root,
    entryPoints: { main: "src/main.ts" },
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    // jsonc-parser's CommonJS build cannot be bundled, its ES build can.
    mainFields: ["module", "main"],
    external,
    banner: { js: banner },
    chunkNames: "chunks/[name]-[hash]",
    define: { RISKSCORE_VERSION: JSON.stringify(version), RISKSCORE_BUILD: JSON.stringify(inputDigest().slice(0, 16)) },
    legalComments: "none",
    // Start-up is a feature, and V8 reads every byte: names stay, so that a stack trace can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const outputs = result.outputFiles.map((file) => [portable(relative(dist, file.path)), file.contents]);
  return [...outputs, ["THIRD-PARTY-LICENSES.txt", licencesOf(Object.keys(result.metafile.inputs))]];
}

/** The licences of the bundled packages ask to travel with their code. */
function licencesOf(inputs) {
  const folders = new Set(inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(portable(input))?.[0]).filter(Boolean));
  const texts = [...folders].toSorted().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? `(no licence file in the package; it declares ${license})` : readFileSync(join(root, folder, file), "utf8");
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return `dist/ holds code of these packages.\n\n${texts.join(`\n${"-".repeat(78)}\n\n`)}`;
}

async function schemaFiles() {
  const outputs = [];
  for (const { file, exported, as } of schemas) {
    if (!existsSync(join(root, file))) {
      process.stderr.write(`dist/schema/${as} was not written: ${file}, which exports ${exported}(), is missing\n`);
      continue; // CI's packing step refuses a package without it
    }
    const made = (await importSource(file))[exported];
    if (typeof made !== "function") throw new Error(`${file} has to export a function ${exported}() that returns the JSON Schema`);
    outputs.push([`schema/${as}`, `${JSON.stringify(await made(), null, 2)}\n`]);
  }
  return outputs;
}

/** Imports a TypeScript source through a bundle in node_modules/.cache, where its dependencies resolve. */
async function importSource(file) {
  const { build: esbuild } = await import("esbuild");
  const folder = join(root, "node_modules", ".cache", "riskscore-build", String(process.pid));
  const outfile = join(folder, `${file.replaceAll("/", "-")}.mjs`);
  await esbuild({ absWorkingDir: root, entryPoints: [file], outfile, bundle: true, format: "esm", platform: "node", target: "node20.19", packages: "external", logLevel: "silent" });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `main.js` last: from then on readers see this build, and everything it imports is already there. */
function writeOutputs(outputs) {
  const names = [...outputs.keys()].toSorted((a, b) => Number(a === "main.js") - Number(b === "main.js"));
  for (const name of names) writeAtomically(join(dist, name), outputs.get(name));
}

function writeAtomically(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

function removeAllBut(kept) {
  const names = new Set([...kept, portable(relative(dist, stampFile))]);
  for (const file of filesUnder("dist")) {
    const name = portable(relative(dist, join(root, file)));
    // Another build's half-written file is that build's to rename.
    if (!names.has(name) && !name.endsWith(".tmp")) rmSync(join(root, file), { force: true });
  }
}

function portable(path) {
  return path.replaceAll("\\", "/");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const flags = process.argv.slice(2);
  try {
    const { built } = await build({ clean: flags.includes("--clean"), force: flags.includes("--force") });
    process.stderr.write(built ? "built dist/\n" : "dist/ is up to date\n");
  } catch (error) {
    const details = error.errors?.map((e) => `${e.location?.file ?? ""}:${e.location?.line ?? ""}: ${e.text}`).join("\n");
    process.stderr.write(`the build failed: ${details || error.message}\n`);
    process.exitCode = 1;
  }
}
