/** Stryker's report, reduced to figures per folder and the list of survivors, for the files that were asked for. */
export function resultsOf({ files }, isAsked) {
  const folders = {};
  const survivors = [];
  for (const [file, { source, mutants }] of Object.entries(files)) {
    if (!isAsked(file)) continue;
    const folder = file.split("/").slice(0, 2).join("/");
    const figures = (folders[folder] ??= { mutants: 0, killed: 0, timedOut: 0, survived: 0, words: 0 });
    for (const mutant of mutants) {
      const kind = kinds[mutant.status];
      if (kind === undefined) throw new Error(`${file}: a mutant ended as ${mutant.status}: ${mutant.statusReason ?? ""}`);
      figures[kind]++;
      if (kind !== "words") figures.mutants++;
      if (kind === "survived") survivors.push({ file, line: mutant.location.start.line, mutator: mutant.mutatorName, was: onOneLine(textAt(source, mutant.location)), becomes: onOneLine(mutant.replacement ?? "") });
    }
  }
  return { folders, survivors };
}

/** A mutant that breaks loading, so that no test ran, is noticed as well as one that fails a test. */
const kinds = { Killed: "killed", RuntimeError: "killed", CompileError: "killed", Timeout: "timedOut", Survived: "survived", NoCoverage: "survived", Ignored: "words" };

/** Survivors for which the list holds no reason. Lines move; what was changed into what does not, and counts as often as it is listed. */
export function unexplained(survivors, listed) {
  const open = new Map();
  const key = ({ file, mutator, was, becomes }) => JSON.stringify([file, mutator, was, becomes]);
  for (const { survivors: group } of listed) for (const one of group) open.set(key(one), (open.get(key(one)) ?? 0) + 1);
  return survivors.filter((one) => {
    const left = open.get(key(one)) ?? 0;
    open.set(key(one), left - 1);
    return left <= 0;
  });
}

function textAt(source, { start, end }) {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join("\n");
}

function onOneLine(text) {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
