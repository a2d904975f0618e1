const labels = { bare: "bare node -e 0", parse: "parse floor", cold: "diff, cold", warmNew: "diff, warm, new change", warmWide: "the same, wide change", warmSame: "diff, warm, same trees" };

/** The figures as a person reads them: one row a measurement, each beside both floors. */
export function table({ repository, edited, machine, runs, milliseconds, peakBytes }) {
  const memory = { parse: peakBytes.parseFloor, cold: peakBytes.cold, warmNew: peakBytes.warmNew, warmWide: peakBytes.warmWide, warmSame: peakBytes.warmSame };
  const rows = Object.entries(milliseconds).map(([name, f]) =>
    [labels[name].padEnd(24), `${f.median.toFixed(0)} ms`.padStart(9), `${f.least.toFixed(0)}-${f.most.toFixed(0)}`.padStart(12), `${f.timesBareNode.toFixed(1)} x`.padStart(11), `${f.timesParseFloor.toFixed(2)} x`.padStart(13), megabytes(memory[name] ?? null).padStart(12)].join(""));
  return [
    `${repository.sourceFiles} source files, ${(repository.sourceBytes / 1e6).toFixed(1)} MB; ${repository.modules} modules, ${repository.edges} edges; HEAD ${repository.head.slice(0, 12)}`,
    `edited: ${edited.middle.module} (${edited.middle.dependents} dependents); wide: ${edited.wide.module} (${edited.wide.dependents} dependents)`,
    `node ${machine.node}, ${machine.cores} cores (${machine.cpu}); whole processes, medians of ${runs} interleaved rounds`,
    "",
    ["".padEnd(24), "median".padStart(9), "range".padStart(12), "bare node".padStart(11), "parse floor".padStart(13), "peak memory".padStart(12)].join(""),
    ...rows,
    "",
  ].join("\n");
}

function megabytes(bytes) {
  return bytes === null ? "-" : `${Math.round(bytes / 2 ** 20)} MB`;
}
