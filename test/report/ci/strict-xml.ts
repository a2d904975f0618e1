/** One element of a document that holds nothing but elements, attributes and text. */
export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  readonly text: string;
}

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const tag = /<(?:(?<close>\/)(?<closed>[\w-]+)|(?<name>[\w-]+)(?<attributes>(?: [\w-]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)(?<empty>\/?))>/gy;
const words: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/** Throws on whatever a strict XML 1.0 reader would refuse, and on all that we never write: comments, CDATA, DTDs, other entities. */
export function parseXml(source: string): Node {
  if (forbidden.test(source)) throw new Error(`a character XML forbids: ${JSON.stringify(forbidden.exec(source)?.[0])}`);
  const prolog = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!source.startsWith(prolog)) throw new Error("no prolog");
  const document = { name: "", attributes: {}, children: [] as Node[], text: "" };
  const open = [document];
  let at = prolog.length;
  while (at < source.length) {
    const next = source.indexOf("<", at);
    const here = open.at(-1)!;
    here.text += textOf(source.slice(at, next < 0 ? source.length : next));
    if (next < 0) break;
    tag.lastIndex = next;
    const groups = tag.exec(source)?.groups;
    if (groups === undefined) throw new Error(`no tag: ${source.slice(next, next + 200)}`);
    at = tag.lastIndex;
    if (groups["close"] !== undefined) {
      if (open.length < 2 || here.name !== groups["closed"]) throw new Error(`</${groups["closed"]}> closes ${here.name}`);
      open.pop();
      continue;
    }
    const node = { name: groups["name"]!, attributes: attributesOf(groups["attributes"] ?? ""), children: [] as Node[], text: "" };
    here.children.push(node);
    if (groups["empty"] === "") open.push(node);
  }
  if (open.length !== 1 || document.children.length !== 1 || document.text.trim() !== "") throw new Error("not one root");
  return document.children[0]!;
}

function attributesOf(source: string): Record<string, string> {
  const pairs = [...source.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, textOf(value)] as const);
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error("an attribute twice");
  return Object.fromEntries(pairs);
}

function textOf(source: string): string {
  if (source.includes("]]>")) throw new Error("]]> in text");
  return source.replace(/&[^;]*;?/g, (entity) => {
    const word = words[entity];
    if (word === undefined) throw new Error(`no entity: ${entity}`);
    return word;
  });
}
