import picomatch from "picomatch";

/** Folders (of those given) that member globs mean, `!` taking away; in the order given. */
export function foldersMatching(globs: readonly string[], dirs: readonly string[]): string[] {
  const wanted = globs.filter((glob) => !glob.startsWith("!")).map((glob) => matcher(glob));
  const unwanted = globs.filter((glob) => glob.startsWith("!")).map((glob) => matcher(glob.slice(1)));
  return dirs.filter((dir) => wanted.some((matches) => matches(dir)) && !unwanted.some((matches) => matches(dir)));
}

/** `./packages/*` + `/` and the like in the one form every tool reads. */
export function plainGlob(glob: string): string {
  const negated = glob.startsWith("!");
  const body = glob
    .slice(negated ? 1 : 0)
    .replace(/^(?:\.?\/)+/, "")
    .replace(/(?:\/package\.json)?\/*$/, "");
  return (negated ? "!" : "") + (body === "" ? "." : body);
}

function matcher(glob: string): (dir: string) => boolean {
  const plain = plainGlob(glob);
  if (plain === ".") return (dir) => dir === "";
  const matches = picomatch(plain, { dot: false });
  return (dir) => dir !== "" && matches(dir);
}
