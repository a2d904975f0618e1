import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Files, type TestRepo, repoOf } from "./support/repo-of.ts";
import { runBuilt } from "./support/run-built.ts";

interface Row {
  readonly name: string;
  /** Files below `src/` this row speaks of: a file, or a folder with a `/` behind it. The first row that fits counts. */
  readonly from: readonly string[];
  /** Beside itself. */
  readonly mayImport: readonly string[];
  readonly because: string;
}

const words = ["ids.ts", "gap.ts", "failure.ts", "canonical-json.ts"];
/** Ports: types the core reads, kept beside the adapters that fill them. */
const ports = ["workspace/workspace.ts", "history/change-history.ts"];
const ground = [...words, "facts/", "change/"];
const middle = [...ground, ...ports, "graph/", "policy/", "critical/"];

const rows: readonly Row[] = [
  { name: "names", from: ["ids.ts", "failure.ts", "canonical-json.ts", "version.ts", "progress.ts", "host.ts"], mayImport: [], because: "everything rests on them" },
  { name: "gap and snapshot", from: ["gap.ts", "snapshot.ts"], mayImport: ["ids.ts"], because: "every reader shares them" },
  { name: "ports", from: ports, mayImport: [...words, "facts/"], because: "the core reads these types, so they may know no adapter" },
  { name: "facts", from: ["facts/"], mayImport: words, because: "facts are what one text says by itself" },
  { name: "change", from: ["change/"], mayImport: [...words, "facts/"], because: "what differs is known before who feels it" },
  { name: "graph", from: ["graph/"], mayImport: [...ground, ...ports], because: "reach knows no policy" },
  { name: "policy", from: ["policy/"], mayImport: [...words, "score/score.ts"], because: "a policy is data; it names bands, and judges nothing" },
  { name: "critical", from: ["critical/"], mayImport: [...ground, ...ports, "graph/", "policy/"], because: "critical modules are a policy laid over a graph" },
  { name: "provenance", from: ["provenance/"], mayImport: [...words, "policy/"], because: "who or what wrote it is read off bytes, under the team's own table; it judges nothing" },
  { name: "signoff", from: ["signoff/"], mayImport: [...words, "policy/", "provenance/", "score/score.ts"], because: "who stands for it: statements, the roster of the policy, and the identities to leave out" },
  { name: "signals", from: ["signals/"], mayImport: middle, because: "a signal measures evidence; it does not weigh it" },
  { name: "score", from: ["score/"], mayImport: [...middle, "signals/"], because: "the score adds up findings" },
  { name: "gate", from: ["gate/"], mayImport: [...middle, "signals/", "score/", "provenance/", "signoff/"], because: "the table reads everything judged before it, and no adapter" },
  { name: "audit", from: ["audit/"], mayImport: [...words, "gate/"], because: "an entry says what was decided" },
  { name: "history", from: ["history/"], mayImport: [...middle, "signals/", "score/"], because: "what is learnt later reads everything judged before" },
  { name: "report", from: ["report/"], mayImport: [...middle, "signals/", "score/", "history/", "provenance/", "signoff/", "gate/", "audit/"], because: "a report shows what the core found, and finds nothing" },
  { name: "git", from: ["git/"], mayImport: [...words, "snapshot.ts", "host.ts", "change/", "history/", "signoff/"], because: "an adapter knows only what it produces" },
  { name: "store", from: ["store/"], mayImport: [...words, "snapshot.ts", "host.ts", "facts/", "audit/"], because: "an adapter knows only what it produces" },
  { name: "extract", from: ["extract/"], mayImport: [...words, "snapshot.ts", "facts/"], because: "one text in, its facts out" },
  { name: "workspace", from: ["workspace/"], mayImport: [...words, "snapshot.ts"], because: "manifests in, packages out" },
  { name: "resolve", from: ["resolve/"], mayImport: [...words, "snapshot.ts", "facts/", "graph/resolution.ts", "workspace/workspace.ts", "workspace/resolution-inputs.ts"], because: "resolution is apart from facts, and shares with workspace only which files decide it" },
  { name: "config", from: ["config/"], mayImport: [...words, "snapshot.ts", "host.ts", "policy/"], because: "policy files in, a policy out" },
  { name: "signature", from: ["signature/"], mayImport: [...words, "host.ts", "signoff/signature.ts"], because: "bytes in, a good signature or a reason out; the port is the core's" },
  { name: "hooks", from: ["hooks/"], mayImport: [...words, "host.ts", "git/"], because: "installs and inspects hook files; judges nothing" },
  {
    name: "commands",
    from: ["commands/"],
    mayImport: [...middle, "signals/", "score/", "history/", "provenance/", "signoff/", "gate/", "audit/", "report/", "git/", "store/", "signature/", "hooks/", "extract/", "workspace/", "resolve/", "config/", "snapshot.ts", "host.ts", "version.ts", "progress.ts"],
    because: "here adapters meet the core; words on the command line stay in cli",
  },
  { name: "cli", from: ["cli/"], mayImport: ["commands/", "report/", "policy/", "failure.ts", "host.ts", "version.ts", "progress.ts"], because: "the command line asks commands, and prints" },
  { name: "main", from: ["main.ts"], mayImport: ["cli/", "commands/answer.ts", "commands/write-output.ts", "report/escape.ts", "failure.ts", "host.ts", "version.ts"], because: "main parses, runs, prints" },
];

