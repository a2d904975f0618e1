import * as v from "valibot";
import type { Band } from "../score/score.ts";
import { defaultWeights, impactWeights, signalIds, type SignalId } from "./default-weights.ts";
import { criticalDefaults, defaultPolicy } from "./defaults.ts";
import { clientEntry, gateEntries } from "./gate-schema.ts";
import { limits } from "./limits.ts";
import { rosterEntry } from "./roster-schema.ts";
import { between, globs, name, record, someGlobs, wholeBetween } from "./shapes.ts";
import { toolsEntry } from "./tool-schema.ts";

/**
 * The policy file's shape. This one definition gives the type of a written policy, its check, `riskscore config --explain`,
 * the README's table and the JSON Schema. Objects are strict; what a shape cannot say stands in `rules.ts`. What the gate reads
 * is defined in `gate-schema.ts`, `tool-schema.ts` and `roster-schema.ts`.
 */

/** Where an installed package keeps the JSON Schema, as a `$schema` of a policy at the repository root names it. */
export const policySchemaLocation = "./node_modules/riskscore/dist/schema/policy.schema.json";

export const bandNames = ["low", "medium", "high", "critical"] as const satisfies readonly Band[];

const band = v.picklist(bandNames);

const criticalPath = record({
  name: v.pipe(name, v.title("Name"), v.description("What the report calls this critical path. Unique in the list."), v.examples(["checkout"])),
  globs: v.pipe(
    someGlobs,
    v.title("Files"),
    v.description("Files that make up this critical path, as globs from the repository root."),
    v.examples([["apps/shop/src/checkout/**"]]),
  ),
  owner: v.pipe(
    v.optional(v.nullable(name), criticalDefaults.owner),
    v.title("Owner"),
    v.description("Who answers for it: a person or a team, printed beside the path so that a reader knows whom to ask."),
    v.examples(["@acme/payments"]),
  ),
  weight: v.pipe(
    v.optional(between(0, 1), criticalDefaults.weight),
    v.title("Weight"),
    v.description("How much reaching it counts, from 0 (only listed) to 1 (all of the signal's points). Lower it for paths that matter less."),
    v.examples([0.5]),
  ),
  whenReached: v.pipe(
    v.optional(band, criticalDefaults.whenReached),
    v.title("Band when reached"),
    v.description("The least band of a change that a module of this path depends on. Lower it where dependents are well shielded."),
    v.examples(["medium"]),
  ),
  whenChanged: v.pipe(
    v.optional(band, criticalDefaults.whenChanged),
    v.title("Band when changed"),
    v.description("The least band of a change that edits a module of this path itself."),
    v.examples(["high"]),
  ),
});

const environment = record({
  name: v.pipe(name, v.title("Name"), v.description("What the report calls this environment. Unique in the list."), v.examples(["production"])),
  globs: v.pipe(
    someGlobs,
    v.title("Files"),
    v.description("Files that configure this environment: deployment manifests, environment files, feature flags."),
    v.examples([["deploy/production/**"]]),
  ),
  production: v.pipe(v.boolean(), v.title("Production"), v.description("Whether users live there. A change to a production environment weighs more."), v.examples([true])),
});

function weightOf(id: SignalId) {
  const axis = id in impactWeights ? "impact" : "likelihood";
  return v.pipe(
    v.optional(between(0, 100), defaultWeights[id]),
    v.title(`Weight of ${id}`),
    v.description(`The most points the signal \`${id}\` may add to ${axis}; 0 switches it off. \`riskscore explain ${id}\` says what it measures.`),
    v.examples([defaultWeights[id]]),
  );
}

function bandStart(of: "medium" | "high" | "critical") {
  return v.pipe(
    v.optional(between(1, 100), defaultPolicy.score.bands[of]),
    v.title(`Start of ${of}`),
    v.description(`Impact from which a change is called ${of}. Bands have to ascend.`),
    v.examples([defaultPolicy.score.bands[of]]),
  );
}

const weights = Object.fromEntries(signalIds.map((id) => [id, weightOf(id)])) as Record<SignalId, ReturnType<typeof weightOf>>;

