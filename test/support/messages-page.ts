import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './bundle.ts';

/** What one test printed, by the test's full name; in the order of the tests. */
export type Sections = ReadonlyMap<string, string>;

export const messagesPath = join(root, 'test/golden/messages.md');

const introduction = `# Messages

All that the program prints in the tests, word for word, one section per test. The tests themselves
assert exit codes, diagnostic codes and places only. \`UPDATE_GOLDEN=1 npm test -- test/cli test/unit
test/e2e\` writes this page; read the difference before you commit it. What differs between runs is
replaced: \`<folder>\` is the working directory, \`<program>\` the directory of the program.
`;

/** Reads the page: path of a test file → its sections. */
export function readPage(): Map<string, Map<string, string>> {
  const page = new Map<string, Map<string, string>>();
  let sections = new Map<string, string>();
  let name: string | undefined;
  let fence: string | undefined;
  let lines: string[] = [];
  const end = () => {
    if (name !== undefined) sections.set(name, lines.join('\n').trim());
    [name, lines] = [undefined, []];
  };
  for (const line of existsSync(messagesPath)
    ? readFileSync(messagesPath, 'utf8').split('\n')
    : []) {
    const [, level, title = ''] = (fence === undefined && /^(##|###) (.*)$/.exec(line)) || [];
    if (level !== undefined) {
      end();
      if (level === '###') name = title;
      else page.set(title, (sections = new Map()));
      continue;
    }
    if (fence === undefined) fence = /^`{3,}/.exec(line)?.[0];
    else if (line === fence) fence = undefined;
    lines.push(line);
  }
  end();
  return page;
}

/** The page as it is written: sorted, each test file once. */
export function formatPage(page: ReadonlyMap<string, Sections>): string {
  const files = [...page].filter(([file, { size }]) => size > 0 && existsSync(join(root, file)));
  const parts = files
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, sections]) => [
      `## ${file}\n`,
      ...[...sections].map(([name, text]) => `### ${name}\n\n${text}\n`),
    ]);
  return [introduction, ...parts].join('\n');
}

/** Replaces the sections of one test file. Test files run in parallel, so one waits for the other. */
export async function updatePage(file: string, sections: Sections): Promise<void> {
  const lock = `${messagesPath}.lock`;
  for (let tries = 0; ; tries += 1) {
    try {
      closeSync(openSync(lock, 'wx'));
      break;
    } catch (error) {
      if (tries > 1000)
        throw new Error(`remove ${lock}: it is left by a killed run`, { cause: error });
      await sleep(10);
    }
  }
  try {
    writeFileSync(`${lock}ed`, formatPage(new Map([...readPage(), [file, new Map(sections)]])));
    renameSync(`${lock}ed`, messagesPath);
  } finally {
    rmSync(lock, { force: true });
  }
}
