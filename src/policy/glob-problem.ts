import picomatch from "picomatch";
import { limits } from "./limits.ts";

/** Alternatives in braces multiply: four groups of a 256-character glob stay under a million ways to match. */
const mostBraces = 4;
/** Each `**` multiplies by the folders of a path, each `*` by the characters of a name; three keep the worst path bounded. */
const mostGlobstars = 3;
const mostStarsPerSegment = 3;

interface Trap {
  readonly found: (bare: string, glob: string) => boolean;
  readonly problem: string;
}

/**
 * What picomatch would accept and take for something else, or take too long over. Parentheses are its way to raw regular
 * expressions (`(a+)+b` compiles as it stands), and `+` after a bracket or a brace is a quantifier.
 */
const traps: readonly Trap[] = [
  { found: (_, glob) => glob.trim() === "", problem: "is empty" },
  { found: (_, glob) => glob.length > limits.globLength, problem: `is longer than ${limits.globLength} characters` },
  { found: (_, glob) => /\p{Cc}/u.test(glob), problem: "holds a control character" },
  { found: (bare) => bare.startsWith("!"), problem: "starts with '!': a list says what matches; name the files that do" },
  { found: (bare) => /^\/|^\.\.?\//.test(bare), problem: "is not relative to the repository root: leave out the leading '/', './' or '../'" },
  { found: (bare) => bare.endsWith("/"), problem: "ends with '/' and so matches no file: write '/**' for everything inside" },
  { found: (bare, glob) => bare.endsWith("\\") || pairsOf(glob).some((pair) => /[\p{L}\p{N}._-]$/u.test(pair)), problem: "uses '\\' before a plain character: folders are separated by '/'" },
  { found: (bare) => /[()]/.test(bare), problem: "holds a parenthesis: write '\\\\(' and '\\\\)' for a name with parentheses, and {a,b} for alternatives" },
  { found: (bare) => /["|]/.test(bare), problem: "holds '\"' or '|': put '\\\\' before it for the character, or write {a,b} for alternatives" },
  { found: (bare) => /\[!/.test(bare), problem: "holds '[!': write '[^' for any character but these" },
  { found: (bare) => /[\]}]\+/.test(bare), problem: "holds '+' after a bracket or brace: put '\\\\' before it for the character" },
  { found: (bare) => count(bare, /\{/g) > mostBraces, problem: `has more than ${mostBraces} groups in braces: write several globs` },
  { found: (bare) => count(bare, /\*\*/g) > mostGlobstars, problem: `has more than ${mostGlobstars} '**'` },
  {
    found: (bare) => bare.split("/").some((segment) => segment !== "**" && count(segment, /\*+/g) > mostStarsPerSegment),
    problem: `has more than ${mostStarsPerSegment} '*' in one name`,
  },
];

/** A backslash and the character it stands before. */
const escaped = /\\./gsu;

function pairsOf(glob: string): readonly string[] {
  return glob.match(escaped) ?? [];
}

/** Why this glob is refused, as words to follow "the glob"; null when it is fine. */
export function globProblem(glob: string): string | null {
  const bare = glob.replaceAll(escaped, "_");
  const trap = traps.find(({ found }) => found(bare, glob));
  return trap === undefined ? compileProblem(glob) : trap.problem;
}

/** The one way globs are compiled: names starting with a dot match, no negation, no extended globs. Throws on unbalanced brackets. */
export function compileGlob(glob: string): RegExp {
  return picomatch.makeRe(glob, { dot: true, nonegate: true, noextglob: true, strictBrackets: true, posix: false });
}

function compileProblem(glob: string): string | null {
  try {
    // picomatch answers an impossible pattern with one that silently matches nothing.
    return compileGlob(glob).source === "$^" ? "can match no path" : null;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(" - ")[0] : "unreadable";
    return `does not compile (${reason})`;
  }
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
