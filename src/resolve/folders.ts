import type { ModuleId } from "../ids.ts";
import type { ManifestFields } from "../workspace/workspace.ts";
import type { Answer } from "./answer.ts";
import type { Site } from "./bare.ts";
import { parentOf } from "./join-path.ts";
import type { Packages } from "./packages.ts";
import type { Scopes } from "./tsconfig-scope.ts";

export type Implied = readonly { readonly target: ModuleId; readonly kind: "import" | "type" }[];

/** All files of one package under one tsconfig, to which bare names mean the same: one table of answers for them. */
export interface Neighbourhood {
  readonly site: Site;
  readonly memo: Map<string, Answer>;
  /** For files without and with JSX. */
  readonly implied: [plain?: Implied, jsx?: Implied];
}

export interface Folder {
  /** Answers for `./x` asked from here. */
  readonly relatives: Map<string, Answer>;
  siteOf(path: string): Neighbourhood;
}

export interface FolderRooms {
  readonly packages: Packages;
  readonly scopes: Scopes;
  /** The manifests at and above a folder that have `imports`, nearest first; one array for all folders that share them. */
  imports(dir: string): Site["imports"];
}

/** What is known about the folder an import stands in. Files come folder by folder, so the last answers are kept at hand. */
export function createFolders({ packages, scopes, imports }: FolderRooms): (dir: string) => Folder {
  const folders = new Map<string, Folder>();
  const shared = new Map<string, Neighbourhood>();
  let lastDir: string | null = null;
  let lastFolder: Folder | null = null;

  const neighbourhoodAt = (path: string, dir: string): Neighbourhood => {
    const home = packages.nearest(dir);
    const scope = scopes.of(path);
    const maps = imports(dir);
    // Aliases are asked of tsconfigs further up too: the nearest one's folder tells which those are.
    const key = [home?.dir ?? "-", scope?.config.path ?? "-", scopes.near(dir)[0]?.dir ?? "-", maps[0]?.dir ?? "-"].join("\n");
    let known = shared.get(key);
    if (known === undefined) shared.set(key, (known = { site: { dir: home?.dir ?? dir, home, scope, imports: maps }, memo: new Map(), implied: [] }));
    return known;
  };

  const make = (dir: string): Folder => {
    let lastPath: string | null = null;
    let last: Neighbourhood | null = null;
    return {
      relatives: new Map(),
      siteOf(path) {
        if (path !== lastPath || last === null) {
          last = neighbourhoodAt(path, dir);
          lastPath = path;
        }
        return last;
      },
    };
  };

  return (dir) => {
    if (dir === lastDir && lastFolder !== null) return lastFolder;
    let folder = folders.get(dir);
    if (folder === undefined) folders.set(dir, (folder = make(dir)));
    lastDir = dir;
    lastFolder = folder;
    return folder;
  };
}

export function importsFinder(manifests: ReadonlyMap<string, ManifestFields>): (dir: string) => Site["imports"] {
  const known = new Map<string, Site["imports"]>();
  const find = (dir: string): Site["imports"] => {
    let maps = known.get(dir);
    if (maps !== undefined) return maps;
    const above = dir === "" ? [] : find(parentOf(dir));
    const map = manifests.get(dir)?.imports;
    known.set(dir, (maps = map === undefined ? above : [{ dir, map }, ...above]));
    return maps;
  };
  return find;
}
