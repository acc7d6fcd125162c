import { describe, expect, test } from 'vitest';
import { compose, render } from './rendered.ts';

describe('a value in a compose file', () => {
  test.for([
    ['alone, text', 'image: {{word}}', { word: 'a $b {{c}}: #' }, 'image: "a $$b \\x7b{c}}: #"'],
    ['alone, a number', 'scale: {{port}}', { port: 3 }, 'scale: 3'],
    ['alone, a boolean', 'tty: {{debug}}', {}, 'tty: true'],
    ['alone, as text', 'A: {{text port}}', { port: 3 }, 'A: "3"'],
    ['alone in quotes', `A: "{{port}}"`, { port: 3 }, 'A: "3"'],
    ['asked', 'A: {{word}}', {}, 'A: "${word}"'],
    ['within text', 'image: r/app:{{word}}', { word: 'x"y' }, String.raw`image: "r/app:x\"y"`],
    ['within text, asked', 'image: r/app:{{word}}', {}, 'image: "r/app:${word}"'],
    ['beside literal variables', 'A: $${x} {{word}}', { word: '$' }, 'A: "$${x} $$"'],
    ['twice', `A: 'it''s {{word}}{{port}}'`, { word: 'w', port: 1 }, `A: "it's w1"`],
    [
      'between brackets',
      'command: [a, {{word}}, "b{{port}}"]',
      { port: 1 },
      'command: [a, "${word}", "b1"]',
    ],
    ['a list', 'command: {{names}}', {}, 'command: ["x", "y $$z"]'],
    ['in a key', '{{word}}-x: 1', { word: 'a$b' }, '"a$b-x": 1'],
    ['computed, known', 'A: {{made}}', { word: 'q' }, 'A: shop-q'],
    ['computed of an asked one', 'A: {{made}}!', {}, 'A: "shop-${word}!"'],
    ['in a comment', 'A: 1 # {{word}}', { word: 'x\ny {{z' }, 'A: 1 # x y { {z'],
    ['like a marker', 'A: mArK1kRaM {{word}}', { word: 'mArK0kRaM' }, 'A: mArK1kRaM mArK0kRaM'],
    ['a text helper', 'A: {{upper (trim tag)}}', {}, 'A: "1.27.3-ALPINE"'],
    ['a part of a version', 'A: v{{semver tag "major.minor"}}', {}, 'A: v1.27'],
    ['joined', 'A: {{join names ","}}', {}, 'A: "x,y $$z"'],
    ['default', 'A: {{default tag "none"}}', { tag: '' }, 'A: none'],
    ['JSON', 'A: {{json names}}', {}, String.raw`A: "[\"x\",\"y $$z\"]"`],
    ['base64', 'A: {{base64 tag}}', { tag: 'é' }, 'A: "w6k="'],
  ] as const)('%s', async ([, line, fixed, expected]) => {
    expect(await compose(`  a:\n    ${line}\n`, fixed)).toBe(`  a:\n    ${expected}\n`);
  });

  test('in a block text keeps its lines', async () => {
    const lines = '  a:\n    c: |\n      listen {{port}};\n      name {{word}};\n    d: 1\n';
    expect(await compose(lines, { port: 8080 })).toBe(
      '  a:\n    c: |\n      listen 8080;\n      name ${word};\n    d: 1\n',
    );
  });

  test('in a block text is quoted with it, if it has lines of its own', async () => {
    const lines = '  a:\n    c: |\n      one {{word}}\n    d: 1\n';
    expect(await compose(lines, { word: 'x\n  y: z' })).toBe(
      '  a:\n    c: "one x\\n  y: z\\n"\n    d: 1\n',
    );
  });
});

