import type { RequestFact } from "../facts/module-facts.ts";
import type { ModuleId, PackageName, RepoPath } from "../ids.ts";
import type { ManifestFields } from "../workspace/workspace.ts";
import { createAliases } from "./aliases.ts";
import { answerOf, type Answer, builtin, quoted, unresolved } from "./answer.ts";
import { createBare } from "./bare.ts";
import { createBuildOutput } from "./build-output.ts";
import type { ResolutionContext } from "./context.ts";
import { entryPoints } from "./entry-points.ts";
import { createFileLookup, type Files } from "./file-lookup.ts";
import { createFolderIndex } from "./folder-index.ts";
import { createFolders, type Implied, importsFinder } from "./folders.ts";
import { inNodeModules, joinPath, parentOf } from "./join-path.ts";
import { createPackageEntries } from "./package-entry.ts";
import { createPackages } from "./packages.ts";
import { jestSetups } from "./jest-setups.ts";
import { createPathRules } from "./path-rules.ts";
import { createPatterns } from "./pattern-rules.ts";
import { createRelative } from "./relative.ts";
import type { Resolution, Resolver } from "../graph/resolution.ts";
import { createScopes } from "./tsconfig-scope.ts";
import type { TsconfigOptions } from "./tsconfig.ts";

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
  const aliases = createAliases(context.pathTables, (path) => relative.find(path));
  const bare = createBare({ aliases, packages, entries, relative });
  const folders = createFolderIndex(files);
  const folderAt = createFolders({ packages, scopes, imports: importsFinder(manifests) });

  const resolveBare = (specifier: string, from: string): Answer => {
    const { site, memo } = folderAt(parentOf(from)).siteOf(from);
    let answer = memo.get(specifier);
    if (answer === undefined) memo.set(specifier, (answer = bare.resolve(specifier, site)));
    return answer;
  };
  const resolveRelative = (specifier: string, dir: string): Answer => {
    const { relatives } = folderAt(dir);
    let answer = relatives.get(specifier);
    if (answer === undefined) relatives.set(specifier, (answer = relative.resolve(specifier, dir)));
    return answer;
  };

  const literal = (specifier: string, from: string): Answer => {
    const first = specifier.charCodeAt(0);
    if (first === 46 && /^\.\.?(?:\/|$)/.test(specifier)) return resolveRelative(specifier, parentOf(from));
    if (specifier.length === 0 || specifier.length > longestSpecifier) return unresolved("malformed", specifier === "" ? "the name is empty" : `the name is ${specifier.length} characters long`);
    // What lies in node_modules has manifests we do not read.
    if (first === 35 && inNodeModules(from)) return builtin(specifier);
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

  const paths = createPathRules({ folders, relative, packages, literal, at: resolveRelative });
  const patterns = createPatterns({ aliases, packages, entries, folders, literal, scopeOf: (from) => scopes.of(from) });

  const answer = ({ specifier, shape }: Pick<RequestFact, "specifier" | "shape">, from: string): Answer => {
    if (shape === "literal") return literal(specifier, from);
    if (specifier.length > longestSpecifier) return literal(specifier, from);
    return shape === "pattern" ? patterns.resolve(specifier, from) : paths.resolve(specifier, from, shape === "setup");
  };

  const impliedFor = (from: string, { jsxImportSource, types = [] }: TsconfigOptions, dir: string): Implied => {
    const jsx = jsxImportSource !== undefined && /\.[jt]sx$/.test(from) ? [[`${jsxImportSource}/jsx-runtime`, "import"] as const] : [];
    return [...jsx, ...types.map((name) => [name, "type"] as const)].flatMap(([name, kind]) =>
      modulesIn(name.startsWith(".") ? resolveRelative(name, dir).typed : resolveBare(name, from).typed).map((target) => ({ target, kind })),
    );
  };

  return {
    resolve(request, from) {
      const { plain, typed, compiler } = answer(request, from);
      if (request.typeOnly || request.kind === "type") return compiler ?? typed;
      return typed === plain || /\.[cm]?jsx?$/.test(from) ? plain : typed;
    },
    impliedBy(from) {
      const { site, implied } = folderAt(parentOf(from)).siteOf(from);
      if (site.scope === null) return [];
      const { options, dir } = site.scope.config;
      if (options.jsxImportSource === undefined && options.types === undefined) return [];
      const key = /\.[jt]sx$/.test(from) ? 1 : 0;
      return (implied[key] ??= impliedFor(from, options, dir));
    },
    packageOf: (at: RepoPath): PackageName | null => packages.nearest(parentOf(at))?.name ?? null,
    scopeOf: (at) => scopes.of(at)?.config.path ?? null,
    setups: () => jestSetups(context.packages, (specifier, from) => modulesIn(answer({ specifier, shape: "setup" }, from).plain)),
    entries: () => entryPoints(context.packages, { entries, output, folders }),
  };
}

function modulesIn(resolution: Resolution): readonly ModuleId[] {
  return resolution.to === "modules" ? resolution.modules : [];
}
