import type { Snapshot, TreeEntry } from "../snapshot.ts";
import { Failure } from "../failure.ts";
import { asRepoPath } from "../ids.ts";

/** How a place's text is read. `rc`: JSON when it opens with `{`, else YAML. `key`: one key of a larger JSON file. */
export type PolicySyntax = "json" | "yaml" | "rc" | "key";

export interface PolicyPlace {
  readonly path: string;
  readonly syntax: PolicySyntax;
}

/** A place that holds a file. */
export interface FoundPlace {
  readonly place: PolicyPlace;
  readonly entry: TreeEntry;
}

/** Where a policy may stand, at the repository root only, in cosmiconfig's order. */
export const policyPlaces: readonly PolicyPlace[] = [
  { path: "package.json", syntax: "key" },
  { path: ".riskrc", syntax: "rc" },
  { path: ".riskrc.json", syntax: "json" },
  { path: ".riskrc.yaml", syntax: "yaml" },
  { path: ".riskrc.yml", syntax: "yaml" },
];

/** The key of `package.json` that may hold a policy. */
export const policyKey = "riskscore";

/** Other names cosmiconfig's readers know. Passing over one in silence would leave its author believing it judges. */
const refused = /^\.riskrc\.(?:[cm]?[jt]s|jsonc|json5|toml)$|^\.config\/(?:\.?riskrc|riskscore)(?:\.\w+)?$|^riskscore\.config\.[cm]?[jt]s$/;

/** The places that exist in the snapshot. Throws Failure("policy") where one exists in a form that is not read. */
export function placesIn(snapshot: Snapshot): readonly FoundPlace[] {
  refuseOtherNames(snapshot);
  return policyPlaces.flatMap((place) => {
    const entry = snapshot.entries.get(asRepoPath(place.path));
    if (entry === undefined) return [];
    if (entry.mode === "100644" || entry.mode === "100755") return [{ place, entry }];
    // A package.json that is a link holds no key itself, and following it would leave the snapshot.
    if (place.syntax === "key") return [];
    const kind = entry.mode === "120000" ? "a symbolic link" : "a submodule";
    throw new Failure("policy", `${place.path} is ${kind}; a policy has to be a file of the repository itself.`, { hint: "Commit the policy as a regular file at the repository root." });
  });
}

/** Looks at the root's own names only: a snapshot has many entries, and these few names are known. */
function refuseOtherNames(snapshot: Snapshot): void {
  for (const path of snapshot.entries.keys()) {
    if (path.charCodeAt(0) !== 0x2e && path.charCodeAt(0) !== 0x72) continue;
    if (!refused.test(path)) continue;
    throw new Failure("policy", `${path} is not read: a policy is data in JSON or YAML at the repository root.`, {
      hint: "Move its content to .riskrc.json (riskscore config --explain lists the keys), and delete or rename this file.",
    });
  }
}
