import type { Files } from "./file-lookup.ts";

/** The snapshot's paths in order, for questions about folders. Built at the first question. */
export interface FolderIndex {
  /** Every file below a folder. */
  below(dir: string): readonly string[];
  isFolder(dir: string): boolean;
}

export function createFolderIndex(files: Files): FolderIndex {
  let sorted: readonly string[] | null = null;
  const all = (): readonly string[] => (sorted ??= [...files.paths()].sort());
  const startOf = (prefix: string): number => {
    const paths = all();
    let low = 0;
    for (let high = paths.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (paths[middle]! < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    below: (dir) => (dir === "" ? all() : all().slice(startOf(`${dir}/`), startOf(`${dir}0`))),
    isFolder: (dir) => dir === "" || all()[startOf(`${dir}/`)]?.startsWith(`${dir}/`) === true,
  };
}
