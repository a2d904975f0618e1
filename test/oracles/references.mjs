/**
 * Checks recall against an independent judge: TypeScript's language service, with types, asked who refers to an exported
 * function. Every file it names has to be among the dependents riskscore reports when that function's body changes.
 *
 *   node test/oracles/references.mjs --repo PATH [--samples N] [--seed N] [--json]
 *
 * The judge sees no templates, no mocks and no globs, so it can only prove riskscore too narrow, never too wide; how much
 * wider the first hop is than the judge's answer is printed as a figure, for barrels and re-exports stand there too.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ts } from "ts-morph";
import { privateCopy } from "../bench/private-copy.mjs";
import { run } from "../bench/whole-process.mjs";

const bin = fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url));
const { values } = parseArgs({
  options: { repo: { type: "string" }, samples: { type: "string", default: "25" }, seed: { type: "string", default: "1" }, json: { type: "boolean", default: false } },
});
if (values.repo === undefined) {
  process.stderr.write("usage: node test/oracles/references.mjs --repo PATH [--samples N] [--seed N] [--json]\n");
  process.exit(2);
}

const copy = privateCopy(resolve(values.repo));
process.on("exit", () => copy.remove());
const tree = join(dirname(copy.path), "tree");
mkdirSync(tree);
const paths = copy.git(["ls-files", "-z"]).split("\0").filter(Boolean);
copy.git(["checkout-index", `--prefix=${tree}/`, "-z", "--stdin"], paths.filter((path) => /(?:^|\/)package\.json$|\.[cm]?tsx?$/.test(path)).join("\0"));
const sources = paths.filter((path) => /\.[cm]?tsx?$/.test(path) && existsSync(join(tree, path)));
const judge = languageService();
const results = [];
for (const { path, name, body } of sample(exportedFunctions(), Number(values.samples))) {
  const text = readFileSync(join(tree, path), "utf8");
  const judged = referringFiles(path, text.indexOf(name, body.start));
  copy.git(["read-tree", "HEAD"]);
  copy.stage(path, `${text.slice(0, body.open)} void "changed"; ${text.slice(body.open)}`);
  const report = JSON.parse((await run(process.execPath, [bin, "diff", "--json"], { cwd: copy.path, env: copy.env })).stdout);
  const reached = new Map(report.radius.dependents.map((one) => [one.module, one.distance]));
  const near = [...reached.values()].filter((distance) => distance === 1).length;
  results.push({ symbol: `${path}#${name}`, judged: judged.length, near, missed: judged.filter((file) => !reached.has(file)) });
}
print();
process.exitCode = results.some(({ missed }) => missed.length > 0) ? 1 : 0;

/** Workspace packages lead to their sources, as riskscore claims: the judge would otherwise look for builds that are not there. */
function languageService() {
  const aliases = {};
  for (const manifest of paths.filter((path) => path.endsWith("package.json"))) {
    const folder = dirname(manifest);
    const { name } = readJson(join(tree, manifest));
    if (typeof name !== "string") continue;
    aliases[name] = [`./${folder}/src/index`, `./${folder}/src`, `./${folder}/index`];
    aliases[`${name}/*`] = [`./${folder}/src/*`, `./${folder}/*`];
  }
  const options = {
    target: ts.ScriptTarget.Latest, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, allowJs: false, jsx: ts.JsxEmit.Preserve,
    noEmit: true, skipLibCheck: true, types: [], paths: aliases, baseUrl: tree, allowImportingTsExtensions: true,
  };
  return ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => sources.map((path) => join(tree, path)),
    getScriptVersion: () => "1",
    getScriptSnapshot: (file) => (existsSync(file) ? ts.ScriptSnapshot.fromString(readFileSync(file, "utf8")) : undefined),
    getCurrentDirectory: () => tree,
    getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {}; // a fixture's broken manifest names no package
  }
}

function exportedFunctions() {
  return sources.filter((path) => !path.endsWith(".d.ts")).flatMap((path) => {
    const parsed = ts.createSourceFile(path, readFileSync(join(tree, path), "utf8"), ts.ScriptTarget.Latest, false);
    const exported = (node) => ts.isFunctionDeclaration(node) && node.body && node.name && node.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword);
    return parsed.statements.filter(exported).map((node) => ({ path, name: node.name.text, body: { start: node.name.getStart(parsed), open: node.body.getStart(parsed) + 1 } }));
  });
}

/** The same seed draws the same functions (a linear congruential generator, Numerical Recipes' constants). */
function sample(all, count) {
  const pool = [...all];
  const drawn = [];
  let state = Number(values.seed);
  while (drawn.length < count && pool.length > 0) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    drawn.push(...pool.splice(state % pool.length, 1));
  }
  return drawn;
}

function referringFiles(path, at) {
  const found = judge.findReferences(join(tree, path), at) ?? [];
  const files = found.flatMap(({ references }) => references.map((reference) => relative(tree, reference.fileName)));
  return [...new Set(files)].filter((file) => file !== path).toSorted();
}

function print() {
  const judged = results.reduce((sum, one) => sum + one.judged, 0);
  const missed = results.reduce((sum, one) => sum + one.missed.length, 0);
  const near = results.reduce((sum, one) => sum + one.near, 0);
  if (values.json) process.stdout.write(`${JSON.stringify({ samples: results.length, judged, missed, near, results }, null, 2)}\n`);
  else {
    for (const { symbol, missed: files } of results) for (const file of files) process.stdout.write(`missed: ${file} refers to ${symbol}\n`);
    process.stdout.write(`${results.length} exported functions; the judge names ${judged} users, riskscore missed ${missed}; its own first hops: ${near}\n`);
  }
}
