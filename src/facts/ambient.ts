import { moduleSymbol, type ModuleFacts } from "./module-facts.ts";

/** The symbols that stand for `declare global { … }` and `declare module "x" { … }`; no declaration can have these names. */
export const ambientGlobal = "declare global";
export function ambientModule(name: string): string {
  return `declare module ${JSON.stringify(name)}`;
}

/**
 * How far a symbol reaches beyond those that import it: `scope` is everybody under the same tsconfig; `askers` those of
 * them that ask for a name the pattern matches (`declare module "*.svg"`); `augmented` are the users of what it adds to
 * (`request` leads there), if that is a module of ours; null for a symbol that has to be imported.
 */
export type AmbientReach = { readonly to: "scope" } | { readonly to: "askers"; readonly pattern: string } | { readonly to: "augmented"; readonly request: number } | null;

export function ambientReach(facts: ModuleFacts, name: string): AmbientReach {
  if (!facts.ambient) return null;
  if (name.startsWith("declare ")) {
    const pattern = /^declare module (".*")$/.exec(name)?.[1];
    const module = pattern === undefined ? "" : (JSON.parse(pattern) as string);
    if (module.includes("*")) return { to: "askers", pattern: module };
    const request = facts.requests.findIndex(({ specifier, kind }) => specifier === module && kind === "type");
    return pattern === undefined || request < 0 ? { to: "scope" } : { to: "augmented", request };
  }
  // A file that exports nothing declares for others or for nobody. A script among them is never evaluated for its types.
  if (facts.exports.length > 0) return null;
  return name === moduleSymbol && (facts.effects || facts.requests.some(({ kind }) => kind !== "type")) ? null : { to: "scope" };
}

/** Whether a specifier is one that `pattern` (with one `*`, as TypeScript has it) declares. */
export function isDeclaredBy(pattern: string, specifier: string): boolean {
  const star = pattern.indexOf("*");
  return specifier.length >= pattern.length - 1 && specifier.startsWith(pattern.slice(0, star)) && specifier.endsWith(pattern.slice(star + 1));
}
