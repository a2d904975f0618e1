import type { Host } from "../host.ts";
import type { Gap } from "../gap.ts";
import type { Graph } from "../graph/graph.ts";
import type { ModuleId, PackageName } from "../ids.ts";
import type { Policy } from "../policy/policy.ts";
import type { Evidence } from "../signals/evidence.ts";
import type { Progress } from "../progress.ts";

/** Where the judged content lies: the index (what is staged), the working tree, or a commit. */
export type HeadRequest = { readonly kind: "index" } | { readonly kind: "worktree" } | { readonly kind: "commit"; readonly rev: string };

/** Which revision's policy judges: the base's (the rule), or the index's or head's while a policy is being written. */
export type PolicySource = "base" | "index" | "head";

export interface DiffRequest {
  /** A revision; null stands for HEAD (or the head commit's first parent when head is a commit). */
  readonly base: string | null;
  readonly head: HeadRequest;
  /** `A...B`: judge from the merge base of both, as a pull request does. */
  readonly threeDots: boolean;
  readonly policyFrom: PolicySource;
  /** Folder given with `-C`; the host's cwd otherwise. */
  readonly repo?: string;
  readonly progress?: Progress;
}

export interface GatheredDiff {
  /** A commit oid, or `empty` where a root commit has no parent. */
  readonly base: string;
  /** `index`, `worktree` or a commit oid. */
  readonly head: string;
  readonly policy: Policy;
  /** `defaults`, `index`, or the oid of the commit whose policy judged. */
  readonly policyFrom: string;
  readonly policyDigest: string;
  /** The head holds another policy than the one that judged. */
  readonly policyDiffers: boolean;
  /** Null where no file says anything and the defaults stand in. */
  readonly policyPath: string | null;
  /** The root's package.json changed in keys that steer hooks or name the policy. */
  readonly steeringKeysChanged: boolean;
  readonly evidence: Evidence;
  /** Nothing differs between base and head. */
  readonly empty: boolean;
}

export interface GraphRequest {
  /** A revision; null stands for the index, or HEAD in a bare repository. */
  readonly rev: string | null;
  /** Whether the snapshot's policy says which files are tests; `false` takes the defaults, whatever stands there. */
  readonly underPolicy?: boolean;
  readonly repo?: string;
  readonly progress?: Progress;
}

export interface GatheredGraph {
  readonly graph: Graph;
  /** What the snapshot is called: a commit oid or `index`. */
  readonly name: string;
  readonly gaps: readonly Gap[];
  /** The folder of the repository that the user stands in, `""` at its root: paths may be typed from there. */
  readonly standingIn?: string;
  readonly policy: Policy;
  /** Entry points of every package (`Resolver.entries()`), for `init` to propose critical modules. */
  readonly entries: readonly { readonly module: ModuleId; readonly package: PackageName; readonly published: boolean }[];
}

/** Where adapters meet (`gather.ts`), as the commands see it: tests hand in a gathered world instead of a repository. */
export interface Gather {
  gatherDiff(host: Host, request: DiffRequest): Promise<GatheredDiff>;
  gatherGraph(host: Host, request: GraphRequest): Promise<GatheredGraph>;
  /** The folder of the working tree, absolute; a Failure in a bare repository or outside any. */
  worktreeRoot(host: Host, repo: string | undefined): Promise<string>;
}
