import { Defect } from "../failure.ts";
import type { Answer } from "./answer.ts";
import type { ReceiveCommand } from "./request.ts";
import type { World } from "./world.ts";

export async function postReceive(_world: World, _request: ReceiveCommand): Promise<Answer> {
  throw new Defect("riskscore hook post-receive is being built");
}
