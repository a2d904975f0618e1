const labels = { bare: "bare node -e 0", parse: "parse floor", cold: "diff, cold", warmNew: "diff, warm, new change", warmWide: "the same, wide change", warmSame: "diff, warm, same trees", diffCommit: "diff of a commit", push: "pre-push of it", diffCommitSame: "diff, same trees", pushSame: "pre-push, same trees", diffTagged: "diff, wide, by agent", pushTagged: "pre-push of it" };

/** The figures as a person reads them: one row a measurement, each beside both floors. */
export function table({ repository, edited, machine, runs, milliseconds, peakBytes, decisions, beside }) {
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
    `pre-push said: ${decisions.push}; by an agent: ${decisions.pushTagged}`,
    ...beside.map(besideRow),
    "",
  ].join("\n");
}

function megabytes(bytes) {
  return bytes === null ? "-" : `${Math.round(bytes / 2 ** 20)} MB`;
}

/** `times` what stands beside it; the aim in brackets. */
function besideRow({ what, ms, beside, besideMs, times, atMost }) {
  const aim = atMost === null ? "" : ` (aim: at most ${atMost} x)`;
  const compared = times === null ? `no ${beside} on this machine` : `${times.toFixed(2)} x ${beside}, ${short(besideMs)}${aim}`;
  return `${what.padEnd(32)}${short(ms).padStart(10)}   ${compared}`;
}

function short(milliseconds) {
  return `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;
}
