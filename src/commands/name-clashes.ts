import { foldedPath } from "../gate/folded-path.ts";
import type { RepoPath } from "../ids.ts";

/** Where lower case says all there is to say of a name, which is nearly everywhere: folding 40,000 names takes longer. */
const plain = /^[!-9;-~]+$/;
const endsOddly = /\.(?:\/|$)/;

/** Each of `added` that a forgiving file system takes for another path of the tree, with that one. Without additions nothing is looked at. */
export function nameClashes(added: readonly RepoPath[], all: Iterable<RepoPath>): readonly { readonly path: RepoPath; readonly other: RepoPath }[] {
  if (added.length === 0) return [];
  const wanted = new Map<string, RepoPath[]>();
  for (const path of added) wanted.set(folded(path), [...(wanted.get(folded(path)) ?? []), path]);
  const clashes: { path: RepoPath; other: RepoPath }[] = [];
  for (const other of all) for (const path of wanted.get(folded(other)) ?? []) if (path !== other) clashes.push({ path, other });
  return clashes;
}

function folded(path: string): string {
  return plain.test(path) && !endsOddly.test(path) ? path.toLowerCase() : foldedPath(path).join("/");
}
