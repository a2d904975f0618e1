/** Files a name leads to. `types` are declarations beside code (`x.d.ts` of `x.js`): felt by type edges and TypeScript importers only. */
export interface Found {
  readonly code: readonly string[];
  readonly types: readonly string[];
}

export function foundIn(paths: readonly string[]): Found | null {
  if (paths.length < 2) return paths.length === 0 ? null : { code: paths, types: [] };
  const distinct = [...new Set(paths)];
  const code = distinct.filter((path) => !isDeclaration(path));
  return code.length === 0 ? { code: distinct, types: [] } : { code, types: distinct.filter(isDeclaration) };
}

/** Everything that any of them leads to. */
export function union(all: readonly (Found | null)[]): Found | null {
  const some = all.filter((found) => found !== null);
  if (some.length < 2) return some[0] ?? null;
  return foundIn(some.flatMap((found) => [...found.code, ...found.types]));
}

export function isDeclaration(path: string): boolean {
  return /\.d(\.[^./]+)?\.[cm]?ts$/.test(path);
}
