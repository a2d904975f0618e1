/**
 * Whether the fixed parts of a glob all occur in a path, in order. Wider than the glob, and linear: the glob comes from
 * the source under judgement, so no regular expression is made of it.
 */
export function mayMatch(pattern: string, path: string): boolean {
  let at = 0;
  return pattern.replace(/\{[^}]*\}/g, "*").split(/[*?]+/).every((part) => {
    const fixed = part.replace(/^(\.?\/)+|\/$/g, "");
    const found = path.indexOf(fixed, at);
    at = found + fixed.length;
    return found >= 0;
  });
}
