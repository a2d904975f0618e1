import { foldText } from "./fold-text.ts";
import { modelWords, neutralWords, settlingWords, sharedWords, sureWords } from "./tool-words.ts";

export interface NamedTool {
  readonly tool: string;
  readonly model: string | null;
  /** It names a tool whatever stands beside it. */
  readonly sure: boolean;
  /** Words beside it that name something else: a nickname with `llm` in it is a person's. */
  readonly strange: boolean;
}

/** Longer values are prose. */
const longestValue = 300;

/** The tool that a value written by hand names; null where it may as well name a person. `Opus via Crush` names Crush, and its model. */
export function namedTool(value: string): NamedTool | null {
  const text = value.slice(0, longestValue);
  const via = / via /i.exec(text);
  const through = via === null ? null : toolIn(text.slice(via.index + via[0].length));
  return through === null ? toolIn(text) : { ...through, model: modelIn(text) };
}

function toolIn(text: string): NamedTool | null {
  const words = wordsOf(foldText(text));
  const sure = words.map((word) => lookUp(sureWords, word)).find((tool) => tool !== null) ?? null;
  const shared = words.map((word) => lookUp(sharedWords, word)).filter((tool) => tool !== null);
  const first = shared.find((tool) => tool !== "unknown") ?? shared[0] ?? null;
  const settled = first !== null && words.some((word, at) => isVersion(word) || (settlingWords.has(word) && (word !== "ai" || at > 0) && words.length > 1));
  const strange = words.some((word) => !isKnown(word));
  if (sure === null && (first === null || (strange && !settled))) return null;
  // `Claude Opus 4`, `GPT-5 Codex`: the tool that is named counts before the family of its model.
  const tool = first !== null && first !== "unknown" ? first : (sure ?? "unknown");
  return { tool, model: modelIn(text), sure: sure !== null || (settled && !strange), strange };
}

/** The model that a name holds: `aider (gpt-4o)` → `gpt-4o`, `Claude Opus 5 (1M context)` → all of it, `Claude` → null. */
export function modelIn(name: string): string | null {
  const text = name.trim();
  const words = wordsOf(foldText(text));
  if (!words.some((word) => modelWords.has(stemOf(word)) || modelWords.has(word) || isVersion(word))) return null;
  const inner = /^aider \(([^()]{1,100})\)$/i.exec(text)?.[1];
  const before = text.split(/ via /i, 1)[0]!.trim();
  return (inner ?? before).slice(0, 100) || null;
}

function wordsOf(folded: string): readonly string[] {
  const text = folded.replace(/<[^<>]*>/g, " ");
  return text.split(/[\s,/+&()[\]{}"'`|;<>_*.!?:-]+/).filter((word) => word !== "" && !word.includes("@"));
}

function lookUp(table: Readonly<Record<string, string>>, word: string): string | null {
  for (const key of [word, stemOf(word)]) if (Object.hasOwn(table, key)) return table[key]!;
  return null;
}

/** `chatgptv5` → `chatgpt`, `gpt5` → `gpt`. */
function stemOf(word: string): string {
  return word.replace(/v?\d[\da-z]{0,7}$/, "");
}

function isVersion(word: string): boolean {
  return /^(?:v?\d[\da-z]{0,9}|[a-z]\d{1,2}p?\d?)$/.test(word);
}

function isKnown(word: string): boolean {
  return isVersion(word) || settlingWords.has(word) || neutralWords.has(word) || lookUp(sureWords, word) !== null || lookUp(sharedWords, word) !== null;
}
