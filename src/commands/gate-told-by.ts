import { Failure } from "../failure.ts";
import type { Repository } from "../git/repository.ts";
import type { Host } from "../host.ts";
import { toldByGithub } from "./gate-github.ts";
import { toldByGitlab } from "./gate-gitlab.ts";
import { isRefName, odd, sayIt, type ToldGate } from "./gate-told.ts";
import type { GateCommand } from "./request.ts";

/** Which change is meant: what the words say, else what the forge says in the environment. Failure `usage` where neither does. */
export async function toldChange(host: Pick<Host, "env">, repository: Pick<Repository, "commitOf">, { base, head, ref }: Pick<GateCommand, "base" | "head" | "ref">): Promise<ToldGate> {
  if (ref !== null && !isRefName(ref)) throw odd("--ref", "takes a ref's full name, such as refs/heads/main", ref);
  if (base === null && head === null) return withRef(byForge(host.env), ref);
  if (base === null) throw new Failure("usage", "--head says what would land, and nothing says what it is compared with.", { hint: sayIt });
  const [tip, to] = [await oidOf(repository, base), await oidOf(repository, head ?? "HEAD")];
  return { change: { kind: "proposal", name: ref ?? to, branch: null, ref, tip, head: to }, mainBranch: null, actor: null, notes: [] };
}

function byForge(env: Host["env"]): ToldGate {
  if (env["GITHUB_ACTIONS"] === "true") return toldByGithub(env);
  if (env["GITLAB_CI"] === "true") return toldByGitlab(env);
  throw new Failure("usage", "Nothing says which change is meant: no --base and --head, and no event of GitHub Actions or GitLab CI.", { hint: sayIt });
}

/** A pull request for one ref may be held against another; what a push moved is what it moved. */
function withRef(told: ToldGate, ref: string | null): ToldGate {
  if (ref === null || ref === told.change.ref) return told;
  if (told.change.kind !== "proposal") throw new Failure("usage", `--ref ${ref} is not the ref that the event speaks of.`, { hint: sayIt });
  // What the event says of a tip, it says of another ref.
  return { ...told, change: { ...told.change, ref, tip: null } };
}

/** A full id need not be here yet: it is fetched. */
async function oidOf(repository: Pick<Repository, "commitOf">, revision: string): Promise<string> {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision) ? revision : repository.commitOf(revision);
}
