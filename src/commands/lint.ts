import { usageError } from '../diagnostics/usage-error.ts';
import type { Argv } from 'yargs';
import type { Severity } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { writeFixes } from '../files/write-fixes.ts';
import { planFixes, type FixPlan } from '../lint/apply-fixes.ts';
import { drawDiff } from '../lint/draw-diff.ts';
import type { Finding } from '../lint/finding.ts';
import { fold } from '../lint/fold.ts';
import { groupByTemplate } from '../lint/group-files.ts';
import { findRule, ruleCodes, type RuleCode } from '../lint/rule-list.ts';
import { ruleSection } from '../lint/rules-page.ts';
import type { Io } from '../terminal/io.ts';
import { Progress } from '../terminal/progress.ts';
import {
  lintCatalog,
  readLinted,
  shownFrom,
  type LintedCatalog,
  type LintWishes,
} from '../actions/entries/lint-catalog.ts';
import { once } from './options.ts';
import { formats, printFindings, printRules } from './format-findings.ts';

/** The options of `lint`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('path', {
      type: 'string',
      array: true,
      default: ['.'],
      describe: 'the folder of a catalog, of a template, or of a version',
    })
    .option('format', { choices: formats, default: 'text' as const, describe: 'how to print' })
    .option('json', { type: 'boolean', default: false, describe: 'short for --format json' })
    .option('rule', {
      alias: 'r',
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      describe: 'CODE=off, warning or error; CODE alone: that rule and those named so, no other',
    })
    .option('max-rancher-version', {
      type: 'string',
      coerce: once('max-rancher-version'),
      describe: 'the newest Rancher that will read the catalog (default: v1.6.30)',
    })
    .option('hosts', {
      type: 'string',
      coerce: once('hosts'),
      describe: 'how many hosts there are, for the rules on scheduling',
    })
    .option('fold', {
      type: 'boolean',
      default: false,
      describe: 'tell what is the same in several revisions once',
    })
    .option('fix', { type: 'boolean', default: false, describe: 'mend what has one right answer' })
    .option('dry-run', {
      alias: 'n',
      type: 'boolean',
      default: false,
      describe: 'with --fix: print the changes as a patch, write nothing',
    })
    .option('list', { type: 'boolean', default: false, describe: 'print all rules' })
    .option('explain', {
      type: 'string',
      coerce: once('explain'),
      describe: 'print what a rule is about, and how to mend it',
    })
    .example('$0 lint', 'the catalog in this folder')
    .example('$0 lint templates/redis --rule image-unpinned=off', 'one template')
    .example('$0 lint --fix --dry-run', 'what could be mended, as a patch')
    .example('$0 lint --explain macro-unescaped', 'what a finding means');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function ruleOf(code: string): RuleCode {
  const rule = findRule(code);
  if (rule) return rule.code;
  const meant = nearest(code, ruleCodes);
  throw usageError(
    `there is no rule ${code}`,
    meant === undefined ? 'lint --list names them all' : `did you mean ${meant}?`,
  );
}

const severities: ReadonlySet<string> = new Set(['off', 'info', 'warning', 'error']);

/** `--rule`: severities of rules; a rule named without one turns off all that are not named. */
function severitiesOf(given: readonly string[]): Map<RuleCode, Severity | 'off'> {
  const wanted = given.map((text): [RuleCode, string | undefined] => {
    const [code = '', severity] = text.split('=');
    if (severity !== undefined && !severities.has(severity)) {
      throw usageError(`--rule ${text}: ${severity} is none of off, warning, error`);
    }
    return [ruleOf(code), severity];
  });
  const isOnly = wanted.some(([, severity]) => severity === undefined);
  const all = isOnly ? ruleCodes.map((code) => [code, 'off'] as const) : [];
  return new Map([
    ...all,
    ...wanted.map(
      ([code, severity]) =>
        [code, (severity ?? findRule(code)?.severity ?? 'error') as Severity | 'off'] as const,
    ),
  ]);
}

function hostsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw usageError(`--hosts ${text} is no number of hosts`);
  return Number(text);
}

function wishesOf(args: Arguments): LintWishes {
  const { maxRancherVersion } = args;
  if (maxRancherVersion !== undefined && !/^v?\d+\.\d+/.test(maxRancherVersion)) {
    throw usageError(`--max-rancher-version ${maxRancherVersion} is no version`, 'such as v1.6.30');
  }
  const isKept = args.dryRun && !args.fix;
  if (isKept) throw usageError('--dry-run goes with --fix only');
  return { severities: severitiesOf(args.rule), maxRancherVersion, hosts: hostsOf(args.hosts) };
}

const texts = (linted: LintedCatalog): ReadonlyMap<string, string> =>
  new Map(linted.files.map(({ path, text = '' }) => [path, text]));

function planFor(linted: LintedCatalog, findings: readonly Finding[]): FixPlan {
  const known = texts(linted);
  return planFixes(
    findings,
    (path) => known.get(path),
    (path) => known.has(path),
  );
}

async function lintPath(path: string, wishes: LintWishes, io: Io) {
  const linted = await readLinted(path);
  const progress = new Progress(io, 'linting', groupByTemplate(linted.files).length);
  try {
    const findings = lintCatalog(linted, wishes, (done) => progress.show(done));
    return { linted, findings };
  } finally {
    progress.end();
  }
}

/** Mends what can be mended, or prints how; findings are then those of what is left. */
async function fix(path: string, args: Arguments, wishes: LintWishes, io: Io) {
  const first = await lintPath(path, wishes, io);
  const plan = planFor(first.linted, first.findings);
  if (args.dryRun) {
    const known = texts(first.linted);
    io.out(drawDiff(plan, (file) => known.get(file)));
    return first;
  }
  if (plan.count === 0) return first;
  writeFixes(first.linted.target.root, plan.texts, plan.moves);
  io.err(`mended ${plan.count} finding${plan.count === 1 ? '' : 's'}\n`);
  return lintPath(path, wishes, io);
}

/** Says what Rancher would make of catalogs. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  if (args.list) {
    printRules(io);
    return 0;
  }
  if (args.explain !== undefined) {
    const rule = findRule(ruleOf(args.explain));
    if (rule) io.out(ruleSection(rule).replace(/^### /, ''));
    return 0;
  }
  const wishes = wishesOf(args);
  const all: Finding[] = [];
  const shown = new Map<string, string>();
  for (const path of args.path) {
    const { linted, findings } = await (args.fix
      ? fix(path, args, wishes, io)
      : lintPath(path, wishes, io));
    const told = args.fold ? fold(findings) : findings;
    all.push(...told.map((finding) => shownFrom(linted.target, finding)));
    for (const { path: file, text } of linted.files) {
      if (text !== undefined) shown.set(shownFrom(linted.target, atFile(file)).at.file, text);
    }
  }
  const format = args.json ? 'json' : args.format;
  if (!args.dryRun) printFindings(io, format, all, (file) => shown.get(file));
  if (all.some(({ code }) => code === 'rule-crashed')) return 2;
  return all.some(({ severity }) => severity === 'error') ? 1 : 0;
}

const atFile = (file: string): Finding => ({
  code: 'rule-crashed',
  severity: 'info',
  message: '',
  at: { file },
});
