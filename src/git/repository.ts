import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { FileDelta } from "../change/change.ts";
import { Defect, Failure } from "../failure.ts";
import type { Churn } from "../history/churn.ts";
import type { Host } from "../host.ts";
import { asCommitOid, asTreeOid, type CommitOid } from "../ids.ts";
import type { BlobReader, Snapshot } from "../snapshot.ts";
import { openBlobs } from "./blobs.ts";
import { churnBefore, commitDateOf } from "./churn.ts";
import { deltasBetween } from "./deltas.ts";
import { userEnvironment } from "./environment.ts";
import { refuseOldGit } from "./git-version.ts";
import { treeOfIndex } from "./index-tree.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { parseListing } from "./listing.ts";
import { commitOf, fetchMore } from "./revision.ts";
import { type GitContext, runGit } from "./run-git.ts";
import { openScratch, type Scratch } from "./scratch.ts";
import type { Tree } from "./tree.ts";
import { mustHoldNothing } from "./truly-nothing.ts";
import { treeOfWorktree } from "./worktree-tree.ts";

/** One git repository, read through a scratch repository so that none of its configuration can run or blind us. Nothing in it is written. */
export interface Repository extends Omit<Layout, "objects" | "index"> {
  /** Where riskscore may keep what can be computed again; shared by linked worktrees. Not created here. */
  readonly cacheDir: string;
  readonly scratch: Scratch;
  /** The real repository under the user's own configuration: for names (refs, remotes, config) and for writing our refs. Analysis never runs here. */
  readonly user: GitContext;
  /** Names where a shallow clone's history ends, which moves when more of it is fetched; empty where all of it is here. */
  readonly historyEnds: string;
  /** What `revision` means to the user, peeled to a commit. Failure `revision`. */
  commitOf(revision: string): Promise<CommitOid>;
  /** The best common ancestor; null when the histories are unrelated, or a shallow clone ends before it. */
  mergeBase(a: CommitOid, b: CommitOid): Promise<CommitOid | null>;

  /** The first parent; null for a root commit. Failure `revision` for one whose parents a shallow clone left out: compared with nothing, all of it would look new. */
  parentOf(commit: CommitOid): Promise<CommitOid | null>;

  treeOfCommit(commit: CommitOid): Tree;
  /** What a commit of the index would hold. Failures: `index` on a merge conflict, `usage` in a bare repository without one. */
  treeOfIndex(): Promise<Tree>;
  /** What a commit of everything on disk would hold. Failures: `index`, `usage` without a working tree. */
  treeOfWorktree(): Promise<Tree>;
  emptyTree(): Tree;
  snapshotOf(tree: Tree): Promise<Snapshot>;

  snapshotOfCommit(commit: CommitOid): Promise<Snapshot>;
  snapshotOfIndex(): Promise<Snapshot>;
  snapshotOfWorktree(): Promise<Snapshot>;
  emptySnapshot(): Snapshot;

  /** What differs, sorted by path. Takes trees too, so that it can run while their snapshots are read. */
  deltas(base: Snapshot | Tree, head: Snapshot | Tree): Promise<readonly FileDelta[]>;
  /** Seconds since the epoch. */
  commitDate(commit: CommitOid): Promise<number>;
  /** How busy each path was in the `days` before the commit's own date, merges left out, at most the newest 2,000 commits. */
  churn(commit: CommitOid, days: number): Promise<Churn>;
  openBlobs(): BlobReader;
  /** Removes the scratch repository and ends every git that still runs in it. */
  close(): Promise<void>;
}

const emptyTrees = {
  sha1: asTreeOid("4b825dc642cb6eb9a060e54bf8d69288fbee4904"),
  sha256: asTreeOid("6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"),
} as const;

/** Opens the repository that `cwd` (else the host's folder) stands in. Failures: `repository`, `git` (missing, older than 2.34), `interrupted`. */
export async function openRepository(host: Host, options: { readonly cwd?: string } = {}): Promise<Repository> {
  const user: GitContext = { env: userEnvironment(host.env), cwd: options.cwd ?? host.cwd, signal: host.signal };
  // Side by side: the version costs 1 ms that way. An old git may fail or answer nonsense, so its age is told first.
  const [version, found] = await Promise.allSettled([refuseOldGit(user), layoutOf(user)]);
  if (version.status === "rejected") throw version.reason;
  if (found.status === "rejected") throw found.reason;
  return repositoryOf(host, user, found.value);
}

