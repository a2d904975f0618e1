import { asPackageName, asRepoPath, compareText, type RepoPath } from "../ids.ts";
import type { Gap } from "../gap.ts";
import type { BlobReader, Snapshot, TreeEntry } from "../snapshot.ts";
import { type Declaration, declarationAt } from "./declaration.ts";
import { discover } from "./discover.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { foldersMatching } from "./member-globs.ts";
import { inNodeModules, lockfiles } from "./resolution-inputs.ts";
import type { Workspace } from "./workspace.ts";

type Member = Workspace["packages"][number];

/**
 * The packages of a snapshot. Members as `@manypkg/get-packages` finds them; where it finds fewer than the manifests
 * declare, the declared globs are expanded here and a gap says so. Never throws over what the tree holds.
 */
export async function readWorkspace(snapshot: Snapshot, blobs: BlobReader, tempRoot: string): Promise<Workspace> {
  const gaps: Gap[] = [];
  const texts = await readTexts(snapshot, blobs, gaps);
  const manifests = readManifests(texts, gaps);
  const dirs = [...manifests.keys()].sort(compareText);
  const rootOf = (dir: string): { dir: string; manifest: Manifest | null; text(name: string): string | undefined } => ({
    dir,
    manifest: manifests.get(dir) ?? null,
    text: (name) => texts.get(dir === "" ? name : `${dir}/${name}`),
  });

  const declaration = declarationAt(rootOf(""), gaps);
  const members = new Set<string>();
  let tool = manifests.has("") ? "root" : "none";
  if (declaration !== null) {
    const found = await findMembers({ declaration, manifests, dirs, snapshot, tempRoot, gaps });
    tool = found.tool;
    for (const dir of found.dirs) members.add(dir);
  } else if (manifests.has("")) members.add("");

  const roots = new Map<string, string>();
  for (const dir of nestedRoots(texts, manifests)) {
    const nested = declarationAt(rootOf(dir), []);
    if (nested === null || (members.has(dir) && nested.by !== "manifest")) continue;
    const inside = dirs.filter((other) => other.startsWith(`${dir}/`));
    const fellows = foldersMatching(nested.globs, inside.map((other) => other.slice(dir.length + 1))).map((other) => `${dir}/${other}`);
    for (const fellow of [...fellows, dir]) if (!members.has(fellow)) roots.set(fellow, dir);
    // A repo that keeps its only workspace in a folder means that one.
    if (declaration === null) for (const fellow of fellows) members.add(fellow);
    if (tool === "none") tool = nested.by === "manifest" ? managerOf(rootOf(dir).manifest, (name) => snapshot.entries.has(asRepoPath(`${dir}/${name}`))).tool : nested.by;
  }

  const packages = dirs.flatMap((dir) => packageAt(dir, manifests.get(dir) ?? null, members.has(dir), roots.get(dir)));
  for (const dir of members) if (manifests.get(dir) === null) gaps.push({ kind: "manifest", local: true, at: manifestPath(dir), because: "a member's package.json could not be read, so its name is unknown" });
  gaps.push(...collisions(packages));
  return { tool, packages, gaps };
}

/** Contents of all manifests and workspace files outside `node_modules`, in one read. */
async function readTexts(snapshot: Snapshot, blobs: BlobReader, gaps: Gap[]): Promise<Map<string, string>> {
  const wanted: TreeEntry[] = [];
  for (const entry of snapshot.entries.values()) {
    if (/(?:^|\/)(?:package\.json|pnpm-workspace\.yaml|lerna\.json|rush\.json)$/.test(entry.path) && entry.mode !== "160000" && isPlainPath(entry.path)) wanted.push(entry);
  }
  const texts = new Map<string, string>();
  let at = 0;
  for await (const { bytes } of blobs.readMany(wanted.map(({ oid }) => oid))) {
    const { path, mode } = wanted[at++]!;
    if (Buffer.isBuffer(bytes) && mode !== "120000") texts.set(path, bytes.toString());
    else {
      texts.set(path, "");
      if (!Buffer.isBuffer(bytes)) gaps.push({ kind: "missing-blob", local: true, at: path, because: bytes.because });
    }
  }
  return texts;
}

/** A path we may write below a folder of ours: a tree made by hand can hold `..`. */
function isPlainPath(path: string): boolean {
  return !inNodeModules(path) && !/[\\\0]/.test(path) && !path.split("/").some((part) => part === "" || part === "." || part === ".." || part === ".git");
}

/** By folder; null where the text is no manifest. */
function readManifests(texts: ReadonlyMap<string, string>, gaps: Gap[]): Map<string, Manifest | null> {
  const manifests = new Map<string, Manifest | null>();
  for (const [path, text] of texts) {
    if (path !== "package.json" && !path.endsWith("/package.json")) continue;
    const { manifest, broken } = parseManifest(text);
    manifests.set(path.slice(0, Math.max(0, path.length - 13)), manifest);
    if (broken) gaps.push({ kind: "manifest", local: false, at: path as RepoPath, because: manifest === null ? "it holds no JSON object" : "it is not valid JSON; what could be read counts" });
  }
  return manifests;
}