const score = record({
  bands: v.pipe(
    v.optional(record({ medium: bandStart("medium"), high: bandStart("high"), critical: bandStart("critical") }), {}),
    v.title("Bands"),
    v.description("Where each band of impact begins. Raise a bar that cries wolf; lower one that lets surprises through."),
  ),
  distanceDecay: v.pipe(
    v.optional(between(0, 1), defaultPolicy.score.distanceDecay),
    v.title("Distance decay"),
    v.description("What a dependent one step further counts, as a share of one nearer: 1 counts all alike, 0 only direct dependents."),
    v.examples([0.7]),
  ),
  weights: v.pipe(
    v.optional(record(weights), {}),
    v.title("Weights"),
    v.description("The most points each signal may add to its axis. Both axes are capped at 100."),
  ),
});

const { weight, whenReached, whenChanged } = criticalDefaults;
const shownDefaults = { weight, whenReached, whenChanged };
const tooManyEntries = `must hold at most ${limits.entries} entries`;

export const policySchema = v.pipe(
  record({
    $schema: v.pipe(
      v.optional(v.string()),
      v.title("JSON Schema"),
      v.description("Where an editor finds the JSON Schema of this file, for completion and checks while typing. riskscore itself does not read it."),
      v.examples([policySchemaLocation]),
    ),
    critical: v.pipe(
      v.optional(v.pipe(v.array(criticalPath), v.maxLength(limits.entries, tooManyEntries)), []),
      v.title("Critical paths"),
      v.description("Parts of the repository that must not break. Reaching one raises the band, changing one raises it further."),
      v.examples([[{ name: "checkout", globs: ["apps/shop/src/checkout/**"], owner: "@acme/payments", ...shownDefaults }]]),
    ),
    environments: v.pipe(
      v.optional(v.pipe(v.array(environment), v.maxLength(limits.entries, tooManyEntries)), []),
      v.title("Environments"),
      v.description("Files that configure where the code runs. Touching one is a signal of its own, stronger for production."),
      v.examples([[{ name: "production", globs: ["deploy/production/**"], production: true }]]),
    ),
    ignore: v.pipe(
      v.optional(globs, []),
      v.title("Ignored gaps"),
      v.description("Files whose gaps are not gaps: broken fixtures, templates, vendored code. They stay in the change and in the graph."),
      v.examples([["**/fixtures/broken/**"]]),
    ),
    entryPoints: v.pipe(
      v.optional(globs, []),
      v.title("Entry points"),
      v.description("Files started or imported from outside, beside those the package manifests name: scripts, handlers, routes."),
      v.examples([["apps/*/src/main.ts"]]),
    ),
    tests: v.pipe(
      v.optional(globs, () => [...defaultPolicy.tests]),
      v.title("Tests"),
      v.description("What counts as a test file. Replaces the default list. Tests are counted apart in the radius, and a source change without one is a signal."),
      v.examples([["**/*.{test,spec}.*", "**/__tests__/**"]]),
    ),
    gapsAllowed: v.pipe(
      v.optional(wholeBetween(0, 1_000_000), defaultPolicy.gapsAllowed),
      v.title("Gaps allowed"),
      v.description("How many gaps that could hide a dependent a verdict may rest on before it is undecided. Raise it while unresolved imports are being cleaned up."),
      v.examples([3]),
    ),
    score: v.pipe(v.optional(score, {}), v.title("Score"), v.description("How findings become a score: bands, decay with distance, weights of the signals.")),
    ...gateEntries,
    tools: toolsEntry,
    roster: rosterEntry,
    client: clientEntry,
  }),
  v.title("riskscore policy"),
  v.description("What riskscore judges a change by. One file at the repository root, read from the base of the change."),
);

/** What a policy file may say. Everything is optional; `normalizePolicy` fills in the rest. */
export type WrittenPolicy = DeepReadonly<v.InferInput<typeof policySchema>>;

type DeepReadonly<T> = T extends readonly (infer Item)[] ? readonly DeepReadonly<Item>[] : T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
