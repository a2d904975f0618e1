// What git told a hook, from the words that arrived: lefthook hands them on without quotes, so that a path with spaces comes as several.

/** How the path of a message file ends: `COMMIT_EDITMSG`, `MERGE_MSG`. */
const endOfFile = /[\\/][A-Z_]*MSG$/;

/** Git says `<file> [<source> [<commit>]]`. */
export function messageInWords(words: readonly string[]): { readonly file: string; readonly source: string | null; readonly commit: string | null } {
  const [first = "", source = null, commit = null] = words;
  const end = words.findLastIndex((word) => endOfFile.test(word));
  if (end < 1) return { file: first, source, commit };
  const [after = null, last = null] = words.slice(end + 1);
  return { file: words.slice(0, end + 1).join(" "), source: after, commit: last };
}

/** Git says `<remote> <url>`, and the URL twice where no remote has a name. */
export function remoteInWords(words: readonly string[]): { readonly remote: string | null; readonly url: string | null } {
  const [remote = null] = words;
  const half = words.length / 2;
  const [first, second] = [words.slice(0, half).join(" "), words.slice(half).join(" ")];
  if (half >= 1 && first === second) return { remote: first, url: second };
  return { remote, url: words.length < 2 ? null : words.slice(1).join(" ") };
}
