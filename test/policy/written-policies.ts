import fc from "fast-check";
import { signalIds } from "../../src/policy/default-weights.ts";
import { bandNames, type WrittenPolicy } from "../../src/policy/schema.ts";

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

/** Any policy file that has to be accepted. */
export const writtenPolicies = fc.record(
  { $schema: fc.webUrl(), critical, environments, ignore: globs, entryPoints: globs, tests: globs, gapsAllowed: fc.integer({ min: 0, max: 1000 }), score },
  { requiredKeys: [] },
) as fc.Arbitrary<WrittenPolicy>;
