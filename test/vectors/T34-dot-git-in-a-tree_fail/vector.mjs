import { noPathStarts } from "../support/naive.mjs";

/** See README.md. */
export default async function (world) {
  const entry = (name) => ({ mode: "100644", name, oid: world.files(world.main).get(name).oid });
  const hooks = world.tree([{ mode: "100755", name: "post-checkout", oid: world.blob("#!/bin/sh\ntouch owned\n") }]);
  const dotGit = world.tree([{ mode: "40000", name: "hooks", oid: hooks }]);
  const src = world.tree(["page.ts", "sum.ts", "till.ts"].map((name) => ({ mode: "100644", name, oid: world.files(world.main).get(`src/${name}`).oid })));
  const husky = world.tree([{ mode: "100644", name: "pre-push", oid: world.files(world.main).get(".husky/pre-push").oid }]);
  const docs = world.tree([{ mode: "100644", name: "readme.md", oid: world.files(world.main).get("docs/readme.md").oid }]);
  const tree = world.tree([{ mode: "40000", name: ".GIT", oid: dotGit }, { mode: "40000", name: ".husky", oid: husky }, entry(".riskrc.json"), { mode: "40000", name: "docs", oid: docs }, entry("package-lock.json"), entry("package.json"), { mode: "40000", name: "src", oid: src }]);
  const head = world.commit({}, { tree });
  return { naive: () => noPathStarts(world, world.main, head, "src/"), push: [`${head}:refs/heads/main`] };
}
