import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach } from "vitest";
import { openRepository, type Repository } from "../../src/git/repository.ts";
import type { Host } from "../../src/host.ts";
import type { RepoPath } from "../../src/ids.ts";
import type { Snapshot } from "../../src/snapshot.ts";
import { type Files, repoOf, type RepoOptions, type TestRepo } from "../support/repo-of.ts";

const leftovers: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of leftovers.splice(0).toReversed()) await clean();
});

/** A test repository that is gone after the test. */
export function temporary(files?: Files, options?: RepoOptions): TestRepo {
  const repo = repoOf(files, options);
  leftovers.push(() => repo.remove());
  return repo;
}

/** `repo` opened by riskscore, closed after the test. */
export async function opened(repo: TestRepo, over?: Partial<Host>): Promise<Repository> {
  const repository = await openRepository(repo.host(over));
  leftovers.push(() => repository.close());
  return repository;
}

export function listOf(snapshot: Snapshot): Record<string, string> {
  return Object.fromEntries([...snapshot.entries.values()].map(({ path, mode }) => [path, mode]));
}

export function oidAt(snapshot: Snapshot, path: string): string | undefined {
  return snapshot.entries.get(path as RepoPath)?.oid;
}

/** Every file with its size and, but for objects, its time: git renews the time of an object it finds where it would write it. */
export function stateOf(repo: TestRepo): readonly string[] {
  const files = readdirSync(repo.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = statSync(path);
    return path.includes("/objects/") ? `${path} ${size}` : `${path} ${size} ${mtimeMs}`;
  }).toSorted();
}
