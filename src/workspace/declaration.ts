import { parse as parseYaml } from "yaml";
import { asRepoPath, type RepoPath } from "../ids.ts";
import type { Gap } from "../gap.ts";
import { type Manifest, parseLoose } from "./manifest.ts";
import { plainGlob } from "./member-globs.ts";

/** What the root of a workspace says about its members. */
export interface Declaration {
  /** Whose rules read it. `manifest`: the `workspaces` of package.json, for npm, yarn or bun as the lockfile says. */
  readonly by: "pnpm" | "manifest" | "lerna" | "rush";
  /** The file that says it. */
  readonly at: RepoPath;
  /** Globs of member folders relative to the root; for rush the folders themselves. */
  readonly globs: readonly string[];
}

/** Texts of the files at a workspace's root, by name. */
export interface RootFiles {
  readonly dir: string;
  readonly manifest: Manifest | null;
  text(name: string): string | undefined;
}

/** The first declaration found, in the order the tools are asked; null for a single package. */
export function declarationAt(root: RootFiles, gaps: Gap[]): Declaration | null {
  const pathOf = (name: string): RepoPath => asRepoPath(root.dir === "" ? name : `${root.dir}/${name}`);
  const unreadable = (name: string): null => {
    gaps.push({ kind: "workspace", local: true, at: pathOf(name), because: "it could not be read, so the members it declares are unknown" });
    return null;
  };

  const pnpm = (): Declaration | null => {
    const text = root.text("pnpm-workspace.yaml");
    if (text === undefined) return null;
    try {
      const value: unknown = parseYaml(text, { uniqueKeys: false });
      const globs = strings((value as { packages?: unknown } | null)?.packages);
      return globs === null ? null : { by: "pnpm", at: pathOf("pnpm-workspace.yaml"), globs };
    } catch {
      return unreadable("pnpm-workspace.yaml");
    }
  };
  const json = (name: string): Record<string, unknown> | null => {
    const text = root.text(name);
    if (text === undefined) return null;
    const { value } = parseLoose(text);
    return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : unreadable(name);
  };
  const lerna = (): Declaration | null => {
    const value = json("lerna.json");
    if (value === null || value["useWorkspaces"] === true) return null;
    return { by: "lerna", at: pathOf("lerna.json"), globs: strings(value["packages"]) ?? ["packages/*"] };
  };
  const rush = (): Declaration | null => {
    const value = json("rush.json");
    if (value === null) return null;
    const projects = Array.isArray(value["projects"]) ? (value["projects"] as unknown[]) : [];
    const folders = projects.map((project) => (project as { projectFolder?: unknown } | null)?.projectFolder);
    return { by: "rush", at: pathOf("rush.json"), globs: folders.filter((folder): folder is string => typeof folder === "string") };
  };

  const own = root.manifest?.workspaces ?? null;
  const found = pnpm() ?? (own === null ? null : { by: "manifest" as const, at: pathOf("package.json"), globs: own }) ?? lerna() ?? rush();
  return found === null ? null : { ...found, globs: found.globs.map(plainGlob) };
}

function strings(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string" && item !== "") : null;
}
