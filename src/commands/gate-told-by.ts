import { Failure } from "../failure.ts";
import type { Repository } from "../git/repository.ts";
import type { Host } from "../host.ts";
import { toldByGithub } from "./gate-github.ts";
import { toldByGitlab } from "./gate-gitlab.ts";
import { isRefName, odd, sayIt, type ToldByForge, type ToldChange, type ToldGate } from "./gate-told.ts";
import type { GateCommand } from "./request.ts";

type Words = Pick<GateCommand, "base" | "head" | "refs">;

/** Which change is meant, and for which refs: what the words say, else what the forge says in the environment. Failure `usage` where neither does. */
export async function toldGate(host: Pick<Host, "env">, repository: Pick<Repository, "commitOf">, words: Words): Promise<ToldGate> {
  const refs = [...new Set(words.refs)];
  for (const ref of refs) if (!isRefName(ref)) throw odd("--ref", "takes a ref's full name, such as refs/heads/main", ref);
  if (words.base !== null || words.head !== null) return { changes: await saidInWords(repository, { ...words, refs }), mainBranch: null, actor: null, notes: [] };
  const { change, ...told } = byForge(host.env);
  return { ...told, changes: refs.length === 0 ? [change] : refs.map((ref) => heldAgainst(change, ref)) };
}

/** One base counts for every ref; without one each ref's own tip does. */
async function saidInWords(repository: Pick<Repository, "commitOf">, { base, head, refs }: Words): Promise<readonly ToldChange[]> {
  if (base === null && refs.length === 0) throw new Failure("usage", "--head says what would land, and nothing says what it is compared with.", { hint: sayIt });
  const tip = base === null ? null : await oidOf(repository, base);
  const to = await oidOf(repository, head ?? "HEAD");
  const changeFor = (ref: string | null): ToldChange => ({ kind: "proposal", name: ref ?? to, branch: null, ref, tip, head: to });
  return refs.length === 0 ? [changeFor(null)] : refs.map(changeFor);
}

function byForge(env: Host["env"]): ToldByForge {
  if (env["GITHUB_ACTIONS"] === "true") return toldByGithub(env);
  if (env["GITLAB_CI"] === "true") return toldByGitlab(env);
  throw new Failure("usage", "Nothing says which change is meant: no --base and --head, and no event of GitHub Actions or GitLab CI.", { hint: sayIt });
}

/** A change that is still on its way may be held against another ref than the forge's; what a queue is about to move is what it moves. */
function heldAgainst(change: ToldChange, ref: string): ToldChange {
  if (ref === change.ref) return change;
  if (change.kind === "queue") throw new Failure("usage", `--ref ${ref} is not the ref that the event speaks of.`, { hint: sayIt });
  // What the event says of a tip, it says of another ref.
  return { ...change, ref, tip: null };
}

/** A full id need not be here yet: it is fetched. */
async function oidOf(repository: Pick<Repository, "commitOf">, revision: string): Promise<string> {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision) ? revision : repository.commitOf(revision);
}
