import { delimiter, isAbsolute } from "node:path";
import { simpleGit, type SimpleGit, type SimpleGitOptions } from "simple-git";
import { Failure } from "../failure.ts";
import type { Host } from "../host.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import type { ChangeDigest } from "../signoff/statement.ts";
import { quietly, refsUnder } from "./our-commit.ts";
import { plainText } from "./plain-text.ts";
import { branchCheckedOut } from "./refs.ts";
import { readRemotes } from "./remotes.ts";
import { isRecordRef, recordsFolder, recordsPrefix } from "./records.ts";
import { isReviewRef, reviewsPrefix } from "./reviews-prefix.ts";
import type { Repository } from "./repository.ts";

/** How much of one remote's answer is taken up at once: it may list anything. */
const mostRefs = 200;
const mostInAll = 2000;
/** A remote that says nothing for so long is taken for gone. Milliseconds. */
const patience = 60_000;

type Asker = Pick<Host, "env" | "signal">;

/** The remote that requests and records travel by: the one asked for, else the current branch's own, else `origin`; null where there is none. */
export async function chosenRemote(repository: Pick<Repository, "user" | "gitDir">, asked: string | null): Promise<string | null> {
  if (asked !== null) return checkedRemote(asked);
  const [branch, remotes] = await Promise.all([branchCheckedOut(repository), readRemotes(repository)]);
  return remotes.usual(branch)?.address ?? null;
}

/** A name or URL as the user gave it; what git would take for an option is refused. */
function checkedRemote(remote: string): string {
  if (remote !== "" && !remote.startsWith("-") && plainText(remote) === remote) return remote;
  throw new Failure("usage", `'${plainText(remote)}' is no remote.`, { hint: "git remote -v lists the remotes of this repository." });
}

/** The branch a remote calls its HEAD (`refs/heads/main`); null where it has none. Asks the network. */
export async function remoteHead(host: Asker, repository: Repository, remote: string): Promise<string | null> {
  const text = await askRemote(host, repository, remote, "be asked for its main branch", ["ls-remote", "--symref", "--", checkedRemote(remote), "HEAD"]);
  return /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(text)?.[1] ?? null;
}

/** Brings the records of one change here. Those that are here already are left as they are. Answers how many came. */
export async function fetchRecords(host: Asker, repository: Repository, remote: string, digest: ChangeDigest): Promise<number> {
  return fetchRecordsBelow(host, repository, remote, recordsFolder(digest), mostRefs);
}

/** Brings every record of a remote here: for people who look, never for a hook. Answers how many came. */
export async function fetchAllRecords(host: Asker, repository: Repository, remote: string): Promise<number> {
  return fetchRecordsBelow(host, repository, remote, recordsPrefix, mostInAll);
}

async function fetchRecordsBelow(host: Asker, repository: Repository, remote: string, folder: string, most: number): Promise<number> {
  const there = await listOf(host, repository, remote, [`${folder}/*`]);
  const here = new Set((await refsUnder(repository.user, `${folder}/`, most * 2)).map(({ ref }) => ref));
  const wanted = there.map(({ ref }) => ref).filter((ref) => isRecordRef(ref) && ref.startsWith(`${folder}/`) && !here.has(ref));
  if (wanted.length > 0) await fetchRefs(host, repository, remote, wanted.slice(0, most).map((ref) => `${ref}:${ref}`));
  return Math.min(wanted.length, most);
}

/** Brings requests here whose digest starts with `prefix` (all of them for `""`): their digests, without `sha256:`. A newer request takes the place of an older one. */
export async function fetchReviews(host: Asker, repository: Repository, remote: string, prefix: string): Promise<readonly string[]> {
  const there = await listOf(host, repository, remote, [`${reviewsPrefix}/${prefix}*`]);
  const digests = there.filter(({ ref }) => isReviewRef(ref)).map(({ ref }) => ref.slice(reviewsPrefix.length + 1)).filter((hex) => hex.startsWith(prefix));
  const wanted = digests.slice(0, mostRefs);
  if (wanted.length > 0) await fetchRefs(host, repository, remote, wanted.map((hex) => `+${reviewsPrefix}/${hex}:${reviewsPrefix}/${hex}`));
  return wanted;
}

