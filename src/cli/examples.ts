/** What `--help` shows below the options: lines that can be pasted. */
export const examples = {
  riskscore: `
Examples:
  riskscore diff                     what is staged: who can feel it, how risky it is
  riskscore diff main...HEAD         this whole branch, as a pull request sees it
  riskscore diff --json              the same for programs (schema: dist/schema/report.schema.json)
  riskscore why apps/shop/src/checkout.ts packages/money/src/round.ts
  riskscore graph                    the modules with the widest radius, cycles, unresolved imports
  riskscore init                     write a starting .riskrc.json
  riskscore init --hooks             judge every push from here on

Exit codes: 0 answered, 1 a judgement says stop, 2 could not answer, 3 a defect in riskscore.`,
  diff: `
Examples:
  riskscore diff                     what is staged, against HEAD
  riskscore diff --worktree          all edits, staged or not
  riskscore diff main                from main to what is staged
  riskscore diff main...HEAD         this branch, from where it left main
  riskscore diff --head v1.2.0       one commit, against its parent
  riskscore diff --format markdown --output report.md`,
  why: `
Examples:
  riskscore why src/app.ts src/lib/parse.ts
  riskscore why src/app.ts#start src/lib/parse.ts#parse --json`,
  graph: `
Examples:
  riskscore graph --top 30
  riskscore graph --format mermaid --packages
  riskscore graph --format dot --focus 'packages/core/**' | dot -Tsvg > core.svg`,
  explain: `
Examples:
  riskscore explain                  all signals, one line each
  riskscore explain wide-reach`,
  init: `
Examples:
  riskscore init
  riskscore init --hooks             install the hooks into what is there
  riskscore init --no-warm           at once, without looking at the code`,
  tag: `
Examples:
  riskscore tag --tool cursor --model gpt-5.2   the next commit carries it
  riskscore tag HEAD --tool codex               amends the last commit, unless it is pushed
  riskscore tag --none                          declare that no tool took part`,
  signoff: `
Examples:
  riskscore signoff request          ask for a sign-off on this branch
  riskscore signoff                  requests that wait for you
  riskscore signoff 3f9a1c           look at one, and answer for it
  riskscore signoff main...topic --verify
  riskscore signoff 3f9a1c --override --ticket INC-123
  riskscore signoff list             every record, and what it is worth today`,
  audit: `
Examples:
  riskscore audit                    the newest entries
  riskscore audit verify             exits 1 when the chain is broken
  riskscore audit anchor >> /somewhere/else/anchors.jsonl
  riskscore audit verify --anchors /somewhere/else/anchors.jsonl`,
  doctor: `
Examples:
  riskscore doctor                   hooks, policy and git, worktree by worktree
  riskscore doctor --json`,
  gate: `
Examples:
  riskscore gate                     in GitHub Actions or GitLab CI: the event says what to judge
  riskscore gate --base origin/main --head HEAD --ref refs/heads/main
  riskscore gate --head HEAD --ref refs/heads/main --ref refs/heads/release/1
                                     against the tip of each, as the remote has it
  riskscore gate --write sarif=riskscore.sarif --write junit=riskscore.xml`,
  hook: `
Git's hooks call these; riskscore init --hooks puts them in place, riskscore doctor checks that they are.

Examples:
  riskscore hook pre-push origin git@host:team/shop.git < lines
                                     judges what these lines of git's would push
  riskscore hook prepare-commit-msg .git/COMMIT_EDITMSG message`,
  config: `
Examples:
  riskscore config                   the policy that judges, value by value
  riskscore config --explain         what every key does
  riskscore config --check .riskrc.json
  riskscore config --policy-from index   with the policy you are about to commit`,
  completion: `
Examples:
  riskscore completion bash > ~/.local/share/bash-completion/completions/riskscore
  riskscore completion zsh > "\${fpath[1]}/_riskscore"
  riskscore completion fish > ~/.config/fish/completions/riskscore.fish`,
} as const;
