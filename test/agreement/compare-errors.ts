import { readCatalogBlock } from '../../src/rancher/read-catalog-block.ts';
import { readTemplateConfig } from '../../src/rancher/template-config.ts';
import { readYaml } from '../../src/source/read-yaml.ts';
import { Tally, type Measure } from './tally.ts';

/** The errors of one text that was read as rancher-compose.yml, and as config.yml; null if there is none. */
export interface ErrorCase {
  readonly text: string;
  readonly block: string | null;
  readonly config: string | null;
}

/** The class and the line of the first error of a message, without the values that it shows. */
const classAndLine = (message: string | null): string | null =>
  message && (/^(?:yaml: unmarshal errors:\n)?[^\n]*/.exec(message)?.[0] ?? '').replace(/`.*`/, '');

/** How often an error has the words of go-yaml, with the structs of Rancher's programs. */
export function compareErrors(source: string, cases: readonly ErrorCase[]): Measure[] {
  const tally = new Tally(source);
  for (const { text, block, config } of cases) {
    const read = readYaml(text);
    const found = {
      block: readCatalogBlock(read, text).error?.message ?? null,
      config: readTemplateConfig(read, text).error?.message ?? null,
    };
    for (const [file, wanted] of Object.entries({ block, config })) {
      const got = found[file as keyof typeof found];
      if (got === null && wanted === null) continue;
      tally.compare(
        'class and line',
        JSON.stringify(text),
        classAndLine(got),
        classAndLine(wanted),
      );
      tally.compare('words', JSON.stringify(text), got, wanted);
    }
  }
  return tally.done();
}
