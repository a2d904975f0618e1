/** Keys of the root package.json that a manager of git hooks reads, and the one that holds a policy. */
export const steeringKeys = ["riskscore", "husky", "simple-git-hooks", "lefthook", "pre-commit", "pre-push", "gitHooks"] as const;

/** Scripts that run unasked at install, which is when hooks are installed, and can be taken out. */
export const steeringScripts = ["prepare", "preprepare", "postprepare", "preinstall", "install", "postinstall"] as const;

/**
 * Whether two parsed versions of the root package.json differ in what steers hooks or policy. `undefined` for a side that has no
 * such file, `null` for one that cannot be read: what cannot be read counts as changed.
 */
export function steeringKeysDiffer(before: unknown, after: unknown): boolean {
  if (before === null || after === null) return true;
  if (steeringKeys.some((key) => differ(valueAt(before, key), valueAt(after, key)))) return true;
  const [then, now] = [valueAt(before, "scripts"), valueAt(after, "scripts")];
  return steeringScripts.some((name) => differ(valueAt(then, name), valueAt(now, name)));
}

/** Own keys only: `__proto__` and `constructor` are nobody's scripts. */
function valueAt(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** Order counts: a change of layout of these few keys may ask for a look too many. */
function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
