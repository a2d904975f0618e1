import type { RequestFact } from "../facts/module-facts.ts";
import type { ModuleId, PackageName, RepoPath } from "../ids.ts";
import type { ManifestFields } from "../workspace/workspace.ts";
import { createAliases } from "./aliases.ts";
import { answerOf, type Answer, builtin, modulesOf, quoted, unresolved } from "./answer.ts";
import { createBare, type Site } from "./bare.ts";
import { createBuildOutput } from "./build-output.ts";
import type { ResolutionContext } from "./context.ts";
import { entryPoints } from "./entry-points.ts";
import { createFileLookup, type Files } from "./file-lookup.ts";
import { createFolderIndex } from "./folder-index.ts";
import { joinPath, parentOf } from "./join-path.ts";
import { createPackageEntries } from "./package-entry.ts";
import { createPackages } from "./packages.ts";
import { createPatterns } from "./pattern-rules.ts";
import { createRelative } from "./relative.ts";
import type { Resolution, Resolver } from "./resolution.ts";
import { createScopes, type Scope } from "./tsconfig-scope.ts";

const longestSpecifier = 4096;

/** A resolver for one snapshot's files. Nothing on disk, and nothing below `node_modules`, is ever asked. */
export function createResolver(context: ResolutionContext, files: Files): Resolver {
  const lookup = createFileLookup(files);
  const output = createBuildOutput(context.tsconfigs, lookup);
  const packages = createPackages(context);
  const manifests = new Map<string, ManifestFields>([...context.folders, ...context.packages].map(({ dir, manifest }) => [dir as string, manifest]));
  const entries = createPackageEntries({ lookup, output, manifestAt: (dir) => manifests.get(dir) });
  const scopes = createScopes(context.tsconfigs);
  const relative = createRelative({ lookup, output, packages, entries, scopes });
  const aliases = createAliases((path) => relative.find(path));
  const bare = createBare({ aliases, packages, entries, relative });
  const folders = createFolderIndex(files);
  const places = createPlaces(manifests);

  const siteOf = (from: string): Place & { scope: Scope | null; dir: string } => {
    const dir = parentOf(from);
    return { dir, scope: scopes.of(from), ...places(dir) };
  };

  /** Bare names mean the same everywhere below one package and tsconfig: one table for each. */
  const bareMemo = new Map<string, Map<string, Answer>>();
  const resolveBare = (specifier: string, from: string): Answer => {
    const dir = parentOf(from);
    const home = packages.nearest(dir);
    const scope = scopes.of(from);
    const place = places(dir);
    const key = `${home?.dir ?? "-"}\n${scope?.config.path ?? ""}\n${scopes.near(dir)[0]?.dir ?? ""}\n${place.importsDir}`;
    let memo = bareMemo.get(key);
    if (memo === undefined) bareMemo.set(key, (memo = new Map()));
    let answer = memo.get(specifier);
    if (answer === undefined) memo.set(specifier, (answer = bare.resolve(specifier, { dir, home, scope, imports: place.imports })));
    return answer;
  };

  const relativeMemo = new Map<string, Map<string, Answer>>();
  const resolveRelative = (specifier: string, dir: string): Answer => {
    let memo = relativeMemo.get(dir);
    if (memo === undefined) relativeMemo.set(dir, (memo = new Map()));
    let answer = memo.get(specifier);
    if (answer === undefined) memo.set(specifier, (answer = relative.resolve(specifier, dir)));
    return answer;
  };

  const literal = (specifier: string, from: string): Answer => {
    const first = specifier.charCodeAt(0);
    if (first === 46 && /^\.\.?(?:\/|$)/.test(specifier)) return resolveRelative(specifier, parentOf(from));
    if (specifier.length === 0 || specifier.length > longestSpecifier) return unresolved("malformed", specifier === "" ? "the name is empty" : `the name is ${specifier.length} characters long`);
    if (first === 47) return absolute(specifier, parentOf(from));
    const loader = specifier.lastIndexOf("!");
    if (loader >= 0) return loader === specifier.length - 1 ? builtin(quoted(specifier)) : literal(specifier.slice(loader + 1), from);
    return resolveBare(specifier, from);
  };

  /** `/x` as Vite has it: from the package's folder or its `public`, else from the root of the repo. */
  const absolute = (specifier: string, dir: string): Answer => {
    const path = specifier.replace(/^\/+/, "./").replace(/[?#].*$/s, "");
    const homes = packages.chain(dir).map((item) => item.dir as string);
    for (const home of [...homes.flatMap((at) => [at, at === "" ? "public" : `${at}/public`]), "", "public"]) {
      const target = joinPath(home, path);
      const found = target === null || target === home ? null : relative.find(target);
      if (found !== null) return answerOf(found);
    }
    return unresolved("no-such-file", `${quoted(specifier)} is no file of the package or the repository`);
  };

  /** A file name that is relative without saying so; a name of a package where no file fits. */
  const path = (specifier: string, from: string): Answer => {
    const dir = parentOf(from);
    if (specifier.startsWith("<rootDir>")) return resolveRelative(`.${specifier.slice(9).replace(/^(?!\/)/, "/")}`, packages.nearest(dir)?.dir ?? "");
    if (specifier.startsWith("/") || /^[a-z][a-z0-9+.-]+:/i.test(specifier)) return literal(specifier, from);
    const target = joinPath(dir, specifier);
    if (target !== null && folders.isFolder(target) && relative.find(target, dir) === null) return { typed: modulesOf([]), plain: modulesOf([]) };
    const there = resolveRelative(specifier.startsWith(".") ? specifier : `./${specifier}`, dir);
    if (there.plain.to !== "unresolved" || specifier.startsWith(".")) return there;
    const elsewhere = literal(specifier, from);
    return elsewhere.plain.to === "modules" || (elsewhere.plain.to === "package" && packages.isDeclared(elsewhere.plain.name, dir)) ? elsewhere : there;
  };

  const patterns = createPatterns({ aliases, packages, entries, folders, literal, scopeOf: (from) => scopes.of(from) });

  const answer = ({ specifier, shape }: Pick<RequestFact, "specifier" | "shape">, from: string): Answer => {
    if (shape === "literal") return literal(specifier, from);
    if (specifier.length > longestSpecifier) return literal(specifier, from);
    return shape === "pattern" ? patterns.resolve(specifier, from) : path(specifier, from);
  };

  const implied = new Map<string, readonly { target: ModuleId; kind: "import" | "type" }[]>();
  const impliedFor = (from: string, jsx: boolean): readonly { target: ModuleId; kind: "import" | "type" }[] => {
    const { scope } = siteOf(from);
    if (scope === null) return [];
    const { jsxImportSource, types = [] } = scope.config.options;
    const asked = [...(jsx && jsxImportSource !== undefined ? [[`${jsxImportSource}/jsx-runtime`, "import"] as const] : []), ...types.map((name) => [name, "type"] as const)];
    return asked.flatMap(([name, kind]) => modulesIn(name.startsWith(".") ? resolveRelative(name, scope.config.dir).typed : resolveBare(name, from).typed).map((target) => ({ target, kind })));
  };

  return {
    resolve(request, from) {
      const { plain, typed } = answer(request, from);
      return typed === plain || (!request.typeOnly && request.kind !== "type" && /\.[cm]?jsx?$/.test(from)) ? plain : typed;
    },
    impliedBy(from) {
      const scope = scopes.of(from);
      if (scope === null || (scope.config.options.jsxImportSource === undefined && scope.config.options.types === undefined)) return [];
      const jsx = /\.[jt]sx$/.test(from);
      const key = `${scope.config.path}\n${packages.nearest(parentOf(from))?.dir ?? ""}\n${jsx}`;
      let known = implied.get(key);
      if (known === undefined) implied.set(key, (known = impliedFor(from, jsx)));
      return known;
    },
    packageOf: (at: RepoPath): PackageName | null => packages.nearest(parentOf(at))?.name ?? null,
    scopeOf: (at) => scopes.of(at)?.config.path ?? null,
    entries: () => entryPoints(context.packages, entries, folders),
  };
}

function modulesIn(resolution: Resolution): readonly ModuleId[] {
  return resolution.to === "modules" ? resolution.modules : [];
}

type Place = Pick<Site, "imports"> & { readonly importsDir: string };

/** For each folder, the manifests at and above it that have `imports`. */
function createPlaces(manifests: ReadonlyMap<string, ManifestFields>): (dir: string) => Place {
  const known = new Map<string, Place>();
  const placeOf = (dir: string): Place => {
    let place = known.get(dir);
    if (place !== undefined) return place;
    const above = dir === "" ? { imports: [], importsDir: "-" } : placeOf(parentOf(dir));
    const map = manifests.get(dir)?.imports;
    place = map === undefined ? above : { imports: [{ dir, map }, ...above.imports], importsDir: dir };
    known.set(dir, place);
    return place;
  };
  return placeOf;
}
