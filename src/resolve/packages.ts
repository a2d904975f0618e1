import type { Workspace } from "../workspace/workspace.ts";
import type { ResolutionContext } from "./context.ts";
import { joinPath, parentOf } from "./join-path.ts";

export type Package = Workspace["packages"][number];

/** Where a dependency is said to come from, when its manifest says more than a version. */
export type Declared = { readonly from: "registry"; readonly name: string } | { readonly from: "folder"; readonly dir: string } | { readonly from: "workspace"; readonly name: string };

/** The packages of a repo, found by folder and by name. */
export interface Packages {
  /** Nearest package at or above a folder. */
  nearest(dir: string): Package | null;
  /** Packages at and above a folder, nearest first. */
  chain(dir: string): readonly Package[];
  at(dir: string): Package | undefined;
  /** What `name` means to a file of `home`: itself, a fellow of its nested workspace, members. Several when names collide. */
  named(name: string, home: Package | null): readonly Package[];
  /** What the manifests at and above a folder say about a dependency; null when they give none, or just a version. */
  declared(name: string, dir: string): Declared | null;
  /** Whether any manifest at or above a folder names the dependency. */
  isDeclared(name: string, dir: string): boolean;
  readonly members: readonly Package[];
}

export function createPackages(context: ResolutionContext): Packages {
  const byDir = new Map<string, Package>(context.packages.map((item) => [item.dir, item]));
  const members = context.packages.filter(({ member }) => member);
  const byName = groupBy(members, ({ name }) => name);
  const fellows = groupBy(context.packages.filter(({ root }) => root !== undefined), ({ root, name }) => `${root}\n${name}`);
  const chains = new Map<string, readonly Package[]>();
  const dependencies = new Map<Package, ReadonlyMap<string, string>>();

  const chain = (dir: string): readonly Package[] => {
    let known = chains.get(dir);
    if (known !== undefined) return known;
    const above = dir === "" ? [] : chain(parentOf(dir));
    const own = byDir.get(dir);
    chains.set(dir, (known = own === undefined ? above : [own, ...above]));
    return known;
  };
  const dependenciesOf = (item: Package): ReadonlyMap<string, string> => {
    let known = dependencies.get(item);
    if (known === undefined) dependencies.set(item, (known = readDependencies(item)));
    return known;
  };
  const declaring = (name: string, dir: string): { item: Package; spec: string } | null => {
    for (const item of chain(dir)) {
      const spec = dependenciesOf(item).get(name);
      if (spec !== undefined) return { item, spec };
    }
    return null;
  };

  return {
    members,
    chain,
    at: (dir) => byDir.get(dir),
    nearest: (dir) => chain(dir)[0] ?? null,
    named(name, home) {
      if (home?.name === name) return [home];
      const inside = home?.root === undefined ? undefined : fellows.get(`${home.root}\n${name}`);
      return inside ?? byName.get(name) ?? [];
    },
    declared(name, dir) {
      const found = declaring(name, dir);
      return found === null ? null : sourceOf(name, found.spec, found.item.dir);
    },
    isDeclared: (name, dir) => declaring(name, dir) !== null,
  };
}

function groupBy(items: readonly Package[], keyOf: (item: Package) => string): ReadonlyMap<string, readonly Package[]> {
  const groups = new Map<string, Package[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function readDependencies({ manifest }: Package): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const field of [manifest.peerDependencies, manifest.optionalDependencies, manifest.devDependencies, manifest.dependencies]) {
    if (field === null || typeof field !== "object") continue;
    for (const [name, spec] of Object.entries(field)) if (typeof spec === "string") all.set(name, spec);
  }
  return all;
}

/** `npm:other@1` leaves the repo; `workspace:other@*`, `link:`, `file:` and `portal:` stay in it. */
function sourceOf(name: string, spec: string, dir: string): Declared | null {
  const [, protocol = "", rest = ""] = /^(npm|workspace|link|file|portal):(.*)$/.exec(spec) ?? [];
  if (protocol === "") return null;
  if (protocol === "npm" || (protocol === "workspace" && !/^\.{0,2}\//.test(rest) && rest !== "." && rest !== "..")) {
    const alias = /^((?:@[^/@]+\/)?[^/@]+)@/.exec(`${rest}@`)?.[1];
    if (protocol === "npm") return alias === undefined || alias === name ? null : { from: "registry", name: alias };
    return alias === undefined || /^[\^~*\d]/.test(rest) || alias === name ? null : { from: "workspace", name: alias };
  }
  const target = rest.startsWith("/") || rest.startsWith("~") ? null : joinPath(dir, rest);
  return target === null || /\.(?:tgz|tar\.gz|tar)$/.test(target) ? null : { from: "folder", dir: target };
}
