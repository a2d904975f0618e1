const source = /\.[cm]?[jt]sx?$/;

/** A commit on top of HEAD that edits up to `most` source files, made by one process; its oid and how many it edits. */
export function editManyFiles(copy, most) {
  const files = copy.git(["ls-tree", "-r", "-z", "HEAD"]).split("\0").flatMap((record) => {
    const [head, path] = record.split("\t");
    const [mode, , oid] = (head ?? "").split(" ");
    // What fast-import would want quoted stays out.
    return path !== undefined && mode === "100644" && source.test(path) && /^[\w./@+-]+$/.test(path) ? [{ path, oid }] : [];
  });
  const step = Math.max(1, Math.floor(files.length / most));
  const edited = files.filter((_, i) => i % step === 0).slice(0, most);
  const texts = edited.map(({ path, oid }) => ({ path, bytes: Buffer.from(`${copy.git(["cat-file", "blob", oid])}\nglobalThis.riskscoreBench = 0;\n`) }));
  const ref = "refs/heads/riskscore-bench-many";
  copy.git(["fast-import", "--quiet"], Buffer.concat([
    Buffer.from(`commit ${ref}\ncommitter Ada Author <ada@example.test> 1704067200 +0000\ndata 4\nmany\nfrom ${copy.git(["rev-parse", "HEAD"])}\n`),
    ...texts.flatMap(({ path, bytes }) => [Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`), bytes, Buffer.from("\n")]),
  ]));
  const commit = copy.git(["rev-parse", ref]);
  copy.git(["update-ref", "-d", ref]);
  return { commit, files: edited.length };
}
