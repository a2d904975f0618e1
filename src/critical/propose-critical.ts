import type { ModuleId, PackageName } from "../ids.ts";

/** A critical path worth proposing in a new policy, with the fact that speaks for it. */
export interface Proposal {
  readonly name: string;
  readonly module: ModuleId;
  readonly because: string;
}

export interface ProposalFacts {
  /** Source modules that are no tests. */
  readonly moduleCount: number;
  /** Those with the most dependents, most first, tests left out. */
  readonly radii: readonly { readonly module: ModuleId; readonly package: PackageName | null; readonly dependents: number }[];
  readonly entries: readonly { readonly module: ModuleId; readonly package: PackageName; readonly published: boolean }[];
}

const mostHubs = 5;
/** The deepest package would otherwise take every place. */
const mostHubsOfPackage = 2;
const mostEntries = 5;
/** A hub is felt by at least this share of the repository, and by this many modules. */
const hubShare = 0.1;
const hubModules = 5;

/** Folders whose modules nobody answers for at night; hidden ones (`.github`, `.storybook`) too. */
const sidelines = /(?:^|\/)(?:\.[^/]+|__\w+__|tests?|e2e|fixtures?|examples?|demos?|playgrounds?|sandbox(?:es)?|templates?|bench(?:marks?)?|scripts?|docs?)(?:\/|$)/;

/** A few modules a policy could start from: those felt most widely, and the entry points of applications, then of published packages. */
export function proposeCritical({ moduleCount, radii, entries }: ProposalFacts): readonly Proposal[] {
  const hubs = radii
    .filter(({ module, dependents }) => dependents >= Math.max(hubModules, moduleCount * hubShare) && !sidelines.test(module))
    .filter((hub, i, all) => all.slice(0, i).filter((other) => other.package === hub.package).length < mostHubsOfPackage)
    .slice(0, mostHubs)
    .map(({ module, dependents }) => ({ name: `hub ${module}`, module, because: `${dependents} modules depend on it` }));
  const taken = new Set<string>(hubs.map(({ module }) => module));
  const starts = entries
    .filter(({ module }) => !sidelines.test(module) && !taken.has(module))
    .toSorted((a, b) => Number(a.published) - Number(b.published))
    .filter((entry, i, all) => all.findIndex((other) => other.package === entry.package) === i)
    .slice(0, mostEntries)
    .map(({ module, package: owner, published }) => ({
      name: `entry ${owner}`,
      module,
      because: published ? `an entry point of the published package ${owner}` : `an entry point of ${owner}, which is not published: an application, perhaps`,
    }));
  return [...hubs, ...starts];
}
