import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestFact } from "../../src/facts/module-facts.ts";
import { asRepoPath } from "../../src/ids.ts";
import { readResolutionContext, type ResolutionContext } from "../../src/resolve/context.ts";
import type { Resolver } from "../../src/graph/resolution.ts";
import { createResolver } from "../../src/resolve/resolver.ts";
import { readWorkspace } from "../../src/workspace/read-workspace.ts";
import { type MemoryFile, memorySnapshot } from "../support/memory-snapshot.ts";

export interface World {
  readonly context: ResolutionContext;
  readonly resolver: Resolver;
  /** Where a request leads in one line: paths, `package x`, `builtin x`, or `unresolved reason`. */
  leads(from: string, specifier: string, request?: Partial<Omit<RequestFact, "specifier">>): string;
}

/** The resolver of a tree held in memory: paths alone (empty files), or paths with texts and JSON values. */
export async function worldOf(files: readonly string[] | Readonly<Record<string, MemoryFile>>): Promise<World> {
  const tree = Array.isArray(files) ? Object.fromEntries(files.map((path) => [path, ""])) : files;
  const { snapshot, blobs } = memorySnapshot(tree as Record<string, MemoryFile>);
  const tempRoot = await mkdtemp(join(tmpdir(), "riskscore-world-"));
  try {
    const context = await readResolutionContext(snapshot, blobs, await readWorkspace(snapshot, blobs, tempRoot));
    const plain = JSON.parse(JSON.stringify(context)) as ResolutionContext;
    const resolver = createResolver(plain, { has: (path) => snapshot.entries.has(asRepoPath(path)), paths: () => snapshot.entries.keys() });
    return { context, resolver, leads: (from, specifier, request = {}) => inWords(resolver.resolve({ specifier, kind: "import", shape: "literal", typeOnly: false, ...request }, asRepoPath(from))) };
  } finally {
    await rm(tempRoot, { recursive: true, force: true });
  }
}

function inWords(resolution: ReturnType<Resolver["resolve"]>): string {
  if (resolution.to === "modules") return resolution.modules.join(" ");
  return resolution.to === "unresolved" ? `unresolved ${resolution.reason}` : `${resolution.to} ${resolution.name}`;
}
