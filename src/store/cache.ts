import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { cacheFailure, readChecked, sha256, writeChecked } from "./checked-file.ts";

/** Results that cost time to compute, by kind and key; each file stands alone, so a damaged one is only computed anew. */
export interface Cache {
  readonly dir: string;
  get(kind: CacheKind, key: string): Buffer | null;
  put(kind: CacheKind, key: string, payload: Uint8Array): void;
}

/** How many results of each kind are kept; the oldest go first. */
const keep = { context: 12, links: 6, entries: 6, sample: 16, churn: 16, evidence: 48 } as const;
export type CacheKind = keyof typeof keep;

export function openCache(dir: string): Cache {
  const fileOf = (kind: CacheKind, key: string): string => join(dir, kind, sha256(key).toString("hex").slice(0, 40));
  return {
    dir,
    get: (kind, key) => readChecked(fileOf(kind, key)),
    put(kind, key, payload) {
      writeChecked(fileOf(kind, key), payload);
      prune(join(dir, kind), keep[kind]);
    },
  };
}

/** Removes the oldest files beyond `most`. Another process may remove them at the same time: that is fine. */
function prune(folder: string, most: number): void {
  const names = namesIn(folder);
  if (names.length <= most) return;
  const dated = names.flatMap((name) => {
    try {
      return [{ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }];
    } catch {
      return []; // Gone already.
    }
  });
  dated.sort((a, b) => b.at - a.at);
  for (const { path } of dated.slice(most)) rmSync(path, { force: true });
}

/** File names in a cache folder; none when it does not exist yet. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw cacheFailure(folder, error, "read");
  }
}
