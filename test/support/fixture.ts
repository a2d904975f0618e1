import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Files, type TestRepo, repoOf } from "./repo-of.ts";

/** What a case says must come out; what it does not name is not compared. `fixtures/README.md` explains each key. */
export interface Expected {
  readonly why: string;
  readonly removed?: readonly string[];
  readonly touched?: readonly string[];
  /** Module → "distance via", as in "2 runtime"; `?` for a distance that is not the point. */
  readonly dependents?: Readonly<Record<string, string>>;
  readonly wider?: boolean;
  readonly absent?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly critical?: readonly { readonly name: string; readonly module: string; readonly distance: number; readonly path?: readonly string[] }[];
  readonly gaps?: "any" | readonly string[];
}

const root = fileURLToPath(new URL("../../fixtures", import.meta.url));

/** Every `fixtures/<theme>/<case>`, sorted. */
export function fixtureNames(): readonly string[] {
  const themes = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return themes.flatMap((theme) => readdirSync(join(root, theme.name)).map((name) => `${theme.name}/${name}`)).toSorted();
}

/** The case's `base/` as the only commit of a real repository, its `head/` staged on top. Call `remove()` when done. */
export function fixtureRepo(name: string): { readonly repo: TestRepo; readonly expected: Expected } {
  const folder = join(root, name);
  const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Expected;
  const repo = repoOf({ ...filesIn(join(folder, "base")), ...policyOf(folder) });
  const removed = Object.fromEntries((expected.removed ?? []).map((path) => [path, null]));
  repo.stage({ ...removed, ...filesIn(join(folder, "head")) });
  return { repo, expected };
}

function policyOf(folder: string): Files {
  return readdirSync(folder).includes(".riskrc.json") ? { ".riskrc.json": readFileSync(join(folder, ".riskrc.json")) } : {};
}

function filesIn(folder: string): Files {
  // A case that only removes files has no head folder: git keeps no empty ones.
  if (!readdirSync(join(folder, "..")).includes(folder.slice(folder.lastIndexOf("/") + 1))) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [relative(folder, path).replaceAll("\\", "/"), readFileSync(path)]));
}
