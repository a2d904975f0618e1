import { otherSum, people, person, policy } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const [sam, ...others] = people;
  world.begin(policy({}, { people: [{ ...sam, scopes: ["src/**"] }, person("dot", ["senior"], { scopes: ["docs/**"] }), ...others] }));
  const head = world.commit({ "src/sum.ts": otherSum, "docs/readme.md": "# Sums\n" });
  await world.sign("sam", head);
  await world.sign("dot", head);
  return { naive: () => ["src/sum.ts", "docs/readme.md"].every((path) => ["src/", "docs/"].some((scope) => path.startsWith(scope))), push: [`${head}:refs/heads/main`] };
}
