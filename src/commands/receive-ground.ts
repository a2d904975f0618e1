import { Failure } from "../failure.ts";
import { foldedPath } from "../gate/folded-path.ts";
import { plainText } from "../git/plain-text.ts";
import { anyRefBelow, branchCheckedOut, refsNamed } from "../git/refs.ts";
import { matcher } from "../policy/globs.ts";
import type { Session } from "./gather-session.ts";
import { groundAt, type Ground } from "./landing.ts";

/** What every ref of a push is held against on the server that receives it. */
export interface ServerGround extends Ground {
  readonly ref: string;
  /** The branch HEAD names: what is checked out, shown and cloned, so changes land there, too. */
  readonly head: string | null;
}

/** Refs as they are before the push: `old` is what git told the hook of each. */
export type Pushed = ReadonlyMap<string, string | null>;

const usualNames = ["refs/heads/main", "refs/heads/master"];

/**
 * The base ref of this repository and the policy at its tip: the ref that the policy names, else the one in the server's settings,
 * else HEAD's branch. A base ref that does not exist yet has no policy. Failures: `policy`, `revision`.
 */
export async function serverGround(session: Session, pushed: Pushed, configured: string | null): Promise<ServerGround> {
  const head = await branchCheckedOut(session.repository);
  const first = configured ?? (await usualBase(session, head, pushed));
  const found = await groundOfRef(session, first, pushed);
  const named = found.policy.landing.base;
  if (!found.configured || named === null || named === first) return { ...found, head };
  const other = await groundOfRef(session, named, pushed);
  if (other.tip !== null) return { ...other, head };
  // Named, and about to be made: judged by the policy that named it.
  if (pushed.has(named)) return { ...found, ref: named, tip: found.tip, head };
  throw new Failure("revision", `The policy of ${plainText(first)} names ${plainText(named)} as the base ref, and there is no such branch.`, { hint: `Push that branch, or name another one in the policy (landing.base).` });
}

async function groundOfRef(session: Session, ref: string, pushed: Pushed): Promise<Ground & { readonly ref: string }> {
  const here = (await refsNamed(session.repository, [ref])).get(ref)?.oid ?? null;
  return { ...(await groundAt(session, ref, [pushed.get(ref), here])), ref };
}

/**
 * What exists comes before what is pushed, whatever it is called: else a branch named as HEAD wishes, and never made, could be pushed
 * to become the base. Only in a repository without any of them does the first push say where changes land.
 */
async function usualBase(session: Session, head: string | null, pushed: Pushed): Promise<string> {
  const names = [...(head === null ? [] : [head]), ...usualNames];
  const here = await refsNamed(session.repository, names);
  const made = names.find((name) => here.has(name));
  if (made !== undefined) return made;
  const coming = names.find((name) => pushed.has(name));
  if (coming !== undefined) return coming;
  if (head !== null && !(await anyRefBelow(session.repository, "refs/heads/"))) return head;
  throw new Failure("revision", "Nobody knows what changes are meant for: HEAD names no branch that exists, and there is neither main nor master.", {
    hint: "On the server: git symbolic-ref HEAD refs/heads/NAME, or git config riskscore.baseRef refs/heads/NAME.",
  });
}

/**
 * Whether changes land on this ref: those the policy protects, the base ref, HEAD's branch; and where the policy is gone, every ref that ever
 * had one. A name that some file system takes for one of these is one: `refs/heads/Main` may be kept in the very file of `main`.
 */
export function landsOn(ref: string, ground: ServerGround, hadPolicy: ReadonlySet<string>): boolean {
  const { protected: globs } = ground.policy.landing;
  const named = [ground.ref, ground.head, ...(ground.configured ? [] : hadPolicy)].flatMap((name) => name ?? []);
  if (named.includes(ref) || matcher(globs)(ref)) return true;
  const folded = asFilesAre(ref);
  return named.some((name) => asFilesAre(name) === folded) || matcher(globs.map((glob) => glob.toLowerCase()))(folded);
}

function asFilesAre(ref: string): string {
  return foldedPath(ref).join("/");
}
