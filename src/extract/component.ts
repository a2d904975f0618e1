/** A vue, svelte or astro file cut up: its scripts as one text (line numbers kept), and all that lies outside them. */
export interface Component {
  readonly script: string;
  readonly scriptKind: "ts" | "tsx" | "js" | "jsx";
  /** Markup and styles, comments and superfluous white space left out. */
  readonly template: string;
  readonly files: readonly ComponentFile[];
}

/** A file named by an attribute or a style sheet's `@import`. */
export interface ComponentFile {
  readonly specifier: string;
  readonly kind: "import" | "asset";
  readonly line: number;
}

type FoundFile = Omit<ComponentFile, "line"> & { readonly at: number };

interface Block {
  readonly start: number;
  readonly end: number;
  readonly attributes: string;
}

/** Tag, attributes (quotes may hold `>`), body. Comments are matched too, so that scripts inside them are passed over. */
const pieces = /<!--[^]*?(?:-->|$)|<(script|style)\b((?:[^>"']|"[^"]*"|'[^']*')*)>([^]*?)(?:<\/\1\s*>|$)/gi;

export function cutComponent(kind: "vue" | "svelte" | "astro", text: string): Component {
  const scripts: Block[] = [];
  const removed: Block[] = [];
  const files: FoundFile[] = [];
  const front = kind === "astro" ? frontmatterOf(text) : null;
  if (front !== null) scripts.push(front);
  pieces.lastIndex = front?.end ?? 0;
  for (let match = pieces.exec(text); match !== null; match = pieces.exec(text)) {
    const [whole, tag, attributes = "", body = ""] = match;
    const end = match.index + whole.length;
    if (tag === undefined) removed.push({ start: match.index, end, attributes: "" });
    else {
      const block = bodyOf(match.index, whole, attributes, body);
      const source = attributeOf(attributes, "src");
      if (source !== null && /^[.@~#/]/.test(source)) files.push({ specifier: source, kind: tag.toLowerCase() === "script" ? "import" : "asset", at: block.start });
      if (tag.toLowerCase() === "style") files.push(...styleImports(body, block.start));
      else if (isScript(attributes)) scripts.push(block);
    }
  }
  files.push(...assetsOf(text, scripts));
  return { script: keepOnly(text, scripts), scriptKind: scriptKindOf(kind, scripts), template: templateOf(text, [...scripts, ...removed]), files: files.map((file) => withLine(file, text)) };
}

function withLine({ specifier, kind, at }: FoundFile, text: string): ComponentFile {
  return { specifier, kind, line: lineBreaks(text.slice(0, at)).length + 1 };
}

function frontmatterOf(text: string): Block | null {
  const match = /^\s*---[^\S\n]*\n([^]*?)(?:^|\n)---/.exec(text);
  if (match === null) return null;
  const start = match[0].indexOf("---") + 3;
  return { start, end: match[0].length - 3, attributes: 'lang="ts"' };
}

function bodyOf(index: number, whole: string, attributes: string, body: string): Block {
  const start = index + whole.indexOf(">", whole.indexOf(attributes) + attributes.length) + 1;
  return { start, end: start + body.length, attributes };
}

function attributeOf(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(attributes);
  return match === null ? null : match[1] ?? match[2] ?? match[3] ?? "";
}

/** Data blocks (`type="application/ld+json"`) are markup. */
function isScript(attributes: string): boolean {
  const type = attributeOf(attributes, "type");
  return type === null || type === "" || type === "module" || /(?:java|type)script$/i.test(type);
}

function scriptKindOf(kind: "vue" | "svelte" | "astro", scripts: readonly Block[]): Component["scriptKind"] {
  const languages = scripts.map(({ attributes }) => attributeOf(attributes, "lang")?.toLowerCase());
  if (languages.includes("tsx")) return "tsx";
  if (languages.includes("jsx")) return "jsx";
  if (languages.includes("ts") || languages.includes("typescript")) return kind === "astro" ? "tsx" : "ts";
  return kind === "astro" ? "tsx" : "js";
}

/** The blocks joined, the text between them cut down to its line breaks. */
function keepOnly(text: string, blocks: readonly Block[]): string {
  let kept = "";
  let last = 0;
  for (const { start, end } of blocks) {
    // A script may end in a line comment, and two may stand on one line.
    kept += (lineBreaks(text.slice(last, start)) || (last === 0 ? "" : "\n")) + text.slice(start, end);
    last = end;
  }
  return kept;
}

function lineBreaks(text: string): string {
  return text.replace(/[^\n]+/g, "");
}

function templateOf(text: string, cut: readonly Block[]): string {
  let rest = "";
  let last = 0;
  for (const { start, end } of [...cut].sort((a, b) => a.start - b.start)) {
    rest += text.slice(last, start);
    last = Math.max(last, end);
  }
  return (rest + text.slice(last)).replace(/\s+/g, " ").replace(/> </g, "><").trim();
}

function styleImports(style: string, offset: number): FoundFile[] {
  return [...style.matchAll(/@(?:import|use|forward)\s+(?:url\(\s*)?["']([^"']+)["']/g)].map((match) => ({ specifier: match[1]!, kind: "asset", at: offset + match.index + match[0].length }));
}

/** `<img src="./x.svg">`: compilers turn relative sources in markup into imports. */
function assetsOf(text: string, scripts: readonly Block[]): FoundFile[] {
  const found: FoundFile[] = [];
  for (const match of text.matchAll(/<[\w-][^<>]*?\s(?:src|href|poster)=["'](\.{1,2}\/[^"'{}$]+\.\w+)["']/g)) {
    const inScript = scripts.some(({ start, end }) => match.index >= start && match.index < end);
    if (!inScript && !/^<(?:script|style|a)\b/i.test(match[0])) found.push({ specifier: match[1]!, kind: "asset", at: match.index + match[0].length });
  }
  return found;
}