/** Effects come in through adapters; these rooms compute. */
const pureCore = ["change/", "facts/", "graph/", "critical/", "policy/", "signals/", "provenance/", "signoff/", "score/", "gate/", "audit/", "history/", "report/"];

const src = fileURLToPath(new URL("../src", import.meta.url));
const sources = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map((file) => file.replaceAll("\\", "/"));

const fits = (file: string, places: readonly string[]): boolean => places.some((place) => (place.endsWith("/") ? file.startsWith(place) : file === place));
const rowOf = (file: string): Row | undefined => rows.find((row) => fits(file, row.from));

describe("direction, checked with riskscore's own graph of the working files", () => {
  let repo: TestRepo;
  let edges: readonly { readonly from: string; readonly to: string }[];

  beforeAll(async () => {
    const text = (file: string): string => readFileSync(join(src, file), "utf8");
    const files: Files = Object.fromEntries(sources.map((file) => [`src/${file}`, text(file)]));
    repo = repoOf({ ...files, "package.json": '{ "name": "riskscore", "type": "module" }' });
    const ran = await runBuilt(repo, ["graph", "--format", "json"]);
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    const graph = JSON.parse(ran.stdout) as { edges: typeof edges; unresolved: unknown[] };
    expect(graph.unresolved).toEqual([]);
    const below = (id: string): string => id.replace(/^src\//, "");
    edges = graph.edges.map(({ from, to }) => ({ from: below(from), to: below(to) }));
  });
  afterAll(() => repo?.remove());

  test("every source file stands in a room", () => {
    expect(sources.filter((file) => rowOf(file) === undefined)).toEqual([]);
  });

  test("the graph sees every module that imports one of ours", () => {
    const importers = sources.filter((file) => /from "\.\.?\//.test(readFileSync(join(src, file), "utf8")));
    expect(importers.filter((file) => !edges.some(({ from }) => from === file))).toEqual([]);
  });

  test.for(rows)("$name: $because", ({ from, mayImport }) => {
    const inRoom = edges.filter((edge) => rowOf(edge.from)?.from === from);
    const wrong = inRoom.filter(({ to }) => !fits(to, from) && !fits(to, mayImport));
    expect(wrong.map((edge) => `${edge.from} imports ${edge.to}`)).toEqual([]);
  });
});

describe("effects", () => {
  test("the process, the clock and chance are reached through a Host only", () => {
    const found = sources.filter((file) => file !== "host.ts").flatMap((file) => effectsIn(file));
    expect(found).toEqual([]);
  });

  test("the pure core imports nothing of Node", () => {
    const found = sources.filter((file) => fits(file, pureCore)).flatMap((file) => specifiersIn(file).filter((name) => name.startsWith("node:")).map((name) => `${file} imports ${name}`));
    expect(found).toEqual([]);
  });

  test("only extract imports ts-morph", () => {
    const found = sources.filter((file) => !fits(file, ["extract/"]) && specifiersIn(file).includes("ts-morph"));
    expect(found).toEqual([]);
  });
});

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(src, file), "utf8"), ts.ScriptTarget.Latest, true);
}

function specifiersIn(file: string): string[] {
  return ts.preProcessFile(readFileSync(join(src, file), "utf8")).importedFiles.map((one) => one.fileName);
}

function effectsIn(file: string): string[] {
  const tree = parse(file);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const effect = effectOf(node);
    if (effect !== null) found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${effect}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** `new Date(given)` only converts; `new Date()` reads the clock. */
function effectOf(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length) return "new Date()";
  if (!ts.isPropertyAccessExpression(node)) return null;
  const text = node.getText();
  if (text === "Date.now" || text === "Math.random" || text === "performance.now") return text;
  return ts.isIdentifier(node.expression) && ["process", "console"].includes(node.expression.text) ? text : null;
}