describe('a condition on an asked answer', () => {
  test('is a line of the template pass, and the file is a .tpl', async () => {
    const text =
      "version: '2'\nservices:\n{{#if cache}}\n  c:\n    image: c\n{{else}}\n  d: {}\n{{/if}}\n";
    const { files } = await render({ 'docker-compose.yml': text });
    expect([...files.keys()]).toEqual(['docker-compose.yml.tpl', 'rancher-compose.yml']);
    expect(files.get('docker-compose.yml.tpl')?.text).toBe(
      'version: \'2\'\nservices:\n{{- if eq .Values.cache "true" }}\n  c:\n    image: c\n{{- else }}\n  d: {}\n{{- end }}\n',
    );
  });

  test('is decided when the answer is fixed', async () => {
    const text = "version: '2'\nservices:\n{{#if cache}}\n  c: {}\n{{/if}}\n";
    const { files } = await render({ 'docker-compose.yml': text }, { cache: true });
    expect(files.get('docker-compose.yml')?.text).toBe(
      "# notemplating\nversion: '2'\nservices:\n  c: {}\n",
    );
  });

  test.for([
    ['unless', '{{#unless cache}}\n', 'if ne .Values.cache "true"'],
    ['a text', '{{#if word}}\n', 'if ne .Values.word ""'],
    ['one value', '{{#is kind "b"}}\n', 'if eq .Values.kind "b"'],
    ['a number', '{{#is port 80}}\n', 'if eq .Values.port "80"'],
    [
      'several values',
      '{{#is kind "a" "b"}}\n',
      'if or (eq .Values.kind "a") (eq .Values.kind "b")',
    ],
    ['an empty first branch', '{{#is kind "b"}}\n{{else}}\n', 'if ne .Values.kind "b"'],
    ['a text with quotes', `{{#is word 'a"b'}}\n`, String.raw`if eq .Values.word "a\"b"`],
  ] as const)('%s', async ([, open, expected]) => {
    const close = open.replace(/^\{\{#(\w+)[^]*/, '{{/$1}}');
    expect(await compose(`${open}  c: {}\n${close}\n`)).toBe(
      `{{- ${expected} }}\n  c: {}\n{{- end }}\n`,
    );
  });

  test('can be chained', async () => {
    const lines =
      '{{#is kind "a"}}\n  a: {}\n{{else is kind "b"}}\n  b: {}\n{{else}}\n  c: {}\n{{/is}}\n';
    expect(await compose(lines)).toBe(
      [
        '{{- if eq .Values.kind "a" }}\n  a: {}',
        '{{- else }}\n{{- if eq .Values.kind "b" }}\n  b: {}',
        '{{- else }}\n  c: {}\n{{- end }}\n{{- end }}\n',
      ].join('\n'),
    );
  });

  test('within a value is part of it', async () => {
    const lines = '  a:\n    image: app:1{{#if cache}}-c{{else}}-d{{/if}}\n';
    expect(await compose(lines)).toBe(
      '  a:\n    image: "app:1{{if eq .Values.cache `true`}}-c{{else}}-d{{end}}"\n',
    );
  });

  test('in a block text has lines of its own', async () => {
    const lines =
      '  a:\n    c: |\n      one\n{{#if cache}}\n      two {{word}}\n{{/if}}\n      three\n';
    expect(await compose(lines)).toBe(
      '  a:\n    c: |\n      one\n      {{- if eq .Values.cache "true" }}\n      two ${word}\n      {{- end }}\n      three\n',
    );
  });

  test('is a comment in rancher-compose.yml, which Rancher reads before its template pass', async () => {
    const text =
      "version: '2'\n{{catalog}}\nservices:\n  a:\n    scale: 1\n{{#if cache}}\n    retain_ip: true\n{{/if}}\n";
    const { files } = await render({ 'rancher-compose.yml': text });
    const lines = files.get('rancher-compose.yml')?.text.split('services:\n')[1];
    expect(lines).toBe(
      '  a:\n    scale: 1\n#{{ if eq .Values.cache "true" }}\n    retain_ip: true\n#{{ end }}\n',
    );
  });

  test('a boolean becomes a YAML boolean by the template pass', async () => {
    expect(await compose('  a:\n    tty: {{cache}}\n    labels:\n      a: {{cache}}\n')).toBe(
      '  a:\n    tty: {{ if eq .Values.cache "true" }}true{{ else }}false{{ end }}\n    labels:\n      a: "${cache}"\n',
    );
    const text = "version: '2'\nservices:\n  a:\n    retain_ip: {{cache}}\n";
    const { files } = await render({ 'rancher-compose.yml': text });
    expect(files.get('rancher-compose.yml')?.text.split('services:\n')[1]).toBe(
      '  a:\n#{{ if eq .Values.cache "true" }}\n    retain_ip: true\n#{{ else }}{{ "\\n" }}    retain_ip: false\n#{{ end }}\n',
    );
  });

  test('leaves no braces for the template pass that are not its own', async () => {
    const lines = '{{#if cache}}\n  c: {}\n{{/if}}\n  # \\{{x}}\n  d:\n    A: "\\{{y}} {{word}}"\n';
    expect(await compose(lines, { word: '{{z}}' })).toBe(
      '{{- if eq .Values.cache "true" }}\n  c: {}\n{{- end }}\n  # {{`{{`}}x}}\n  d:\n    A: "\\x7b{y}} \\x7b{z}}"\n',
    );
  });

  test('the words of a text', async () => {
    const lines = '  a:\n    command:\n    - run\n{{#words word}}\n    - {{this}}\n{{/words}}\n';
    expect(await compose(lines)).toBe(
      [
        '  a:\n    command:\n    - run',
        '{{- range $word1 := splitPreserveQuotes .Values.word }}',
        '    - {{ quote (replace "$" "$$" $word1) }}',
        '{{- end }}\n',
      ].join('\n'),
    );
    expect(await compose(lines, { word: '--a="b c" $d' })).toBe(
      '  a:\n    command:\n    - run\n    - "--a=\\"b c\\""\n    - "$$d"\n',
    );
  });
});

describe('a list', () => {
  test('of texts', async () => {
    const lines =
      '  a:\n    l:\n{{#each names}}\n    - {{@index}}={{this}}{{#unless @last}},{{/unless}}\n{{/each}}\n';
    expect(await compose(lines)).toBe('  a:\n    l:\n    - "0=x,"\n    - "1=y $$z"\n');
  });

  test('of objects, with the names of the entry around it', async () => {
    const lines =
      '{{#each rules}}\n  {{host}}: {a: {{port}}, b: {{../port}}, c: {{this.host}}, d: {{word}} }\n{{/each}}\n';
    expect(await compose(lines, { port: 9, word: 'w' })).toBe(
      '  h1: {a: 1, b: 9, c: h1, d: w }\n  h2: {a: 2, b: 9, c: h2, d: w }\n',
    );
  });

  test('with names for its items', async () => {
    expect(
      await compose(
        '{{#each rules as |rule index|}}\n  s{{index}}: {a: {{rule.port}} }\n{{/each}}\n',
      ),
    ).toBe('  s0: {a: 1 }\n  s1: {a: 2 }\n');
  });

  test('that is empty writes what is after else', async () => {
    const lines = '{{#each names}}\n  a: {{this}}\n{{else}}\n  none: {}\n{{/each}}\n';
    expect(await compose(lines, { names: [] })).toBe('  none: {}\n');
  });
});

describe('a partial', () => {
  const check = [
    'health_check:\n  port: {{port}}\n',
    '{{#if path}}\n  request_line: GET {{path}} HTTP/1.0\n{{else}}\n  interval: 1\n{{/if}}\n',
    '{{#given path}}\n  strategy: {{path}}\n{{/given}}\n',
    "  reinitializing_timeout: {{default wait '7'}}\n",
  ].join('');

  test('does without a value that only another call passes', async () => {
    const calls = '  a:\n    {{> check port=1}}\n  b:\n    {{> check port=2 path="/x" wait=8}}\n';
    expect(await compose(calls, {}, { check })).toBe(
      [
        '  a:\n    health_check:\n      port: 1\n      interval: 1\n      reinitializing_timeout: "7"\n',
        '  b:\n    health_check:\n      port: 2\n      request_line: GET /x HTTP/1.0\n',
        '      strategy: /x\n      reinitializing_timeout: 8\n',
      ].join(''),
    );
  });

  test('does without a value that a call in another template passes, and passes that on', async () => {
    const { files, faults } = await render(
      {
        'docker-compose.yml': "version: '2'\nservices:\n  {{> outer}}\n",
        'rancher-compose.yml': '# {{> outer path="/x"}}\n',
      },
      {},
      { outer: '{{> inner path=path}}\n', inner: 'a: {{default path "none"}}\n' },
    );
    expect(faults).toEqual([]);
    expect(files.get('docker-compose.yml')?.text).toContain('a: none');
  });
  test('is indented as it is included, with its parameters', async () => {
    const partials = { check: 'health_check:\n  port: {{port}}\n  line: GET {{path}}\n' };
    expect(await compose('  a:\n    {{> check port=1 path=word}}\n    b: 1\n', {}, partials)).toBe(
      '  a:\n    health_check:\n      port: 1\n      line: "GET ${word}"\n    b: 1\n',
    );
  });
});

test('each line knows the line of the template that it comes from', async () => {
  const text =
    "version: '2'\nservices:\n  a:\n    c: |\n      {{word}}\n      x\n{{#if cache}}\n    d: {{word}}\n{{/if}}\n    e: 1\n";
  const { files } = await render({ 'docker-compose.yml': text }, { word: 'q\nr' });
  const file = files.get('docker-compose.yml.tpl');
  const lines = file?.text
    .split('\n')
    .map((line, index) => [line.trim(), file.origins[index]?.line]);
  expect(lines).toEqual([
    ["version: '2'", 1],
    ['services:', 2],
    ['a:', 3],
    [String.raw`c: "q\nr\nx\n"`, 4],
    ['{{- if eq .Values.cache "true" }}', 7],
    [String.raw`d: "q\nr"`, 8],
    ['{{- end }}', 9],
    ['e: 1', 10],
    ['', 10],
  ]);
});
