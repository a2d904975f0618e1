import { named, type PolicyProblem } from "./policy-problem.ts";
import type { WrittenPolicy } from "./schema.ts";

/** Globs over refs that can match one, and a base that can be a ref. */
export function landingRules(landing: WrittenPolicy["landing"]): PolicyProblem[] {
  const globs = (landing?.protected ?? []).flatMap((glob, at): PolicyProblem[] => {
    if (glob.startsWith("refs/")) return [];
    return [{ path: ["landing", "protected", at], message: `the glob ${named(glob)} matches no ref: full names start with refs/, such as refs/heads/main` }];
  });
  const problem = landing?.base == null ? null : refNameProblem(landing.base);
  return problem === null ? globs : [...globs, { path: ["landing", "base"], message: `the ref ${named(landing?.base ?? "")} ${problem}` }];
}

const refTraps: readonly (readonly [found: (ref: string) => boolean, problem: string])[] = [
  [(ref) => /[\p{Cc} ]/u.test(ref), "holds a blank or a control character"],
  [(ref) => /[~^:?*[\\]/.test(ref), "holds one of ~ ^ : ? * [ \\, which git allows in no ref"],
  [(ref) => ref.includes(".."), "holds '..'"],
  [(ref) => ref.includes("@{"), "holds '@{'"],
  [(ref) => ref.endsWith("."), "ends with '.'"],
  [(ref) => ref.split("/").some((part) => part === ""), "has an empty part between or behind its slashes"],
  [(ref) => ref.split("/").some((part) => part.startsWith(".")), "has a part that starts with '.'"],
  [(ref) => ref.split("/").some((part) => part.endsWith(".lock")), "has a part that ends with '.lock'"],
];

/** Why git would not take this name for a ref (git-check-ref-format(1)), as words to follow it; null when it would. */
export function refNameProblem(ref: string): string | null {
  return refTraps.find(([found]) => found(ref))?.[1] ?? null;
}
