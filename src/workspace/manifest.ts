import { parse, type ParseError } from "jsonc-parser";
import type { ManifestFields } from "./workspace.ts";

/** A package.json as far as we read it. */
export interface Manifest {
  readonly name: string | null;
  readonly private: boolean;
  readonly fields: ManifestFields;
  /** Globs of its `workspaces`, null when it declares none. */
  readonly workspaces: readonly string[] | null;
  /** `yarn@4.1.0` and the like. */
  readonly packageManager: string | null;
}

const entryFields = ["main", "module", "types", "typings", "browser", "source", "exports", "imports", "bin", "sideEffects", "jest"] as const;
const dependencyFields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] as const;
const kept = [...entryFields, ...dependencyFields] as const;

/** Reads JSON as people write it: with comments, trailing commas or a byte order mark. `broken` names the first error beyond that. */
export function parseLoose(text: string): { readonly value: unknown; readonly broken: boolean } {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
  return { value, broken: errors.length > 0 };
}

/** The manifest in a text; null when it holds no object at all. What can be read of a broken one counts. */
export function parseManifest(text: string): { readonly manifest: Manifest | null; readonly broken: boolean } {
  const { value, broken } = parseLoose(text);
  if (value === null || typeof value !== "object" || Array.isArray(value)) return { manifest: null, broken: true };
  const all = value as Record<string, unknown>;
  const fields = Object.fromEntries(kept.filter((name) => all[name] !== undefined).map((name) => [name, all[name]])) as ManifestFields;
  return {
    broken,
    manifest: {
      name: typeof all["name"] === "string" && all["name"] !== "" ? all["name"] : null,
      private: all["private"] === true,
      fields,
      workspaces: globsOf(all["workspaces"]),
      packageManager: typeof all["packageManager"] === "string" ? all["packageManager"] : null,
    },
  };
}

/** `["a/*"]` or `{ packages: ["a/*"] }`. */
function globsOf(value: unknown): readonly string[] | null {
  const list = Array.isArray(value) ? value : (value as { packages?: unknown } | null | undefined)?.packages;
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === "string" && item !== "") : null;
}
