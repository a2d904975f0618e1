import type { WrittenPolicy } from "./schema.ts";
import { globProblem } from "./glob-problem.ts";
import { normalizePolicy } from "./normalize.ts";

/** What is wrong with a policy, and where: the path of keys that leads there. */
export interface PolicyProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the shape alone cannot say: globs that work, names that are told apart, bands that ascend. */
export function brokenRules(written: WrittenPolicy): readonly PolicyProblem[] {
  return [...globRules(written), ...sameNames("critical", written.critical), ...sameNames("environments", written.environments), ...bandRules(written)];
}

function globRules(written: WrittenPolicy): PolicyProblem[] {
  const lists: { path: (string | number)[]; globs: readonly string[] }[] = [];
  for (const key of ["ignore", "entryPoints", "tests"] as const) lists.push({ path: [key], globs: written[key] ?? [] });
  for (const key of ["critical", "environments"] as const) {
    for (const [at, { globs }] of (written[key] ?? []).entries()) lists.push({ path: [key, at, "globs"], globs });
  }
  return lists.flatMap(({ path, globs }) =>
    globs.flatMap((glob, at) => {
      const problem = globProblem(glob);
      return problem === null ? [] : [{ path: [...path, at], message: `the glob ${JSON.stringify(glob.slice(0, 80))} ${problem}` }];
    }),
  );
}

function sameNames(key: "critical" | "environments", entries: readonly { readonly name: string }[] = []): PolicyProblem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ name }, at) => {
    if (!seen.has(name)) return seen.add(name) && [];
    return [{ path: [key, at, "name"], message: `the name ${JSON.stringify(name)} stands twice in "${key}"` }];
  });
}

/** Judged with the defaults filled in: one band written alone can cross one that was not. */
function bandRules(written: WrittenPolicy): PolicyProblem[] {
  const { medium, high, critical } = normalizePolicy(written).score.bands;
  if (medium < high && high < critical) return [];
  return [{ path: ["score", "bands"], message: `the bands have to ascend: medium (${medium}) < high (${high}) < critical (${critical})` }];
}
