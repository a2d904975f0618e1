import * as v from "valibot";
import { defaultPolicy } from "./defaults.ts";
import { limits } from "./limits.ts";
import type { Authorship, CountsAs, Mode, Policy, Posture } from "./policy.ts";
import { globs, record, textLike, wholeBetween } from "./shapes.ts";

/** How the gate decides, as keys of the policy file: where changes land, how many have to answer, and for how long that holds. */

const modes = ["observe", "warn", "enforce"] as const satisfies readonly Mode[];
const postures = ["normal", "elevated", "reset"] as const satisfies readonly Posture[];
const authorships = ["ai", "people"] as const satisfies readonly Authorship[];
const suspected = ["ai", "people", "unknown"] as const satisfies readonly CountsAs["suspected"][];
const declaredHuman = ["people", "unknown"] as const satisfies readonly CountsAs["declaredHuman"][];
const onUndecided = ["block", "warn"] as const satisfies readonly Policy["client"]["onUndecided"][];

/** The name of this repository in sign-offs: a UUID, or a word that a team is sure of. */
const repoId = v.pipe(textLike(/^[A-Za-z0-9._:/-]{1,100}$/, `1 to ${limits.idLength} letters, digits and . _ : / -`));

const landing = record({
  protected: v.pipe(
    v.optional(globs, () => [...defaultPolicy.landing.protected]),
    v.title("Protected refs"),
    v.description("Where changes land, as globs over full ref names. A push to one of these is judged as that ref's own update; the base ref always counts as one. Replaces the default list."),
    v.examples([["refs/heads/main", "refs/heads/release/*"]]),
  ),
  base: v.pipe(
    v.optional(v.nullable(textLike(/^refs\/heads\/[^\s]{1,240}$/, "the full name of a branch, such as refs/heads/main")), defaultPolicy.landing.base),
    v.title("Base ref"),
    v.description("Full name of the branch that other branches are meant for; `null` for the remote's HEAD branch."),
    v.examples(["refs/heads/main"]),
  ),
});

type BarBand = "medium" | "high" | "critical";

function barOf(whose: Authorship, band: BarBand) {
  return v.pipe(
    v.optional(wholeBetween(0, 10), defaultPolicy.bars[whose][band]),
    v.title(`Answers for ${band}`),
    v.description(`How many seniors have to sign off a change ${whose === "ai" ? "that a tool took part in" : "by people"} whose impact is ${band}. May not fall from medium to critical.`),
    v.examples([defaultPolicy.bars[whose][band]]),
  );
}

function barsOf(whose: Authorship) {
  return record({ medium: barOf(whose, "medium"), high: barOf(whose, "high"), critical: barOf(whose, "critical") });
}

const bars = record({
  ai: v.pipe(v.optional(barsOf("ai"), {}), v.title("Bars for AI-assisted changes"), v.description("How many seniors have to sign off a change that a tool took part in, by the band of its impact.")),
  people: v.pipe(v.optional(barsOf("people"), {}), v.title("Bars for people"), v.description("How many seniors have to sign off a change by people, by the band of its impact. Files that are safeguards need a policy-admin all the same.")),
});

function unknownAt(posture: Posture) {
  return v.pipe(
    v.optional(v.picklist(authorships), defaultPolicy.countsAs.unknown[posture]),
    v.title(`Unknown at ${posture}`),
    v.description(`Whose bar holds for a change without any marker while the posture is ${posture}.`),
    v.examples([defaultPolicy.countsAs.unknown[posture]]),
  );
}

const countsAs = record({
  suspected: v.pipe(
    v.optional(v.picklist(suspected), defaultPolicy.countsAs.suspected),
    v.title("Suspected"),
    v.description("Whose bar holds where only weak evidence of a tool was found (an accepted suggestion, the name of a branch)."),
    v.examples(["ai"]),
  ),
  declaredHuman: v.pipe(
    v.optional(v.picklist(declaredHuman), defaultPolicy.countsAs.declaredHuman),
    v.title("Declared human"),
    v.description("Whose bar holds where a person declared that no tool took part (`riskscore tag --none`). Any evidence of a tool beats that word."),
    v.examples([defaultPolicy.countsAs.declaredHuman]),
  ),
  unknown: v.pipe(
    v.optional(record({ normal: unknownAt("normal"), elevated: unknownAt("elevated"), reset: unknownAt("reset") }), {}),
    v.title("Unknown"),
    v.description("Whose bar holds where nothing says who wrote a change, by posture. No marker never proves a person."),
  ),
});

