import type { Report } from "../report.ts";

/** Where the policy stands: the place of what has none, in a change without files. */
export const policyFile = ".riskrc.json";

/** Where remarks on one report stand. Built once for each, because a change may have 60,000 files. */
export interface Places {
  /** Not escaped: the path itself, else the change's first file, because forges drop what has no place. */
  shown(path: string | null): string;
  /** A relative URI reference of printable ASCII, below the repository's root. */
  uri(path: string | null): string;
}

export function placesIn({ change }: Report): Places {
  const first = change.files.find((file) => isRelative(file.path))?.path ?? policyFile;
  const named = new Map(change.files.flatMap(({ path, pathBytes }) => (pathBytes === undefined ? [] : [[path, pathBytes] as const])));
  const shown = (path: string | null): string => (path !== null && isRelative(path) ? path : first);
  const uri = (path: string | null): string => {
    const place = shown(path);
    const bytes = named.get(place);
    return bytes === undefined ? encodedPath(place) : encodedBytes(Buffer.from(bytes, "base64"));
  };
  return { shown, uri };
}

function encodedPath(path: string): string {
  return path.split("/").map(encodedText).join("/");
}

/** Git stores no other paths, but a tree written by hand can hold them. */
function isRelative(path: string): boolean {
  return path.split("/").every((name) => name !== "" && name !== "." && name !== "..");
}

/** Half of a surrogate pair has no UTF-8 and would throw. */
function encodedText(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\ufffd"));
}

function encodedBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => (/[\w./~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)).join("");
}
