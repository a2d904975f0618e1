/** Repo paths as plain text: `""` is the root, `/` separates, nothing starts with `./`. */

/** A segment that is empty, `.` or `..`. */
const odd = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** `base` joined with `relative` (its `.` and `..` resolved); null when that climbs out of the repository. */
export function joinPath(base: string, relative: string): string | null {
  let dir = base;
  let at = 0;
  for (; ; ) {
    if (relative.startsWith("./", at)) at += 2;
    else if (relative.startsWith("../", at)) {
      if (dir === "") return null;
      dir = parentOf(dir);
      at += 3;
    } else break;
  }
  const rest = at === 0 ? relative : relative.slice(at);
  if (!odd.test(rest)) return dir === "" ? rest : `${dir}/${rest}`;
  const parts = dir === "" ? [] : dir.split("/");
  for (const part of rest.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

export function parentOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "" : path.slice(0, at);
}

export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `dir` and every folder above it, nearest first; the root (`""`) last. */
export function foldersUp(dir: string): string[] {
  const folders = [dir];
  for (let at = dir; at !== ""; ) {
    at = parentOf(at);
    folders.push(at);
  }
  return folders;
}

/** `path` below `dir`: what is left of it, else null. */
export function below(dir: string, path: string): string | null {
  if (dir === "") return path;
  return path.startsWith(dir) && path.charCodeAt(dir.length) === 47 ? path.slice(dir.length + 1) : null;
}

export function inNodeModules(path: string): boolean {
  return path.startsWith("node_modules/") || path.includes("/node_modules/");
}
