/** Names of things, branded so that one kind cannot be passed for another. Parsers live here; nothing else makes a brand. */

type Brand<Name extends string> = string & { readonly __brand: Name };

/**
 * A path inside the repository: POSIX separators, relative to the root, never starting with `/` or `./`.
 * A path whose bytes are not UTF-8 is percent-escaped (see `repoPathOf`); its bytes travel beside it.
 */
export type RepoPath = Brand<"RepoPath">;
/** A module is named by its path, so every ModuleId is a RepoPath. */
export type ModuleId = RepoPath;
/** `<module id>#<symbol name>`; the symbol is what follows the last `#`. */
export type SymbolId = Brand<"SymbolId">;
export type PackageName = Brand<"PackageName">;
export type BlobOid = Brand<"BlobOid">;
export type TreeOid = Brand<"TreeOid">;
export type CommitOid = Brand<"CommitOid">;

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The path these bytes name. UTF-8 stays as it is; other bytes become `%XX`, with `%` itself escaped, so no two paths collide. */
export function repoPathOf(bytes: Uint8Array): { path: RepoPath; pathBytes?: string } {
  try {
    return { path: strictUtf8.decode(bytes) as RepoPath };
  } catch {
    const escaped = Array.from(bytes, (b) => (b < 0x80 && b !== 0x25 ? String.fromCharCode(b) : `%${b.toString(16).toUpperCase().padStart(2, "0")}`));
    return { path: escaped.join("") as RepoPath, pathBytes: Buffer.from(bytes).toString("base64") };
  }
}

export function asRepoPath(text: string): RepoPath {
  return text as RepoPath;
}
export function asPackageName(text: string): PackageName {
  return text as PackageName;
}
export function asBlobOid(text: string): BlobOid {
  return text as BlobOid;
}
export function asTreeOid(text: string): TreeOid {
  return text as TreeOid;
}
export function asCommitOid(text: string): CommitOid {
  return text as CommitOid;
}

export function symbolIdOf(module: ModuleId, name: string): SymbolId {
  return `${module}#${name}` as SymbolId;
}
export function splitSymbolId(id: string): { module: ModuleId; name: string | null } {
  const at = id.lastIndexOf("#");
  return at < 0 ? { module: id as ModuleId, name: null } : { module: id.slice(0, at) as ModuleId, name: id.slice(at + 1) };
}

/** Code-unit order: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
