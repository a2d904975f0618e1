/**
 * The environments. `env`, `gitConfig` (for everybody, given a folder to keep programs in), `server` (the bare repository's configuration),
 * `latin1` and `linked` (how the author works) say how one differs from the plain one; `bites` whether plain git, run by the author after
 * the first commit, really feels it; `cannot` why it could not be had here.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const french = { LC_ALL: "fr_FR.UTF-8", LANG: "fr_FR.UTF-8", LANGUAGE: "fr" };

export const rows = [
  { name: "plain: C.UTF-8, UTC, SHA-1" },
  { name: "locale fr_FR.UTF-8", env: french, cannot: noFrench, note: frenchNote },
  { name: "locale C, no UTF-8", env: { LC_ALL: "C", LANG: "C", LANGUAGE: "" } },
  { name: "TZ=Pacific/Auckland", env: { TZ: "Pacific/Auckland" }, bites: ({ git }) => /\+1[23]00/.test(git("log", "-1", "--date=iso-local", "--format=%cd").stdout) },
  { name: "SHA-256 objects", env: { GIT_DEFAULT_HASH: "sha256" }, bites: ({ git }) => git("rev-parse", "HEAD").stdout.trim().length === 64 },
  { name: "a linked worktree", linked: true, bites: ({ git }) => git("rev-parse", "--git-dir").stdout.includes("/worktrees/") },
  { name: "server keeps packs, checks objects", server: ["receive.unpackLimit=1", "receive.fsckObjects=true", "transfer.fsckObjects=true", "receive.advertisePushOptions=true"] },
  { name: "core.quotePath=true, i18n.commitEncoding=ISO-8859-1", latin1: true, bites: ({ git }) => /^encoding ISO-8859-1$/m.test(git("cat-file", "commit", "HEAD").stdout), gitConfig: () => '[core]\n\tquotePath = true\n[i18n]\n\tcommitEncoding = ISO-8859-1\n\tlogOutputEncoding = ISO-8859-1\n' },
  { name: "core.autocrlf=true, core.quotePath=false", gitConfig: () => "[core]\n\tautocrlf = true\n\tsafecrlf = false\n\tquotePath = false\n", bites: ({ read }) => read("package.json").includes("\r\n") },
  { name: "a hostile ~/.gitconfig", gitConfig: hostileConfig, bites: ({ git }) => git("diff", "HEAD~1").stdout.includes("all is well") },
  { name: "several pushers at once", several: true },
];

function noFrench() {
  const { stdout, error } = spawnSync("locale", ["-a"], { encoding: "utf8" });
  if (error) return "nothing here lists locales";
  return stdout.split("\n").some((name) => /^fr_FR\.utf-?8$/i.test(name)) ? null : "fr_FR.UTF-8 is not installed";
}

/** An installed locale is no French git yet: its texts come in a package of their own. */
function frenchNote() {
  const said = (env) => spawnSync("git", ["rev-parse", "--verify", "nothing-of-that-name"], { encoding: "utf8", env: { ...process.env, ...env } }).stderr;
  return said(french) === said({ LC_ALL: "C", LANGUAGE: "" }) ? "this git has no French texts" : "git spoke French";
}

/** What people really have in there, and worse. `folder` keeps the programs it names. */
function hostileConfig(folder) {
  const program = (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
    return JSON.stringify(path);
  };
  writeFileSync(join(folder, "attributes"), "* -diff -text\n*.ts diff=liar -merge\n");
  writeFileSync(join(folder, "template"), "Assisted-by: nobody:none\n# ------------------------ >8 ------------------------\n");
  writeFileSync(join(folder, "order"), "*.md\n");
  writeFileSync(join(folder, "ignore"), "");
  const liar = program("liar", "echo all is well; exit 0");
  return `
[alias]
	diff-tree = !echo all is well
	log = !echo all is well
	rev-parse = !echo all is well
	push = !true
	riskscore = !true
[diff]
	external = ${liar}
	noprefix = true
	mnemonicPrefix = true
	renames = copies
	algorithm = patience
	ignoreSubmodules = all
	orderFile = ${JSON.stringify(join(folder, "order"))}
	submodule = log
	wsErrorHighlight = all
	colorMoved = zebra
	relative = true
[diff "liar"]
	command = ${liar}
	textconv = ${liar}
	cachetextconv = true
	binary = true
[core]
	pager = ${program("pager", "cat >/dev/null; echo all is well")}
	fsmonitor = ${program("fsmonitor", "printf 'builtin:0\\0'; exit 0")}
	attributesFile = ${JSON.stringify(join(folder, "attributes"))}
	excludesFile = ${JSON.stringify(join(folder, "ignore"))}
	abbrev = 4
	commentChar = ";"
	quotePath = false
	editor = false
	askPass = false
	warnAmbiguousRefs = false
	logAllRefUpdates = false
	multiPackIndex = true
	commitGraph = true
[color]
	ui = always
	diff = always
	branch = always
[column]
	ui = always
[log]
	showSignature = true
	showRoot = false
	follow = true
	date = relative
	decorate = full
	diffMerges = first-parent
	abbrevCommit = true
	mailmap = false
[format]
	pretty = oneline
	useAutoBase = true
[pretty]
	raw = oneline
[show]
	showSignature = true
[status]
	showUntrackedFiles = no
	short = true
	branch = true
[push]
	followTags = true
	default = nothing
	gpgSign = false
	recurseSubmodules = check
[fetch]
	prune = true
	pruneTags = true
	writeCommitGraph = true
	recurseSubmodules = true
	output = compact
[remote]
	pushDefault = nowhere
[remote "origin"]
	tagOpt = --tags
[notes]
	rewriteRef = refs/notes/*
	rewriteMode = concatenate
	displayRef = refs/notes/*
[commit]
	template = ${JSON.stringify(join(folder, "template"))}
	verbose = true
	status = false
[merge]
	ff = only
	conflictStyle = diff3
	renormalize = true
	log = true
[rebase]
	autoStash = true
	updateRefs = true
[submodule]
	recurse = true
[grep]
	patternType = perl
	lineNumber = true
[trailer]
	separators = "#"
	ifexists = doNothing
	ifmissing = doNothing
[interactive]
	singleKey = true
[help]
	autoCorrect = immediate
[gc]
	auto = 1
[maintenance]
	auto = true
[index]
	version = 4
[feature]
	manyFiles = true
[protocol]
	version = 0
[transfer]
	fsckObjects = true
[blame]
	ignoreRevsFile =
[safe]
	directory = *
[versionsort]
	suffix = -pre
`;
}
