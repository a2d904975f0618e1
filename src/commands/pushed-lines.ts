import { parsePushLines, type PushLine } from "../change/push-lines.ts";
import { Failure } from "../failure.ts";
import { branchCheckedOut } from "../git/refs.ts";
import type { Remote, RemoteConfig } from "../git/remotes.ts";
import type { Host } from "../host.ts";
import { followedTip } from "./landing.ts";
import type { PrePushCommand } from "./request.ts";
import type { Session } from "./gather-session.ts";

/** What a hook was told, as far as words go: the lines of stdin, or those of a framework that keeps stdin to itself. */
export interface ToldPush {
  /** Null where nobody said what is pushed. */
  readonly lines: readonly PushLine[] | null;
  readonly remote: { readonly name: string | null; readonly url: string | null };
  readonly notes: readonly string[];
}

const oid = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Reads all of stdin, first thing: a git that writes to a hook that is gone ends with a broken pipe. Failure `usage` for a terminal. */
export async function toldPush(host: Host, { remote, url }: Pick<PrePushCommand, "remote" | "url">): Promise<ToldPush> {
  const framework = ofFramework(host.env);
  if (host.stdinIsTerminal && framework === null) throw atTerminal();
  const lines = host.stdinIsTerminal ? [] : parsePushLines(await host.readStdin());
  if (lines.length > 0 || framework === null) return { lines: lines.length > 0 ? lines : null, remote: { name: remote, url }, notes: [] };
  return framework;
}

function atTerminal(): Failure {
  return new Failure("usage", "riskscore hook pre-push reads what git writes on stdin, and stdin is a terminal.", {
    hint: "Git calls it; to judge a change by hand: riskscore diff. Under lefthook, give this command `use_stdin: true`.",
  });
}

/** The pre-commit framework reads git's lines itself and tells of one ref in the environment. */
function ofFramework(env: Host["env"]): ToldPush | null {
  const { PRE_COMMIT_TO_REF: to, PRE_COMMIT_FROM_REF: from, PRE_COMMIT_REMOTE_BRANCH: ref, PRE_COMMIT_LOCAL_BRANCH: local, PRE_COMMIT_REMOTE_NAME: name, PRE_COMMIT_REMOTE_URL: url } = env;
  if (to === undefined || ref === undefined || !oid.test(to) || !/^refs\/./.test(ref)) return null;
  const old = from !== undefined && oid.test(from) && !/^0+$/.test(from) ? from : null;
  return {
    lines: [{ localRef: local ?? to, localOid: to, remoteRef: ref, remoteOid: old }],
    remote: { name: name ?? null, url: url ?? null },
    notes: ["The pre-commit framework tells of one ref of a push only: further refs pushed with it are not judged here."],
  };
}

/** Nobody said what is pushed, which is also how git says that nothing is: HEAD stands for it, on its way to its upstream. Null before the first commit, and where the upstream has it. */
export async function lineOfHead(session: Session, config: RemoteConfig, remote: Remote | null): Promise<PushLine | null> {
  const { repository } = session;
  if (repository.head === null) return null;
  const branch = await branchCheckedOut(repository);
  if (branch === null) return { localRef: "HEAD", localOid: repository.head, remoteRef: "HEAD", remoteOid: null };
  const upstream = config.upstream(branch);
  const ref = upstream !== null && upstream.remote === remote?.name ? upstream.ref : branch;
  const old = await followedTip(session, remote, ref);
  return old === repository.head ? null : { localRef: branch, localOid: repository.head, remoteRef: ref, remoteOid: old };
}

/** The framework's `from` is a guess for refs it does not know; what was fetched is not. */
export async function trustedOld(session: Session, remote: Remote | null, line: PushLine): Promise<PushLine> {
  const fetched = await followedTip(session, remote, line.remoteRef);
  return { ...line, remoteOid: fetched ?? null };
}

