import { moduleSymbol, type ModuleFacts } from "./module-facts.ts";

/**
 * The symbols that stand for `declare global { … }` and `declare module "x" { … }`; no declaration can have these names.
 * In a script the latter says what "x" is, in a module it adds to what "x" is elsewhere.
 */
export const ambientGlobal = "declare global";
export function ambientModule(name: string, adds: boolean): string {
  return `${adds ? "augment" : "declare"} module ${JSON.stringify(name)}`;
}

/**
 * How far a symbol reaches beyond those that import it: `scope` is everybody under the same tsconfig; `askers` those of
 * them that ask for a name the pattern matches (`declare module "*.svg"`, or no `*` at all); `augmented` are the users of what it adds to
 * (`request` leads there), if that is a module of ours; null for a symbol that has to be imported.
 */
export type AmbientReach = { readonly to: "scope" } | { readonly to: "askers"; readonly pattern: string } | { readonly to: "augmented"; readonly request: number } | null;

export function ambientReach(facts: ModuleFacts, name: string): AmbientReach {
  if (!facts.ambient) return null;
  if (name === ambientGlobal) return { to: "scope" };
  const [, verb, quoted] = /^(declare|augment) module (".*")$/.exec(name) ?? [];
  if (quoted !== undefined) {
    const module = JSON.parse(quoted) as string;
    if (verb === "declare") return { to: "askers", pattern: module };
    const request = facts.requests.findIndex(({ specifier, kind }) => specifier === module && kind === "type");
    return request < 0 ? { to: "scope" } : { to: "augmented", request };
  }
  // A file that exports nothing declares for others or for nobody. A script among them is never evaluated for its types.
  if (facts.exports.length > 0) return null;
  return name === moduleSymbol && (facts.effects || facts.requests.some(({ kind }) => kind !== "type")) ? null : { to: "scope" };
}

/** Whether a specifier is one that `pattern` (with one `*`, as TypeScript has it) declares. */
export function isDeclaredBy(pattern: string, specifier: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0) return specifier === pattern;
  return specifier.length >= pattern.length - 1 && specifier.startsWith(pattern.slice(0, star)) && specifier.endsWith(pattern.slice(star + 1));
}
