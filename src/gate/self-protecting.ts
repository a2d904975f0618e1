import type { RepoPath } from "../ids.ts";

/** What kind of safeguard a changed file is. `policy`, `hooks`: whoever wrote it. The others: when a tool took part. */
export type SafeguardKind = "policy" | "hooks" | "workflow" | "owners" | "attributes" | "submodules" | "agent-instructions" | "team";

/** A changed file that is itself a safeguard, judged under the old policy. */
export interface SelfProtected {
  readonly path: RepoPath;
  readonly kind: SafeguardKind;
  /** Needs a policy-admin whoever wrote it; else only when a tool took part. */
  readonly always: boolean;
}
