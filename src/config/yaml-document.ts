import { defaultLoaders } from "cosmiconfig";
import * as yaml from "yaml";
import type { Document, Node, Pair } from "yaml";
import { limits } from "../policy/limits.ts";
import { forbiddenKeys } from "./forbidden-keys.ts";
import { policyFailure, quoted } from "./policy-failure.ts";
import type { KeyPath, PolicyDocument, TextProblem } from "./policy-document.ts";
import { positionAt, type Position, positionsIn } from "./position.ts";

/** How often aliases may be expanded: enough to share a list of globs, too little for a bomb. */
const mostAliases = 100;

/**
 * A YAML text as a policy document. The value comes from cosmiconfig's loader; a second parser gives positions, finds what the
 * first forgives, and has to read the same value: where two YAML readers disagree (dates, merge keys) nobody can say
 * what was meant. Throws Failure("policy").
 */
export function yamlDocument(file: string, text: string): PolicyDocument {
  const position = positionsIn(text);
  const document = parsed(file, text, position);
  const value = plainValue(file, text, document);
  const loaded = load(file, text);
  const differs = firstDifference(value, loaded);
  if (differs !== null) throw twoReadings(file, position(nearest(document, differs)));
  return {
    value: loaded,
    locate: (path) => position(nearest(document, path)),
    has: (path) => offsetOf(document, path) !== undefined,
  };
}

function parsed(file: string, text: string, position: (offset: number) => Position): Document.Parsed {
  const document = parseGuarded(file, text);
  if (document.errors.some(({ message }) => /call stack/i.test(message))) throw tooDeep(file);
  const problems: TextProblem[] = [...document.errors, ...document.warnings].map((error) => ({ at: position(error.pos[0]), message: `does not parse as YAML: ${firstLine(error.message)}` }));
  if (problems.length > 0) throw policyFailure(file, problems);
  const keys: TextProblem[] = [];
  yaml.visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const pair of items) {
        if (!yaml.isScalar(pair.key)) continue;
        const key = String(pair.key.value);
        const offset = offsetOfKey(pair) ?? 0;
        if (seen.has(key)) keys.push({ at: position(offset), message: `${keyAt(text, offset)} stands twice` });
        if (forbiddenKeys.has(key)) keys.push({ at: position(offset), message: `the key ${quoted(key)} is refused` });
        seen.add(key);
      }
    },
  });
  if (keys.length > 0) throw policyFailure(file, keys);
  return document;
}

/** The key that starts at `offset`, where it is plain to see. */
function keyAt(text: string, offset: number): string {
  const key = /^["']?([\w$-]+)["']?\s*:/.exec(text.slice(offset, offset + 200))?.[1];
  return key === undefined ? "a key" : `the key ${quoted(key)}`;
}

/** The parser recurses: bottomless nesting shows as an exhausted stack (thrown, or kept as one of its errors), and is refused as what it is. */
function parseGuarded(file: string, text: string): Document.Parsed {
  try {
    // Its own search for keys that stand twice compares each with all: ours is below.
    return yaml.parseDocument(text, { version: "1.2", uniqueKeys: false, strict: true, prettyErrors: false, logLevel: "silent" });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooDeep(file, cause);
    throw cause;
  }
}

function plainValue(file: string, text: string, document: Document.Parsed): unknown {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooDeep(file, cause);
    if (!(cause instanceof ReferenceError)) throw cause;
    const at = positionAt(text, text.search(/(?:^|[\s[{,])\*/m) + 1);
    throw policyFailure(file, [{ at, message: "uses aliases more than a policy needs, or in a circle" }], { cause, hint: "Write the lists out where they are used." });
  }
  if (deeperThan(value, limits.depth)) throw tooDeep(file);
  return value;
}

function load(file: string, text: string): unknown {
  try {
    return defaultLoaders[".yaml"](file, text);
  } catch (cause) {
    if (!isYamlException(cause)) throw cause;
    const { line = 0, column = 0 } = cause.mark ?? {};
    throw policyFailure(file, [{ at: { line: line + 1, column: column + 1 }, message: `does not parse as YAML: ${firstLine(cause.reason)}` }], { cause });
  }
}

/** What js-yaml throws at a text it cannot read; cosmiconfig does not hand out the class. */
function isYamlException(error: unknown): error is { readonly reason: string; readonly mark?: { readonly line?: number; readonly column?: number } } {
  return error instanceof Error && error.name === "YAMLException" && "reason" in error && typeof error.reason === "string";
}

/** Where two values differ, null when they are equal. `value` is of bounded depth and free of circles, which bounds the walk. */
function firstDifference(value: unknown, other: unknown): KeyPath | null {
  if (!isPlain(value) || !isPlain(other)) return Object.is(value, other) ? null : [];
  const keys = Object.keys(value);
  if (Array.isArray(value) !== Array.isArray(other) || keys.length !== Object.keys(other).length) return [];
  for (const key of keys) {
    const step = Array.isArray(value) ? Number(key) : key;
    const deeper = Object.hasOwn(other, key) ? firstDifference(value[key], other[key]) : [];
    if (deeper !== null) return [step, ...deeper];
  }
  return null;
}

/** Objects and lists as parsers make them; a Date or bytes compare by identity, so they never equal. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function twoReadings(file: string, at: Position): Error {
  const hint = 'Quote dates, and write merged keys ("<<") out.';
  return policyFailure(file, [{ at, message: "means different things to different YAML readers" }], { hint });
}

/** A circle is deeper than any number. */
function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => deeperThan(child, levels - 1));
}

function tooDeep(file: string, cause?: unknown): Error {
  return policyFailure(file, [{ at: { line: 1, column: 1 }, message: `is nested deeper than ${limits.depth} levels` }], { cause });
}

function offsetOfKey(pair: Pair): number | undefined {
  return (pair.key as Node | null)?.range?.[0] ?? (pair.value as Node | null)?.range?.[0];
}

/** Where the key (or list entry) at `path` starts; aliases are followed to what they stand for. */
function offsetOf(document: Document.Parsed, path: KeyPath): number | undefined {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const key of path) {
    const target: unknown = yaml.isAlias(node) ? node.resolve(document) : node;
    if (yaml.isSeq(target) && typeof key === "number") {
      node = target.items[key];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else if (yaml.isMap(target)) {
      const pair = target.items.find((item) => yaml.isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) return undefined;
      offset = offsetOfKey(pair) ?? offset;
      node = pair.value;
    } else return undefined;
    if (node === undefined) return undefined;
  }
  return offset;
}

function nearest(document: Document.Parsed, path: KeyPath): number {
  return offsetOf(document, path) ?? (path.length === 0 ? 0 : nearest(document, path.slice(0, -1)));
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
