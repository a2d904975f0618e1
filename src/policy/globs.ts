import { compileGlob } from "./glob-problem.ts";

const compiled = new WeakMap<readonly string[], (path: string) => boolean>();

/**
 * Says whether a repo-relative path matches one of the globs. Compiled once per list; a list with no globs matches nothing.
 * The globs are a checked policy's (`globProblem` finds nothing in them), which bounds what one match can cost.
 */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  const known = compiled.get(globs);
  if (known !== undefined) return known;
  const made = compileAll(globs);
  compiled.set(globs, made);
  return made;
}

/** One expression for the whole list: a call per path, not a call per path and glob. A name may hold a line feed, so `.` has to match one (`s`). */
function compileAll(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const any = new RegExp(globs.map((glob) => compileGlob(glob).source).join("|"), "s");
  return (path) => any.test(path);
}
