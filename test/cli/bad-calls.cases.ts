const head = 'blueprint: redis-sentinel\nversion: 1.0.0\n';
const answers = { 'answers.yml': head };

/** A rejected command line. */
export interface BadCall {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
  readonly code: number;
  readonly found: readonly string[];
}

export const badCalls: readonly BadCall[] = [
  {
    name: 'no answers file',
    files: {},
    argv: ['generate'],
    code: 2,
    found: ['answers.yml file-missing'],
  },
  {
    name: 'missing file',
    files: {},
    argv: ['generate', '-a', 'nope.yml'],
    code: 2,
    found: ['nope.yml file-missing'],
  },
  {
    name: 'folder as answers',
    files: { 'd/x': '' },
    argv: ['generate', '-a', 'd'],
    code: 2,
    found: ['d file-unreadable'],
  },
  {
    name: 'two entries with one name',
    files: { 'a.yml': head, 'b.yml': head },
    argv: ['generate', '-a', 'a.yml', '-a', 'b.yml'],
    code: 1,
    found: ['b.yml:1:1 entry-duplicate'],
  },
  {
    name: '--set with several answers files',
    files: { 'a.yml': head, 'b.yml': head },
    argv: ['generate', '-a', 'a.yml', '-a', 'b.yml', '--set', 'replicas=3'],
    code: 2,
    found: ['usage'],
  },
  {
    name: '--set without a value',
    files: answers,
    argv: ['generate', '--set', 'hunter2'],
    code: 2,
    found: ['usage'],
  },
  {
    name: '--set with an unknown answer',
    files: answers,
    argv: ['generate', '--set', 'replcas=3'],
    code: 1,
    found: ['--set replcas unknown-key'],
  },
  {
    name: '--set with a bad answer',
    files: answers,
    argv: ['generate', '--set', 'replicas=30'],
    code: 1,
    found: ['--set replicas out-of-range'],
  },
  {
    name: '--set with a bad version',
    files: answers,
    argv: ['generate', '--set', 'version=x'],
    code: 1,
    found: ['--set version wrong-form'],
  },
  {
    name: '--set with a version of two numbers',
    files: answers,
    argv: ['generate', '--set', 'version=v1.4'],
    code: 1,
    found: ['--set version wrong-form'],
  },
  {
    name: '--out with --catalog',
    files: answers,
    argv: ['generate', '--out', 'a', '--catalog', 'b'],
    code: 2,
    found: ['usage'],
  },
  {
    name: '--out twice',
    files: answers,
    argv: ['generate', '--out', 'a', '--out', 'b'],
    code: 2,
    found: ['usage'],
  },
  {
    name: '--catalog with a missing folder',
    files: answers,
    argv: ['generate', '--catalog', 'b'],
    code: 2,
    found: ['b not-a-catalog'],
  },
  {
    name: '--catalog with a file',
    files: answers,
    argv: ['generate', '--catalog', 'answers.yml'],
    code: 2,
    found: ['answers.yml not-a-catalog'],
  },
  {
    name: '--catalog with another folder',
    files: { ...answers, 'b/x': '' },
    argv: ['generate', '--catalog', 'b'],
    code: 2,
    found: ['b not-a-catalog'],
  },
  {
    name: '--out with a file',
    files: { ...answers, b: 'x' },
    argv: ['generate', '--out', 'b'],
    code: 2,
    found: ['b target-unwritable'],
  },
  {
    name: 'unknown option',
    files: answers,
    argv: ['generate', '--anwsers', 'b'],
    code: 2,
    found: ['usage'],
  },
  ...[
    { name: 'several unknown options', argv: ['generate', '--foo-bar', '-q', '--no-baz'] },
    { name: 'an argument of a command with options only', argv: ['generate', 'extra'] },
    { name: 'too many arguments', argv: ['index', 'a', 'b'] },
    { name: 'an unknown option without a command', argv: ['--foo'] },
    { name: 'an unknown option of a group', argv: ['cluster', '--foo'] },
    { name: 'an unknown option in a group', argv: ['cluster', 'up', '--replics', '3'] },
    { name: 'a group without a command', argv: ['cluster'] },
    { name: 'an unknown command of a group', argv: ['cluster', 'foo'] },
    { name: 'a required option that is missing', argv: ['publish'] },
    { name: 'an option without a value', argv: ['generate', '--answers'] },
    { name: 'a choice without a value', argv: ['lint', '--format'] },
    { name: 'a number without a value', argv: ['cluster', 'up', '--replicas'] },
    { name: 'a short option without a value', argv: ['generate', '-na'] },
    { name: 'an option followed by another one', argv: ['generate', '-a', '--dry-run'] },
    { name: 'an option with an empty value', argv: ['generate', '--out='] },
    { name: 'a choice of one', argv: ['ci', 'foo', 'github'] },
    { name: 'an option that is not among its choices', argv: ['lint', '--format', 'xml'] },
  ].map((call): BadCall => ({ ...call, files: answers, code: 2, found: ['usage'] })),
  { name: 'unknown command', files: {}, argv: ['genrate'], code: 2, found: ['usage'] },
  { name: 'no command', files: {}, argv: [], code: 2, found: ['usage'] },
  {
    name: 'questions of an unknown blueprint',
    files: {},
    argv: ['questions', 'redis'],
    code: 1,
    found: ['blueprint-unknown'],
  },
  {
    name: 'questions without a blueprint',
    files: {},
    argv: ['questions'],
    code: 2,
    found: ['usage'],
  },
  {
    name: 'missing blueprint folder',
    files: { 'answers.yml': 'blueprint: ./mine\nversion: 1.0.0\n' },
    argv: ['generate'],
    code: 2,
    found: ['mine/blueprint.yml file-missing'],
  },
  {
    name: 'unknown file in the --out folder',
    files: { ...answers, 'build/catalog/templates/redis-sentinel/1/docker-compose.yml': 'x' },
    argv: ['generate'],
    code: 1,
    found: ['build/catalog/templates/redis-sentinel/1/docker-compose.yml target-foreign'],
  },
];
