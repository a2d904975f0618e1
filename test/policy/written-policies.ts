import fc from "fast-check";
import { signalIds } from "../../src/policy/default-weights.ts";
import { bandNames, type WrittenPolicy } from "../../src/policy/schema.ts";
import { everyType } from "./public-keys.ts";

const glob = fc.constantFrom("src/**", "apps/*/main.ts", "**/*.{test,spec}.*", ".github/**", "app/\\(shop\\)/**");
const globs = fc.array(glob, { maxLength: 3 });
const someGlobs = fc.array(glob, { minLength: 1, maxLength: 3 });
const name = fc.string({ minLength: 1, maxLength: 20 });
const band = fc.constantFrom(...bandNames);
const points = fc.integer({ min: 0, max: 100 });

const critical = fc.uniqueArray(
  fc.record(
    { name, globs: someGlobs, owner: fc.option(name), weight: fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs), whenReached: band, whenChanged: band },
    { requiredKeys: ["name", "globs"] },
  ),
  { maxLength: 4, selector: (entry) => entry.name },
);
const environments = fc.uniqueArray(fc.record({ name, globs: someGlobs, production: fc.boolean() }), { maxLength: 3, selector: (entry) => entry.name });
const bands = fc.constantFrom({}, { medium: 10 }, { high: 60 }, { medium: 1, high: 2, critical: 3 }, { critical: 99.5 });
const weights = fc.dictionary(fc.constantFrom(...signalIds), points, { noNullPrototype: true });
const score = fc.record({ bands, distanceDecay: fc.constantFrom(0, 0.25, 1), weights }, { requiredKeys: [] });

const rising = fc.constantFrom({}, { medium: 1 }, { critical: 10 }, { high: 2 }, { medium: 0, high: 0, critical: 0 }, { medium: 3, high: 4, critical: 5 });
const bars = fc.record({ ai: rising, people: fc.constantFrom({}, { critical: 1 }, { medium: 1, high: 1, critical: 2 }) }, { requiredKeys: [] });
const landing = fc.record({ protected: fc.subarray(["refs/heads/main", "refs/heads/release/*", "refs/heads/**"]), base: fc.constantFrom(null, "refs/heads/main", "refs/heads/käse/1.x") }, { requiredKeys: [] });
const authorship = fc.constantFrom("ai", "people");
const countsAs = fc.record(
  { suspected: fc.constantFrom("ai", "people", "unknown"), declaredHuman: fc.constantFrom("people", "unknown"), unknown: fc.record({ normal: authorship, elevated: authorship, reset: authorship }, { requiredKeys: [] }) },
  { requiredKeys: [] },
);
const signoff = fc.record({ maxAgeDays: fc.integer({ min: 1, max: 90 }), tolerance: points, seniorsExempt: fc.boolean() }, { requiredKeys: [] });
const tools = fc.uniqueArray(
  fc.record(
    { tool: fc.constantFrom("acme", "Robo Coder", "x.y"), kind: fc.constantFrom("agent", "session", "declared", "assist", "weak"), emails: fc.subarray(["bot@Acme.example", "b+1@x"]), trailers: fc.subarray(["Acme-Session", "X"]), env: fc.constant(["ACME_2"]) },
    { requiredKeys: ["tool", "kind", "env"] },
  ),
  { maxLength: 3, selector: ({ tool }) => tool },
);

const time = fc.constantFrom(null, "2026-01-01T00:00:00Z", "2024-02-29T23:59:59.5Z");
const bound = { validFrom: time, validUntil: fc.constantFrom(null, "2028-02-29T00:00:00Z") };
const deviceKey = { requireTouch: fc.boolean(), requirePin: fc.boolean() };
/** A key nobody else has: `seed` names its holder. */
function keyOf(seed: number): fc.Arbitrary<object> {
  const comment = fc.constantFrom("", " ada@laptop", " two words");
  return fc.constantFrom(...Object.entries(everyType)).chain(([type, line]) =>
    fc.record({ key: comment.map((text) => line(seed) + text), ...bound, ...(type.startsWith("sk-") ? deviceKey : {}) }, { requiredKeys: ["key"] }),
  );
}
const ids = fc.uniqueArray(fc.constantFrom("ada", "grace@acme.example", "jürgen", "渋谷", "a.b-c_d", "x+1"), { maxLength: 4 });
const people = ids.chain((chosen) =>
  fc.tuple(
    ...chosen.map((id, at) =>
      fc.record(
        {
          id: fc.constant(id),
          roles: fc.subarray(["senior", "policy-admin", "breakglass"], { minLength: 1 }),
          scopes: someGlobs,
          emails: fc.constantFrom([`P${at}@Acme.example`], [`p${at}@acme.example`, `p${at}+x@home`]),
          keys: fc.oneof(fc.constant([]), keyOf(at).map((key) => [key])),
          active: fc.boolean(),
        },
        { requiredKeys: ["id", "roles", "scopes", "emails", "keys"] },
      ),
    ),
  ),
);
const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });
const roster = fc.record(
  { people, revokedKeys: fc.subarray([`SHA256:${"A".repeat(43)}`]), revokedSignoffs: fc.array(hex, { maxLength: 2 }), blockedChanges: fc.array(hex.map((digits) => `sha256:${digits}`), { maxLength: 2 }) },
  { requiredKeys: [] },
);

/** Any policy file that has to be accepted. */
export const writtenPolicies = fc
  .record(
    {
      $schema: fc.constantFrom("./node_modules/riskscore/dist/schema/policy.schema.json", "https://acme.example/policy.json"),
      critical,
      environments,
      ignore: globs,
      entryPoints: globs,
      tests: globs,
      gapsAllowed: fc.integer({ min: 0, max: 1000 }),
      score,
      mode: fc.constantFrom("observe", "warn", "enforce"),
      posture: fc.constantFrom("normal", "elevated", "reset"),
      repo: fc.constantFrom(null, "acme/shop", "6f1d1c5e-4b0a-4c3e-9b6e-0d6a52f0c7a1"),
      landing,
      bars,
      countsAs,
      signoff,
      override: fc.record({ maxHours: fc.integer({ min: 1, max: 24 }) }, { requiredKeys: [] }),
      protect: globs,
      tools,
      roster,
      client: fc.record({ onUndecided: fc.constantFrom("block", "warn") }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  )
  .map((written) => ((written.roster?.people?.length ?? 0) > 0 && written.repo == null ? { ...written, repo: "acme/shop" } : written)) as fc.Arbitrary<WrittenPolicy>;
