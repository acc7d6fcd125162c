import type { DescribedPlan } from '../../src/plan/describe-plan.ts';
import { lossWords, placedWords, spreadWords } from '../../src/plan/describe-plan.ts';
import type { StackPlan } from '../../src/plan/stack-plan.ts';
import { runCli, temporaryFolder } from './run-cli.ts';

/** Columns of the terminal of the page. */
const width = 100;

/** The files that a page names: a line with the name, then a block with the text. */
const filesIn = (page: string) =>
  [...page.matchAll(/^`([\w./-]+)`:\n\n```\w+\n([^]*?)^```$/gm)].map(
    ([, path = '', text = '']) => [path, text] as const,
  );

const planOf = async (folder: string, argv: readonly string[]): Promise<StackPlan> =>
  (JSON.parse((await runCli(folder, ['plan', ...argv, '--json'])).stdout) as DescribedPlan).plan;

/** One row for each number of hosts. */
async function tableOf(blueprint: string): Promise<string> {
  const folder = temporaryFolder({
    'answers.yml': `blueprint: ${blueprint}\nversion: 1.0.0\nanswers:\n  image: a/b:1\n`,
  });
  const rows: string[] = [];
  for (const hosts of ['1', '2', '3', '5', '100']) {
    const { services, losses, promises } = await planOf(folder, ['--hosts', hosts]);
    const placed = services.map((each) => `${each.name} ${placedWords(each)}`);
    const most = services.map((each) => `${each.name} ${spreadWords(each)}`);
    const broken = promises.filter(({ outcome }) => outcome !== 'kept').map(({ name }) => name);
    rows.push(
      `| ${[
        hosts,
        placed.join('<br>'),
        most.join('<br>'),
        losses.map(lossWords).join('<br>'),
        broken.length === 0 ? 'none' : broken.join('<br>'),
      ].join(' | ')} |`,
    );
  }
  const head = '| hosts | placed | most on one host | a lost host costs | promises that break |';
  return [`### ${blueprint}`, '', head, '|---|---|---|---|---|', ...rows].join('\n');
}

/** The page with what its commands print, and with the tables. */
export async function placementPage(page: string): Promise<string> {
  const folder = temporaryFolder(Object.fromEntries(filesIn(page)));
  let text = page;
  for (const [block = '', argv = ''] of page.matchAll(
    /^```console\n\$ rancher-catalog (.*)\n[^]*?^```$/gm,
  )) {
    const { stdout } = await runCli(folder, argv.split(' '), { width });
    text = text.replace(block, () => `\`\`\`console\n$ rancher-catalog ${argv}\n${stdout}\`\`\``);
  }
  const tables = [await tableOf('redis-sentinel'), await tableOf('redis-cluster')].join('\n\n');
  return text.replace(
    /(<!-- plans -->\n)[^]*(<!-- \/plans -->)/,
    (_all, start: string, end: string) => `${start}\n${tables}\n\n${end}`,
  );
}