function repositoryOf(host: Host, user: GitContext, layout: Layout): Repository {
  const scratch = openScratch(host, layout);
  const { objects: _objects, index, ...described } = layout;
  const indexFile = host.env["GIT_INDEX_FILE"] ? resolve(user.cwd, host.env["GIT_INDEX_FILE"]) : index;
  const trees = new WeakMap<Snapshot, Tree>();

  const treeOf = (side: Snapshot | Tree): Tree => {
    if (!("entries" in side)) return side;
    const tree = trees.get(side);
    if (!tree) throw new Defect(`snapshot ${side.name} was not read from this repository`);
    return tree;
  };
  const remember = (tree: Tree, read: Pick<Snapshot, "treeId" | "entries">): Snapshot => {
    const snapshot = { name: tree.name, commit: tree.commit, ...read };
    trees.set(snapshot, tree);
    return snapshot;
  };
  const repository: Repository = {
    ...described,
    cacheDir: join(layout.commonDir, "riskscore"),
    scratch,
    user: userBlindToGrafts(user, scratch),
    historyEnds: [...shallowEnds(layout)].sort().join(),
    commitOf: (revision) => commitOf(repository.user, revision, layout.shallow),
    async mergeBase(a, b) {
      const answer = await runGit(scratch, { purpose: "find a common ancestor", args: ["merge-base", a, b], accept: [0, 1] });
      return answer.code === 1 ? null : asCommitOid(answer.stdout.toString().trim());
    },
    async parentOf(commit) {
      if (shallowEnds(layout).has(commit)) throw parentLeftOut(commit);
      const { stdout } = await runGit(scratch, { purpose: "find the parent of a commit", args: ["rev-list", "--parents", "--max-count=1", commit] });
      const parent = stdout.toString().trim().split(" ")[1];
      return parent === undefined ? null : asCommitOid(parent);
    },
    treeOfCommit: (commit) => ({ name: commit, commit, oid: commit }),
    async treeOfIndex() {
      if (layout.bare && !existsSync(indexFile)) throw nothingStaged();
      return { name: "index", commit: null, oid: await treeOfIndex(scratch, indexFile) };
    },
    treeOfWorktree: async () => ({ name: "worktree", commit: null, oid: await treeOfWorktree(user, scratch, layout, indexFile) }),
    emptyTree: () => ({ name: "empty", commit: null, oid: emptyTrees[layout.objectFormat] }),
    async snapshotOf(tree) {
      const { stdout } = await runGit(scratch, { purpose: `list the files of ${tree.name}`, args: ["ls-tree", "-r", "-z", "--full-tree", tree.oid] });
      if (stdout.length === 0) await mustHoldNothing(scratch, tree.oid);
      return remember(tree, parseListing(stdout));
    },
    snapshotOfCommit: (commit) => repository.snapshotOf(repository.treeOfCommit(commit)),
    snapshotOfIndex: async () => repository.snapshotOf(await repository.treeOfIndex()),
    snapshotOfWorktree: async () => repository.snapshotOf(await repository.treeOfWorktree()),
    emptySnapshot: () => remember(repository.emptyTree(), parseListing(Buffer.alloc(0))),
    deltas: (base, head) => deltasBetween(scratch, treeOf(base), treeOf(head)),
    commitDate: (commit) => commitDateOf(scratch, commit),
    churn: (commit, days) => churnBefore(scratch, commit, days, shallowEnds(layout)),
    openBlobs: () => openBlobs(scratch),
    close: async () => scratch.remove(),
  };
  return repository;
}

/** `HEAD~3` must count the parents that the commits have. A file that is not there hides the repository's grafts without a word. */
function userBlindToGrafts(user: GitContext, scratch: Scratch): GitContext {
  return { ...user, env: { ...user.env, GIT_GRAFT_FILE: join(scratch.path, "no-grafts") } };
}

/** Taken for an index that is empty it would say that every file is deleted. */
function nothingStaged(): Failure {
  return new Failure("usage", "This is a bare repository: it has no index, so nothing is staged here.", { hint: "Compare two revisions instead: riskscore diff main~1..main" });
}

function parentLeftOut(commit: CommitOid): Failure {
  return new Failure("revision", `The parent of commit ${commit} is not here: this clone is shallow and ends at it.`, { hint: fetchMore });
}

/** The commits whose parents a shallow clone left out. */
function shallowEnds(layout: Layout): ReadonlySet<string> {
  const file = join(layout.commonDir, "shallow");
  return new Set(layout.shallow && existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : []);
}
