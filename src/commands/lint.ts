import type { Argv } from 'yargs';
import { lintFolders, type LintedFolders } from '../actions/entries/lint-folders.ts';
import { explainRule, lintRules } from '../actions/entries/lint-rules.ts';
import { counted } from '../diagnostics/counted.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import type { Outcome } from './command.ts';
import { findingsJson, ruleJson } from './findings-json.ts';
import { formatFindings, formatNoFixes, formatRules, formats } from './format-findings.ts';
import { formatPatch } from './format-patch.ts';
import { formatTopic } from './format-topic.ts';
import { dryRunOption, once, rancherVersion } from './options.ts';

/** The options of `lint`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('path', {
      type: 'string',
      array: true,
      default: ['.'],
      describe: 'directory of a catalog, template, version or chart',
    })
    .option('format', { choices: formats, default: 'text' as const, describe: 'output format' })
    .option('rule', {
      alias: 'r',
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      describe:
        'CODE=off|info|warning|error; CODE: run only the listed rules; security=off: a group',
    })
    .option('max-rancher-version', {
      type: 'string',
      coerce: rancherVersion('max-rancher-version'),
      describe: 'newest Rancher that reads the catalog (default: v1.6.30)',
    })
    .option('hosts', {
      type: 'string',
      coerce: once('hosts'),
      describe: 'number of hosts, or a file of them, for scheduling rules',
    })
    .option('fold', {
      type: 'boolean',
      default: false,
      describe: 'collapse identical findings across revisions',
    })
    .option('fix', { type: 'boolean', default: false, describe: 'apply unambiguous fixes' })
    .option('dry-run', dryRunOption('with --fix: print the changes as a patch, write nothing'))
    .option('list', { type: 'boolean', default: false, describe: 'print all rules' })
    .option('explain', {
      type: 'string',
      coerce: once('explain'),
      describe: 'explain a rule, and how to fix its findings',
    })
    .example('$0 lint', 'lint the catalog in this directory')
    .example('$0 lint templates/redis --rule image-unpinned=off', 'lint one template')
    .example('$0 lint --fix --dry-run', 'show all fixes as a patch')
    .example('$0 lint --explain macro-unescaped', 'explain a rule');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function checkUsage({ dryRun, fix }: Arguments): void {
  if (dryRun && !fix) throw usageError('--dry-run requires --fix');
}

/** SARIF and GitHub annotations have a form for findings only. */
function checkFormat({ format, dryRun, list, explain }: Arguments): void {
  if (format !== 'sarif' && format !== 'github') return;
  const [other] = [
    ...(list ? ['--list'] : []),
    ...(explain === undefined ? [] : ['--explain']),
    ...(dryRun ? ['--dry-run'] : []),
  ];
  if (other === undefined) return;
  throw usageError(`--format ${format} and ${other} do not go together`, 'use --format json');
}

const report = (text: string, json: Readonly<Record<string, unknown>>): Outcome => ({
  diagnostics: [],
  text: () => text,
  json: () => json,
});

/**
 * 2 when a rule crashed, because its findings are then unknown. 0 when only fixes are requested, and
 * there is none.
 */
function exitCodeFor({ findings }: LintedFolders, isIdle: boolean): number {
  if (findings.some(({ code }) => code === 'rule-crashed')) return 2;
  if (isIdle) return 0;
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

async function lint(args: Arguments, io: Io): Promise<Outcome> {
  checkUsage(args);
  const fix = args.fix ? (args.dryRun ? 'plan' : 'write') : 'none';
  const linted = await withProgress(io, 'linting', (onProgress) =>
    lintFolders({
      paths: args.path,
      rules: args.rule,
      maxRancherVersion: args.maxRancherVersion,
      hosts: args.hosts,
      fold: args.fold,
      fix,
      signal: io.signal,
      onProgress,
    }),
  );
  const { fixed } = linted;
  if (fixed > 0) io.err(`fixed ${counted(fixed, 'finding')}\n`);
  const patch = linted.planned.map(formatPatch).join('');
  const isIdle = args.dryRun && patch === '';
  const exitCode = exitCodeFor(linted, isIdle);
  const json = () => ({ ...findingsJson(linted), ...(args.dryRun ? { patch } : {}) });
  const text = () => {
    if (isIdle) return formatNoFixes(linted);
    return args.dryRun ? patch : formatFindings(io, args.format, linted, lintRules());
  };
  return { diagnostics: [], text, json, exitCode };
}

async function outcomeOf(args: Arguments, io: Io): Promise<Outcome> {
  if (args.list) {
    const rules = lintRules();
    return report(formatRules(io, rules), { rules: rules.map(ruleJson) });
  }
  if (args.explain !== undefined) {
    const topic = explainRule(args.explain);
    const text = topic === undefined ? '' : formatTopic(topic, io.paint.out, io.width);
    return report(text, { rule: args.explain, text: topic?.text });
  }
  return lint(args, io);
}

/** Reports the findings about catalogs, or the rules. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  checkFormat(args);
  return { ...(await outcomeOf(args, io)), isJson: args.format === 'json' };
}
