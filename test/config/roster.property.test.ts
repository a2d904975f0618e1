import fc from "fast-check";
import { expect, test } from "vitest";
import { readPolicy } from "../../src/config/read-policy.ts";
import { Failure } from "../../src/failure.ts";
import { normalizePolicy } from "../../src/policy/normalize.ts";
import { rosterWarnings } from "../../src/policy/roster-problems.ts";
import { ed25519, token } from "../policy/public-keys.ts";
import { person, rosterOf, type WrittenPerson } from "../policy/rosters.ts";
import { writtenPolicies } from "../policy/written-policies.ts";
import { snapshotOf } from "./snapshot-of.ts";

/** Null where the text is accepted; anything thrown but a Failure fails the test. */
async function refusal(path: string, text: string): Promise<string | null> {
  const { snapshot, blobs } = snapshotOf({ [path]: text });
  try {
    await readPolicy(snapshot, blobs);
    return null;
  } catch (error) {
    if (error instanceof Failure && error.kind === "policy") return error.message;
    throw error;
  }
}

type Mutation = (roster: { repo: string; roster: { people: WrittenPerson[] } }) => unknown;

/** Each makes any roster of two or more persons one that must be refused. */
const breaks: Readonly<Record<string, Mutation>> = {
  "no repo": ({ roster }) => ({ roster }),
  "an id twice": (all) => last(all, ({ people }) => ({ id: people[0]!.id.toUpperCase() })),
  "a wildcard": (all) => last(all, ({ own }) => ({ id: `${own.id}*` })),
  "an e-mail of two": (all) => last(all, ({ people }) => ({ emails: [people[0]!.emails[0]!.toUpperCase()] })),
  "a key of two": (all) => last(all, ({ people }) => ({ keys: [{ key: `${people[0]!.keys[0]!.key} another comment` }] })),
  "options": (all) => last(all, ({ own }) => ({ keys: [{ key: `restrict ${own.keys[0]!.key}` }] })),
  "a cut key": (all) => last(all, ({ own }) => ({ keys: [{ key: own.keys[0]!.key.slice(0, -8) }] })),
  "touch of a file": (all) => last(all, ({ own }) => ({ keys: [{ ...own.keys[0]!, requireTouch: true }] })),
  "a time without Z": (all) => last(all, ({ own }) => ({ keys: [{ ...own.keys[0]!, validUntil: "2030-01-01T00:00:00" }] })),
  "no role": (all) => last(all, () => ({ roles: [] })),
  "a scope that is no glob": (all) => last(all, () => ({ scopes: ["src/"] })),
};

function last(all: Parameters<Mutation>[0], change: (of: { people: WrittenPerson[]; own: WrittenPerson }) => object): unknown {
  const { people } = all.roster;
  const own = people.at(-1)!;
  return { ...all, roster: { people: [...people.slice(0, -1), { ...own, ...change({ people, own }) }] } };
}

test("every roster that breaks a rule is refused, and the place is named", async () => {
  const sizes = fc.integer({ min: 2, max: 6 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.constantFrom(...Object.keys(breaks)), fc.constantFrom(0, 1), async (size, broken, indent) => {
      const people = Array.from({ length: size }, (_, i) => person(`p${i}`, { keys: [{ key: ed25519(i) }] }));
      const whole = rosterOf(...people) as Parameters<Mutation>[0];
      expect(await refusal(".riskrc.json", JSON.stringify(whole))).toBeNull();
      const text = JSON.stringify(breaks[broken]!(whole), null, indent);
      expect(await refusal(".riskrc.json", text)).toMatch(/^\.riskrc\.json:\d+:\d+: \S/);
      expect(await refusal(".riskrc.yaml", text)).toMatch(/^\.riskrc\.yaml:\d+:\d+: \S/);
      expect(await refusal("package.json", `{"riskscore":${text}}`)).toMatch(/^package\.json:\d+:\d+: \S/);
    }),
    { numRuns: 60 },
  );
});

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom<unknown>(null, [], {}, -1, 1e308, "__proto__", "\u202e", "*", "**", "refs/heads/", "2026-02-30T00:00:00Z", token(3), "ssh-ed25519 AAAA", "ssh-rsa AAAAB3NzaC1yc2E=", "A".repeat(5000)),
);

test("one value replaced anywhere: read, or a Failure with its place; what is read has a normal form and warnings", async () => {
  await fc.assert(
    fc.asyncProperty(writtenPolicies, fc.nat(), hostile, fc.constantFrom(".riskrc.json", ".riskrc.yaml"), async (written, at, value, path) => {
      const mutant: unknown = structuredClone(written);
      const places = placesIn(mutant);
      const place = places[at % Math.max(1, places.length)];
      if (place !== undefined) place.holder[place.key] = value;
      const message = await refusal(path, JSON.stringify(mutant));
      if (message !== null) expect(message).toMatch(/^\.riskrc\.(json|yaml):\d+:\d+: /);
      if (message !== null) return;
      const policy = normalizePolicy(mutant as typeof written);
      expect(normalizePolicy(policy)).toEqual(policy);
      expect(rosterWarnings(policy).every((sentence) => sentence.endsWith("."))).toBe(true);
    }),
    { numRuns: 400 },
  );
});

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

test.each(["roster", "roster.people[0]", "bars.ai"])("a key twice, or __proto__, in %s is refused", async (where) => {
  const around = (inner: string): string => {
    if (where === "roster") return `{"repo":"r","roster":{${inner}}}`;
    return where === "bars.ai" ? `{"bars":{"ai":{${inner}}}}` : `{"repo":"r","roster":{"people":[{${inner}}]}}`;
  };
  for (const path of [".riskrc.json", ".riskrc.yaml"]) {
    expect(await refusal(path, around('"id": 1, "id": 2'))).toMatch(/stands twice/);
    expect(await refusal(path, around('"__proto__": {"active": true}'))).toMatch(/refused/);
  }
});

test("an unquoted time in YAML means different things to different readers, and says so", async () => {
  const text = `repo: r\nroster:\n  people:\n    - id: ada\n      roles: [senior]\n      scopes: ["**"]\n      emails: [ada@x]\n      keys:\n        - key: ${ed25519(1)}\n          validUntil: 2030-01-01T00:00:00Z\n`;
  expect(await refusal(".riskrc.yaml", text)).toMatch(/^\.riskrc\.yaml:10:11: means different things/);
  expect(await refusal(".riskrc.yaml", text.replace("2030-01-01T00:00:00Z", '"2030-01-01T00:00:00Z"'))).toBeNull();
});