/** Brings a landing branch up to date, as a `git fetch` of that branch would: what is signed should be what would land now. */
export async function fetchLanding(host: Asker, repository: Repository, remote: string, ref: string): Promise<void> {
  if (!ref.startsWith("refs/heads/") || /[\s:*+^~?[\\]/.test(ref)) return;
  await askRemote(host, repository, remote, `be asked for ${plainText(ref)}`, [...fetching, "--", checkedRemote(remote), ref]);
}

/** Sends refs of ours. Our own pre-push hook is not called for them. `moved`: they may replace what stands there. */
export async function pushRefs(host: Asker, repository: Repository, remote: string, refs: readonly string[], moved = false): Promise<void> {
  const refspecs = refs.map((ref) => `${moved ? "+" : ""}${ref}:${ref}`);
  const options = ["--no-verify", "--no-follow-tags", "--recurse-submodules=no", "--progress"];
  await askRemote(host, repository, remote, "take it", ["push", ...options, "--", checkedRemote(remote), ...refspecs]);
}

/** A fetch that brings what is asked for and nothing else. */
export const fetching = ["fetch", "--no-tags", "--no-prune", "--no-recurse-submodules", "--no-auto-maintenance", "--no-write-fetch-head", "--no-write-commit-graph", "--no-show-forced-updates", "--progress"];

async function fetchRefs(host: Asker, repository: Repository, remote: string, refspecs: readonly string[]): Promise<void> {
  // A partial clone would leave out the very bytes that are asked for.
  await askRemote(host, repository, remote, "hand over what it lists", [...fetching, "--no-filter", "--refmap=", "--", checkedRemote(remote), ...refspecs]);
}

export async function listOf(host: Asker, repository: Repository, remote: string, patterns: readonly string[]): Promise<readonly { readonly oid: CommitOid; readonly ref: string }[]> {
  const text = await askRemote(host, repository, remote, "be asked", ["ls-remote", "--refs", "--", checkedRemote(remote), ...patterns]);
  return text.split("\n").flatMap((line) => {
    const [, oid, ref] = /^([0-9a-f]{40,64})\t(refs\/\S+)$/.exec(line) ?? [];
    return oid === undefined || ref === undefined ? [] : [{ oid: asCommitOid(oid), ref }];
  });
}

export async function askRemote(host: Asker, repository: Repository, remote: string, purpose: string, words: readonly string[]): Promise<string> {
  try {
    return await gitOfTheUser(host, repository).raw([...quietly, ...words]);
  } catch (error) {
    if (host.signal.aborted) throw new Failure("interrupted", `Interrupted by ${String(host.signal.reason)}.`, { cause: error });
    throw refusalOf(remote, purpose, error);
  }
}

/**
 * git as the person at the keyboard runs it: their credentials, ssh agent, proxies and URL rewrites count. What a hook sets to say which
 * repository it runs for (`GIT_DIR`, the quarantine) is left out; which repository is meant, we say.
 */
function gitOfTheUser(host: Asker, repository: Repository): SimpleGit {
  const env = { ...personalEnvironment(host.env), GIT_DIR: repository.gitDir, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
  const options: Partial<SimpleGitOptions> = {
    baseDir: repository.topLevel ?? repository.gitDir,
    abort: host.signal,
    timeout: { block: patience },
    allowEnvironment: Object.keys(env),
    unsafe: usersOwn,
    // Left to itself simple-git takes a git that fails without a word for one that did its work.
    errors: (error, { exitCode, stdErr }) => error ?? (exitCode === 0 ? undefined : Buffer.concat([...stdErr, Buffer.from(`\nit ended with exit code ${exitCode}`)])),
  };
  return simpleGit(options).env(env);
}

/** simple-git guards against arguments that strangers wrote. Ours are constants and checked names; these come from the person's own environment. */
const usersOwn = {
  allowUnsafeAlias: true,
  allowUnsafeAskPass: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafePack: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeUrlRewrite: true,
} as const;

/** How git reaches a remote; every other `GIT_*` says which repository or how to work, and a hook may have set it. */
const transport = /^GIT_(?:SSH(?:_COMMAND|_VARIANT)?|ASKPASS|PROXY_COMMAND|PROXY_SSL_\w+|SSL_\w+|HTTP_\w+|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|PARAMETERS|COUNT|KEY_\d+|VALUE_\d+))$/;
/** simple-git takes these for ways to run something, and no fetch or push needs them. */
const needless = new Set(["EDITOR", "VISUAL", "PAGER", "PREFIX"]);

function personalEnvironment(env: Host["env"]): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]) => (value === undefined || needless.has(name.toUpperCase()) || (/^GIT_/i.test(name) && !transport.test(name)) ? [] : [[name, value] as const]));
  return Object.fromEntries(kept.map(([name, value]) => (/^path$/i.test(name) ? [name, value.split(delimiter).filter(isAbsolute).join(delimiter)] : [name, value])));
}

/** A remote as it may be shown: a URL may hold a password. */
export function withoutPassword(remote: string): string {
  return plainText(remote.replace(/\/\/[^/@\s]*@/g, "//"));
}

function refusalOf(remote: string, purpose: string, cause: unknown): Failure {
  const said = cause instanceof Error ? cause.message : String(cause);
  const name = plainText(remote);
  const declined = /^ ! \[(?:remote )?rejected\] .*\((.*)\)$/m.exec(said)?.[1];
  if (declined !== undefined) {
    return new Failure("git", `${name} did not take it: ${plainText(declined.slice(0, 200))}.`, { cause, hint: "The server has to accept refs below refs/riskscore/: ask who runs it, or use --out and hand the file over." });
  }
  if (/block timeout reached/.test(said)) return new Failure("git", `${name} could not ${purpose}: it said nothing for ${patience / 1000} seconds.`, { cause, hint: "Try again, or use --out and --in to hand files over instead." });
  return new Failure("git", `${name} could not be reached: ${reasonIn(said)}.`, { cause, hint: "git remote -v shows where it points; --remote names another one, and --out and --in hand files over instead." });
}

/** The first line that says why; `fatal: Could not read from remote repository` only says that something was said before. */
function reasonIn(said: string): string {
  const lines = said.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "" && !/^(?:warning|hint|remote): |^Warning: Permanently added/.test(line));
  const telling = lines.filter((line) => !/^(?:fatal: Could not read from remote repository|Please make sure you have the correct access rights|and the repository exists)/.test(line));
  const chosen = telling.find((line) => /^(?:fatal|error): /.test(line)) ?? telling[0] ?? lines[0] ?? "git gave no reason";
  return withoutPassword(chosen.replace(/^(?:fatal|error): /, "").slice(0, 300)).replace(/\.$/, "");
}
