/** See README.md. */
export default async function (world) {
  const head = world.commit({ "src/about.ts": "export const about = 1;\n" });
  return { push: [`${head}:refs/heads/main`] };
}
