// The words of every text that a person reads: plain technical English. A term that the
// documentation of Redis, git, npm or Kubernetes would not use is in this table, with the term to use.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** The files and folders that are checked. Pages that a program generates are checked with it. */
const covered = [
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'README.md',
  'catalog',
  'docs',
  'image',
  'schemas',
  'scripts',
  'src',
  'test',
];

/** Paths below the covered ones that are not checked, with the reason. */
const excluded: readonly (readonly [at: RegExp, reason: string])[] = [
  [/^test\/fixtures\//, 'what the program reads: goldens contain the texts of these blueprints'],
  [/^test\/golden\/(?!.*\.test\.ts$)/, 'what the program writes: the bytes must not change'],
  [/^test\/rancher\/cases\//, 'recorded cases: the texts are inputs of Rancher'],
  [/^test\/unit\/wording\.test\.ts$/, 'this file lists the terms'],
  [/\.(?:svg|png)$/, 'pictures'],
];

interface Term {
  /** A regular expression between word boundaries. A space also matches a line break in a comment. */
  readonly pattern: string;
  readonly write: string;
  /** A text that the pattern finds. */
  readonly example: string;
}

const term = (pattern: string, write: string, example: string): Term => ({
  pattern,
  write,
  example,
});

const terms: readonly Term[] = [
  term('(?<!\\bthere )(?:is|are|was|were) no(?! longer)', 'is not a …', 'this is no folder'),
  term('anew', 'again', 'written anew'),
  term('all the same', 'anyway', 'stopping all the same'),
  term('bears? no', 'tolerates no', 'bears no more failures'),
  term('by (?:its|his|their|the|that) (?:\\w+ )?word', 'according to', 'by its word'),
  term('(?:come|comes|came) to nothing', 'fail', 'a try that came to nothing'),
  term('doers?', 'step handler', 'the doers'),
  term('fellows?', 'peer', 'its fellows'),
  term('for ever', 'forever', 'waits for ever'),
  term('for want of', 'because … is missing', 'for want of an image'),
  term(', for (?:it|they|this|there|nothing|no one|nobody)', 'because', 'late, for it counts'),
  term('(?<!-)foreign(?!-)', 'unknown, third-party', 'foreign files'),
  term('(?:go|goes|going|went) on', 'continue', 'goes on as master'),
  term('(?:has a|have a|without) bounds?', 'timeout', 'every wait has a bound'),
  term('hand in the catalog', 'manual edit', 'a hand in the catalog'),
  term('hear[sd]? (?:of|from)', 'be notified of', 'has heard of it'),
  term('heralds?', 'event publisher', 'the herald'),
  term('heirs?', 'candidate', 'the heir'),
  term('insists?', 'retry', 'insist on it'),
  term('in words', 'a readable description', 'in words the form'),
  term('look-ups?', 'lookup, resolution', 'name look-ups'),
  term('left open', 'asked', 'what is left open'),
  term('lets? (?:nobody|no one) in', 'rejected the credentials', 'lets nobody in'),
  term('may not', 'must not', 'it may not change'),
  term('mend(?:s|ed|ing)?', 'fix; repair for data', 'how to mend it'),
  term('nobody|somebody|whoever', 'no client, another process, users', 'nobody listens'),
  term('(?:of|from) any making', 'any entry, including third-party ones', 'entries of any making'),
  term('pens?', 'writer strategy', 'the pens'),
  term('sa(?:y|ys|ying|id)', 'report, print, name', 'it says why'),
  term('shall', 'must, is', 'shall not count'),
  term('signs? that breaks?', 'shell-hostile characters', 'a sign that breaks scripts'),
  term('small letters', 'lowercase letters', 'small letters and digits'),
  term(
    '(?:stand|stands|stood|standing)(?!-| (?:for|by|alone))',
    'is in, appears',
    'stands in a map',
  ),
  term('strangers?', 'unknown …', 'a stranger'),
  term(
    'tak(?:e|es|en|ing) (?:\\w+ ){0,2}for (?:down|dead|one|an?)',
    'consider',
    'takes it for down',
  ),
  term('(?:tell|tells|told|telling)', 'report, print, notify', 'told the sentinels'),
  term('truth values?', 'boolean', 'a truth value'),
  term('what is settled', 'fixed', 'what is settled'),
  term(
    '(?:fail|fails|failing) over by (?:themselves|itself)',
    'automatic failover',
    'fail over by itself',
  ),
  term('two writers', 'split-brain', 'two writers'),
  term('well again', 'recovered', 'well again'),
];

/** File → texts that stay, with the reason. Each must still be in its file. */
const allowed: readonly (readonly [file: string, text: string, reason: string])[] = [
  ['src/git/git-error.ts', 'Please tell me who you are', 'a message of git'],
  ...[
    'what is left open, Rancher asks',
    'takes it for down',
    'taken for down',
    'a failover that came to nothing',
    'goes on to take writes',
    'heard from',
    'take the master for down',
    'bear no more failures',
  ].map(
    (text) =>
      [
        'catalog/redis-sentinel/answers.schema.json',
        text,
        'the questions and the digest are part of generated entries, whose bytes must not change',
      ] as const,
  ),
  ...['take the master for down', 'bear no more failures'].map(
    (text) => ['docs/answer-rules.md', text, 'a message of the schema'] as const,
  ),
  [
    'docs/status-rules.md',
    'is        no replica answers',
    'a label of the output, and the text after it',
  ],
  [
    'catalog/redis-sentinel/blueprint.yml',
    'fail over by themselves',
    'config.yml of generated entries contains it',
  ],
  ['src/nodes/unprivileged-user.ts', "'nobody'", 'the name of a user of the system'],
  [
    'catalog/redis-sentinel/rancher-compose.yml.hbs',
    'makes unhealthy containers anew',
    'rancher-compose.yml of generated entries contains it',
  ],
  ...['{{#given nobody}}', '{{nobody}}'].map(
    (text) =>
      ['test/cli/blueprint.cases.ts', text, 'an unknown name, which test/golden prints'] as const,
  ),
  ['test/cli/blueprint.cases.ts', 'What is said | repeated.', 'a text of a fixture'],
  ...['check.test.ts', 'check-inputs.test.ts'].map(
    (file) => [`test/cli/${file}`, "'Says', 'Tells'", 'edits a text of a fixture'] as const,
  ),
  ['test/cli/check.test.ts', "'Tells', 'Says'", 'restores the text of the fixture'],
  ['test/support/run-cli.ts', "'nobody'", 'the name of a user of the system'],
];

/** Line breaks, with the comment sign that follows, become spaces, so that offsets stay the same. */
const flat = (text: string): string =>
  text.replaceAll(/\n[ \t]*(?:\/\/|#|\*)?[ \t]*/g, (gap) => ' '.repeat(gap.length));

const expressionOf = ({ pattern }: Term): RegExp =>
  new RegExp(`(?:\\b|(?=,))(?:${pattern.replaceAll(' ', '\\s+')})\\b`, 'gi');

/** The problems of a text, as "line: found → what to write". */
function problemsIn(text: string, exceptions: readonly string[] = []): string[] {
  const words = exceptions.reduce(
    (rest, exception) => rest.replaceAll(exception, ' '.repeat(exception.length)),
    flat(text),
  );
  return terms.flatMap((each) =>
    [...words.matchAll(expressionOf(each))].map(({ 0: found, index }) => {
      const line = text.slice(0, index).split('\n').length;
      return `${line}: "${found}" → ${each.write}`;
    }),
  );
}

/** The files at a path, by their path in the project. */
function filesAt(at: string): string[] {
  if (!statSync(path.join(root, at)).isDirectory()) return [at];
  return readdirSync(path.join(root, at)).flatMap((name) => filesAt(`${at}/${name}`));
}

const all = covered.flatMap(filesAt);
const files = all.filter((file) => !excluded.some(([pattern]) => pattern.test(file)));

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('wording', () => {
  test.for(files)('%s', (file) => {
    const exceptions = allowed.filter(([at]) => at === file).map(([, text]) => text);
    expect(problemsIn(read(file), exceptions)).toEqual([]);
  });

  test('each term is found by its example, and in a comment of two lines', () => {
    for (const each of terms) {
      expect(each.example).toMatch(expressionOf(each));
      const wrapped = `  // ${each.example.replaceAll(' ', '\n  // ')}\n`;
      expect(flat(wrapped)).toMatch(expressionOf(each));
    }
  });

  test('words that contain a term, and ordinary uses, are accepted', () => {
    const fine = [
      'There is no quorum, and it is no longer asked.',
      'target-foreign, amended, opens, essay, a stand-in',
      's1 stands for a sentinel. It waits for it.',
    ];
    expect(problemsIn(fine.join('\n'))).toEqual([]);
  });

  test('each exclusion matches a file', () => {
    expect(excluded.filter(([pattern]) => !all.some((file) => pattern.test(file)))).toEqual([]);
  });

  test('each exception is still needed: the text is in its file and has a term', () => {
    const gone = allowed.filter(
      ([file, text]) => !flat(read(file)).includes(text) || problemsIn(text).length === 0,
    );
    expect(gone).toEqual([]);
  });
});