const signoff = record({
  maxAgeDays: v.pipe(
    v.optional(wholeBetween(1, 90), defaultPolicy.signoff.maxAgeDays),
    v.title("Longest life"),
    v.description("How many days a sign-off lives at most, and when nothing shorter is asked."),
    v.examples([defaultPolicy.signoff.maxAgeDays]),
  ),
  tolerance: v.pipe(
    v.optional(wholeBetween(0, 100), defaultPolicy.signoff.tolerance),
    v.title("Tolerance"),
    v.description("How far the impact may rise over what was signed (the base moves on while a change waits) before the sign-off is stale."),
    v.examples([defaultPolicy.signoff.tolerance]),
  ),
  seniorsExempt: v.pipe(
    v.optional(v.boolean(), defaultPolicy.signoff.seniorsExempt),
    v.title("Seniors exempt"),
    v.description("Whether a senior may sign off a change that stands in the senior's own name. Without it, another senior has to."),
    v.examples([defaultPolicy.signoff.seniorsExempt]),
  ),
});

const override = record({
  maxHours: v.pipe(
    v.optional(wholeBetween(1, 24), defaultPolicy.override.maxHours),
    v.title("Longest override"),
    v.description("How many hours an emergency override lives at most."),
    v.examples([defaultPolicy.override.maxHours]),
  ),
});

const client = record({
  onUndecided: v.pipe(
    v.optional(v.picklist(onUndecided), defaultPolicy.client.onUndecided),
    v.title("When undecided"),
    v.description("What the pre-push hook does when no verdict could be reached: `block`, or `warn` (printed and logged). A server always blocks."),
    v.examples([defaultPolicy.client.onUndecided]),
  ),
});

/** In the order they are documented in. */
export const gateEntries = {
  mode: v.pipe(
    v.optional(v.picklist(modes), defaultPolicy.mode),
    v.title("Mode"),
    v.description("`observe` judges and logs, `warn` also says so aloud, `enforce` stops what may not pass. Read from the base, so that a team can roll it out in steps."),
    v.examples(["warn"]),
  ),
  posture: v.pipe(
    v.optional(v.picklist(postures), defaultPolicy.posture),
    v.title("Posture"),
    v.description("How strict policy is right now. `elevated` and `reset` are for the time after an incident: what is unknown then counts as AI-assisted."),
    v.examples(["normal"]),
  ),
  repo: v.pipe(
    v.optional(v.nullable(repoId), defaultPolicy.repo),
    v.title("Repository"),
    v.description("The name of this repository in sign-offs, so that one made for another repository does not count here. A roster needs it; changing it voids every sign-off."),
    v.examples(["6f1d1c5e-4b0a-4c3e-9b6e-0d6a52f0c7a1"]),
  ),
  landing: v.pipe(v.optional(landing, {}), v.title("Landing"), v.description("Where changes are meant to end: base, policy and sign-offs bind to that ref.")),
  bars: v.pipe(v.optional(bars, {}), v.title("Bars"), v.description("How many seniors have to sign off a change, by who wrote it and by the band of its impact.")),
  countsAs: v.pipe(v.optional(countsAs, {}), v.title("Counts as"), v.description("Whose bar holds where nothing proves who wrote a change.")),
  signoff: v.pipe(v.optional(signoff, {}), v.title("Sign-offs"), v.description("How long a sign-off lives, when it is stale, and who may sign what.")),
  override: v.pipe(v.optional(override, {}), v.title("Override"), v.description("Emergency overrides: signed by somebody with the role breakglass, and reviewed afterwards.")),
  protect: v.pipe(
    v.optional(globs, []),
    v.title("Protected files"),
    v.description("Further safeguards, beside those riskscore knows (its policy, hooks): a change to one needs a policy-admin, whoever wrote it."),
    v.examples([["deploy/production/**", "scripts/release.mjs"]]),
  ),
};

/** `client` stands last in the file: it is about one laptop, not about the change. */
export const clientEntry = v.pipe(v.optional(client, {}), v.title("Client"), v.description("How the hooks on a laptop behave."));
