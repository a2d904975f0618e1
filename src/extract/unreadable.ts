import { leafFacts, type FactGap, type ModuleFacts } from "../facts/module-facts.ts";

/** Facts of text that is no source whatever its name says: binary bytes, or a pointer to a large file. Null for source. */
export function unreadableFacts(text: string): ModuleFacts | null {
  if (text.startsWith("version https://git-lfs.github.com/spec/")) return withGap("lfs-pointer", "its content is kept outside git by git-lfs");
  const at = text.indexOf("\0");
  return at < 0 ? null : withGap("binary-source", `it holds a NUL byte at character ${at}`);
}

function withGap(kind: FactGap["kind"], because: string): ModuleFacts {
  return { ...leafFacts, effects: true, gaps: [{ kind, line: 1, because }] };
}
