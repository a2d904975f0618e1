import { defaultLoaders } from "cosmiconfig";
import * as jsonc from "jsonc-parser";
import type { Node, ParseError } from "jsonc-parser";
import { limits } from "../policy/limits.ts";
import { forbiddenKeys } from "./forbidden-keys.ts";
import { policyFailure, quoted } from "./policy-failure.ts";
import type { KeyPath, PolicyDocument, TextProblem } from "./policy-document.ts";
import { positionAt, positionsIn } from "./position.ts";

/** Nesting past which jsonc-parser, which recurses, is not asked to read on. The policy itself is held to `limits.depth`. */
const readableDepth = 500;

/**
 * A strict JSON text as a policy document; with `key`, the value of that top-level key, or null when the text has no such key.
 * The value comes from cosmiconfig's loader, positions from jsonc-parser. Throws Failure("policy").
 */
export function jsonDocument(file: string, text: string, key?: string): PolicyDocument | null {
  refuseDepth(file, text);
  const root = parsed(file, text);
  const tree = key === undefined ? root : valueOfKey(file, text, root, key);
  if (tree === null) return null;
  const position = positionsIn(text);
  const problems = problemsIn(position, tree);
  if (problems.length > 0) throw policyFailure(file, problems);
  const loaded = load(file, text);
  return {
    value: key === undefined ? loaded : (loaded as Record<string, unknown>)[key],
    locate: (path) => position(nearest(tree, path).offset),
    has: (path) => nodeAt(tree, path) !== undefined,
  };
}

function refuseDepth(file: string, text: string): void {
  const scanner = jsonc.createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const opening = text[scanner.getTokenOffset()] ?? "";
    if (opening === "{" || opening === "[") depth++;
    if (opening === "}" || opening === "]") depth--;
    if (depth > readableDepth) throw policyFailure(file, [{ at: positionAt(text, scanner.getTokenOffset()), message: `is nested deeper than ${readableDepth} levels` }]);
  }
}

function parsed(file: string, text: string): Node {
  const errors: ParseError[] = [];
  const root = jsonc.parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  if (first !== undefined || root === undefined) {
    const message = first === undefined ? "does not parse as JSON" : `does not parse as JSON: ${inWords(first)}`;
    throw policyFailure(file, [{ at: positionAt(text, first?.offset ?? 0), message }], { hint: "JSON has no comments and no trailing commas; .riskrc.yaml allows comments." });
  }
  return root;
}

/** `PropertyNameExpected` → `property name expected`. */
function inWords(error: ParseError): string {
  return jsonc.printParseErrorCode(error.error).replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function load(file: string, text: string): unknown {
  try {
    return defaultLoaders[".json"](file, text);
  } catch (cause) {
    if (!(cause instanceof Error && cause.name === "JSONError")) throw cause;
    throw policyFailure(file, [{ at: { line: 1, column: 1 }, message: "does not parse as JSON" }], { cause });
  }
}

function valueOfKey(file: string, text: string, root: Node, key: string): Node | null {
  const [first, second] = propertiesOf(root).filter(({ name }) => name === key);
  if (second !== undefined) throw policyFailure(file, [{ at: positionAt(text, second.node.offset), message: `the key ${quoted(key)} stands twice` }]);
  return first?.value ?? null;
}

/** What a JSON text can hide: a key twice (the last would win unseen), an object's machinery as a key, bottomless nesting. */
function problemsIn(position: ReturnType<typeof positionsIn>, node: Node, depth = 1): TextProblem[] {
  if (node.type !== "object" && node.type !== "array") return [];
  if (depth > limits.depth) return [{ at: position(node.offset), message: `is nested deeper than ${limits.depth} levels` }];
  if (node.type === "array") return (node.children ?? []).flatMap((child) => problemsIn(position, child, depth + 1));
  const seen = new Set<string>();
  return propertiesOf(node).flatMap(({ name, node: property, value }) => {
    const at = position(property.offset);
    const own: TextProblem[] = [];
    if (forbiddenKeys.has(name)) own.push({ at, message: `the key ${quoted(name)} is refused` });
    if (seen.has(name)) own.push({ at, message: `the key ${quoted(name)} stands twice` });
    seen.add(name);
    return value === undefined ? own : [...own, ...problemsIn(position, value, depth + 1)];
  });
}

function propertiesOf(node: Node): { name: string; node: Node; value: Node | undefined }[] {
  if (node.type !== "object") return [];
  return (node.children ?? []).map((property) => ({ name: String(property.children?.[0]?.value), node: property, value: property.children?.[1] }));
}

/** The property (for a key) or the value (for an index) at `path`. */
function nodeAt(tree: Node, path: KeyPath): Node | undefined {
  let value: Node | undefined = tree;
  let found: Node | undefined = tree;
  for (const key of path) {
    if (typeof key === "number") found = value = value?.type === "array" ? value.children?.[key] : undefined;
    else {
      const property: { node: Node; value: Node | undefined } | undefined = value === undefined ? undefined : propertiesOf(value).find(({ name }) => name === key);
      found = property?.node;
      value = property?.value;
    }
    if (found === undefined) return undefined;
  }
  return found;
}

function nearest(tree: Node, path: KeyPath): Node {
  return nodeAt(tree, path) ?? (path.length === 0 ? tree : nearest(tree, path.slice(0, -1)));
}
