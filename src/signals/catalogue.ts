import type { SignalId } from "../policy/default-weights.ts";
import { authors } from "./authors.ts";
import { buildInputs } from "./build-inputs.ts";
import { churn } from "./churn.ts";
import { criticalReached } from "./critical-reached.ts";
import { environment } from "./environment.ts";
import { files } from "./files.ts";
import { packagesCrossed } from "./packages-crossed.ts";
import { publicEntry } from "./public-entry.ts";
import type { Signal } from "./signal.ts";
import { size } from "./size.ts";
import { spread } from "./spread.ts";
import { untested } from "./untested.ts";
import { wideReach } from "./wide-reach.ts";

/** Every signal there is, impact first. An id that the policy knows does not compile until it is measured and explained here. */
export const signals = {
  "wide-reach": wideReach,
  "critical-reached": criticalReached,
  "packages-crossed": packagesCrossed,
  "public-entry": publicEntry,
  "build-inputs": buildInputs,
  environment,
  size,
  files,
  spread,
  churn,
  authors,
  untested,
} satisfies Record<SignalId, Signal>;
