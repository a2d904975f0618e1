/** Characters some file systems do not see in a name (HFS+): `.hus\u200cky` opens `.husky` there. */
const ignored = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/**
 * A path as the most forgiving file system reads it, folder by folder: macOS and Windows fold case and compatible characters,
 * Windows also drops dots and blanks at a name's end and takes what follows a colon for a stream of the same file.
 */
export function foldedPath(path: string): readonly string[] {
  return path.normalize("NFKC").replace(ignored, "").toLowerCase().split("/").map(windowsName);
}

/** By hand, because `/[. ]+$/` takes quadratic time on a name of many blanks. */
function windowsName(name: string): string {
  const colon = name.indexOf(":");
  const bare = colon > 0 ? name.slice(0, colon) : name;
  let end = bare.length;
  while (end > 1 && (bare[end - 1] === "." || bare[end - 1] === " ")) end--;
  return bare.slice(0, end);
}
