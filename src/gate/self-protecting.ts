import { asRepoPath, compareText, type RepoPath } from "../ids.ts";
import { matcher } from "../policy/globs.ts";
import { foldedPath } from "./folded-path.ts";
import { type ProtectedNames, protectedNames } from "./protected-names.ts";

/** What kind of safeguard a changed file is. `policy`, `hooks`, `team`: whoever wrote it. The others: when a tool took part. */
export type SafeguardKind = "policy" | "hooks" | "workflow" | "owners" | "attributes" | "submodules" | "agent-instructions" | "team";

/** A changed file that is itself a safeguard, judged under the old policy. */
export interface SelfProtected {
  readonly path: RepoPath;
  readonly kind: SafeguardKind;
  /** Needs a policy-admin whoever wrote it; else only when a tool took part. */
  readonly always: boolean;
}

interface ChangedPath {
  readonly path: RepoPath;
  /** The old path of a rename: moving a safeguard away changes it. */
  readonly from: RepoPath | null;
}

/**
 * The safeguards among the changed files, sorted by path. Names are compared as macOS and Windows open them. `steeringKeysChanged`
 * says that the root package.json changed in a key that steers hooks or holds the policy; `protect` are the base policy's globs.
 */
export function selfProtectedIn(files: readonly ChangedPath[], steeringKeysChanged: boolean, protect: readonly string[]): readonly SelfProtected[] {
  const teams = teamMatcher(protect);
  const paths = new Set(files.flatMap(({ path, from }) => (from === null ? [path] : [from, path])));
  const found = [...paths].flatMap((path) => safeguardOf(path, teams) ?? []);
  const steering = steeringKeysChanged && !found.some(({ path }) => path === manifest) ? [{ path: manifest, kind: "hooks", always: true } as const] : [];
  return [...found, ...steering].toSorted((a, b) => compareText(a.path, b.path));
}

const manifest = asRepoPath("package.json");

/** The strictest row that fits: what asks for a policy-admin always wins over what asks for tools only. */
function safeguardOf(path: RepoPath, teams: (path: string) => boolean): SelfProtected | null {
  const names = foldedPath(path);
  // Opens as the root manifest where case is folded, and nobody compared its keys.
  if (path !== manifest && names.join("/") === manifest) return { path, kind: "hooks", always: true };
  const row = protectedNames.find((one) => fits(names, one));
  if (row?.always) return { path, kind: row.kind, always: true };
  if (teams(path)) return { path, kind: "team", always: true };
  return row === undefined ? null : { path, kind: row.kind, always: false };
}

function fits(names: readonly string[], { atRoot = [], anywhere = [], folders = [] }: ProtectedNames): boolean {
  const whole = names.join("/");
  const name = names.at(-1) ?? "";
  return atRoot.some((one) => called(whole, one)) || anywhere.some((one) => called(name, one)) || folders.some((one) => isOrInside(names, whole, one));
}

/** A `*` at the end stands for the rest of one name, not for folders below. */
function called(text: string, name: string): boolean {
  if (!name.endsWith("*")) return text === name;
  const start = name.slice(0, -1);
  return text.startsWith(start) && !text.includes("/", start.length);
}

/** The folder itself counts as well: a submodule or a link may stand in its place. */
function isOrInside(names: readonly string[], whole: string, folder: string): boolean {
  return folder.includes("/") ? whole === folder || whole.startsWith(`${folder}/`) : names.includes(folder);
}

/** The team's globs, as written and as file systems fold names: a glob for `Ops/**` holds where `ops/` opens the same folder. */
function teamMatcher(protect: readonly string[]): (path: string) => boolean {
  const asWritten = matcher(protect);
  const folded = matcher(protect.map((glob) => glob.toLowerCase()));
  return (path) => asWritten(path) || folded(foldedPath(path).join("/"));
}
