/**
 * Comments that steer tools: for them a comment is code. Read as strictly as the tools do, because prose mentions them too.
 * Those of linters and coverage tools steer nothing that runs.
 */
const steering = /^\/\/\/\s*<|(?:^|\n)[\s/*]*@ts-(?:ignore|expect-error|nocheck|check)\b|@jsx(?:Frag|Runtime|ImportSource)?(?:[^\S\n]|$)|@vite-ignore|webpack\w+\s*:|[#@]__(?:PURE|NO_SIDE_EFFECTS)__|turbopack\w+\s*:/;

/** Tags of a JSDoc comment that hold types. */
const typeTags = /^@(import|type|typedef|param|arg|argument|returns?|property|prop|callback|template|satisfies|extends|augments|implements|overload|this|enum|throws|readonly|private|protected|override|class|constructor)\b/;

export interface Trivia {
  /** What is left of `text` without comments, white space and punctuation that the tree's shape implies. */
  readonly words: string;
  /** Steering comments, white space evened out. */
  readonly steering: readonly string[];
}

const pieces = /\/\/[^\n\r]*|\/\*[^]*?(?:\*\/|$)|[\s,;()\uFEFF]+|[^\s,;()/\uFEFF]+|\//g;

/** Reads text that lies between leaves of the tree: only keywords, punctuation, comments and white space. */
export function readTrivia(text: string, jsDocTypes: boolean): Trivia {
  let words = "";
  const found: string[] = [];
  for (const [piece] of text.matchAll(pieces)) {
    if (piece.startsWith("//") || piece.startsWith("/*")) {
      const kept = keptComment(piece, jsDocTypes);
      if (kept !== "") found.push(kept);
    } else if (!/^[\s,;()\uFEFF]/.test(piece)) words += piece;
  }
  return { words, steering: found };
}

/** What of a comment is code; empty for most. */
export function keptComment(comment: string, jsDocTypes: boolean): string {
  if (steering.test(comment)) return comment.replace(/^\/[/*]+|\*\/$/g, "").replace(/\s*\*?\s+/g, " ").trim();
  return jsDocTypes && comment.startsWith("/**") ? jsDocTypesOf(comment) : "";
}

/** The tags with types, their prose left out: `@param {string} name`. */
function jsDocTypesOf(comment: string): string {
  const body = comment.slice(3, -2).replace(/^[^\S\n]*\*/gm, "");
  return body.split(/(?=(?:^|\s)@[a-z])/).map((tag) => tag.trim()).filter((tag) => typeTags.test(tag)).map(typeOfTag).join(" ");
}

function typeOfTag(tag: string): string {
  if (tag.startsWith("@import")) return evened(tag);
  const head = /^@\w+\s*/.exec(tag)![0];
  const type = bracedAt(tag, head.length);
  const name = /^\s*(?:\[[^\]]*\]|[\w$.]+)?/.exec(tag.slice(head.length + type.length))![0];
  return evened(`${head} ${type} ${/^@(?:returns?|throws|type|this|satisfies|enum)\b/.test(tag) ? "" : name}`);
}

function bracedAt(text: string, start: number): string {
  if (text[start] !== "{") return "";
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return text.slice(start, i + 1);
  }
  return text.slice(start);
}

function evened(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
