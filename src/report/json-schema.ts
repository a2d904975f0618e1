import { edgeKinds } from "../facts/module-facts.ts";
import { gapTitles } from "../gap.ts";
import { bands } from "../score/score.ts";
import { attribution, contract, requirement, signoff, provenance, verdict } from "./json-schema-guard.ts";
import { amount, described, listOf, object, oneOf, percent, ref, text, textOrNull, version, yesOrNo } from "./schema-words.ts";

/**
 * The JSON Schema (draft-07) of everything riskscore prints for programs: the report at its root, the others under
 * `definitions` (`graph`, `why`, `error`). Written by hand, because it is a promise: what it requires stays. Unknown keys
 * are allowed everywhere, because later versions add some.
 */
export function reportJsonSchema(): Record<string, unknown> {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://riskscore.dev/schema/report-1.json",
    title: "What riskscore diff --json prints",
    ...report,
    definitions: { finding, file, critical, contract, step, attribution, signoff, requirement, gap, dependent, graph, why, error },
  };
}

const revision = described({ type: "string", pattern: "^([0-9a-f]{40}|[0-9a-f]{64}|index|worktree|empty)$" }, "A commit's oid, `index`, `worktree`, or `empty` for the base of a root commit.");
const via = oneOf(["runtime", "type"]);

const finding = object({
  signal: described(text, "Its id; riskscore explain says what it means."),
  axis: oneOf(["impact", "likelihood"]),
  points: { type: "integer", minimum: 0 },
  at: described(textOrNull, "The path it is about, where there is one."),
  because: described(text, "A fact a reader can check."),
});

const file = object(
  {
    path: text,
    pathBytes: described(text, "Base64 of the path's bytes, only when they are not UTF-8."),
    status: oneOf(["added", "modified", "deleted", "renamed"]),
    from: described(textOrNull, "The old path of a rename."),
    class: oneOf(["source", "test", "style", "asset", "manifest", "lockfile", "config", "workflow", "docs", "other"]),
    package: textOrNull,
    symbols: described(listOf(text), "Symbols whose tokens differ, as path#name."),
    added: described({ type: ["integer", "null"] }, "Lines; null for binary content."),
    deleted: { type: ["integer", "null"] },
  },
  ["pathBytes"],
);

const step = described(
  object({ from: text, to: text, kind: oneOf(edgeKinds), typeOnly: yesOrNo }),
  "One step of a path: `from` uses `to`.",
);

const critical = object({
  name: text,
  owner: textOrNull,
  module: text,
  distance: described(amount, "0 when the change edits the module itself; the path is empty then."),
  via,
  path: described(listOf(ref("step")), "From the critical module down to the changed symbol."),
});

const gap = object({
  kind: oneOf(Object.keys(gapTitles)),
  local: described(yesOrNo, "Whether it could hide a dependent of this change."),
  at: text,
  because: text,
});

const dependent = object({ module: text, package: textOrNull, distance: { type: "integer", minimum: 1 }, via, test: yesOrNo });

const report = object({
  schemaVersion: version,
  riskscore: described(text, "The version that printed this."),
  base: revision,
  head: revision,
  policy: object({
    from: described(text, "`defaults`, `index`, `worktree`, or the oid of the commit whose policy judged."),
    digest: { type: "string", pattern: "^sha256:[0-9a-f]{64}$" },
    differs: described(yesOrNo, "The head holds another policy than the one that judged."),
  }),
  change: object({ files: listOf(ref("file")), added: amount, deleted: amount, packages: listOf(text) }),
  score: object({
    value: described(percent, "For reading; the band comes from impact."),
    band: oneOf(bands),
    bandByImpact: described(oneOf(bands), "The band without critical modules; another one where reaching or changing one raised it."),
    impact: percent,
    likelihood: percent,
    contributions: listOf(ref("finding")),
  }),
  radius: object({
    modules: described(amount, "All dependents, test files included; the changed files are not among them."),
    runtime: amount,
    typeOnly: amount,
    symbols: amount,
    packages: amount,
    testFiles: amount,
    byDistance: described(listOf(amount), "How many stand at distance index + 1."),
    dependents: described(listOf(ref("dependent")), "Complete, nearest first, then by path."),
    packagesReached: listOf(text),
  }),
  critical: listOf(ref("critical")),
  contracts: described(listOf(ref("contract")), "What packages promise to others, where the change alters it."),
  provenance,
  signoffs: described(listOf(ref("signoff")), "Every record that was looked at for this change."),
  verdict,
  gaps: listOf(ref("gap")),
});

const graph = described(
  object({
    schemaVersion: version,
    riskscore: text,
    rev: revision,
    modules: listOf(object({ id: text, package: textOrNull, test: yesOrNo, imports: described(amount, "Imports of this repository it makes, unresolved ones among them.") }, ["imports"])),
    edges: listOf(object({ from: text, to: text, kind: oneOf(edgeKinds), typeOnly: yesOrNo })),
    unresolved: listOf(object({ from: text, specifier: text, reason: text, because: text, line: amount })),
    externals: described(listOf(text), "Imported packages outside the repository."),
    packages: listOf(text),
    cycles: listOf(object({ modules: listOf(text), runtime: yesOrNo })),
    top: listOf(object({ module: text, dependents: amount })),
    gaps: listOf(ref("gap")),
  }),
  "What riskscore graph --format json prints.",
);

const why = described(
  object({ schemaVersion: version, from: text, to: text, found: yesOrNo, path: listOf(ref("step")), reversed: yesOrNo }),
  "What riskscore why --json prints.",
);

const error = described(
  object({
    schemaVersion: version,
    error: object({
      kind: oneOf(["usage", "repository", "revision", "index", "policy", "git", "cache", "timeout", "io", "interrupted", "defect"]),
      message: text,
      hint: textOrNull,
    }),
  }),
  "What every command prints with --json when it could not answer.",
);
