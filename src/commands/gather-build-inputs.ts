import { parse } from "jsonc-parser";
import type { FileDelta } from "../change/change.ts";
import { fileClassOf } from "../change/file-class.ts";
import type { BlobOid } from "../ids.ts";
import type { BuildInput } from "../signals/evidence.ts";
import type { BlobReader, Snapshot } from "../snapshot.ts";
import type { Linked, Session } from "./gather-session.ts";

/** Manifest fields that change neither what is built nor how it is resolved. */
const inertFields = new Set(["version", "description", "keywords", "author", "contributors", "maintainers", "license", "homepage", "bugs", "repository", "funding", "scripts", "$schema"]);

interface Sides {
  readonly base: Snapshot;
  readonly head: Snapshot;
  readonly deltas: readonly FileDelta[];
  readonly linked: readonly Linked[];
}

/** Changed manifests, tsconfigs and lockfiles that steer how modules are built or resolved, and how many modules each governs. */
export async function gatherBuildInputs({ blobs }: Session, { deltas, linked }: Sides): Promise<readonly BuildInput[]> {
  const inputs: BuildInput[] = [];
  for (const delta of deltas) {
    const kind = fileClassOf(delta.path, () => false);
    if (kind === "lockfile") inputs.push({ path: delta.path, class: kind, governs: await importersOfMoved(blobs, delta, linked) });
    else if (kind === "manifest" && (await meansMore(blobs, delta))) inputs.push({ path: delta.path, class: kind, governs: modulesBelow(delta.path, linked) });
    else if (isTsconfig(delta.path) && (await meansMore(blobs, delta))) inputs.push({ path: delta.path, class: "config", governs: modulesBelow(delta.path, linked) });
  }
  return inputs;
}

export function isTsconfig(path: string): boolean {
  return /(^|\/)[^/]*(tsconfig|jsconfig)[^/]*\.json$/.test(path);
}

/** Whether a JSON file differs in more than formatting, comments and inert fields; what cannot be read does. */
async function meansMore(blobs: BlobReader, { oldOid, newOid, path }: FileDelta): Promise<boolean> {
  if (oldOid === null || newOid === null || !path.endsWith(".json")) return true;
  const [before, after] = [await meaning(blobs, oldOid), await meaning(blobs, newOid)];
  return before === null || after === null || before !== after;
}

async function meaning(blobs: BlobReader, oid: BlobOid): Promise<string | null> {
  const bytes = await blobs.readOne(oid);
  if (!Buffer.isBuffer(bytes)) return null;
  const value: unknown = parse(bytes.toString(), [], { allowTrailingComma: true });
  if (typeof value !== "object" || value === null) return null;
  return JSON.stringify(Object.entries(value).filter(([key]) => !inertFields.has(key)));
}

function modulesBelow(path: string, linked: readonly Linked[]): number {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const modules = new Set<number>();
  for (const { graph } of linked) for (const module of graph.present) if (graph.ids[module]!.startsWith(folder)) modules.add(module);
  return modules.size;
}

/** Modules that import a package which the lockfile's changed lines name: a moved lockfile is not everybody's business. */
async function importersOfMoved(blobs: BlobReader, { oldOid, newOid }: FileDelta, linked: readonly Linked[]): Promise<number> {
  const [before, after] = [await linesOf(blobs, oldOid), await linesOf(blobs, newOid)];
  const moved = [...before].filter((line) => !after.has(line)).concat([...after].filter((line) => !before.has(line))).join("\n");
  const modules = new Set<number>();
  const isMoved = new Map<string, boolean>();
  for (const { rows } of linked) {
    for (const [module, { externals }] of rows) {
      for (const name of externals) {
        let known = isMoved.get(name);
        if (known === undefined) isMoved.set(name, (known = namesPackage(moved, name)));
        if (known) modules.add(module);
      }
    }
  }
  return modules.size;
}

/** Whether a lockfile line names this very package: `name@`, `/name/`, `"name"`, `name:` in npm's, pnpm's, yarn's and bun's writing. */
function namesPackage(lines: string, name: string): boolean {
  for (let at = lines.indexOf(name); at >= 0; at = lines.indexOf(name, at + 1)) {
    if (!/[\w.-]/.test(lines[at - 1] ?? " ") && /[@"':/\s]/.test(lines[at + name.length] ?? " ")) return true;
  }
  return false;
}

async function linesOf(blobs: BlobReader, oid: BlobOid | null): Promise<ReadonlySet<string>> {
  if (oid === null) return new Set();
  const bytes = await blobs.readOne(oid);
  return new Set(Buffer.isBuffer(bytes) ? bytes.toString().split("\n") : []);
}
