import { compareText, type RepoPath } from "../ids.ts";
import { globProblem } from "../policy/glob-problem.ts";
import { matcher } from "../policy/globs.ts";

/** Where a CODEOWNERS file may stand, in the order forges look for one; the first that exists counts. */
export const codeOwnersPlaces = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"] as const;

/** More lines than this are no list that people keep. */
const mostLines = 5000;

/** Whom the file names for which of the paths: owner → how many, most first. It advises whom to ask, and decides nothing. */
export function ownersOf(text: string, paths: readonly RepoPath[]): readonly (readonly [owner: string, files: number])[] {
  const rules = rulesIn(text);
  const files = new Map<string, number>();
  for (const path of paths) {
    const owners = rules.findLast(({ matches }) => matches(path))?.owners ?? [];
    for (const owner of new Set(owners)) files.set(owner, (files.get(owner) ?? 0) + 1);
  }
  return [...files].toSorted((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
}

interface Rule {
  readonly matches: (path: string) => boolean;
  readonly owners: readonly string[];
}

/** A section (`[Docs][2] @team`) gives the owners of the lines below it that name none. */
function rulesIn(text: string): readonly Rule[] {
  const rules: Rule[] = [];
  let fallback: readonly string[] = [];
  for (const line of text.split("\n", mostLines)) {
    const words = wordsOf(line);
    const [pattern, ...owners] = words;
    if (pattern === undefined) continue;
    if (/^\^?\[/.test(pattern)) {
      fallback = line.slice(line.lastIndexOf("]") + 1).split(/\s+/).filter(isOwner);
      continue;
    }
    const globs = globsOf(pattern);
    if (globs !== null) rules.push({ matches: matcher(globs), owners: owners.length > 0 ? owners.filter(isOwner) : fallback });
  }
  return rules;
}

/** Blanks part words unless a backslash stands before them; a `#` that starts a word starts a comment. */
function wordsOf(line: string): readonly string[] {
  const words = line.trim().match(/(?:\\.|[^\s\\])+/gs) ?? [];
  const comment = words.findIndex((word) => word.startsWith("#"));
  return comment < 0 ? words : words.slice(0, comment);
}

function isOwner(word: string): boolean {
  return word.includes("@");
}

/** As .gitignore reads a pattern: anchored by a slash that is not its last character; a folder means all that is in it. Null for what cannot be one. */
function globsOf(pattern: string): readonly string[] | null {
  const bare = pattern.replace(/^\//, "").replace(/\/$/, "");
  if (bare === "") return ["**"];
  const anchored = pattern.startsWith("/") || bare.includes("/");
  // CODEOWNERS knows neither braces nor brackets nor negation: they are characters of names.
  const plain = bare.replace(/[[\]{}()!+@|"]/g, "\\$&");
  const glob = anchored || plain.startsWith("**/") ? plain : `**/${plain}`;
  const inside = `${glob}/**/*`;
  // `docs/*` means the files right in docs, and nothing below.
  const globs = pattern.endsWith("/") ? [inside] : /(^|\/)\*$/.test(bare) && bare !== "*" ? [glob] : glob.endsWith("/**") ? [glob] : [glob, inside];
  return globs.some((one) => globProblem(one) !== null) ? null : globs;
}
