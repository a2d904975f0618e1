/**
 * Compares riskscore's file-level edges with another tool's on the same tree, and prints where they differ, by reason.
 *
 *   node test/oracles/compare-edges.mjs [--root PATH] [--list both|ours|theirs] OURS.json THEIRS.json
 *
 * OURS is what `riskscore graph --format json` printed. THEIRS is dependency-cruiser's JSON, a list of `{ from, to }`, or an
 * object of lists `{ "<file>": [{ "id": "<file>" }] }` (rev-dep's tree); `--root` is cut off its absolute paths. `--list`
 * names the edges of that group on stderr, for judging them by the source. An edge is a pair of files: what two tools
 * call its kind differs too much to compare. A reason says what can be told from the two graphs, not who is right.
 */
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { root: { type: "string" }, list: { type: "string" } } });
if (positionals.length !== 2) {
  process.stderr.write("usage: node test/oracles/compare-edges.mjs [--root PATH] [--list both|ours|theirs] OURS.json THEIRS.json\n");
  process.exit(2);
}
const [ours, theirs] = [ourGraph(readJson(positionals[0])), peerGraph(readJson(positionals[1]))];
const groups = { both: [], ours: [], theirs: [] };
for (const edge of ours.edges.values()) (theirs.edges.has(keyOf(edge)) ? groups.both : groups.ours).push(edge);
for (const edge of theirs.edges.values()) if (!ours.edges.has(keyOf(edge))) groups.theirs.push(edge);

line("| modules ours | modules theirs | edges ours | edges theirs | both | only ours | only theirs |");
line("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
line(`| ${[ours.modules.size, theirs.modules.size, ours.edges.size, theirs.edges.size, groups.both.length, groups.ours.length, groups.theirs.length].join(" | ")} |`);
told("only ours, by kind", groups.ours, ({ kinds }) => [...kinds].toSorted().join(" + "));
told("only ours, by reason", groups.ours, (edge) => reasonOf(edge, ours, theirs));
told("only theirs, by reason", groups.theirs, (edge) => reasonOf(edge, theirs, ours));
for (const edge of groups[values.list] ?? []) {
  const reason = values.list === "both" ? "both" : values.list === "ours" ? reasonOf(edge, ours, theirs) : reasonOf(edge, theirs, ours);
  process.stderr.write(`${[reason, edge.from, edge.to, [...edge.kinds].join("+")].join("\t")}\n`);
}

/** Why `other` may lack an edge that `one` has: the first that holds, from the surest on. */
function reasonOf({ from, to }, one, other) {
  if (!other.modules.has(from)) return `did not read the importing ${extensionOf(from)} file`;
  const instead = other.targets.get(from) ?? [];
  // A symbolic link is a file to one tool and the file behind it to another.
  if (instead.some((step) => other.edges.has(keyOf({ from: step, to })) && !one.edges.has(keyOf({ from, to: step })))) return "goes by way of another file";
  if ((one.targets.get(to) ?? []).some((end) => other.edges.has(keyOf({ from, to: end })) && !one.edges.has(keyOf({ from, to: end })))) return "goes past this file, straight to what it uses";
  if (instead.some((path) => stemOf(path) === stemOf(to))) return "leads to another file of that name";
  if (/\.d\.[cm]?ts$/.test(to)) return "target is a declaration file";
  if (!other.modules.has(to)) return `does not know the ${extensionOf(to)} target`;
  return other.lost.has(from) ? "left an import of this file unresolved" : "no trace of it";
}

function ourGraph({ modules, edges, unresolved }) {
  const graph = emptyGraph();
  for (const { id } of modules) graph.modules.add(id);
  for (const { from } of unresolved) graph.lost.add(from);
  for (const { from, to, kind, typeOnly } of edges) add(graph, from, to, typeOnly && kind !== "type" ? `${kind} type` : kind);
  return graph;
}

function peerGraph(json) {
  const graph = emptyGraph();
  if (Array.isArray(json)) for (const { from, to } of json) add(graph, from, to);
  else if (Array.isArray(json.modules)) cruised(graph, json.modules);
  else tree(graph, json);
  return graph;
}

function cruised(graph, modules) {
  for (const { source, dependencies, couldNotResolve, coreModule } of modules) {
    if (couldNotResolve || coreModule || isForeign(source)) continue;
    graph.modules.add(source);
    for (const { resolved, couldNotResolve: lost, coreModule: builtin, dependencyTypes } of dependencies) {
      if (lost) graph.lost.add(source);
      else if (!builtin) add(graph, source, resolved, dependencyTypes.filter((type) => type !== "local").join(","));
    }
  }
}

function tree(graph, lists) {
  for (const [file, list] of Object.entries(lists)) {
    const from = inRepo(file);
    graph.modules.add(from);
    for (const { id, resolvedTypeLabel } of list ?? []) {
      if (resolvedTypeLabel === "NotResolvedModule") graph.lost.add(from);
      else if (id.startsWith("/")) add(graph, from, inRepo(id), resolvedTypeLabel);
    }
  }
}

function emptyGraph() {
  return { modules: new Set(), edges: new Map(), targets: new Map(), lost: new Set() };
}

function add(graph, from, to, kind = "") {
  if (from === to || isForeign(to)) return;
  const edge = graph.edges.get(keyOf({ from, to })) ?? { from, to, kinds: new Set() };
  graph.edges.set(keyOf(edge), edge);
  edge.kinds.add(kind);
  graph.modules.add(from).add(to);
  graph.targets.set(from, [...(graph.targets.get(from) ?? []), to]);
}

function told(title, edges, reason) {
  const counts = new Map();
  for (const edge of edges) counts.set(reason(edge), (counts.get(reason(edge)) ?? 0) + 1);
  line(`\n${title}:`);
  for (const [what, count] of [...counts].toSorted((a, b) => b[1] - a[1])) line(`${String(count).padStart(6)}  ${what}`);
}

function inRepo(path) {
  const root = values.root === undefined ? "" : `${values.root.replace(/\/+$/, "")}/`;
  return path.startsWith(root) ? path.slice(root.length) : path;
}

function isForeign(path) {
  return path.startsWith("../") || path.startsWith("/") || /(^|\/)node_modules\//.test(path);
}

function keyOf({ from, to }) {
  return `${from}\0${to}`;
}

function extensionOf(path) {
  return posix.extname(path) || "extensionless";
}

function stemOf(path) {
  return path.replace(/(\.d)?\.[^./]+$/, "");
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function line(text) {
  process.stdout.write(`${text}\n`);
}