interface Search {
  readonly declaration: Declaration;
  readonly manifests: ReadonlyMap<string, Manifest | null>;
  readonly dirs: readonly string[];
  readonly snapshot: Snapshot;
  readonly tempRoot: string;
  readonly gaps: Gap[];
}

async function findMembers({ declaration, manifests, dirs, snapshot, tempRoot, gaps }: Search): Promise<{ tool: string; dirs: readonly string[] }> {
  const { by, globs, at } = declaration;
  const lose = (because: string): void => void gaps.push({ kind: "workspace", local: false, at, because });
  for (const glob of globs) {
    const what = by === "rush" ? "the project folder" : "the member glob";
    if (!glob.startsWith("!") && glob !== "." && foldersMatching([glob], dirs).length === 0) lose(`${what} ${JSON.stringify(glob.slice(0, 120))} matches no package.json in this tree`);
  }
  const expanded = foldersMatching(globs, dirs);
  const manager = by === "manifest" ? managerOf(manifests.get("") ?? null, (name) => snapshot.entries.has(name as RepoPath)) : { tool: by, lockfile: null, guessed: false };
  if (manager.guessed) lose(`there is no lockfile to tell which package manager reads this workspace; read as ${manager.tool}`);
  const usable = by === "rush" ? { ...declaration, globs: expanded } : declaration;
  try {
    const found = await discover(usable, manager.lockfile, dirs, tempRoot);
    const missed = expanded.filter((dir) => dir !== "" && !found.dirs.includes(dir));
    if (missed.length > 0) lose(`discovery by ${found.tool} rules left out ${missed.length} of ${expanded.length} declared members (${missed.slice(0, 3).join(", ")}${missed.length > 3 ? ", …" : ""}); they count as members`);
    return { tool: found.tool, dirs: [...new Set([...found.dirs, ...expanded])] };
  } catch (cause) {
    lose(`discovery failed (${reasonOf(cause)}); members are the declared globs, expanded by riskscore`);
    return { tool: manager.tool, dirs: expanded };
  }
}

/** Without the scratch folder's name, which is another one each time. */
function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code ?? message.split("\n")[0]!.slice(0, 160);
}

/** Which of npm, yarn and bun reads the `workspaces` field: the lockfile says it, else `packageManager`, else npm. */
function managerOf(root: Manifest | null, has: (name: string) => boolean): { tool: string; lockfile: string; guessed: boolean } {
  const known = { "yarn.lock": "yarn", "package-lock.json": "npm", "npm-shrinkwrap.json": "npm", "bun.lock": "bun", "bun.lockb": "bun" } as const;
  const present = lockfiles.find((name): name is keyof typeof known => name in known && has(name));
  const named = /^(yarn|bun|npm)@/.exec(root?.packageManager ?? "")?.[1];
  const tool = present === undefined ? (named ?? "npm") : known[present];
  return { tool, lockfile: tool === "yarn" ? "yarn.lock" : tool === "bun" ? "bun.lock" : "package-lock.json", guessed: present === undefined };
}

function nestedRoots(texts: ReadonlyMap<string, string>, manifests: ReadonlyMap<string, Manifest | null>): string[] {
  const roots = new Set<string>();
  for (const path of texts.keys()) {
    const at = path.lastIndexOf("/");
    if (at < 0) continue;
    const dir = path.slice(0, at);
    if (!path.endsWith("/package.json") || (manifests.get(dir)?.workspaces ?? null) !== null) roots.add(dir);
  }
  // Inner ones last, so that the nearest root is the one that counts.
  return [...roots].sort(compareText);
}

/** Members and the root are always listed, others when they have a name. A placeholder is never a name that can be imported. */
function packageAt(dir: string, manifest: Manifest | null, member: boolean, root: string | undefined): Member[] {
  if (!member && dir !== "" && (manifest === null || manifest.name === null)) return [];
  const name = manifest?.name ?? (dir === "" ? "." : `./${dir}`);
  return [
    {
      name: asPackageName(name),
      dir: asRepoPath(dir),
      private: manifest?.private ?? true,
      ...(root === undefined ? {} : { root: asRepoPath(root) }),
      manifest: manifest?.fields ?? {},
      member,
    },
  ];
}

function collisions(packages: readonly Member[]): Gap[] {
  const first = new Map<string, Member>();
  return packages.flatMap((item) => {
    if (!item.member || item.root !== undefined) return [];
    const other = first.get(item.name);
    if (other === undefined) first.set(item.name, item);
    return other === undefined ? [] : [{ kind: "workspace" as const, local: false, at: manifestPath(item.dir), because: `the name ${JSON.stringify(item.name)} is also that of ${other.dir || "the root"}; an import of it counts for both` }];
  });
}

function manifestPath(dir: string): RepoPath {
  return asRepoPath(dir === "" ? "package.json" : `${dir}/package.json`);
}
