
/** See README.md. */
export default async function (world) {
  await world.git("-c", "user.name=ben", "-c", "user.email=ben@shop.example", "tag", "-a", "-m", "v9", "v9", world.main);
  return { push: ["refs/tags/v9"] };
}
