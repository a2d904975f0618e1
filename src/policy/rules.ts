import type { WrittenPolicy } from "./schema.ts";
import { globProblem } from "./glob-problem.ts";
import { landingRules } from "./landing-rules.ts";
import { normalizePolicy } from "./normalize.ts";
import { named, type PolicyProblem, repeated } from "./policy-problem.ts";
import { rosterRules } from "./roster-rules.ts";
import { toolRules } from "./tool-rules.ts";

/** What the shape alone cannot say: globs that work, names told apart, numbers that ascend, a roster that names each person and key once. */
export function brokenRules(written: WrittenPolicy): readonly PolicyProblem[] {
  return [
    ...globRules(written),
    ...sameNames("critical", written.critical),
    ...sameNames("environments", written.environments),
    ...bandRules(written),
    ...barRules(written),
    ...landingRules(written.landing),
    ...toolRules(written),
    ...rosterRules(written),
  ];
}

function globRules(written: WrittenPolicy): PolicyProblem[] {
  const lists: { path: (string | number)[]; globs: readonly string[] }[] = [];
  for (const key of ["ignore", "entryPoints", "tests", "protect"] as const) lists.push({ path: [key], globs: written[key] ?? [] });
  for (const key of ["critical", "environments"] as const) {
    for (const [at, { globs }] of (written[key] ?? []).entries()) lists.push({ path: [key, at, "globs"], globs });
  }
  for (const [at, { scopes }] of (written.roster?.people ?? []).entries()) lists.push({ path: ["roster", "people", at, "scopes"], globs: scopes });
  lists.push({ path: ["landing", "protected"], globs: written.landing?.protected ?? [] });
  return lists.flatMap(({ path, globs }) =>
    globs.flatMap((glob, at) => {
      const problem = globProblem(glob);
      return problem === null ? [] : [{ path: [...path, at], message: `the glob ${named(glob)} ${problem}` }];
    }),
  );
}

function sameNames(key: "critical" | "environments", entries: readonly { readonly name: string }[] = []): PolicyProblem[] {
  return repeated(entries, ({ name }) => name, ({ name }, at) => ({ path: [key, at, "name"], message: `the name ${named(name)} stands twice in "${key}"` }));
}

/** Judged with the defaults filled in: one band written alone can cross one that was not. */
function bandRules(written: WrittenPolicy): PolicyProblem[] {
  const { medium, high, critical } = normalizePolicy(written).score.bands;
  if (medium < high && high < critical) return [];
  return [{ path: ["score", "bands"], message: `the bands have to ascend: medium (${medium}) < high (${high}) < critical (${critical})` }];
}

/** With the defaults filled in, as bands. A higher band that asks for fewer would be a way around a lower one. */
function barRules(written: WrittenPolicy): PolicyProblem[] {
  const { bars } = normalizePolicy(written);
  return (["ai", "people"] as const).flatMap((whose) => {
    const { medium, high, critical } = bars[whose];
    if (medium <= high && high <= critical) return [];
    return [{ path: ["bars", whose], message: `the bars for ${whose} may not fall: medium (${medium}) <= high (${high}) <= critical (${critical})` }];
  });
}
